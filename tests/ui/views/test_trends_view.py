"""Trends as they are used."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from rehearse.serial import to_json
from rehearse.store import open_library
from tests.builders import make_analysis, make_take
from tests.seeded.__main__ import fill_seeded
from tests.speed import quickest, within
from tests.ui.make_context import open_context, settle
from tests.ui.practised import fill_practised
from ui.places import Place, Route
from ui.views.trends.looks import ALL, LOOKS
from ui.views.trends.model import gather
from ui.views.trends.picture import sheet_size
from ui.views.trends.view import TrendsView, columns_for
from ui.widgets.chart import Chart


def today():
    return datetime.now().astimezone().date()


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library") as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    made = TrendsView(context)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    return made


@pytest.fixture
def filled(context, view, qtbot):
    ids = fill_practised(context.library.root, today=datetime.now().astimezone().date())
    open_library(context.library.root).close()
    view.enter(Route(Place.TRENDS))
    settle(qtbot, context)
    return ids


def test_an_empty_library_says_what_will_stand_here(view, context, qtbot):
    view.enter(Route(Place.TRENDS))
    settle(qtbot, context)
    assert view._stack.currentWidget() is view._pages["empty"] and not view.export.isVisible()


def open_on(view, context, qtbot):
    open_library(context.library.root).close()
    view.enter(Route(Place.TRENDS))
    settle(qtbot, context)


def test_one_day_is_a_table_of_what_there_is_and_says_what_is_needed(view, context, qtbot):
    (take_id,) = fill_practised(context.library.root, today=today(), days=0)
    open_on(view, context, qtbot)
    assert view.few.isVisible() and not view.story.isVisible() and view.export.isVisible()
    names = [button.text() for button in view.few.findChildren(QPushButton) if button.isVisible()]
    assert names[:5] == [look.title for look in LOOKS.values()]
    routes = []
    context.route_asked.connect(routes.append)
    (pace,) = [b for b in view.few.findChildren(QPushButton) if b.text() == "Pace"]
    pace.click()
    assert routes[-1] == Route(Place.REVIEW, take_id=take_id)


def test_answers_of_long_ago_are_said_to_be_and_a_longer_span_is_offered(view, context, qtbot):
    fill_practised(context.library.root, today=today() - timedelta(days=20), days=10)
    open_on(view, context, qtbot)
    assert view.outside.isVisible() and not view.export.isVisible() and view.span.isVisible()
    (wider,) = [b for b in view.outside.findChildren(QPushButton) if b.text() == "Show 28 days"]
    wider.click()
    settle(qtbot, context)
    assert view.cards["speech_rate"].isVisible() and view.span.index == 1


def test_what_no_take_could_tell_has_no_chart_but_a_sentence(view, context, qtbot):
    fill_library_without_picture(context.library.root)
    open_on(view, context, qtbot)
    assert view.cards["speech_rate"].isVisible() and not view.cards["eye_contact_share"].isVisible()
    assert view._missing.text() == "Not shown: eye contact, which no take of the last 7 days could tell."


def fill_library_without_picture(root):
    for back in (0, 1, 2):
        on = today() - timedelta(days=back)
        take = make_take(f"{on:%Y%m%d}-091502-aaaa", created_at=f"{on}T09:15:02+00:00", source_sha256=f"{back:064x}")
        folder = root / "takes" / take.id
        folder.mkdir(parents=True)
        (folder / "take.json").write_bytes(to_json(take))
        (folder / "analysis.json").write_bytes(to_json(make_analysis(seen=False)))
        (folder / "recording.mkv").write_bytes(b"x")


def test_a_point_opens_the_day_s_take(view, filled, context):
    routes = []
    context.route_asked.connect(routes.append)
    chart = view.cards["speech_rate"].chart
    chart.opened.emit(chart._data.points[-1].key)
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]


def test_the_span_and_the_table_change_what_is_shown(view, filled, context, qtbot):
    week = len(view.cards["speech_rate"].chart._data.points)
    view.span.buttons[1].click()
    settle(qtbot, context)
    assert len(view.cards["speech_rate"].chart._data.points) > week
    view.as_table.click()
    assert view._stack.currentWidget() is view.table and view.table.sheet.rowCount() > week
    routes = []
    context.route_asked.connect(routes.append)
    view.table.activated.emit(view.table.sheet.index(0, 2))
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]
    view.as_table.click()
    assert view._stack.currentWidget() is view._pages["charts"]


def test_the_figures_are_exported(view, filled, context, qtbot, tmp_path):
    told = []
    context.noticed.connect(told.append)
    for ending in ("csv", "png", "svg"):
        view.write(tmp_path / f"out.{ending}")
    view.write(tmp_path / "nowhere" / "out.png")
    settle(qtbot, context)
    text = (tmp_path / "out.csv").read_text()
    assert text.startswith("day,measure,") and "eye_contact_share" in text
    image = QImage(str(tmp_path / "out.png"))
    told_of = len(view._trends.figures) + len(view._trends.story.charts) + len(view._trends.guesses)
    assert len(view._trends.story.charts) == 4 and image.size() == 2 * sheet_size(told_of)
    drawing = (tmp_path / "out.svg").read_text()
    assert "<svg" in drawing and "Eye contact" in drawing and view._trends.figures[0].sentence[:30] in drawing
    assert all(f"Story, {name}" in drawing for name in ("decision", "trade-off", "cost", "result"))
    assert [notice.warn for notice in told] == [False, False, False, True]


def test_the_export_is_reached_and_asked_for_by_keyboard(view, filled, context, qtbot, tmp_path, monkeypatch):
    chosen = str(tmp_path / "drawn"), "Drawing (*.svg)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    view.span.buttons[0].setFocus()
    for _ in range(40):
        if QApplication.focusWidget() is view.export:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle(qtbot, context)
    assert "Story, cost" in (tmp_path / "drawn.svg").read_text()


def test_cards_use_the_width():
    assert [columns_for(width) for width in (700, 1100, 2300)] == [1, 2, 3]


def test_by_take_and_all_show_every_take(view, filled, context, qtbot):
    view.span.buttons[3].click()
    view.each.buttons[1].click()
    settle(qtbot, context)
    chart = view.cards["speech_rate"].chart
    assert [point.key for point in chart._data.points] == filled
    view.as_table.click()
    assert view.table.sheet.rowCount() == len(filled)


def test_the_story_shows_one_element_at_a_time_and_opens_a_take(view, filled, context, qtbot):
    view.span.buttons[1].click()
    settle(qtbot, context)
    assert view.story.chart.accessibleName() == "Story, cost"
    view.story.element.buttons[0].click()
    assert view.story.chart.accessibleName() == "Story, decision"
    assert {point.value for point in view.story.chart._data.points} == {100.0}
    routes = []
    context.route_asked.connect(routes.append)
    view.story.chart.opened.emit(view.story.chart._data.points[-1].key)
    assert routes == [Route(Place.REVIEW, take_id=filled[-1])]


def test_guesses_have_cards_where_there_are_any(view, context, qtbot):
    fill_seeded(context.library.root, today=today(), days=10)
    open_on(view, context, qtbot)
    assert not view.guesses["overall"].isHidden() and not view._guess_head.isHidden()
    routes = []
    context.route_asked.connect(routes.append)
    chart = view.guesses["guess:eye_contact_share"].chart
    chart.opened.emit(chart._data.points[0].key)
    assert routes[0].place is Place.REVIEW and routes[0].take_id


def test_without_guesses_nothing_is_said_of_them(view, filled):
    assert view.guesses["overall"].isHidden() and view._guess_head.isHidden() and view._guess_legend.isHidden()


def test_the_week_is_offered_where_the_app_has_such_a_place(view, filled, context, qtbot):
    assert not view.week.isHidden()


def draw(widgets, charts):
    for widget, chart in zip(widgets, charts, strict=True):
        widget.show_data(chart)
        widget.grab()


def test_three_years_of_daily_takes_are_drawn_in_time(tmp_path, qtbot):
    fill_seeded(tmp_path / "library", today=today(), days=1095)
    with open_library(tmp_path / "library") as library:
        page = gather(library, today=today(), days=ALL, per="take")
    charts = [figure.chart for figure in (*page.figures, *page.guesses)]
    assert page.days > 1000 and len(charts) == 9
    widgets = [Chart() for _ in charts]
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.resize(560, 240)
        widget.grab()
    assert quickest(lambda: draw(widgets, charts)) < within(0.2)
