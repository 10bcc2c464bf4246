"""A mock loop in the real app: three rounds through the real recorder, killed in the second, gone on with."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from rehearse import settings as stored_settings
from rehearse.loops.folder import read_run
from rehearse.media.probe import probe
from rehearse.questions import Loop, Round, builtin_packs, write_own_loop
from rehearse.settings import Settings
from rehearse.store import open_library
from tests.ui.app_process import AppProcess
from tests.ui.screen import Screen

SAMPLE = Path(__file__).parents[2] / "assets/sample/answer.mp4"
COURSE = "window.view(window.route.place).model.course"
LOOP = "Three short rounds"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    (place / "Documents").mkdir(parents=True)
    stored_settings.save(Settings(first_start_done=True), place / "settings.json")
    keys = tuple(q.key for pack in builtin_packs() for q in pack.questions if q.mode == "story")
    rounds = (
        Round("Manager", keys[:1], think_s=0, kind="hiring-manager", follow_ups=1),
        Round("Peer", keys[1:2], think_s=20, kind="behavioural", follow_ups=0),
        Round("Director", keys[2:3], think_s=0, kind="sceptical-director", sceptical=True, follow_ups=0),
    )
    monkeypatch.setenv("REHEARSE_HOME", str(place))
    write_own_loop(Loop("my-loops/three-short-rounds", LOOP, rounds))
    return place


def opened(screen: Screen, home: Path) -> AppProcess:
    app = AppProcess(screen, home, "--camera", f"clip:{SAMPLE}")
    app.wait_for("window.isVisible()", within=30)
    app.focus()
    return app


def doing(app: AppProcess, what: str, within: float = 15.0) -> None:
    app.wait_for(f"{COURSE}.doing.name == {what!r}", within=within)


def begin_round(app: AppProcess, button: str = "Begin the round") -> None:
    doing(app, "OPENING")
    app.click(button)
    doing(app, "ASKING")


def answer(app: AppProcess, seconds: float) -> None:
    """From the countdown to the end of the answer, with the keyboard."""
    doing(app, "RECORDING")
    time.sleep(seconds)
    app.press("space")


def test_three_rounds_killed_in_the_second(screen: Screen, home: Path) -> None:
    with opened(screen, home) as app:
        app.press("ctrl+2")
        app.click("Mock loop")
        app.click(f"Begin {LOOP}")
        begin_round(app)
        app.press("space")
        answer(app, 5)
        stopped = time.monotonic()
        app.wait_for("bool(seen('Follow-up 1'))", within=3)
        assert time.monotonic() - stopped < 3
        app.press("space")
        answer(app, 3)
        begin_round(app)
        app.press("space")
        doing(app, "THINKING")
        app.press("space")
        doing(app, "RECORDING")
        time.sleep(3)
        app.process.send_signal(signal.SIGKILL)
        app.process.wait(10)
    run = read_run(home / "library", "last")
    assert (run.step.place, run.position.phase, len(run.takes)) == ((1, 0), "answering", 2)
    with opened(screen, home) as app:
        app.wait_for(f"any(text == '{LOOP} was left in round 2 of 3.' for text in texts())", within=20)
        app.press("ctrl+2")
        app.click("Mock loop")
        app.click(f"Go on with {LOOP}")
        begin_round(app, "Go on with the round")
        app.press("space", "space")
        answer(app, 4)
        begin_round(app)
        app.press("space")
        answer(app, 4)
        app.wait_for("any(', 3 of 3 questions answered, 1 follow-up' in text for text in texts())")
        app.wait_for("not context.jobs.states()", within=150)
        app.wait_for("not window.view(window.route.place).model.summing.summary.waiting")
        app.click("Review answer 2.1")
        app.wait_for("window.route.place.name == 'REVIEW'")
        app.press("ctrl+q")
        assert app.process.wait(15) == 0
    run = read_run(home / "library", "last")
    assert run.finished_at and len(run.takes) == 4
    with open_library(home / "library") as library:
        kept = [library.get(take_id) for take_id in run.takes]
        assert [stored.take.loop_place for stored in kept] == ["1.1", "1.1.1", "2.1", "3.1"]
        assert kept[1].take.patch_of == kept[0].take.id
        for stored, least in zip(kept, (5, 3, 4, 4), strict=True):
            assert stored.analysis is not None and stored.take.baseline is not None
            assert probe(stored.recording).duration > least
        assert [stored.take.loop_place for stored in library.abandoned()] == ["2.1"]
