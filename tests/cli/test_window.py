"""`rehearse` without a command opens the app, or says in a sentence why it cannot."""

import subprocess
import sys
import types
from pathlib import Path

import pytest

from rehearse.cli import main as cli_main

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def opened(monkeypatch):
    """What the app was opened with, in place of opening it."""
    calls = []
    app = types.ModuleType("ui.app")
    app.main = lambda options: calls.append(options) or 5
    monkeypatch.setitem(sys.modules, "ui.app", app)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return calls


def test_no_command_opens_the_app_and_passes_its_exit_code_on(opened):
    assert cli_main.run([]) == 5
    assert cli_main.run(["--library", "/takes", "--camera", "clip:answer.mp4"]) == 5
    assert opened == [[], ["--library", str(Path("/takes")), "--camera", "clip:answer.mp4"]]


def test_help_says_so_and_opens_nothing(opened, capsys):
    assert cli_main.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "Without a command, opens the app." in shown and "--camera clip:FILE" in shown
    assert opened == []


def test_camera_with_a_command_is_wrong_usage(opened, capsys):
    assert cli_main.run(["--camera", "clip:answer.mp4", "takes"]) == 2
    assert "--camera is for the app" in capsys.readouterr().err and opened == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_no_screen_is_one_sentence(opened, monkeypatch, capsys):
    for name in SCREEN:
        monkeypatch.delenv(name, raising=False)
    assert cli_main.run([]) == 1
    assert "There is no screen" in capsys.readouterr().err and opened == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("ModuleNotFoundError('No module named PySide6')", "pip install 'rehearse[app]'"),
        ("ImportError('libEGL.so.1: cannot open shared object file')", "libEGL.so.1"),
    ],
)
def test_missing_window_system_is_one_sentence(error, sentence, tmp_path, monkeypatch):
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(f"raise {error}")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run([sys.executable, "-m", "rehearse"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert sentence in done.stderr and "Traceback" not in done.stderr
