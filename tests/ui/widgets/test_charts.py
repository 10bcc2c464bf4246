"""The chart: what is joined, what is read out, and that hand and keyboard reach the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPicture

from ui.theme import theme
from ui.tokens import LIGHT
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
