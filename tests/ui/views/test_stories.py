"""The place of the stories: grouped, named, moved, and each figure that changed leads to its moment."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rehearse.questions import Catalogue, Pack
from rehearse.store import open_library
from rehearse.types import Question
from tests.retold import add_retelling, fill_retold, retellings
from tests.ui.make_context import open_context, settle
from ui.places import Place, Route
from ui.views.stories import model
from ui.views.stories.view import StoriesView

TODAY = date(2026, 4, 10)
RETOLD = retellings("billing", "ward")
POOL = Catalogue(
    (
        Pack(
            "p",
            "P",
            (Question("p/own", "Own?", competency="ownership"), Question("p/brave", "Brave?", competency="courage")),
        ),
    )
)


@pytest.fixture
def root(tmp_path):
    fill_retold(tmp_path / "library", RETOLD)
    return tmp_path / "library"


def gather(root):
    with open_library(root) as library:
        return model.gather(library, today=TODAY, catalogue=POOL)


# --------------------------------------------------------------------------- what it says


def test_each_story_with_its_tellings(root):
    ward, billing = gather(root).stories
    assert [len(story.tellings) for story in (ward, billing)] == [2, 3]
    assert billing.about == "Told 3 times, last on 3 March" and ward.about.startswith("Told twice")
    assert billing.competencies == ("Ownership",) and not billing.named
    assert dict(billing.marks) == {"Decision": "clear", "Trade-off": "thin", "Cost": "not heard"}
    assert billing.notes == ("Not told for 38 days. Tell it once more before you need it.",)


def test_what_changed_leads_to_its_word(root):
    billing = gather(root).stories[1]
    weeks = next(drift for drift in billing.drift if drift.before.words == "two")
    assert (weeks.before.when, weeks.after.when, weeks.after.words) == ("1 March", "2 March", "three")
    with open_library(root) as library:
        words = RETOLD[1]["text"].split()
        assert model.time_of(library, weeks.after) == words.index("three") / 2


def test_of_many_tellings_the_last_are_compared_and_that_is_said(root):
    assert {story.drift_title for story in gather(root).stories} == {"Told in two ways"}
    for number in range(7, 13):
        add_retelling(root, number, RETOLD[0])
    billing = next(story for story in gather(root).stories if len(story.tellings) == 9)
    assert billing.drift_title == "Told in two ways in the last 8 tellings"
    first = billing.tellings[-1].take_id
    assert billing.drift and first not in {
        said.take_id for drift in billing.drift for said in (drift.before, drift.after)
    }


def test_gaps_come_first_and_lead_to_a_question(root):
    shelf = gather(root)
    assert [(row.competency, len(row.stories), row.question_key) for row in shelf.coverage] == [
        ("Courage", 0, "p/brave"), ("Ownership", 1, "p/own"), ("Judgement", 1, ""),
    ]  # fmt: skip
    assert shelf.sentence == "2 stories. 0 of 3 competencies have two or more."


def test_a_recited_telling_is_told(root):
    add_retelling(root, 7, RETOLD[0])
    add_retelling(root, 8, RETOLD[0])
    billing = next(story for story in gather(root).stories if len(story.tellings) == 5)
    assert billing.notes[0].startswith("100% of the last telling is word for word the one before.")


# --------------------------------------------------------------------------- in use


@pytest.fixture
def view(qtbot, root):
    with open_context(root) as context:
        made = StoriesView(context)
        qtbot.addWidget(made)
        made.resize(1092, 720)
        made.show()
        made.enter(Route(Place.STORIES))
        settle(qtbot, context)
        context.routes = []
        context.route_asked.connect(context.routes.append)
        made.context = context
        yield made


def again(qtbot, view):
    settle(qtbot, view.context)
    settle(qtbot, view.context)


def test_a_story_is_named_by_typing(qtbot, view):
    view.stories.setCurrentRow(1)
    view.detail.name.selectAll()
    qtbot.keyClicks(view.detail.name, "The invoice launch")
    qtbot.keyClick(view.detail.name, Qt.Key.Key_Return)
    again(qtbot, view)
    assert view.stories.currentItem().text() == "The invoice launch" and view.detail.story.named
    assert len(view.detail.story.tellings) == 3
    view.detail.name.clear()
    qtbot.keyClick(view.detail.name, Qt.Key.Key_Return)
    again(qtbot, view)
    assert not view.detail.story.named and len(view.detail.story.tellings) == 3


def test_a_take_is_moved_to_another_story_and_to_one_of_its_own(qtbot, view):
    view.stories.setCurrentRow(1)
    ward, billing = view.shelf.stories
    view.detail.moved.emit(billing.take_ids[0], ward)
    again(qtbot, view)
    assert sorted(len(story.tellings) for story in view.shelf.stories) == [2, 3]
    moved = next(story for story in view.shelf.stories if billing.take_ids[0] in story.take_ids)
    assert moved.named and set(ward.take_ids) < set(moved.take_ids)
    view.detail.moved.emit(billing.take_ids[0], None)
    again(qtbot, view)
    own = next(story for story in view.shelf.stories if billing.take_ids[0] in story.take_ids)
    assert own.name == "Story 1" and len(own.tellings) == 1


def test_links_lead_to_the_take_the_moment_and_the_question(qtbot, view):
    view.stories.setCurrentRow(1)
    billing = view.detail.story
    view.detail.take_asked.emit(billing.take_ids[0])
    view.detail.moment_asked.emit(billing.drift[0].after)
    again(qtbot, view)
    view.coverage.practise_asked.emit("p/own")
    review, moment, practise = view.context.routes
    assert (review.place, review.take_id) == (Place.REVIEW, billing.take_ids[0])
    assert moment.at_s is not None and moment.take_id == billing.drift[0].after.take_id
    assert (practise.place, practise.question_key) == (Place.PRACTISE, "p/own")


def test_the_menu_offers_every_other_story(qtbot, view):
    view.stories.setCurrentRow(1)
    view.detail.fill_menu(view.detail.story.take_ids[0])
    texts = [action.text() for action in view.detail.menu.actions() if not action.isSeparator()]
    assert texts == [view.shelf.stories[0].name, "A story of its own"]
    moved = []
    view.detail.moved.connect(lambda take, story: moved.append((take, story)))
    view.detail.menu.actions()[0].trigger()
    assert moved == [(view.detail.story.take_ids[0], view.shelf.stories[0])]


def open_at(qtbot, view, competency):
    view.enter(Route(Place.STORIES, competency=competency))
    settle(qtbot, view.context)


def listed(view):
    return [view.stories.item(row).text() for row in range(view.stories.count())]


def test_a_competency_s_stories_alone_are_listed_and_said_to_be(qtbot, view):
    every = listed(view)
    view.tabs.buttons[1].click()
    open_at(qtbot, view, "ownership")
    billing = view.shelf.stories[1]
    assert view.tabs.index == 0 and listed(view) == [billing.name] and view.detail.story == billing
    assert view.only.text() == "Ownership  ×" and view.only.isVisible()
    assert view._sentence.text() == "Ownership: 1 of 2 stories."
    view.detail.fill_menu(billing.take_ids[0])
    assert view.detail.menu.actions()[0].text() == view.shelf.stories[0].name, "a take may still tell any story"
    view.only.click()
    assert listed(view) == every and not view.only.isVisible() and "competencies have" in view._sentence.text()


def test_the_next_visit_without_a_competency_shows_everything(qtbot, view):
    open_at(qtbot, view, "Ownership")
    open_at(qtbot, view, "")
    assert len(listed(view)) == 2 and not view.only.isVisible()


def test_a_competency_without_a_story_leads_to_its_question(qtbot, view):
    open_at(qtbot, view, "Courage")
    assert view._stack.currentIndex() == 3 and view._sentence.text() == "Courage: 0 of 2 stories."
    (tell,) = [b for b in view._stack.currentWidget().findChildren(QPushButton) if b.text() == "Tell one"]
    tell.click()
    assert view.context.routes[-1].place is Place.PRACTISE and view.context.routes[-1].question_key
    view.only.click()
    assert view._stack.currentIndex() == 0


def test_the_table_of_competencies_leads_to_the_stories_of_one(qtbot, view):
    view.tabs.buttons[1].click()
    (ownership,) = [b for b in view.coverage.findChildren(QPushButton) if b.text() == "Ownership"]
    ownership.click()
    assert view.tabs.index == 0 and listed(view) == [view.shelf.stories[1].name]


def test_a_name_taken_from_what_was_said_begins_like_a_sentence(root):
    names = [story.name for story in gather(root).stories]
    assert all(name[0].isupper() for name in names)
    assert {name for row in gather(root).coverage for name in row.stories} == set(names)


def test_nothing_told_yet(qtbot, tmp_path):
    with open_context(tmp_path / "library") as context:
        made = StoriesView(context)
        qtbot.addWidget(made)
        made.show()
        made.enter(Route(Place.STORIES))
        settle(qtbot, context)
        assert made.shelf.stories == () and made._stack.currentIndex() == 2
        made.tabs.buttons[1].click()
        assert made._stack.currentIndex() == 1
