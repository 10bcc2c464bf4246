"""Tests of the window run off screen, and leave nothing behind: no dialog, widget, timer, thread or process.

Whatever Qt warns of fails the test too; pyproject.toml names the few messages that machines without sound give.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QStandardPaths

from tests.ui import leaks
from tests.ui.screen import Screen
from tests.ui.sound_server import SoundServer


@pytest.fixture(scope="session", autouse=True)
def _qt_keeps_to_test_folders() -> None:
    QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(autouse=True)
def _nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    watch = leaks.Watch(monkeypatch)
    yield
    left = watch.left()
    assert not left, "left behind: " + "; ".join(left)


@pytest.fixture(autouse=True)
def _no_dialog_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    leaks.forbid_waiting_dialogs(monkeypatch)


@pytest.fixture(scope="session")
def sound_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    """A private PulseAudio with one virtual microphone; `play` speaks into it, `environment` points at it."""
    with SoundServer(tmp_path_factory.mktemp("sound")) as server:
        yield server


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A private X screen for a real app process; `environment` points at it."""
    with Screen() as made:
        yield made
