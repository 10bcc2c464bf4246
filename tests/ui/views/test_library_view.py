"""The library as it is used, with few takes and with ten thousand."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.store.usage import usage
from tests.builders import fill_library, make_take
from tests.speed import quickest, within
from tests.ui.make_context import open_context, settle
from tests.ui.practised import fill_practised
from tests.ui.views.test_today_model import TODAY
from ui.places import Part, Place, Route
from ui.views.library.filters import BETWEEN, days_line
from ui.views.library.grid import CELL
from ui.views.library.take_list import ENTRY, IMAGE
from ui.views.library.view import LibraryView, stretches

SPOKEN = Path(__file__).parents[2] / "data/presenter/interview_good.mp4"


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library") as made:
        made.added = []
        made.jobs.add = made.added.append
        yield made


@pytest.fixture
def view(context, qtbot):
    made = LibraryView(context)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    context.routes, context.told = [], []
    context.route_asked.connect(context.routes.append)
    context.noticed.connect(context.told.append)
    return made


@pytest.fixture
def filled(context, view, qtbot):
    ids = fill_practised(context.library.root, today=TODAY)
    open_library(context.library.root).close()
    view.enter(Route(Place.LIBRARY))
    settle(qtbot, context)
    return ids


def choose(view, *lines):
    view.list.clearSelection()
    for line in lines:
        view.list.selectionModel().select(view.takes.index(line), view.list.selectionModel().SelectionFlag.Select)


def test_an_empty_library_offers_a_way_in(view, context, qtbot):
    view.enter(Route(Place.LIBRARY))
    settle(qtbot, context)
    assert view._stack.currentIndex() == 1 and not view.search.isVisible()


def test_enter_reviews_and_a_search_opens_at_the_word(view, filled, context, qtbot):
    view.list.setCurrentIndex(view.takes.index(0))
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert context.routes == [Route(Place.REVIEW, take_id=filled[-1])]
    view.search.field.setText("campaign")
    view.refresh()
    settle(qtbot, context)
    view.open_entry(view.takes.index(0))
    settle(qtbot, context)
    entry = view.takes.entries[0]
    said = context.library.get(entry.row.id).analysis.transcript.words[entry.word]
    assert context.routes[-1] == Route(Place.REVIEW, take_id=entry.row.id, at_s=said.start)


def test_a_search_that_finds_nothing_says_so_and_leads_back(view, filled, context, qtbot):
    view.search.field.setText("nobodysaidthis")
    view.refresh()
    settle(qtbot, context)
    assert view._stack.currentIndex() == 2
    view._show_all()
    settle(qtbot, context)
    assert len(view.takes.entries) == len(filled)


def test_a_route_shows_the_takes_of_a_competency(view, filled, context, qtbot):
    view.enter(Route(Place.LIBRARY, competency="Judgement"))
    settle(qtbot, context)
    shown = view.takes.entries
    assert 0 < len(shown) < len(filled) and {e.row.competency.casefold() for e in shown} == {"judgement"}


def test_deleted_takes_come_back(view, filled, context, qtbot):
    choose(view, 0, 1)
    view.delete_chosen()
    settle(qtbot, context)
    assert context.library.count() == len(filled) - 2
    assert context.told[-1].action == "Undo"
    context.told[-1].act()
    settle(qtbot, context)
    assert context.library.count() == len(filled)


def test_an_analysis_that_was_called_off_with_its_take_is_asked_for_again(view, filled, context, qtbot):
    take_id = filled[-1]
    context.library.wants_analysis(take_id)  # it runs: what calls it off finds no take any more
    choose(view, 0)
    assert view.chosen()[0].id == take_id
    view.delete_chosen()
    settle(qtbot, context)
    context.told[-1].act()
    settle(qtbot, context)
    assert context.added == [take_id]


def test_a_moment_that_is_found_late_pulls_nobody_back(view, filled, context, qtbot):
    view.search.field.setText("weeks")
    view.search.changed.emit()
    settle(qtbot, context)
    index = view.takes.index(0)
    assert index.data(ENTRY).word is not None
    view.open_entry(index)
    view.leave()
    settle(qtbot, context)
    assert context.routes == []


def test_what_cannot_be_done_is_off_and_says_why(view, filled, context):
    actions = view.bar.actions_by_name
    assert not actions["Review"].isEnabled() and not actions["Delete"].isEnabled()
    choose(view, 0)
    assert actions["Review"].isEnabled() and not actions["Compare"].isEnabled()
    lines = {}
    for line, entry in enumerate(view.takes.entries):
        lines.setdefault(entry.row.question_key, []).append(line)
    pair = next(pair for pair in lines.values() if len(pair) > 1)[:2]
    choose(view, *pair)
    assert actions["Compare"].isEnabled()
    actions["Compare"].trigger()
    newer, older = (view.takes.entries[line].row.id for line in pair)
    assert context.routes[-1] == Route(Place.COMPARE, take_id=older, compare_with=newer)


def test_a_take_whose_video_was_removed_cannot_be_analysed_again(view, filled, context, qtbot):
    context.library.remove_recording(filled[-1])
    view.refresh()
    settle(qtbot, context)
    again = view.bar.actions_by_name["Analyse again"]
    choose(view, 1)
    assert again.isEnabled()
    choose(view, 0, 1)
    assert not again.isEnabled() and "video was removed" in view.bar._buttons["Analyse again"].toolTip()


def test_tags_are_changed_for_all_that_are_chosen(view, filled, context, qtbot):
    choose(view, 0, 1)
    view.bar.actions_by_name["Tag…"].trigger()
    view.tags.field.setText("second round")
    qtbot.keyClick(view.tags.field, Qt.Key.Key_Return)
    settle(qtbot, context)
    for take_id in filled[-2:]:
        assert "second round" in context.library.get(take_id).take.tags


def test_a_video_that_is_dropped_is_copied_and_analysed(view, context, qtbot, tmp_path):
    video, text = tmp_path / "mine.mp4", tmp_path / "notes.txt"
    shutil.copy(SPOKEN, video)
    text.write_text("no")
    view.enter(Route(Place.LIBRARY))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(video)), QUrl.fromLocalFile(str(text))])
    left = Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, Qt.KeyboardModifier.NoModifier)
    assert drop.type() == QEvent.Type.Drop
    view.dropEvent(drop)
    settle(qtbot, context)
    assert view.importing.isVisible()
    view.importing.question.setCurrentIndex(2)
    view.importing._keep()
    settle(qtbot, context)
    (row,) = context.library.list()
    assert row.state == "waiting" and context.added == [row.id] and row.question == view.carrying.questions[1].text
    assert video.exists()
    view.carrying.bring_in((video,), None)
    settle(qtbot, context)
    assert context.library.count() == 1 and context.told[-1].sentence == "mine.mp4 is in the library already."


def test_what_is_no_recording_is_not_brought_in(view, context, qtbot, tmp_path):
    nothing, text, gone = tmp_path / "nothing.mp4", tmp_path / "notes.mp4", tmp_path / "gone.mp4"
    nothing.touch()
    text.write_text("no video at all")
    view.enter(Route(Place.LIBRARY))
    view.carrying.bring_in((nothing, text, gone, tmp_path), None)
    settle(qtbot, context)
    assert context.library.count() == 0 and context.added == []
    assert [notice.sentence for notice in context.told] == [
        "nothing.mp4 is empty.",
        "notes.mp4 holds no video or sound that can be read.",
        "gone.mp4 is not a file.",
        f"{tmp_path.name} is not a file.",
    ]


def test_the_same_file_twice_in_one_go_is_one_take(view, context, qtbot, tmp_path):
    shutil.copy(SPOKEN, tmp_path / "a.mp4")
    shutil.copy(SPOKEN, tmp_path / "b.mp4")
    view.enter(Route(Place.LIBRARY))
    view.carrying.bring_in((tmp_path / "a.mp4", tmp_path / "b.mp4"), None)
    settle(qtbot, context)
    assert context.library.count() == 1 and context.told[-1].sentence == "b.mp4 is in the library already."


def test_takes_that_vanish_from_the_disk_while_they_are_shown(view, filled, context, qtbot, tmp_path):
    for take_id in filled:
        shutil.rmtree(context.library.root / "takes" / take_id)
    choose(view, 0, 1)
    view.list.viewport().repaint()
    view._retag(tuple(filled[-2:]), (), ("late",))
    view.carrying.write_reports(filled[:2], tmp_path)
    view.delete_chosen()
    for _ in range(3):
        settle(qtbot, context)
    assert context.told and all(notice.warn for notice in context.told)
    view.open_entry(view.takes.index(0))
    assert context.routes[-1].place is Place.REVIEW


def test_a_library_that_cannot_be_written_says_so(view, filled, context, qtbot, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("rehearse.store.folders.write_private", refuse)
    monkeypatch.setattr("rehearse.store.trash.put_in", refuse)
    choose(view, 0)
    view._retag((filled[-1],), (), ("late",))
    view.delete_chosen()
    settle(qtbot, context)
    assert len(context.told) == 2 and all(notice.warn for notice in context.told)
    assert context.library.count() == len(filled)


def test_markup_long_titles_and_writing_from_the_right_are_drawn_as_text(view, context, qtbot):
    titles = ("<b>bold</b><img src='file:///etc/passwd'>" * 40, "ספר לי על החלטה קשה " * 30, "\n\t" * 50)
    for index, title in enumerate(titles):
        take = make_take(f"2026112{index}-091502-aaaa", title=title, question=None, tags=("<i>tag</i>" * 20,))
        folder = context.library.root / "takes" / take.id
        folder.mkdir(parents=True)
        (folder / "take.json").write_bytes(to_json(take))
        (folder / "recording.mkv").write_bytes(b"x")
        (folder / "thumbnail.jpg").write_bytes(b"no picture")
    open_library(context.library.root).close()
    view.enter(Route(Place.LIBRARY))
    settle(qtbot, context)
    assert len(view.takes.entries) == 3
    view.grab()
    settle(qtbot, context)
    view.grab()
    choose(view, 0, 1, 2)
    view.bar.actions_by_name["Tag…"].trigger()
    assert view.tags.isVisible() and view.width() <= 1100


def test_reports_are_written_one_or_many(view, filled, context, qtbot, tmp_path):
    view.carrying.write_reports([filled[0]], tmp_path / "one.html")
    view.carrying.write_reports(filled[:2], tmp_path)
    settle(qtbot, context)
    assert b"<html" in (tmp_path / "one.html").read_bytes()
    assert len(list(tmp_path.glob("rehearse-*.html"))) == 2
    assert context.told[-1].sentence == f"2 reports are in {tmp_path}."


def test_pictures_are_fetched_for_what_is_seen_alone(view, filled, context, qtbot):
    asked = []
    view.takes.pictures_wanted.connect(asked.extend)
    last = view.takes.rowCount() - 1  # out of sight: what is seen was asked for already
    view.takes.data(view.takes.index(last), IMAGE)
    qtbot.waitUntil(lambda: view.takes.entries[last].row.id in asked)
    settle(qtbot, context)
    assert len(asked) < len(filled)


def test_ten_thousand_takes_scroll_smoothly(view, context, qtbot):
    fill_library(context.library.root, 10_000)
    open_library(context.library.root).close()
    began = time.perf_counter()
    view.enter(Route(Place.LIBRARY))
    entered = time.perf_counter() - began
    settle(qtbot, context)
    assert view.takes.rowCount() == 10_000 and entered < 0.05
    slowest = 0.0
    for place in range(0, 10_000, 500):
        view.list.scrollTo(view.takes.index(place))
        began = time.thread_time()  # of this thread alone: what else runs on the machine does not count
        view.list.viewport().repaint()
        slowest = max(slowest, time.thread_time() - began)
    assert slowest < 0.05
    assert view.takes.index(9_999).data(ENTRY).row.id == context.library.list()[-1].id


def test_filters_combine_and_are_cleared_together(view, filled, context, qtbot):
    view.search.story.setCurrentText("Cost not heard")
    settle(qtbot, context)
    without = {entry.row.id for entry in view.takes.entries}
    assert without and all(entry.row.cost == 0 for entry in view.takes.entries)
    choose(view, 0)
    qtbot.keyClick(view.list, Qt.Key.Key_S)
    settle(qtbot, context)
    view.search.favourite.click()
    settle(qtbot, context)
    (entry,) = view.takes.entries
    assert entry.row.favourite and entry.row.id in without and entry.row.id == filled[-1]
    assert view.search.none.isEnabled() and view.search.story.property("role") == "chosen"
    view.search.none.click()
    settle(qtbot, context)
    assert len(view.takes.entries) == len(filled) and not view.search.query.asks and not view.search.none.isEnabled()


def days_shown(view):
    return {date.fromisoformat(entry.row.created_at[:10]) for entry in view.takes.entries}


def test_days_are_chosen_freely_and_shown_as_a_chip_that_takes_them_away(view, filled, context, qtbot):
    every = sorted(days_shown(view))
    first, last = every[2], every[6]
    view.search.when.setCurrentText(BETWEEN)
    panel = view.search.days
    assert panel.isVisible() and panel.first.hasFocus() and view.search.when.currentText() == "Any time"
    panel.first.setDate(QDate(last.year, last.month, last.day))  # the wrong way round
    panel.last.setDate(QDate(first.year, first.month, first.day))
    qtbot.keyClick(panel.last, Qt.Key.Key_Return)
    settle(qtbot, context)
    assert not panel.isVisible() and days_shown(view) == set(every[2:7])
    assert view.search.between.text() == f"{days_line(first, last)}  ×" and view.search.none.isEnabled()
    view.search.competency.setCurrentIndex(1)
    settle(qtbot, context)
    assert {e.row.competency.casefold() for e in view.takes.entries} <= {
        view.search.competency.currentData().casefold()
    }
    view.search.competency.setCurrentIndex(0)
    view.search.between.click()
    settle(qtbot, context)
    assert not view.search.between.isVisible() and sorted(days_shown(view)) == every


def test_a_ready_made_range_takes_the_place_of_chosen_days_and_esc_keeps_what_was(view, filled, context, qtbot):
    view.search.choose_days(TODAY - timedelta(days=300), TODAY - timedelta(days=200))
    settle(qtbot, context)
    assert view._stack.currentIndex() == 2
    view.search.when.setCurrentText("Last 28 days")
    settle(qtbot, context)
    assert not view.search.between.isVisible() and view.takes.entries
    view.search.when.setCurrentText(BETWEEN)
    assert view.search.when.currentText() == "Last 28 days" and view.search.query.back == 28
    qtbot.keyClick(view.search.days.first, Qt.Key.Key_Escape)
    assert not view.search.days.isVisible() and view.search.when.hasFocus() and view.search.query.back == 28
    view.search.choose_days(TODAY, TODAY)
    view.search.none.click()
    assert not view.search.query.asks and not view.search.between.isVisible()


def test_the_header_shows_how_the_disk_is_shared_and_leads_to_storage(view, filled, context, qtbot):
    settle(qtbot, context)
    header = view.header
    assert header.meter.isVisible() and header.meter.accessibleName() == usage(context.library.root).sentence
    assert header.free.text().endswith(" free")
    header.storage.click()
    assert context.routes[-1] == Route(Place.SETTINGS, part=Part.STORAGE)


def test_the_disk_is_asked_only_where_the_library_became_another(view, filled, context, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr("ui.views.library.view.usage", lambda root: asked.append(root) or usage(root))
    settle(qtbot, context)
    view.search.field.setText("campaign")
    view.refresh()
    settle(qtbot, context)
    assert not asked
    choose(view, 0)
    view.delete_chosen()
    settle(qtbot, context)
    qtbot.waitUntil(lambda: len(asked) == 1)


def test_s_marks_favourites_and_takes_the_mark_back(view, filled, context, qtbot):
    choose(view, 0, 1)
    for expected in (True, False):
        qtbot.keyClick(view.list, Qt.Key.Key_S)
        settle(qtbot, context)
        settle(qtbot, context)
        assert [row.favourite for row in view.chosen()] == [expected, expected]
        assert all(context.library.get(take_id).take.favourite is expected for take_id in filled[-2:])
    assert view.bar.actions_by_name["Favourite"].text() == "Favourite"
    view.search.field.setFocus()
    qtbot.keyClick(view.search.field, Qt.Key.Key_S)
    assert view.search.field.text() == "s" and not any(row.favourite for row in context.library.list())


def test_the_grid_shows_the_same_takes_and_keeps_what_is_chosen(view, filled, context, qtbot):
    choose(view, 1, 2)
    chosen = view.chosen()
    view.search.shape.buttons[1].click()
    assert view.chosen() == chosen and view.list.isWrapping()
    first, second = (view.list.visualRect(view.takes.index(line)) for line in (0, 1))
    assert first.top() == second.top() and second.left() >= first.left() + CELL.width()
    view.list.viewport().repaint()
    asked = []
    view.takes.pictures_wanted.connect(asked.extend)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) < len(filled)
    view.search.shape.buttons[0].click()
    assert not view.list.isWrapping() and view.chosen() == chosen


def test_a_refresh_keeps_what_is_chosen_even_of_thousands(view, context, qtbot):
    fill_library(context.library.root, 10_000)
    open_library(context.library.root).close()
    view.enter(Route(Place.LIBRARY))
    settle(qtbot, context)
    qtbot.waitUntil(lambda: view.takes.rowCount() == 10_000, timeout=10_000)
    for grid in (0, 1):
        view.search.shape.buttons[grid].click()
        view.list.clearSelection()
        assert quickest(view.list.selectAll) < within(0.05)
        assert len(view.chosen()) == view.takes.rowCount()
        view.list.selectionModel().select(view.takes.index(5), view.list.selectionModel().SelectionFlag.Deselect)
        context.library.delete([view.takes.entries[7].row.id])
        before = view.takes.rowCount()
        view.refresh()
        qtbot.waitUntil(lambda before=before: view.takes.rowCount() == before - 1, timeout=10_000)
        assert len(view.chosen()) == before - 2 and view.list.selectionModel().selection().count() <= 2


def test_stretches_join_neighbours():
    assert stretches([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)] and stretches([]) == []
