"""No dependency under the GPL, none without a named licence, and a page that says what is really installed."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "licences.py"


@pytest.fixture(scope="module")
def licences():
    spec = importlib.util.spec_from_file_location("licences", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(sys.platform != "linux", reason="the page lists what the wheels for Linux hold")
def test_what_is_installed_is_allowed_and_the_page_says_so():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("licence", "gpl"),
    [
        ("MIT", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("MIT AND GPL-2.0-only", True),
        ("LGPL-3.0-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-3.0-or-later OR GPL-2.0-or-later", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
    ],
)
def test_the_gpl_is_told_from_the_lgpl_and_from_its_exceptions(licences, licence, gpl):
    assert licences.is_gpl(licence) is gpl


def test_a_package_under_the_gpl_and_one_without_a_licence_are_told(licences, monkeypatch):
    monkeypatch.setattr(licences, "licence_of", {"click": "GPL-3.0-only", "rich": ""}.get)
    monkeypatch.setattr(licences, "name_of", lambda package: package)
    monkeypatch.setattr(licences, "libraries_of", lambda package: {})
    monkeypatch.setitem(licences.KNOWN, "models", [])
    told = list(licences.problems(["click", "rich"]))
    assert told[0] == "click is under GPL-3.0-only"
    assert told[1].startswith("rich names no licence")


def test_copyleft_inside_a_wheel_is_told_unless_it_is_answered_for(licences, monkeypatch):
    held = {"libx264-d6.so.165": "GPL-2.0-or-later", "libnew.so": None, "libm.so": "MIT"}
    monkeypatch.setattr(licences, "libraries_of", lambda package: held)
    av, click = licences.distribution("av"), licences.distribution("click")
    told = [line for package in (av, click) for line in licences._library_problems(package)]
    assert told == [
        "av holds libnew.so, which packaging/licences.toml does not know",
        "click holds libx264-d6.so.165, which is under GPL-2.0-or-later",
        "click holds libnew.so, which packaging/licences.toml does not know",
    ]


def test_every_wheel_with_copyleft_is_explained_on_the_page(licences):
    page = licences.PAGE.read_text(encoding="utf-8")
    assert all(key.removeprefix("lib") in page for key in licences.KNOWN["accepted"])


def test_the_window_uses_no_more_of_qt_than_the_page_says(licences):
    sources = [path.read_text(encoding="utf-8") for path in (SCRIPT.parents[1] / "ui").rglob("*.py")]
    named = {name for text in sources for name in re.findall(r"PySide6(?:\.| import )(Qt\w+)", text)}
    assert named, "the window uses Qt"
    assert named <= set(licences.KNOWN["qt"]["used"])


def test_a_library_in_the_wheels_of_qt_that_is_not_qt_s_has_to_be_looked_up(licences):
    assert licences._is_qt("PySide6/Qt/lib/libQt6Core.so.6") and licences._is_qt(
        "PySide6/Qt/plugins/platforms/libqxcb.so"
    )
    assert not licences._is_qt("PySide6/Qt/lib/libavcodec.so.61") and not licences._is_qt("av.libs/libQt6Core.so.6")
