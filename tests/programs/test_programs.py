"""Child processes are found in a checkout and in a frozen app, and nobody else decides what is started."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.programs import MODULES, command

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize("program", MODULES)
def test_in_a_checkout_each_is_a_module_that_can_be_run(program):
    python, option, module = command(program)
    assert (python, option) == (sys.executable, "-m")
    package = importlib.util.find_spec(module).submodule_search_locations
    found = importlib.util.find_spec(f"{module}.__main__" if package else module)  # of a package, Python runs __main__
    assert package or '__name__ == "__main__"' in Path(found.origin).read_text()


def test_what_is_found_really_starts():
    clip = TOP / "tests/data/presenter/still.mp4"
    done = subprocess.run([*command("probe"), clip], capture_output=True, check=True)
    assert b'"duration"' in done.stdout


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ("/opt/rehearse/rehearse", "/opt/rehearse/rehearse-worker"),
        ("/opt/rehearse 1.2/rehearse-1.2", "/opt/rehearse 1.2/rehearse-worker"),
        ("/programs/Rehearse.exe", "/programs/rehearse-worker.exe"),
    ],
)
def test_a_frozen_app_has_them_beside_itself(app, expected, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", app)
    assert command("worker") == [expected]


def test_nothing_else_decides_what_is_started():
    own = TOP / "rehearse/programs.py"
    files = [file for folder in ("rehearse", "ui") for file in (TOP / folder).rglob("*.py") if file != own]
    assert [str(file) for file in files if re.search(r"sys\.(executable|frozen)", file.read_text())] == []
