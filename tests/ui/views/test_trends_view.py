"""Trends as they are used."""

from __future__ import annotations

from datetime import datetime

import pytest

from rehearse.store import open_library
from tests.ui.make_context import open_context, settle
from tests.ui.practised import fill_practised
from ui.places import Place, Route
from ui.views.trends.view import TrendsView, columns_for


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
    assert view._stack.currentIndex() == 0 and not view.export.isVisible()


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
    assert view._stack.currentWidget() is view.table and view.table.rowCount() > week
    view.as_table.click()
    assert view._stack.currentIndex() == 1


def test_the_figures_are_exported(view, filled, context, qtbot, tmp_path):
    view.write_csv(tmp_path / "out.csv")
    settle(qtbot, context)
    text = (tmp_path / "out.csv").read_text()
    assert text.startswith("day,measure,") and "eye_contact_share" in text


def test_cards_use_the_width():
    assert [columns_for(width) for width in (700, 1100, 2300)] == [1, 2, 3]
