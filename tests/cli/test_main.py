import subprocess
import sys
import time

import pytest

from rehearse import log, paths
from rehearse.cli import main as cli_main
from rehearse.errors import NotFoundError

HEAVY = {
    "numpy",
    "cv2",
    "av",
    "mediapipe",
    "librosa",
    "scipy",
    "onnxruntime",
    "ctranslate2",
    "faster_whisper",
    "rich",
    "httpx",
}


def test_help_lists_every_command_without_importing_any(capsys):
    assert cli_main.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli_main.COMMANDS)


def test_help_imports_nothing_heavy_and_is_quick():
    script = "import sys; from rehearse.cli.main import run; run(['--help']); print('|', *sys.modules)"
    began = time.perf_counter()
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert time.perf_counter() - began < 2.0  # the bench holds it to 0.3 s on a quiet machine
    assert not HEAVY & set(shown.rpartition("|")[2].split())


@pytest.mark.parametrize("name", cli_main.COMMANDS)
def test_every_command_loads_and_has_help(name, capsys):
    assert cli_main.run([name, "--help"]) == 0
    assert "Usage: rehearse" in capsys.readouterr().out


def test_unknown_command_is_wrong_usage(capsys):
    assert cli_main.run(["analyse-this"]) == 2
    assert "analyse-this" in capsys.readouterr().err


def test_expected_error_is_one_sentence_with_advice(monkeypatch, capsys):
    def fail(**_: object) -> None:
        raise NotFoundError("There is no take 7.", "List them with `rehearse takes`.")

    monkeypatch.setattr(cli_main.cli, "main", fail)
    assert cli_main.run([]) == NotFoundError.exit_code
    assert capsys.readouterr().err == "rehearse: There is no take 7.\n  List them with `rehearse takes`.\n"


def test_bug_is_logged_where_the_person_can_find_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))

    def fail(**_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(cli_main.cli, "main", fail)
    assert cli_main.run([]) == cli_main.BUG
    place = paths.log_file()
    assert str(place) in capsys.readouterr().err
    assert "deep inside" in place.read_text()
    assert place.stat().st_mode & 0o077 == 0


def test_log_that_cannot_be_written_is_no_second_failure(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "file"))
    assert log.record_bug(ValueError("x")) == paths.log_file()


def test_debug_shows_the_traceback(monkeypatch, capsys):
    def fail(**_: object) -> None:
        raise NotFoundError("nothing")

    monkeypatch.setattr(cli_main.cli, "main", fail)
    assert cli_main.run(["--debug"]) == NotFoundError.exit_code
    shown = capsys.readouterr().err
    assert "Traceback" in shown and shown.endswith("rehearse: nothing\n")
