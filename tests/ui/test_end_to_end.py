"""The real app as a process on a screen of its own, driven with real keys and clicks; a clip is its camera."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import Any

import pytest

from rehearse import serial
from rehearse import settings as stored_settings
from rehearse.media.probe import probe
from rehearse.settings import Settings
from rehearse.store import Library, open_library
from rehearse.types import Take
from tests.ui.app_process import AppProcess
from tests.ui.screen import Screen

SAMPLE = Path(__file__).parents[2] / "assets/sample/answer.mp4"
SPOKEN_S = 12.0
# The middle of the word that is said at about 6 s, on the screen; the transcript says where its letters are.
WORD_AT_6_S = """(lambda t: (lambda token: (lambda r: [
    t.viewport().mapToGlobal(r.center().toPoint()).x(),
    t.viewport().mapToGlobal(r.center().toPoint()).y() - t.verticalScrollBar().value(), token.start])(
    __import__('ui.widgets.transcript.document', fromlist=['rects']).rects(t.document(), token.at, token.to)[0]))(
    next(k for k in t.text.tokens if k.word is not None and k.start > 6)))(
    window.view(window.route.place).results.transcript.transcript)""".replace("\n", " ")
PLAYER_AT = "window.view(window.route.place).stage.player.position_s"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    (place / "Documents").mkdir(parents=True)
    stored_settings.save(Settings(first_start_done=True), place / "settings.json")
    return place


def opened(screen: Screen, home: Path) -> AppProcess:
    app = AppProcess(screen, home, "--camera", f"clip:{SAMPLE}")
    app.wait_for("window.isVisible()", within=30)
    app.focus()
    return app


def record(app: AppProcess, seconds: float) -> None:
    app.click("Record answer")
    app.wait_for("window.route.place.name == 'PRACTISE'")
    app.click("Record")
    app.wait_for("bool(seen('Stop'))", within=15)
    time.sleep(seconds)


def only_take(home: Path) -> tuple[Library, Any]:
    library = open_library(home / "library")
    own = [row for row in library.list() if "sample" not in row.tags]
    assert len(own) == 1
    return library, library.get(own[0].id)


def test_an_answer_from_question_to_export(screen: Screen, home: Path) -> None:
    with opened(screen, home) as app:
        record(app, SPOKEN_S)
        app.press("space")
        app.click("Skip")
        app.wait_for("window.route.place.name == 'REVIEW'", within=90)
        app.click("Transcript")
        x, y, said_at = app.wait_for(WORD_AT_6_S)
        app.click_at(x, y)
        app.wait_for(f"abs({PLAYER_AT} - {said_at}) < 0.3")
        report = home / "Documents" / "report.html"
        app.click("Export")
        app.press("Down", "Return")
        app.wait_for("bool(dialogs())")
        app.press("ctrl+a")
        app.type(str(report))
        app.press("Return")
        wait_until(report.is_file)
        app.focus()
        app.press("ctrl+q")
        assert app.process.wait(15) == 0
    assert "<html" in report.read_text()
    library, stored = only_take(home)
    with library:
        assert stored.take.state == "kept" and stored.take.baseline is not None
        recording = probe(stored.recording)
        assert SPOKEN_S <= recording.duration <= SPOKEN_S + 4
        assert recording.has_video and recording.has_audio
        assert stored.analysis is not None and len(stored.analysis.transcript.words) > 10
        assert stored.thumbnail


def test_a_kill_while_recording_costs_half_a_second(screen: Screen, home: Path) -> None:
    with opened(screen, home) as app:
        record(app, 6)
        app.process.send_signal(signal.SIGKILL)
        app.process.wait(10)
    (folder,) = [p.parent for p in (home / "library" / "takes").glob("*/take.json") if state(p) == "recording"]
    assert probe(folder / "recording.mkv").duration > 5
    with opened(screen, home) as app:
        app.wait_for("any('recovered' in text for text in texts())", within=20)
        app.click("Keep and analyse")
        app.wait_for(f"window.view(window.route.place) and context.library.get({folder.name!r}).analysis", within=90)
        app.press("ctrl+q")
        assert app.process.wait(15) == 0
    with open_library(home / "library") as library:
        take = library.get(folder.name).take
        assert take.state == "kept" and [event.kind for event in take.events] == ["recovered"]


def test_quitting_in_mid_answer_asks_once_and_what_is_kept_is_analysed_at_the_next_start(
    screen: Screen, home: Path
) -> None:
    with opened(screen, home) as app:
        record(app, 2)
        app.press("ctrl+q")
        app.wait_for("bool(seen('Stop and keep'))")
        assert app.process.poll() is None
        app.click("Stop and keep")
        assert app.process.wait(15) == 0
    library, stored = only_take(home)
    with library:
        assert stored.take.state == "waiting" and stored.take.duration > 2
        assert probe(stored.recording).duration > 2


def state(take_json: Path) -> str:
    return serial.from_json(take_json.read_bytes(), Take).state


def wait_until(holds: Any, within: float = 15.0) -> None:
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
