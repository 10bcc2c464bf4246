"""The timeline as a person meets it: pointer, wheel, keys, what is repainted and how fast."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.builders import make_analysis, make_silence
from tests.speed import within
from tests.ui.widgets.long_take import long_analysis, long_peaks
from ui.theme import theme
from ui.widgets.timeline import SpanList, Timeline
from ui.widgets.timeline.canvas import Look
from ui.widgets.timeline.spans import LABELS, spans

PLAYHEAD_MS = 1.0
FRAME_MS = 16.0


@pytest.fixture
def light() -> Iterator[None]:
    theme().set_appearance("light")
    yield
    theme().set_appearance("light")


@pytest.fixture
def timeline(qtbot, light) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_analysis(make_analysis(), long_peaks(30))
    made.show()
    QApplication.processEvents()
    return made


def place(timeline: Timeline, key: str, seconds: float) -> QPoint:
    row = timeline._rows[list(LABELS).index(key)]
    return QPoint(round(timeline.viewport.x(seconds)), int(row.middle))


def heard(widget: Timeline | SpanList) -> tuple[list[float], list[object]]:
    """The seconds asked for and the objects chosen from now on."""
    asked: list[float] = []
    chosen: list[object] = []
    widget.seek_asked.connect(asked.append)
    widget.span_chosen.connect(chosen.append)
    return asked, chosen


def wheel(timeline: Timeline, at: QPoint, turned: int, modifiers=Qt.KeyboardModifier.NoModifier) -> QWheelEvent:
    event = QWheelEvent(
        QPointF(at), QPointF(timeline.mapToGlobal(at)), QPoint(), QPoint(0, turned),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(timeline, event)
    return event


def test_a_click_asks_for_its_moment_and_names_the_mark(qtbot, timeline):
    pause = make_analysis().pauses[0]
    middle = (pause.start + pause.end) / 2
    asked, chosen = heard(timeline)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, "pauses", middle))
    assert asked == [pytest.approx(middle, abs=0.05)]
    assert chosen == [pause]
    assert timeline.position_s == pytest.approx(middle, abs=0.05)


def test_a_click_beside_every_mark_only_seeks(qtbot, timeline):
    with qtbot.assertNotEmitted(timeline.span_chosen), qtbot.waitSignal(timeline.seek_asked):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, "pauses", 2.0))


def test_dragging_seeks_along_and_stays_in_the_take(qtbot, timeline):
    asked: list[float] = []
    timeline.seek_asked.connect(asked.append)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, "pace", 3.0))
    for seconds in (6.0, 9.0):
        qtbot.mouseMove(timeline, place(timeline, "pace", seconds))
    qtbot.mouseMove(timeline, QPoint(timeline.width() + 40, 100))
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(timeline.width() + 40, 100))
    qtbot.mouseMove(timeline, place(timeline, "pace", 2.0))
    assert asked == pytest.approx([3.0, 6.0, 9.0, 30.0], abs=0.05)


def test_hovering_reads_out_what_when_and_how_sure(qtbot, timeline):
    timeline._move_pointer(QPointF(place(timeline, "fillers", 9.15)))
    said, _ = timeline.said_at(QPointF(place(timeline, "fillers", 9.15)))
    assert (said.title, said.detail) == (
        "“uh”, filled pause",
        "at 0:09, heard in the sound alone, 60% likely: confirm or reject it",
    )
    assert timeline._card.isVisible()
    assert timeline.rect().contains(timeline._card.geometry())


@pytest.mark.parametrize("seconds", [0.6, 15.0, 29.8])
@pytest.mark.parametrize("key", ["speech", "pace", "story"])
def test_the_read_out_stays_inside_the_timeline(timeline, key, seconds):
    timeline._move_pointer(QPointF(place(timeline, key, seconds)))
    assert not timeline._card.isVisible() or timeline.rect().contains(timeline._card.geometry())


def test_ctrl_and_wheel_zoom_about_the_pointer(timeline):
    here = place(timeline, "pace", 20.0)
    before = timeline.viewport.seconds(here.x())
    assert wheel(timeline, here, 120, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert timeline.viewport.zoomed
    assert timeline.viewport.seconds(here.x()) == pytest.approx(before)


def test_the_wheel_scrolls_where_there_is_something_to_scroll_to(timeline):
    here = place(timeline, "pace", 15.0)
    assert not wheel(timeline, here, -120).isAccepted()  # the page around may scroll
    timeline.show_viewport(timeline.viewport.zoomed_by(4.0, 15.0))
    start = timeline.viewport.start
    assert wheel(timeline, here, -120).isAccepted()
    assert timeline.viewport.start > start


def test_the_scroller_is_dragged(qtbot, timeline):
    timeline.show_viewport(timeline.viewport.zoomed_by(4.0, 0.0))
    groove = timeline._scroller().groove
    with qtbot.assertNotEmitted(timeline.seek_asked):
        qtbot.mouseClick(
            timeline, Qt.MouseButton.LeftButton, pos=QPointF(groove.right() - 1, groove.center().y()).toPoint()
        )
    assert timeline.viewport.end == pytest.approx(timeline.viewport.duration)


def test_left_right_home_and_end_move_the_playhead(qtbot, timeline):
    asked: list[float] = []
    timeline.seek_asked.connect(asked.append)
    timeline.set_position(10.0)
    for key, modifiers in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(timeline, key, modifiers)
    assert asked == [11.0, 6.0, 30.0, 30.0, 0.0]


def test_keys_go_from_mark_to_mark_and_enter_plays_from_there(qtbot, timeline):
    pauses = make_analysis().pauses
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.accessibleDescription().startswith("Brief pause inside a clause")
    assert timeline._card.isVisible()
    asked, chosen = heard(timeline)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert (asked, chosen) == ([pauses[1].start], [pauses[1]])
    qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    assert not timeline._card.isVisible()
    assert "Enter plays from there" in timeline.accessibleDescription()


def test_plus_minus_and_zero_zoom_about_the_playhead(qtbot, timeline):
    timeline.set_position(20.0)
    x = timeline.viewport.x(20.0)
    qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.viewport.zoomed
    assert timeline.viewport.x(20.0) == pytest.approx(x)
    qtbot.keyClick(timeline, Qt.Key.Key_Minus)
    qtbot.keyClick(timeline, Qt.Key.Key_0)
    assert not timeline.viewport.zoomed


def test_keys_it_has_no_use_for_go_on_to_the_view(qtbot, timeline):
    got: list[int] = []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_J, Qt.Key.Key_Escape):
        event = _key(key)
        timeline.keyPressEvent(event)
        got.append(event.isAccepted())
    assert got == [False, False, False]


def _key(key: Qt.Key) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    event.accept()
    return event


def test_the_page_turns_while_it_plays(timeline):
    timeline.show_viewport(timeline.viewport.zoomed_by(6.0, 0.0))
    end = timeline.viewport.end
    timeline.set_position(end - 0.02)
    timeline.set_position(end + 0.02)
    assert timeline.viewport.shows(end + 0.02)


def test_who_scrolled_away_is_left_there_while_it_plays_and_fetched_by_a_jump(timeline):
    timeline.set_position(25.0)
    timeline.show_viewport(timeline.viewport.zoomed_by(6.0, 0.0))
    away = timeline.viewport
    timeline.set_position(25.03)
    assert timeline.viewport == away
    timeline.set_position(12.0)
    assert timeline.viewport.shows(12.0)


def test_counting_anew_keeps_zoom_playhead_and_shows_the_change(timeline):
    timeline.set_position(7.0)
    timeline.show_viewport(timeline.viewport.zoomed_by(3.0, 7.0))
    before, painted = timeline.viewport, timeline.picture.painted
    timeline.show_analysis(make_analysis(seen=False))
    timeline.repaint()
    assert (timeline.viewport, timeline.position_s) == (before, 7.0)
    assert timeline.picture.painted > painted
    assert timeline.lanes[5].empty


def test_another_take_starts_at_its_beginning(timeline):
    timeline.set_position(7.0)
    timeline.show_viewport(timeline.viewport.zoomed_by(3.0, 7.0))
    timeline.show_analysis(long_analysis(600))
    assert timeline.position_s == 0.0
    assert not timeline.viewport.zoomed


def test_an_empty_analysis_is_shown(qtbot, timeline):
    timeline.show_analysis(make_silence())
    timeline.grab()
    qtbot.keyClick(timeline, Qt.Key.Key_Down)  # no mark anywhere to go to
    assert not timeline._card.isVisible()


def test_moving_the_playhead_paints_no_lane_again(timeline):
    timeline.repaint()
    painted = timeline.picture.painted
    for step in range(20):
        timeline.set_position(step * 0.5)
        timeline.repaint()
    assert timeline.picture.painted == painted


def test_theme_size_zoom_ratio_font_and_analysis_paint_the_lanes_again(timeline):
    timeline.repaint()

    def repainted(change) -> bool:
        before = timeline.picture.painted
        change()
        QApplication.processEvents()
        timeline.repaint()
        return timeline.picture.painted > before

    assert not repainted(lambda: None)
    assert repainted(lambda: theme().set_appearance("dark"))
    assert repainted(lambda: timeline.resize(1000, 320))
    assert repainted(lambda: timeline.show_viewport(timeline.viewport.zoomed_by(2.0, 3.0)))
    assert repainted(lambda: timeline.show_analysis(make_analysis(), None))


def test_another_pixel_ratio_makes_another_picture(timeline):
    lanes, rows = timeline.lanes, timeline._rows
    looks = [
        Look(1, 900, 300, ratio, timeline.viewport, theme().tokens, timeline.font().toString()) for ratio in (1.0, 2.0)
    ]
    first = timeline.picture.get(looks[0], lanes, rows).size()
    second = timeline.picture.get(looks[1], lanes, rows)
    assert second.size() == first * 2
    assert second.devicePixelRatio() == 2.0


def test_light_and_dark_differ_and_both_have_ink(timeline):
    light = timeline.grab().toImage()
    theme().set_appearance("dark")
    dark = timeline.grab().toImage()
    assert light.pixelColor(450, 2).lightness() > 200
    assert dark.pixelColor(450, 2).lightness() < 60


def _milliseconds(work, times: int) -> float:
    """The lower quartile of the processor time: others use these cores too, and their caches."""
    taken = []
    for number in range(times):
        start = time.thread_time()
        work(number)
        taken.append((time.thread_time() - start) * 1000)
    return statistics.quantiles(taken, n=4)[0]


@pytest.fixture
def hour(qtbot, light) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(1400, 360)
    made.show_analysis(long_analysis(3600), long_peaks(3600))
    made.show()
    QApplication.processEvents()
    made.repaint()
    return made


def test_the_playhead_of_an_hour_moves_within_a_millisecond(hour):
    def move(number: int) -> None:
        hour.set_position(100 + number / 30)
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    painted = hour.picture.painted
    assert _milliseconds(move, 100) <= within(PLAYHEAD_MS)
    assert hour.picture.painted == painted


@pytest.mark.parametrize("zoom", [1.001, 3.0, 30.0, 600.0])
def test_an_hour_scrolls_within_a_frame(hour, zoom):
    hour.show_viewport(hour.viewport.zoomed_by(zoom, 1800.0))

    def scroll(number: int) -> None:
        hour.show_viewport(hour.viewport.scrolled_by(hour.viewport.span * (0.002 if number % 2 else -0.002)))
        hour.repaint()

    painted = hour.picture.painted
    assert _milliseconds(scroll, 20) <= within(FRAME_MS)
    assert hour.picture.painted >= painted + 19


def test_the_list_names_every_mark_for_a_screen_reader(qtbot):
    made = SpanList()
    qtbot.addWidget(made)
    made.show_analysis(make_analysis())
    named = [made.model().index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(made.model().rowCount())]
    assert "0:09, Pauses: Long pause between clauses, 1.5 s" in named
    assert all(name[0].isdigit() and ": " in name for name in named)
    assert made.accessibleName()


def test_the_list_holds_the_timelines_own_marks(qtbot):
    made = SpanList()
    qtbot.addWidget(made)
    made.show_analysis(make_analysis())
    assert made.shown == tuple(s for s in spans(make_analysis()) if s.lane != "speech")
    made.show_lanes(["fillers"])
    assert {s.lane for s in made.shown} == {"fillers"}


def test_enter_and_click_in_the_list_seek(qtbot):
    made = SpanList()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_analysis(make_analysis())
    made.show()
    made.setCurrentIndex(made.model().index(0))
    asked, chosen = heard(made)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    centre = made.visualRect(made.model().index(2)).center()
    qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert asked == [span.start for span in made.shown[1:3]]
    assert chosen == [span.object for span in made.shown[1:3]]


def test_the_list_of_an_hour_opens_at_once_and_finds_a_moment(qtbot):
    made = SpanList()
    qtbot.addWidget(made)
    made.resize(400, 600)
    analysis = long_analysis(3600)

    def show(_: int) -> None:
        made.show_analysis(analysis)
        made.grab()

    assert _milliseconds(show, 3) <= within(100)
    made.reveal(1800.0)
    span = made.shown[made.currentIndex().row()]
    assert span.start <= 1800.0 < made.shown[made.currentIndex().row() + 1].start
