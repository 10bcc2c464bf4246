"""The real app, opened for the first time, walked through with the keyboard alone; then opened again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearse.store import open_library
from tests.ui.app_process import AppProcess
from tests.ui.screen import Screen
from ui.samples import SAMPLE_TAG

SAMPLE = Path(__file__).parents[2] / "assets/sample/answer.mp4"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    return place


def opened(screen: Screen, home: Path) -> AppProcess:
    app = AppProcess(screen, home, "--camera", f"clip:{SAMPLE}")
    app.wait_for("window.isVisible()", within=30)
    app.focus()
    return app


def quit_app(app: AppProcess) -> None:
    app.press("ctrl+q")
    assert app.process.wait(15) == 0


def done(home: Path) -> bool:
    return bool(json.loads((home / "settings.json").read_text())["first_start_done"])


def test_the_first_start_by_keyboard_ends_at_today_with_the_sample_in_the_library(screen: Screen, home: Path) -> None:
    with opened(screen, home) as app:
        app.wait_for("window.route.place.name == 'FIRST_START' and bool(seen('Step 1 of 3'))")
        app.wait_for("window.view(window.route.place).next.hasFocus()")
        app.press("Return")
        app.wait_for("bool(seen('Step 2 of 3')) and bool(seen('The recogniser'))")
        app.press("space")
        app.wait_for("bool(seen('Look at the sample answer'))")
        app.press("Return")
        app.wait_for("window.route.place.name == 'TODAY'")
        app.wait_for("bool(seen('Record answer'))")
        app.press("ctrl+3")
        app.wait_for("bool(window.view(window.route.place).takes.entries)")
        assert app.ask("[e.row.tags for e in window.view(window.route.place).takes.entries]") == [[SAMPLE_TAG]]
        app.press("ctrl+5")
        app.wait_for("window.route.place.name == 'TRENDS' and bool(seen('Record an answer'))")
        quit_app(app)
    assert done(home)
    with open_library(home / "library") as library:
        (row,) = library.list()
        assert row.tags == (SAMPLE_TAG,) and library.readings() == ()
    with opened(screen, home) as app:
        assert app.ask("window.route.place.name") == "TODAY"
        quit_app(app)


def test_a_first_start_that_was_closed_in_the_middle_comes_again_and_can_be_skipped(screen: Screen, home: Path) -> None:
    with opened(screen, home) as app:
        app.press("Return")
        app.wait_for("bool(seen('Step 2 of 3'))")
        quit_app(app)
    assert not done(home)
    with opened(screen, home) as app:
        app.wait_for("bool(seen('Step 1 of 3'))")
        app.press("shift+Tab", "Return")
        app.wait_for("window.route.place.name == 'TODAY'")
        quit_app(app)
    assert done(home)
    with open_library(home / "library") as library:
        assert len(library.list()) == 1
