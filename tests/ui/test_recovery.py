"""What is left of a recording whose app was killed: what can be played, what cannot, and what nobody could look at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from rehearse import programs
from rehearse.store import open_library
from tests.builders import QUESTION, make_take
from tests.sample import ANSWER
from ui import recovery
from ui.recovery import Recovered, find_recovered, keep_recovered, look_at
from ui.views.today.notes import Notes

CRASH = [sys.executable, "-c", "import os; os.abort()"]


@pytest.fixture
def nonsense(tmp_path):
    path = tmp_path / "recording.mkv"
    path.write_bytes(b"nothing of a video " * 100)
    return path


def test_what_was_looked_at_and_holds_nothing_is_zero(nonsense, tmp_path):
    assert look_at(nonsense) == 0.0
    (tmp_path / "empty.mkv").touch()
    assert look_at(tmp_path / "empty.mkv") == 0.0


def test_what_can_be_played_has_its_length():
    assert look_at(ANSWER) == pytest.approx(139, abs=1)


def test_what_could_not_be_looked_at_is_not_taken_for_nothing(nonsense, monkeypatch):
    monkeypatch.setattr(programs, "command", lambda _: CRASH)
    assert look_at(nonsense) is None
    monkeypatch.setattr(programs, "command", lambda _: ["/nowhere/at/all"])
    assert look_at(nonsense) is None
    monkeypatch.setattr(programs, "command", lambda _: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(recovery, "PROBE_TIMEOUT_S", 0.2)
    assert look_at(nonsense) is None
    monkeypatch.setattr(programs, "command", lambda _: [sys.executable, "-c", "print(1)"])
    assert look_at(nonsense) is None


def test_a_recording_that_could_not_be_looked_at_is_kept_whole(tmp_path, monkeypatch):
    with open_library(tmp_path) as library:
        begun = library.begin(QUESTION)
        begun.recording.write_bytes(b"an hour of it")
        library.abandoned()
    monkeypatch.setattr(programs, "command", lambda _: CRASH)
    with open_library(tmp_path) as library:
        monkeypatch.setattr(type(library), "abandoned", lambda _: (begun,))
        (found,) = find_recovered(library)
        assert found.duration is None and "may well be whole" in found.sentence
        keep_recovered(library, found)
        stored = library.get(begun.take.id)
    assert stored.recording.read_bytes() == b"an hour of it" and stored.take.state == "waiting"
    assert "what there is was kept" in stored.take.events[0].sentence


@pytest.mark.parametrize(
    ("duration", "offered"),
    [
        (112.0, ["Keep and analyse", "Play", "Delete"]),
        (None, ["Keep and analyse", "Delete"]),
        (0.0, ["Delete"]),
    ],
)
def test_keeping_is_offered_wherever_something_could_be_lost(qtbot, duration, offered):
    notes = Notes()
    qtbot.addWidget(notes)
    notes.show_recovered([Recovered(make_take(), Path("recording.mkv"), duration)])
    assert [button.text() for button in notes.findChildren(QPushButton)] == offered
