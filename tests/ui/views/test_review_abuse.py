"""The review in rough hands: odd words, fast hands, files that go while they are used."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.builders import QUESTION, make_analysis
from tests.ui.make_context import open_watched, settle
from tests.ui.views.review_library import add_take, index
from tests.ui.views.review_page import open_review
from ui.places import Place, Route
from ui.views.review import formats
from ui.views.review.results import NOTES, NUMBERS, STORY, TRANSCRIPT
from ui.views.review.transport import RATES

# said once, of what is wanted; and of a file that was left while it was being opened
pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion", "Immediate exit requested")
KEY = Qt.Key
TAKES = tuple(f"2026112{n}-090000-tak{n}" for n in range(4))
MARKUP = '<img src="file:///etc/passwd"> <b>bold</b> & "quoted"'
ODD = [MARKUP, "👩‍👩‍👧‍👦🇬🇧", "W" * 3000, "مرحبا", "a\u2028b", "R&D", "two words", ""]

NAMES = ("markup", "emoji", "long", "arabic", "separator", "ampersand", "two", "nothing")


@pytest.fixture
def context(tmp_path):
    for number, take_id in enumerate(TAKES):
        add_take(tmp_path / "library", take_id, make_analysis(), created_at=f"2026-11-2{number}T09:00:00+00:00")
    index(tmp_path / "library")
    with open_watched(tmp_path / "library") as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    with open_review(context, qtbot) as made:
        enter(made, qtbot, TAKES[0])
        yield made


def enter(view, qtbot, take_id):
    view.enter(Route(Place.REVIEW, take_id=take_id))
    qtbot.waitUntil(lambda: view.model.shown is not None and view.model.take_id == take_id, timeout=20_000)
    qtbot.waitUntil(lambda: view.model.background.captions is not None, timeout=20_000)
    qtbot.waitUntil(lambda: view.stage.player.has_video, timeout=20_000)
    qtbot.wait(20)


def press(view, *keys):
    for key in keys:
        QTest.keyClick(view.window().windowHandle(), key)


@pytest.mark.parametrize("text", ODD, ids=NAMES)
def test_a_word_corrected_to_anything_is_shown_found_and_exported(view, context, tmp_path, qtbot, text):
    view.results.choose(TRANSCRIPT)
    wide = view.results.width()
    with qtbot.waitSignal(view.model.recounted, timeout=20_000):
        view.model.correct_word(20, text)
    for tab in (STORY, NUMBERS, TRANSCRIPT):
        view.results.choose(tab)
        qtbot.wait(20)
        assert (view.width(), view.results.width()) == (1092, wide)
    shown = view.results.transcript.transcript
    token = next(token for token in shown.text.tokens if token.word == 20)
    assert token.text == (" ".join(text.split()) or "missing")
    shown.choose_time(token.start + 0.01)
    assert shown.menu().actions()
    view.stage.seek(token.start + 0.05)
    qtbot.wait(50)
    for kind in (formats.REPORT, *formats.CAPTIONS, *formats.TABLES):
        target = tmp_path / f"out-{kind.table}{kind.suffix}"
        with qtbot.waitSignal(view.exporter.wrote, timeout=20_000):
            view.exporter.export(kind, view.model.shown.stored, target)
        written = target.read_text(encoding="utf-8")
        if kind.suffix in (".html", ".vtt", ".srt"):
            assert "<img src=" not in written.replace('<img src="data:', "") and "<b>bold" not in written
    with qtbot.waitSignal(view.model.recounted, timeout=20_000):
        shown.choose_time(token.start + 0.01)
        shown.restore_chosen() if text else view.model.correct_word(20, "missing")
    assert view.model.analysis.transcript.words[20].original is None


def test_markup_in_title_notes_tags_and_warnings_is_text(view, context, tmp_path, qtbot):
    question = dataclasses.replace(QUESTION, text=MARKUP * 12)
    odd = dataclasses.replace(make_analysis(), question=question, warnings=(MARKUP,))
    add_take(tmp_path / "library", "20261125-090000-oddd", odd, question=question, notes=MARKUP, tags=(MARKUP, "R&D"))
    index(tmp_path / "library")
    enter(view, qtbot, "20261125-090000-oddd")
    view.results.choose(NOTES)
    assert "&lt;img" in view.header.title.toolTip() and "<img" not in view.header.title.toolTip()
    assert view.results.notes.notes.toPlainText() == MARKUP
    tags = [b.text() for b in view.results.notes.findChildren(QPushButton) if b.accessibleName().startswith("Tag")]
    assert tags[1] == "R&&D  ×"
    target = tmp_path / "out.html"
    with qtbot.waitSignal(view.exporter.wrote, timeout=20_000):
        view.exporter.export(formats.REPORT, view.model.shown.stored, target)
    assert "<b>bold" not in target.read_text(encoding="utf-8")


def test_keys_at_either_end_stay_there(view, qtbot):
    player, end = view.stage.player, view.stage.player.duration_s
    press(view, KEY.Key_P, KEY.Key_P, KEY.Key_J, KEY.Key_Comma, KEY.Key_Comma)
    qtbot.wait(300)
    assert player.position_s == pytest.approx(0.0, abs=0.04)
    view.stage.seek(end)
    qtbot.wait(300)
    press(view, KEY.Key_N, KEY.Key_N, *[KEY.Key_Period] * 5)
    qtbot.wait(300)
    assert end - 0.2 < player.position_s <= end
    press(view, KEY.Key_Space)
    qtbot.waitUntil(lambda: player.playing and player.position_s < 5.0)
    for _ in range(10):
        press(view, KEY.Key_L)
    assert player.rate == RATES[-1]
    for _ in range(10):
        view.stage.transport.set_rate(RATES[0])
    qtbot.waitUntil(lambda: player.rate == RATES[0])
    press(view, KEY.Key_K)


def test_verdicts_on_the_first_and_last_filler_and_where_there_is_none(view, context, qtbot):
    fillers = view.model.analysis.fillers
    for filler in (fillers[0], fillers[-1]):
        view.stage.seek(filler.start)
        for key in (KEY.Key_Y, KEY.Key_X, KEY.Key_X):
            with qtbot.waitSignal(view.model.recounted, timeout=20_000):
                press(view, key)
    assert [f.confirmed for f in view.model.analysis.fillers] == [None] * len(fillers)
    view.results.choose(TRANSCRIPT)
    view.stage.seek(26.0)
    press(view, KEY.Key_Y)
    assert view.results.transcript._said.text() == "No filler is near here."


def test_takes_switched_faster_than_they_open_leave_the_last(view, qtbot):
    for round_ in range(6):
        for take_id in TAKES:
            view.enter(Route(Place.REVIEW, take_id=take_id, at_s=1.0 + round_))
            QApplication.processEvents()
            view.stage.seek(2.0)
    qtbot.waitUntil(lambda: view.model.take is not None and view.model.take.id == TAKES[-1], timeout=20_000)
    qtbot.waitUntil(lambda: view.stage.player.has_video, timeout=20_000)
    qtbot.waitUntil(lambda: len(view.results.moments.list.rows) == 3)
    assert view.model.take_id == TAKES[-1]


def test_in_and_out_while_it_loads_leaves_nothing_playing(view, context, qtbot):
    for _ in range(8):
        view.leave()
        view.enter(Route(Place.REVIEW, take_id=TAKES[1]))
        view.stage.player.play()
    view.leave()
    settle(qtbot, context)
    assert view.model.shown is None and not view.stage.player.playing


def test_the_take_that_plays_is_deleted_and_brought_back(view, context, qtbot):
    view.stage.player.play()
    qtbot.waitUntil(lambda: view.stage.position_s > 0.2)
    view.header.delete.trigger()
    view.header.delete.trigger()
    qtbot.waitUntil(lambda: Route(Place.LIBRARY) in context.routes, timeout=20_000)
    assert not view.stage.player.playing
    settle(qtbot, context)
    next(notice for notice in context.told if notice.act).act()
    qtbot.waitUntil(lambda: context.routes[-1] == Route(Place.REVIEW, take_id=TAKES[0]), timeout=20_000)


def test_the_recording_goes_while_it_plays(view, qtbot):
    view.stage.player.play()
    view.model.shown.stored.recording.unlink()
    view.stage.seek(20.0)
    qtbot.wait(300)
    press(view, KEY.Key_N, KEY.Key_Space)
    assert len(view.results.moments.list.rows) == 3


def test_an_export_over_the_recording_that_plays_is_refused(view, context, qtbot):
    view.stage.player.play()
    stored = view.model.shown.stored
    size = stored.recording.stat().st_size
    view.exporter.export(formats.VIDEOS[0], stored, stored.recording, force=True)
    qtbot.waitUntil(lambda: bool(context.told), timeout=60_000)
    assert context.told[-1].warn and "recording itself" in context.told[-1].sentence
    assert stored.recording.stat().st_size == size


def test_zoom_and_scroll_never_leave_the_take(view, qtbot):
    timeline = view.stage.timeline
    timeline.setFocus()
    for turns, modifiers in ((120, Qt.KeyboardModifier.ControlModifier), (-120, Qt.KeyboardModifier.NoModifier)):
        for _ in range(60):
            place = QPointF(timeline.width() - 20, 60)
            QApplication.sendEvent(
                timeline,
                QWheelEvent(
                    place,
                    timeline.mapToGlobal(place),
                    QPoint(),
                    QPoint(0, turns),
                    Qt.MouseButton.NoButton,
                    modifiers,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )
        shown = timeline.viewport
        assert 0 <= shown.start < shown.end <= shown.duration + 1e-6 and shown.span >= 2.0
    for key in [KEY.Key_Minus] * 40:
        QTest.keyClick(timeline, key)
    assert not timeline.viewport.zoomed
    timeline.grab()
