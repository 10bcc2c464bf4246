"""The chart: what is joined, what is read out, and that hand and keyboard reach the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from ui.theme import theme
from ui.widgets.chart import Chart
from ui.widgets.chart_data import ChartData, Point, runs
from ui.widgets.scale import Range, fitting_range, round_ticks

POINTS = tuple(Point(day, value, 2.0, f"day {day}", f"take-{day}") for day, value in ((0, 10), (1, 20), (4, 15)))


@pytest.fixture
def chart(qtbot):
    made = Chart(name="Pace")
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show_data(ChartData(7, POINTS, (8.0, None), 12.0))
    made.show()
    return made


def test_only_days_next_to_each_other_are_joined():
    assert [(a.day, b.day) for a, b in runs(POINTS)] == [(0, 1)]


def test_the_range_holds_errors_baseline_and_advice():
    span = ChartData(7, POINTS, (None, 30.0), 3.0).range
    assert span.low <= 3.0 and span.high >= 30.0 and span.low >= 0.0
    assert fitting_range([5.0]).low < 5.0 < fitting_range([5.0]).high
    assert fitting_range([99.0, 90.0], ceiling=100.0).high <= 100.0
    assert fitting_range([]).low < fitting_range([]).high


@pytest.mark.parametrize("span", [Range(0, 1), Range(120, 240), Range(0.001, 0.0021), Range(-3, 9000)])
def test_ticks_are_few_round_and_inside(span):
    ticks = round_ticks(span)
    assert 1 <= len(ticks) <= 4 and all(span.low <= tick <= span.high for tick in ticks)


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
    place = QPoint(round(chart.frame.x(4)), 60)
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["take-4"]
    with qtbot.assertNotEmitted(chart.opened):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(chart.frame.x(6)), 60))


def test_no_line_crosses_a_gap(chart):
    picture = chart.grab().toImage()
    ratio = picture.devicePixelRatio()
    ink = QColor(theme().tokens.accent)

    def inked(day):
        x = round(chart.frame.x(day) * ratio)
        column = [picture.pixelColor(x, y) for y in range(picture.height())]
        return any(
            max(abs(c.red() - ink.red()), abs(c.green() - ink.green()), abs(c.blue() - ink.blue())) < 24 for c in column
        )

    assert inked(1) and not inked(2) and not inked(3)


def test_without_points_it_takes_no_focus_and_paints(chart):
    chart.show_data(ChartData(7))
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus and not chart.grab().isNull()
