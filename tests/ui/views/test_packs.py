"""Packs: read, searched, brought in; a broken one is told with the line it is broken on."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from rehearse import paths
from rehearse.questions import BadPack, Catalogue, all_packs, builtin_packs, find_question
from tests.ui.make_context import open_context, settle
from ui.places import Place, Route
from ui.views.packs import model, own
from ui.views.packs.view import PacksView

GOOD = """title = "Mine"
description = "Two of my own."

[[questions]]
id = "hard-call"
text = "Tell me about a hard call."
competency = "courage"
why = "To see what you risk."

[[questions]]
id = "easy-call"
text = "Tell me about an easy call."
competency = "courage"
why = "To see whether any call is easy."
"""
BAD = GOOD.replace('text = "Tell me about a hard call."', "text = 7")


@pytest.fixture
def file(tmp_path):
    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library") as made:
        made.routes, made.told = [], []
        made.route_asked.connect(made.routes.append)
        made.noticed.connect(made.told.append)
        yield made


@pytest.fixture
def view(context, qtbot):
    made = PacksView(context)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    made.enter(Route(Place.PACKS))
    settle(qtbot, context)
    return made


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def bring_in(view, context, qtbot, path):
    view.carrying.bring_in(path)
    for _ in range(2):
        settle(qtbot, context)


def test_a_good_pack_is_copied_among_the_own_ones(file):
    pack = model.bring_in(file(GOOD))
    assert pack.title == "Mine" and model.about(pack) == "2 questions, your own"
    assert (paths.own_packs_dir() / "mine.toml").read_text() == GOOD
    assert find_question("mine/hard-call").text == "Tell me about a hard call."


def test_a_bad_pack_is_refused_with_its_line_and_nothing_is_kept(file):
    with pytest.raises(BadPack) as refused:
        model.bring_in(file(BAD))
    (problem,) = refused.value.problems
    assert problem.line == 6 and model.line_of(problem).startswith("Line 6: questions[0].text: ")
    assert not paths.own_packs_dir().exists()


def test_an_own_pack_is_replaced_only_when_asked_and_a_built_in_one_never(file):
    model.bring_in(file(GOOD))
    with pytest.raises(model.Taken):
        model.bring_in(file(GOOD.replace("Mine", "Other")))
    assert model.bring_in(file(GOOD.replace("Mine", "Other")), replace=True).title == "Other"
    with pytest.raises(BadPack):
        model.bring_in(file(GOOD, "general.toml"), replace=True)


def test_every_question_can_be_read_and_practised(view, context):
    assert view.shelf.packs.count() == len(builtin_packs()) + 1
    assert len(view.shelf.found) == sum(len(pack.questions) for pack in builtin_packs())
    question = view.shelf.found[0]
    assert question.text in texts(view.shelf.detail) and question.why in texts(view.shelf.detail)
    view.shelf.detail.practise.click()
    view.shelf.detail.takes.click()
    assert context.routes == [
        Route(Place.PRACTISE, question_key=question.key),
        Route(Place.LIBRARY, question_key=question.key),
    ]


def test_a_pack_and_a_search_narrow_the_list(view):
    view.shelf.packs.setCurrentRow(2)
    pack = view.shelf.chosen
    assert len(view.shelf.found) == len(pack.questions)
    view.shelf.search.setText("nobodyasksthis")
    view.shelf.search_now()
    assert view.shelf._stack.currentIndex() == 1 and not view.shelf.detail.practise.isEnabled()


def test_importing_shows_the_new_pack_or_what_is_wrong(view, context, qtbot, file):
    bring_in(view, context, qtbot, file(BAD))
    assert "mine.toml was not imported." in texts(view) and "Line 6" in texts(view)
    bring_in(view, context, qtbot, file(GOOD))
    assert context.told[-1].sentence.startswith("“Mine” is among your packs")
    titles = [view.shelf.packs.item(line).text() for line in range(view.shelf.packs.count())]
    assert titles[-1] == "Mine"
    bring_in(view, context, qtbot, file(GOOD.replace("Mine", "Other")))
    (replace,) = [b for b in view.findChildren(QPushButton) if b.text() == "Replace it"]
    replace.click()
    for _ in range(2):
        settle(qtbot, context)
    assert view.shelf.packs.item(view.shelf.packs.count() - 1).text() == "Other"


def test_a_broken_own_pack_is_told_with_its_line(context, qtbot, file):
    paths.private_dir(paths.own_packs_dir())
    (paths.own_packs_dir() / "broken.toml").write_text(BAD)
    view = PacksView(context)
    qtbot.addWidget(view)
    view.show()
    view.enter(Route(Place.PACKS))
    settle(qtbot, context)
    assert "broken.toml cannot be used." in texts(view) and "Line 6: questions[0].text" in texts(view)


# ------------------------------------------------------------------------------- one's own


def settle_twice(qtbot, context):
    for _ in range(3):
        settle(qtbot, context)


def titles(view):
    return [view.shelf.packs.item(line).text() for line in range(view.shelf.packs.count())]


def test_a_pack_is_written_checked_and_kept_under_a_name_that_is_free(view, context, qtbot):
    view.new_pack()
    settle_twice(qtbot, context)
    editor = view.editor
    assert editor.isVisible() and editor.save.isEnabled() and "Nothing is wrong: 1 question." in texts(editor)
    editor.add_question()
    editor.text.setPlainText(editor.text.toPlainText().replace("My questions", "Général"))
    editor.check()
    settle_twice(qtbot, context)
    assert "Nothing is wrong: 2 questions." in texts(editor)
    editor.save.click()
    settle_twice(qtbot, context)
    assert (paths.own_packs_dir() / "general-2.toml").is_file(), "general.toml is a built-in pack's name"
    assert not editor.isVisible() and titles(view)[-1] == "Général" and view.shelf.chosen.title == "Général"


def test_a_pack_is_saved_once_and_nothing_typed_meanwhile_is_lost(view, context, qtbot):
    view.new_pack()
    settle(qtbot, context)
    busy = threading.Event()
    context.in_background(lambda _: busy.wait(10))
    view.editor.save.click()
    view.editor.keep()
    qtbot.keyClicks(view.editor.text, "lost")
    assert view.editor.text.toPlainText() == own.TEMPLATE and view.may_leave()
    view.new_pack()  # and another one is begun before the first is kept
    qtbot.keyClicks(view.editor.text, "#")
    busy.set()
    settle(qtbot, context)
    settle(qtbot, context)
    assert [file.name for file in paths.own_packs_dir().iterdir()] == ["my-questions.toml"]
    assert view.editor.isVisible() and view.editor._path is None and view.editor.changed
    view.editor.forget()


def test_what_is_wrong_stands_beside_the_text_and_leads_to_its_line(view, context, qtbot):
    view.new_pack()
    editor = view.editor
    editor.text.setPlainText(BAD)
    editor.check()
    settle_twice(qtbot, context)
    assert not editor.save.isEnabled() and editor.problems.count() == 1
    assert editor.problems.item(0).text().startswith("Line 6: questions[0].text")
    editor.problems.itemActivated.emit(editor.problems.item(0))
    assert editor.text.textCursor().selectedText() == "text = 7"


def test_an_own_pack_is_changed_in_place_and_a_built_in_one_as_a_copy(view, context, qtbot, file):
    bring_in(view, context, qtbot, file(GOOD))
    settle_twice(qtbot, context)
    assert view.shelf.edit.isVisible() and not view.shelf.copy.isVisible()
    view.shelf.edit.click()
    settle_twice(qtbot, context)
    view.editor.text.setPlainText(GOOD.replace("Mine", "Ours"))
    view.editor.keep()
    settle_twice(qtbot, context)
    assert titles(view)[-1] == "Ours" and len(list(paths.own_packs_dir().iterdir())) == 1
    view.shelf.packs.setCurrentRow(1)
    assert view.shelf.copy.isVisible() and not view.shelf.edit.isVisible() and not view.shelf.remove.isVisible()
    view.shelf.copy.click()
    settle_twice(qtbot, context)
    view.editor.keep()
    settle_twice(qtbot, context)
    assert (paths.own_packs_dir() / "general-behavioural.toml").is_file()


def test_a_broken_pack_can_be_mended(context, qtbot):
    paths.private_dir(paths.own_packs_dir())
    (paths.own_packs_dir() / "broken.toml").write_text(BAD)
    view = PacksView(context)
    qtbot.addWidget(view)
    view.show()
    view.enter(Route(Place.PACKS))
    settle_twice(qtbot, context)
    (mend,) = [b for b in view.findChildren(QPushButton) if b.text() == "Mend it"]
    mend.click()
    settle_twice(qtbot, context)
    assert view.editor.text.textCursor().selectedText() == "text = 7"
    view.editor.text.setPlainText(GOOD)
    view.editor.keep()
    settle_twice(qtbot, context)
    assert titles(view)[-1] == "Mine" and "cannot be used" not in texts(view)


def test_an_own_pack_is_handed_on_and_deleted_with_undo(view, context, qtbot, file, tmp_path):
    bring_in(view, context, qtbot, file(GOOD))
    settle_twice(qtbot, context)
    view.carrying.export_to(view.shelf.chosen, tmp_path / "out.toml")
    settle_twice(qtbot, context)
    assert (tmp_path / "out.toml").read_text() == GOOD
    view.shelf.remove.click()
    settle_twice(qtbot, context)
    assert "Mine" not in titles(view) and not list(paths.own_packs_dir().iterdir())
    context.told[-1].act()
    settle_twice(qtbot, context)
    assert titles(view)[-1] == "Mine"


def test_leaving_asks_only_where_something_would_be_lost(view, context, qtbot, monkeypatch):
    assert view.may_leave()
    view.new_pack()
    assert view.may_leave()
    asked = []
    monkeypatch.setattr(view.editor, "_asked_to_discard", lambda: bool(asked.append(True)))
    view.editor.text.setPlainText(GOOD)
    assert not view.may_leave() and asked == [True]
    view.leave()
    assert view.may_leave() and not view.editor.isVisible()


def test_too_many_questions_are_told_not_shown(view, context, qtbot, file):
    many = 'title = "Many"\n' + "".join(f'[[questions]]\nid = "q{n}"\ntext = "Q"\n' for n in range(5000))
    bring_in(view, context, qtbot, file(many))
    assert "mine.toml was not imported." in texts(view) and "500" in texts(view)


def test_markup_in_a_pack_is_text(view, context, qtbot, file):
    bring_in(view, context, qtbot, file(GOOD.replace("Mine", "<b>Mine</b>").replace("a hard call", "<img src=x>")))
    settle_twice(qtbot, context)
    assert titles(view)[-1] == "<b>Mine</b>" and "<img src=x>" in texts(view.shelf.detail)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in view.shelf.detail.findChildren(QLabel))


def test_a_loop_is_shown_round_by_round_and_what_is_gone_is_said():
    catalogue = all_packs()
    shown = {loop.key: loop for loop in model.loops(None, catalogue)}
    assert set(shown) == {loop.key for pack in catalogue.packs for loop in pack.loops}
    day = shown["judgement/half-day"]
    assert day.about == "3 rounds, 9 questions, 22 to 42 min" and len(day.rounds) == 3
    assert sum(len(part.questions) for part in day.rounds) == 9
    judgement = next(pack for pack in catalogue.packs if pack.id == "judgement")
    without = Catalogue((replace(judgement, questions=()),))
    (first, *_) = model.loops(without.packs[0], without)[0].rounds
    assert first.questions[0].endswith("which is in no pack any more")


def test_the_loops_of_a_pack_are_listed_and_read(view):
    titles = [view.shelf.packs.item(row).text() for row in range(view.shelf.packs.count())]
    pack = next(pack for pack in builtin_packs() if pack.id == "judgement")
    view.shelf.packs.setCurrentRow(titles.index(pack.title))
    assert [view.shelf.loops.item(row).text() for row in range(view.shelf.loops.count())] == [
        loop.title for loop in pack.loops
    ]
    view.shelf.loops.itemClicked.emit(view.shelf.loops.item(0))
    texts = [label.text() for label in view.shelf.detail.findChildren(QLabel)]
    assert pack.loops[0].title in texts and f"1. {pack.loops[0].rounds[0].title}" in texts
    assert not view.shelf.detail.practise.isVisible()
    view.shelf.questions.clicked.emit(view.shelf.questions.model().index(0))
    assert view.shelf.detail.practise.isVisible()
    plain = next(pack for pack in builtin_packs() if not pack.loops)
    view.shelf.packs.setCurrentRow(titles.index(plain.title))
    assert not view.shelf.loops.isVisible()


def test_a_loop_is_run_from_its_pack_by_button_and_by_enter(view, context, qtbot):
    shelf = view.shelf
    shelf.packs.setCurrentRow(titles(view).index("Judgement first"))
    assert not shelf.detail.run.isVisible()
    shelf.loops.setFocus()
    shelf.loops.setCurrentRow(1)
    assert shelf.detail.run.isVisible() and shelf.detail.run.isEnabled() and not shelf.detail.practise.isVisible()
    shelf.detail.run.click()
    shelf.loops.setCurrentRow(0)
    qtbot.keyClick(shelf.loops, Qt.Key.Key_Return)
    loops = next(pack for pack in builtin_packs() if pack.id == "judgement").loops
    assert context.routes == [Route(Place.LOOP, loop=loops[1].key), Route(Place.LOOP, loop=loops[0].key)]


def test_the_list_of_loops_shows_whole_rows_in_any_width(view, qtbot):
    shelf = view.shelf
    shelf.packs.setCurrentRow(titles(view).index("Judgement first"))
    for size in ((1700, 1300), (836, 620), (1092, 720)):
        view.resize(*size)
        qtbot.wait(30)
        rows = [shelf.loops.visualItemRect(shelf.loops.item(row)) for row in range(shelf.loops.count())]
        shown = 3 if size[1] > 1000 else 2
        assert 0 <= shelf.loops.viewport().height() - rows[shown - 1].bottom() <= 4, size
        assert [row.height() for row in rows] == [shelf.loops.sizeHintForRow(row) for row in range(len(rows))], size


def test_a_loop_whose_question_is_gone_says_so_and_is_not_run(view, context):
    judgement = next(pack for pack in builtin_packs() if pack.id == "judgement")
    view.shelf.show_catalogue(Catalogue((replace(judgement, questions=()),)))
    view.shelf.loops.itemActivated.emit(view.shelf.loops.item(0))
    assert not view.shelf.detail.run.isEnabled() and context.routes == []
    assert "It asks a question that is in no pack any more." in texts(view.shelf.detail)


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ('text = "Tell me about a hard call."', 6, "text"),
        ('id = "easy-call"', 11, "id"),
        ('title = "Mine"', 1, "title"),
    ],
)
def test_what_is_typed_wrong_is_told_with_its_line_while_one_types(view, context, qtbot, wrong, line, said):
    view._open_draft(own.Draft(GOOD))
    editor = view.editor
    settle(qtbot, context)
    assert editor.problems.count() == 0 and editor.save.isEnabled()
    editor.text.setPlainText(GOOD.replace(wrong, f"{wrong.partition(' =')[0]} = 7"))
    qtbot.waitUntil(lambda: editor.problems.count() > 0)
    first = editor.problems.item(0).text()
    assert first.startswith(f"Line {line}: ") and said in first and not editor.save.isEnabled()
    editor.problems.itemActivated.emit(editor.problems.item(0))
    assert editor.text.textCursor().blockNumber() == line - 1
    editor.text.setPlainText(GOOD)
    qtbot.waitUntil(lambda: editor.problems.count() == 0)
    assert editor.save.isEnabled()
    editor.forget()
