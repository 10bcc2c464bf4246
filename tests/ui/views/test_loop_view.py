"""The mock loop's pages, off screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rehearse.loops import moves
from rehearse.loops.folder import begin_run, list_runs, read_run, release_run, write_run
from rehearse.loops.heard import ToldTwice
from rehearse.questions import find_loop, find_question, own_packs, write_own_loop
from tests.builders import make_analysis
from tests.ui.make_context import settle
from tests.ui.views.loop_course import short_loop
from tests.ui.views.loop_page import HERE, Key, Page, open_page
from ui.places import Place, Route
from ui.views.loop.model import NOTHING_ANSWERED, STILL_BUILDING, LoopPage
from ui.views.loop.steps import Doing, Pausing
from ui.views.loop.summary_page import told_alike


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    with open_page(qtbot, tmp_path / "library", monkeypatch) as made:
        yield made


@pytest.fixture
def speaking(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    with open_page(qtbot, tmp_path / "library", monkeypatch, voice=True) as made:
        yield made


# --------------------------------------------------------------------------- choosing


def test_loops_that_come_along_can_be_begun_and_copied(page: Page) -> None:
    page.enter()
    card = page.offer("Senior engineer, the whole day")
    assert card.begin.isEnabled() and card.change.text() == "Change a copy"
    assert "5 rounds, 13 questions" in card.offer.line
    assert "Director: 3 questions, pushes back" in card.offer.rounds
    assert QApplication.focusWidget() is page.view.choose.offers[0].begin
    assert not page.faults


def test_a_loop_that_was_chosen_elsewhere_is_seen_and_under_the_keyboard(page: Page) -> None:
    page.view.resize(836, 600)
    page.enter()
    last = page.view.choose.offers[-1].offer.loop
    page.until(lambda: not is_seen(page.view.choose.offers[-1]))
    page.view.leave()
    page.enter(Route(Place.LOOP, loop=last.key))
    page.until(lambda: page.model.is_read and is_seen(page.view.choose.offers[-1]))
    card = page.view.choose.offers[-1]
    assert card.offer.loop == last and QApplication.focusWidget() is card.begin
    assert [each for each in page.view.choose.offers if each.begin.property("role") == "primary"] == [card]
    page.view.leave()
    page.enter(Route(Place.LOOP, loop="gone/loop"))
    page.until(lambda: page.model.is_read)
    assert QApplication.focusWidget() is page.view.choose.offers[0].begin


def is_seen(card: QWidget) -> bool:
    return card.visibleRegion().boundingRect() == card.rect()


def test_a_loop_that_is_being_built_is_not_lost_to_one_chosen_elsewhere(page: Page) -> None:
    page.enter()
    page.view.choose.build.click()
    page.view.leave()
    key = page.view.choose.offers[1].offer.loop.key
    page.enter(Route(Place.LOOP, loop=key))
    assert page.model.page is LoopPage.EDIT and page.heard.sentences == [STILL_BUILDING]
    page.view.edit.cancel.click()
    page.until(lambda: page.model.page is LoopPage.CHOOSE and page.model.is_read)
    assert QApplication.focusWidget() is page.view.choose.offers[1].begin


def test_one_question_is_a_click_away(page: Page) -> None:
    page.enter()
    page.view.choose.kinds.buttons[0].click()
    assert page.heard.routes == [Route(Place.PRACTISE)]
    assert page.view.choose.kinds.index == 1


def test_a_loop_whose_question_is_gone_says_so(page: Page) -> None:
    loop = short_loop()
    first = replace(loop.rounds[0], questions=("gone/question",))
    write_own_loop(replace(loop, rounds=(first,)))
    page.enter()
    card = page.offer(loop.title)
    assert not card.begin.isEnabled() and "gone/question" in card.offer.missing
    assert card.change.text() == "Change"


def test_an_unfinished_run_comes_first(page: Page) -> None:
    root = page.context.library.root
    run = begin_run(root, short_loop(), find_question)
    page.enter()
    assert not page.view.choose.unfinished, "it is being run"
    page.view.leave()
    release_run(root, run.id)
    page.enter()
    page.until(lambda: bool(page.view.choose.unfinished))
    (card,) = page.view.choose.unfinished
    assert QApplication.focusWidget() is card.go_on
    card.go_on.click()
    page.until(Doing.OPENING)
    assert page.model.page is LoopPage.RUN and page.course.run is not None and page.course.run.id == run.id


def test_an_answer_that_the_run_had_no_time_to_note_is_found(page: Page) -> None:
    root, library = page.context.library.root, page.context.library
    run = begin_run(root, short_loop(), find_question)
    stored = library.begin(run.step.question, loop=run.id, loop_place="1.1")
    library.finish(replace(stored.take, duration=30.0))
    write_run(root, moves.thought(moves.asked(moves.opened(run))))
    release_run(root, run.id)
    page.enter()
    page.view.choose.unfinished[0].go_on.click()
    page.until(Doing.OPENING)
    assert page.view.running.controls.opening.begin.text() == "Go on with the round"
    page.press(Key.Key_Space)
    page.until(Doing.ASKING)
    assert page.course.run is not None and page.course.run.place == "1.1.1"
    assert page.course.run.answers[0].take == stored.take.id


def test_a_run_that_another_window_has_taken_up_is_not_run_twice(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    root = page.context.library.root
    run = begin_run(root, short_loop(), find_question)
    release_run(root, run.id)
    page.enter()
    monkeypatch.setattr("ui.views.loop.model.hold_run", lambda *_: False)
    page.view.choose.unfinished[0].go_on.click()
    page.until(lambda: bool(page.heard.sentences))
    assert page.heard.sentences == ["This loop is being run in another window of Rehearse. End it there."]
    assert page.model.page is LoopPage.CHOOSE


def test_an_unfinished_run_can_be_ended(page: Page) -> None:
    root = page.context.library.root
    run = begin_run(root, short_loop(), find_question)
    release_run(root, run.id)
    page.enter()
    page.view.choose.unfinished[0].close_run.click()
    page.until(lambda: not page.view.choose.unfinished)
    assert read_run(root, run.id).closed_at
    assert page.heard.sentences == [NOTHING_ANSWERED]


def test_begin_pressed_twice_begins_one_run(page: Page) -> None:
    write_own_loop(short_loop())
    page.enter()
    button = page.offer("A short one").begin
    button.click()
    button.click()
    page.until(Doing.OPENING)
    assert len(list_runs(page.context.library.root).runs) == 1


# --------------------------------------------------------------------------- being interviewed


def test_a_round_is_announced_with_the_devices_beside_it(page: Page) -> None:
    page.begin()
    running = page.view.running
    assert running.announcement.title.text() == "Manager"
    assert running.announcement.about.text() == (
        "Hiring manager: 2 questions, 10 s to think before each, up to 1 follow-up to each."
    )
    assert running.panel.isVisible() and running.panel.no_voice.isVisible() and not running.panel.speak.isVisible()
    assert running.progress.round.text() == "Round 1 of 2: Manager"
    assert QApplication.focusWidget() is running.controls.opening.begin
    assert not page.faults


def test_with_the_keyboard_alone_from_round_to_follow_up(page: Page) -> None:
    page.begin()
    page.press(Key.Key_Space)
    running = page.view.running
    assert page.course.doing is Doing.ASKING and running.controls.waiting.sentence.text() == "Read the question."
    assert running.live.question.label.text() == page.course.run.step.question.text  # type: ignore[union-attr]
    assert not running.panel.isVisible()
    page.press(Key.Key_Space)
    assert running.controls.waiting.left.text() == "0:10"
    page.press(Key.Key_Space)
    page.answer()
    assert running.progress.follow_up.isVisible() and running.progress.follow_up.text() == "Follow-up 1"
    assert running.live.question.label.text() == page.course.run.follow_up.question  # type: ignore[union-attr]
    assert running.controls.waiting.skip.text() == "Skip the follow-ups"
    assert not page.faults


def test_time_and_limit_stand_on_the_picture(page: Page) -> None:
    page.begin()
    for _ in range(3):
        page.press(Key.Key_Space)
    page.until(lambda: page.booth.path is not None)
    page.booth.count(3)
    assert page.view.running.live.lens.isVisible()
    page.booth.count(2, 1, 0)
    page.booth.said_s = 64
    page.course.answering.during.look()
    time = page.view.running.stage.time
    assert time.isVisible() and time.accessibleName().startswith("Recording, 1:04 of about 2")
    assert ", at most " in time.accessibleName()


def test_esc_asks_and_esc_takes_it_back(page: Page) -> None:
    page.begin()
    page.press(Key.Key_Space)
    page.press(Key.Key_Escape)
    paused = page.view.running.controls.paused
    assert paused.isVisible() and QApplication.focusWidget() is paused.go_on
    assert paused.later.isVisible() and not paused.again.isVisible()
    assert not page.faults
    page.press(Key.Key_Escape)
    assert not paused.isVisible()
    page.press(Key.Key_Escape)
    paused.later.click()
    page.until(lambda: bool(page.view.choose.unfinished))
    assert page.model.page is LoopPage.CHOOSE


def test_in_mid_answer_esc_offers_to_start_over(page: Page) -> None:
    page.begin()
    for _ in range(3):
        page.press(Key.Key_Space)
    page.until(lambda: page.booth.path is not None)
    page.booth.count(1, 0)
    page.press(Key.Key_Escape)
    paused = page.view.running.controls.paused
    assert paused.again.isVisible() and paused.skip.isVisible() and not paused.later.isVisible()
    paused.again.click()
    page.until(Doing.ASKING)
    assert not page.jobs.added


def test_leaving_in_mid_answer_is_asked_about(page: Page) -> None:
    page.begin()
    for _ in range(3):
        page.press(Key.Key_Space)
    page.until(lambda: page.booth.path is not None)
    page.booth.count(1, 0)
    page.booth.said_s = 5
    assert not page.view.may_leave()
    assert page.course.pausing is Pausing.LEAVE and page.view.running.controls.paused.keep.isVisible()
    page.view.running.controls.paused.keep.click()
    page.until(Doing.ASKING)
    assert page.view.may_leave()


def test_the_voice_can_be_muted_and_switched_off_before(speaking: Page) -> None:
    speaking.begin()
    panel = speaking.view.running.panel
    assert panel.speak.isVisible() and panel.speak.isChecked() and not panel.no_voice.isVisible()
    speaking.press(Key.Key_Space)
    assert speaking.view.running.controls.waiting.sentence.text() == "Listen to the question."
    mute = speaking.view.running.progress.mute
    assert mute.isVisible() and mute.text() == "Mute"
    mute.click()
    assert mute.text() == "Speak questions" and not speaking.context.settings.speak_questions


def test_the_hint_can_be_switched_off_where_one_thinks_aloud(page: Page) -> None:
    page.begin()
    panel = page.view.running.panel
    assert not panel.hint.isVisible()
    page.view.running.controls.opening.skip.click()
    assert panel.hint.isVisible() and panel.hint.isChecked()
    panel.hint.click()
    assert not page.context.settings.quiet_hint


def test_without_a_microphone_the_round_cannot_begin(page: Page) -> None:
    page.booth.gets = ("ready", "none")
    page.begin()
    opening = page.view.running.controls.opening
    told = page.view.running.controls.told
    assert not opening.begin.isEnabled() and told.text() == "No microphone was found: nothing can be recorded."
    page.booth.become("ready", "ready")
    assert opening.begin.isEnabled()


def test_the_first_time_camera_and_microphone_are_opened_by_hand(page: Page) -> None:
    page.booth.gets = ("closed", "closed")
    page.begin()
    running = page.view.running
    assert running.stage.allow.hasFocus() and not running.controls.opening.begin.isEnabled()
    page.press(Key.Key_Space)
    assert page.booth.calls[-1] == "allow" and not running.stage.allow.isVisible()
    assert running.controls.opening.begin.hasFocus()


# --------------------------------------------------------------------------- looking back


def test_the_summary_follows_the_analyses(page: Page) -> None:
    page.finish()
    summary = page.view.summary
    assert page.model.page is LoopPage.SUMMARY and summary.title.text() == "A short one"
    assert ", 1 of 3 questions answered, 2 skipped" in summary.about.text()
    assert len(summary.reviews) == 1
    take_id = page.jobs.added[0]
    page.context.library.save_analysis(take_id, make_analysis())
    page.jobs.end(take_id, "finished")
    page.until(lambda: not page.model.summing.summary.waiting)  # type: ignore[union-attr]
    assert not summary.progress.isVisible()
    assert page.model.summing.summary is not None and page.model.summing.summary.priority is not None
    assert not page.faults
    summary.reviews[0].click()
    assert page.heard.routes[-1] == Route(Place.REVIEW, take_id=take_id)


def test_the_summary_says_what_is_still_analysed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.finish()
    monkeypatch.setattr(page.context.jobs, "states", lambda: tuple(page.jobs.states.values()))
    page.context.jobs.changed.emit()
    assert page.view.summary.progress.text() == "1 answer is still being analysed. This page follows by itself."


def test_a_loop_can_be_run_again_from_its_summary(page: Page) -> None:
    page.finish()
    page.view.summary.again.click()
    page.until(Doing.OPENING)
    assert len(list_runs(page.context.library.root).runs) == 2


def test_a_past_run_is_found_in_the_chooser_and_by_its_route(page: Page) -> None:
    page.finish()
    run_id = page.model.summing.run.id  # type: ignore[union-attr]
    page.view.leave()
    page.enter()
    page.until(lambda: bool(page.view.choose.past))
    page.view.choose.past[0].open.click()
    assert page.model.page is LoopPage.SUMMARY
    page.view.leave()
    page.view.enter(Route(Place.LOOP, loop_run=run_id))
    page.until(LoopPage.SUMMARY)
    page.view.leave()
    page.view.enter(Route(Place.LOOP, loop_run="gone"))
    page.until(lambda: bool(page.heard.sentences))
    assert page.heard.sentences[-1].startswith("There is no loop run 'gone'.")
    page.until(lambda: page.model.is_read)
    assert page.model.page is LoopPage.CHOOSE


def test_an_answer_that_was_deleted_is_told_of(page: Page) -> None:
    page.finish()
    page.context.library.delete([page.jobs.added[0]])
    page.context.takes_changed.emit()
    page.until(lambda: not page.model.summing.summary.waiting)  # type: ignore[union-attr]
    assert not page.faults


def test_places_of_one_story_are_told_in_one_line() -> None:
    pairs = [("1.1", "1.2"), ("1.2", "2.1"), ("3.1", "3.2")]
    told = [ToldTwice(before, after, (), 0.1, rough=False) for before, after in pairs]
    assert told_alike(told) == [["1.1", "1.2", "2.1"], ["3.1", "3.2"]]


# --------------------------------------------------------------------------- building one


def test_a_loop_is_built_with_questions_from_the_chooser(page: Page, qtbot: QtBot) -> None:
    page.enter()
    page.view.choose.build.click()
    edit = page.view.edit
    page.until(lambda: bool(edit.cards))
    edit.save.click()
    assert edit.problem.text() == "Give the loop a title."
    qtbot.keyClicks(edit.title, "Mine")
    assert edit.problem.text() == "Round 1 has no question yet."
    edit.cards[0].add.click()
    assert edit.chooser is not None and edit.chooser.take.text() == "Add this one"
    edit.chooser.take.click()
    edit.cards[0].sceptical.click()
    assert not page.faults
    edit.save.click()
    page.until(LoopPage.CHOOSE)
    page.until(lambda: page.view.choose.offers and page.view.choose.offers[0].offer.own)
    (loop,) = own_packs().packs[0].loops
    assert (loop.title, len(loop.rounds[0].questions), loop.rounds[0].sceptical) == ("Mine", 1, True)
    page.view.choose.offers[0].change.click()
    page.until(lambda: edit.remove.isVisible() and bool(edit.cards))
    assert edit.draft.key == loop.key


def test_an_own_loop_can_be_removed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    write_own_loop(short_loop())
    page.enter()
    page.offer("A short one").change.click()
    page.until(lambda: bool(page.view.edit.cards))
    monkeypatch.setattr(page.view.edit, "_sure", lambda *_: True)
    page.view.edit.remove.click()
    page.until(lambda: all(not card.offer.own for card in page.view.choose.offers))
    assert not own_packs().packs


def test_cancel_asks_where_something_would_be_lost(page: Page, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    page.enter()
    page.view.choose.build.click()
    page.until(lambda: bool(page.view.edit.cards))
    qtbot.keyClicks(page.view.edit.title, "Half")
    page.view.edit.cancel.click()
    assert asked == ["Throw the changes away?"] and page.model.page is LoopPage.EDIT
    page.view.leave()
    page.view.enter(HERE)
    settle(qtbot, page.context)
    assert page.model.page is LoopPage.EDIT and page.view.edit.title.text() == "Half", "half a draft waits"


def test_a_broken_file_of_own_loops_is_told_of_and_nothing_is_lost(page: Page, qtbot: QtBot, home: Path) -> None:
    folder = home / "question_packs"
    folder.mkdir(parents=True)
    (folder / "my-loops.toml").write_text("title = 3\n")
    page.enter()
    page.view.choose.build.click()
    edit = page.view.edit
    page.until(lambda: bool(edit.cards))
    qtbot.keyClicks(edit.title, "Mine")
    edit.cards[0].add.click()
    assert edit.chooser is not None
    edit.chooser.take.click()
    edit.save.click()
    page.until(lambda: bool(edit.problem.text()))
    assert "my-loops.toml" in edit.problem.text() and page.model.page is LoopPage.EDIT


def test_a_huge_title_and_round_are_shown_whole_or_cut_with_care(page: Page) -> None:
    loop = find_loop("judgement/senior-engineer")
    write_own_loop(replace(loop, key="my-loops/long", title="Long " * 15, rounds=loop.rounds))
    page.enter()
    assert not page.faults


# --------------------------------------------------------------------------- access


@pytest.mark.parametrize("where", [LoopPage.CHOOSE, LoopPage.EDIT, LoopPage.RUN, LoopPage.SUMMARY])
def test_everything_that_can_be_pressed_has_a_name_and_the_keyboard_reaches_it(page: Page, where: LoopPage) -> None:
    if where is LoopPage.SUMMARY:
        page.finish()
    elif where is LoopPage.RUN:
        page.begin()
    else:
        page.enter()
    if where is LoopPage.EDIT:
        page.view.choose.build.click()
        page.until(lambda: bool(page.view.edit.cards))
    assert page.model.page is where
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in page.view.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or widget.text(), widget  # type: ignore[attr-defined]
                assert reached(widget), widget


def reached(widget: QWidget) -> bool:
    """Whether Tab comes to it, or to one of its group, from where the arrow keys come to it."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    together = [widget] if group is None else group.buttons()
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in together)
