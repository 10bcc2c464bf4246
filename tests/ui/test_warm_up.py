"""Loading ahead: in short turns, to the end, whatever breaks on the way, and not for longer than the window is open."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.seeded.__main__ import fill_seeded
from tests.speed import within
from tests.ui.make_context import open_context, settle
from tests.ui.stalls import StallMeter
from ui.context import Context
from ui.places import Place, Route
from ui.views import VIEWS
from ui.views.trends.view import TrendsView
from ui.warm_up import MADE, WarmUp
from ui.window import Window


def test_all_places_are_loaded_and_the_likely_ones_made(qtbot: QtBot) -> None:
    made: list[Place] = []
    warm_up = WarmUp(made.append)
    with qtbot.waitSignal(warm_up.done, timeout=30_000):
        warm_up.start()
    assert tuple(made) == MADE and warm_up.finished
    assert {module for module, _ in VIEWS.values()} - {"ui.views.first_start.view", "ui.views.today.view"} <= set(
        sys.modules
    )


def warmed(qtbot: QtBot, context: Context) -> Window:
    """A window on Today whose other places were made ahead."""
    window = Window(context)
    qtbot.addWidget(window)
    window.show_route(Route(Place.TODAY))
    window.show()
    warm_up = WarmUp(window.view, window)
    with qtbot.waitSignal(warm_up.done, timeout=30_000):
        warm_up.start()
    settle(qtbot, context)
    return window


def test_what_was_made_ahead_opens_without_a_pause(qtbot: QtBot, tmp_path: Path) -> None:
    with open_context(tmp_path / "library") as context:
        window = warmed(qtbot, context)
        meter = StallMeter()
        meter.start()
        for place in (Place.LIBRARY, Place.TODAY, Place.LIBRARY):
            window.show_route(Route(place))
            settle(qtbot, context)
        assert meter.stop() < within(0.05), meter.where
        window.close()


def test_a_place_that_breaks_is_logged_and_the_others_are_made(qtbot: QtBot, home: Path) -> None:
    made: list[Place] = []

    def make(place: Place) -> None:
        made.append(place)
        if place is MADE[0]:
            raise ZeroDivisionError("a bug")

    warm_up = WarmUp(make)
    with qtbot.waitSignal(warm_up.done, timeout=30_000):
        warm_up.start()
    assert tuple(made) == MADE and "ZeroDivisionError: a bug" in (home / "rehearse.log").read_text()


@pytest.mark.parametrize("after_ms", [0, 30, 200])
def test_it_ends_with_the_window(after_ms: int, qtbot: QtBot) -> None:
    made: list[Place] = []
    warm_up = WarmUp(made.append)
    warm_up.start()
    qtbot.wait(after_ms)
    warm_up.stop()
    before = len(made)
    qtbot.wait(200)
    assert len(made) == before and not warm_up.finished


def test_the_charts_of_trends_come_without_a_pause(qtbot: QtBot, tmp_path: Path) -> None:
    fill_seeded(tmp_path / "library", today=datetime.now().astimezone().date(), days=400)
    with open_context(tmp_path / "library") as context:
        window = warmed(qtbot, context)
        view = window.view(Place.TRENDS)
        assert isinstance(view, TrendsView)
        meter = StallMeter()
        meter.start()
        window.show_route(Route(Place.TRENDS))
        for choose in (view.span.buttons[3], view.each.buttons[1]):
            choose.click()
            settle(qtbot, context)
            qtbot.waitUntil(lambda: not view.turns.busy)
        qtbot.wait(100)
        assert meter.stop() < within(0.05), meter.where
        window.close()
