"""The chart: what is joined, what is read out, and that hand and keyboard reach the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPicture, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from ui.theme import theme
from ui.tokens import DARK, LIGHT
from ui.turns import Turns
from ui.views.trends.looks import day_ticks
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.data import ChartData, Point
from ui.widgets.charts.plot import Plot

POINTS = tuple(Point(day, value, 2.0, f"day {day}", f"take-{day}") for day, value in ((0, 10), (1, 20), (4, 15)))


@pytest.fixture
def chart(qtbot):
    made = Chart(name="Pace")
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show_data(ChartData(7, POINTS, (8.0, None), 12.0))
    made.show()
    return made


def labels(plot, axis):
    """What stands beside an axis of a plot, as it is drawn."""
    picture = QPicture()
    with QPainter(picture) as painter:
        return [text for _, _, text in getattr(plot, axis).generateDrawSpecs(painter)[2]]


pytestmark = pytest.mark.usefixtures("qapp")


def shown(data, size=(420, 200)):
    plot = Plot(LIGHT)
    plot.resize(*size)
    plot.show_data(data)
    plot.grab()
    return plot


def test_the_axis_holds_errors_baseline_and_advice_and_never_what_cannot_be():
    low, high = shown(ChartData(7, POINTS, (None, 30.0), 3.0))._view.viewRange()[1]
    assert 0.0 <= low <= 3.0 and high >= 30.0
    one = (Point(0, 5.0, None, "", ""),)
    low, high = shown(ChartData(7, one, floor=None))._view.viewRange()[1]
    assert low < 5.0 < high
    low, high = shown(ChartData(7, (Point(0, 99.0, 8.0, "", ""),), ceiling=100.0))._view.viewRange()[1]
    assert low < 91.0 and high == 100.0


@pytest.mark.parametrize("reach", [(0, 1), (120, 240), (0.001, 0.0021), (-3, 9000), (98, 100)])
@pytest.mark.parametrize("size", [(220, 130), (420, 200), (700, 500)])
def test_values_beside_the_axis_are_few_and_round(reach, size):
    points = tuple(Point(day, value, None, "", "") for day, value in enumerate(reach))
    told = labels(shown(ChartData(7, points, floor=None), size), "_values")
    assert 2 <= len(told) <= 8 and all(len(text) <= 5 for text in told)


@pytest.mark.parametrize("days", [7, 28, 90, 400, 1095])
def test_days_below_the_axis_are_legible(days):
    ticks = day_ticks(date(2026, 11, 21) - timedelta(days=days - 1), days)
    plot = shown(ChartData(days, POINTS, ticks=ticks))
    told = labels(plot, "_days")
    assert len(ticks) - 1 <= len(told) and told[1] in dict(ticks).values()


def test_arrow_keys_step_through_the_days_and_enter_opens_one(chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == POINTS[2]
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == POINTS[0] and chart.accessibleName() == "Pace: day 0"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == ["take-1"]


def test_a_click_near_a_day_opens_it_and_elsewhere_nothing(chart, qtbot):
    place = QPoint(round(chart.plot.place(4).x()), 60)
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["take-4"]
    with qtbot.assertNotEmitted(chart.opened):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(chart.plot.place(6).x()), 60))


def test_no_line_crosses_a_gap(chart):
    picture = chart.grab().toImage()
    ratio = picture.devicePixelRatio()
    ink = QColor(theme().tokens.accent)

    def inked(day):
        x = round(chart.plot.place(day).x() * ratio)
        column = [picture.pixelColor(x, y) for y in range(picture.height())]
        return any(
            max(abs(c.red() - ink.red()), abs(c.green() - ink.green()), abs(c.blue() - ink.blue())) < 24 for c in column
        )

    assert inked(1) and not inked(2) and not inked(3)


def test_without_points_it_takes_no_focus_and_paints(chart):
    chart.show_data(ChartData(7))
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus and not chart.grab().isNull()


def test_the_point_that_is_read_out_is_told_beside_it_and_stays_inside(chart, qtbot):
    told = chart._told
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
        assert told.isVisible() and told.text() == chart.current.text and chart.rect().contains(told.geometry())
    place = chart.plot.place(1, 20.0)
    qtbot.mouseMove(chart, place.toPoint())
    assert told.text() == "day 1" and not told.geometry().contains(place.toPoint())
    chart.show_data(ChartData(7, POINTS[:1]))
    assert chart.current is None and not told.isVisible()


def test_it_stands_still_and_lets_the_page_scroll(chart, qtbot):
    def turned():
        at = QPointF(100, 60)
        angle, none = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            at,
            chart.mapToGlobal(at),
            QPoint(),
            angle,
            Qt.MouseButton.NoButton,
            none,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(chart, event)
        return event.isAccepted()

    before = chart.plot._view.viewRange()
    assert chart.childAt(100, 60) is None and not turned()  # the pointer meets the chart itself, never pyqtgraph
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    qtbot.mouseMove(chart, QPoint(160, 90))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
    qtbot.mouseClick(chart, Qt.MouseButton.RightButton, pos=QPoint(100, 60))
    assert chart.plot._view.viewRange() == before and chart.plot._view.menu is None
    assert not [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]
    assert chart.plot.focusPolicy() == Qt.FocusPolicy.NoFocus


def colours(chart):
    image = chart.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_changes_with_the_theme_and_keeps_what_is_read_out(chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    before = theme().dark
    try:
        for appearance, tokens, other in (("dark", DARK, LIGHT), ("light", LIGHT, DARK)):
            theme().set_appearance(appearance)
            seen = colours(chart)
            assert tokens.accent.lower() in seen and other.accent.lower() not in seen
            assert chart.current == POINTS[0] and chart._told.isVisible()
    finally:
        theme().set_appearance("dark" if before else "light")


def test_the_focus_is_seen(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    chart, other = Chart(name="Pace"), QPushButton("other")
    for widget in (chart, other):
        widget.setParent(page)
    chart.resize(420, 200)
    chart.show_data(ChartData(7, POINTS, ink="gaze"))
    page.show()
    page.activateWindow()
    other.setFocus()
    edge = chart.grab().toImage().pixelColor(210, 1)
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    assert chart.grab().toImage().pixelColor(210, 1) != edge


def test_other_recognisers_points_are_hollow_and_never_joined(qtbot):
    apart = tuple(Point(day, 10.0, None, "", "", apart=True) for day in (2, 3))
    chart = Chart(name="Pace")
    qtbot.addWidget(chart)
    chart.resize(420, 200)
    chart.show_data(ChartData(7, (*POINTS[:2], *apart), ink="gaze"))
    image, panel = chart.grab().toImage(), QColor(theme().tokens.panel)

    def at(day, value):
        place = chart.plot.place(day, value).toPoint()
        return image.pixelColor(place)

    assert at(2, 10.0) == panel and at(3, 10.0) == panel
    assert at(0, 10.0) == QColor(theme().tokens.gaze)
    assert at(2.5, 10.0).alpha() in (0, 255) and at(2.5, 10.0) != QColor(theme().tokens.gaze)


def test_drawing_waits_for_its_turn_and_the_newest_is_drawn(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    turns = Turns(page)
    charts = [Chart(name=str(number), turns=turns) for number in range(3)]
    for chart in charts:
        chart.setParent(page)
        chart.show_data(ChartData(7))
        chart.show_data(ChartData(7, POINTS[:1]))
        chart.show_data(ChartData(7, POINTS))
        assert chart._plot is None
    qtbot.waitUntil(lambda: not turns.busy)
    assert all(len(chart.plot._dots.data) == len(POINTS) for chart in charts)
