"""A page at 1280 x 720 is whole: something on it, no text cut, nothing that scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QHeaderView, QLabel, QPushButton, QScrollArea, QTableWidget, QWidget

from tests.screenshots.__main__ import main, parse
from tests.screenshots.check import faults, is_blank
from tests.screenshots.session import Session
from tests.screenshots.shot import SHOTS
from ui.theme import DARK, LIGHT, theme
from ui.widgets.basics import Button, Label

pytestmark = pytest.mark.qt_log_ignore("No RHI backend. Using CPU conversion")  # said once, of what is wanted
SIZE = (1280, 720)
PAGES = (
    *("today", "today-failed", "practise", "practise-refused", "practise-disk-full", "practise-rating"),
    *("review-moments", "review-long-question", "review-silence", "compare", "library-odd", "trends-table", "packs"),
    *("library-days", "packs-loop", "stories-of-a-competency", "settings-reminder"),
    *("settings-download-asked", "first-start-devices", "first-start-refused"),
    *("loop-choose", "loop-unfinished", "loop-edit", "loop-round", "loop-thinking", "loop-answering", "loop-follow-up"),
    *("loop-paused", "loop-summary"),
)
SMALL_PAGES = (
    *("library-days-asked", "packs-loop", "stories-of-a-competency"),
    *("packs", "trends-scrolled", "review-hour", "settings-download-asked", "today-failed", "practise-refused"),
    *("loop-round-aloud", "loop-paused", "loop-hint", "loop-summary", "loop-edit", "loop-no-microphone"),
)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the libraries are made, once."""
    return tmp_path_factory.mktemp("pictured")


@pytest.fixture(scope="module")
def session(qapp: QApplication, libraries: Path) -> Iterator[Session]:
    """The application's own look is put back at the end."""
    yield Session(libraries, SIZE, libraries / "out", ("light", "dark"))
    theme().set_appearance("light")
    qapp.setStyleSheet("")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_in_both_themes(session: Session, name: str) -> None:
    grounds = set()
    for appearance, studio in session.states(SHOTS[name]):
        picture = studio.picture().toImage()
        assert picture.size() == QSize(*SIZE)
        assert not is_blank(picture)
        assert faults(studio.window) == [], appearance
        grounds.add(picture.pixelColor(SIZE[0] - 20, 8).name().upper())
    assert grounds == {LIGHT.bg, DARK.bg}


@pytest.mark.parametrize("name", SMALL_PAGES)
def test_a_page_is_whole_in_the_smallest_window(session: Session, libraries: Path, name: str) -> None:
    small = Session(libraries, (1024, 640), libraries / "out", ("light",))
    for _, studio in small.states(SHOTS[name]):
        assert faults(studio.window) == []


def test_every_state_of_the_list_has_a_picture() -> None:
    """What must look right is named in the pictures' names."""
    wanted = (
        *("no-camera", "no-microphone", "refused", "camera-lost", "disk-low", "disk-full", "recogniser-missing"),
        *("analysing", "failed", "recovered", "silence", "empty", "hour", "two-seconds", "two-faces", "nobody"),
        *("right-to-left", "long-question", "sound-only", "first-start", "countdown", "recording", "rating"),
        *("moments", "transcript", "story", "numbers", "notes", "compare", "library", "trends", "packs", "settings"),
    )
    assert [word for word in wanted if not any(word in name for name in SHOTS)] == []


# --------------------------------------------------------------------------- the checks themselves can fail


@pytest.fixture
def page(qtbot) -> QWidget:  # type: ignore[no-untyped-def]
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    return made


def shown(page: QWidget, *children: QWidget) -> list[str]:
    page.show()
    for child in children:
        child.show()
    QApplication.processEvents()
    return faults(page)


def test_cut_text_is_found(page: QWidget) -> None:
    label = Label("A sentence of some length that does not fit on one line.", wrap=True)
    label.setParent(page)
    label.setGeometry(0, 0, 120, 18)
    button = Button("Export the report")
    button.setParent(page)
    button.setGeometry(0, 100, 40, 30)
    found = shown(page, label, button)
    assert len(found) == 2 and "px high" in found[0] and "button" in found[1]


def test_text_upon_text_is_found(page: QWidget) -> None:
    one, other = QLabel("Pace", page), QPushButton("Fillers", page)
    one.setGeometry(0, 0, 200, 40)
    other.setGeometry(10, 10, 200, 40)
    assert shown(page, one, other) == ["“Pace” and “Fillers” stand on each other"]


def test_a_sideways_scroll_and_a_cut_head_are_found(page: QWidget) -> None:
    area, wide = QScrollArea(page), QWidget()
    wide.setMinimumSize(600, 10)
    area.setWidget(wide)
    area.setGeometry(0, 0, 200, 100)
    table = QTableWidget(1, 1, page)
    table.setHorizontalHeaderLabels(["Pauses inside clauses, a minute"])
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setColumnWidth(0, 60)
    table.setGeometry(0, 150, 300, 100)
    found = shown(page, area, table)
    assert any("scrolls sideways" in fault for fault in found) and any("head 60 of" in fault for fault in found)


def test_a_blank_picture_is_found() -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    assert is_blank(image)


# --------------------------------------------------------------------------- the command


def test_the_command_writes_what_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["--only", "trends-empty", "--size", "1024x700", "--theme", "dark", "--out", str(out)]) == 0
    assert [path.relative_to(out).as_posix() for path in out.rglob("*.png")] == ["dark/trends-empty.png"]
    assert QPixmap(str(out / "dark" / "trends-empty.png")).size() == QSize(1024, 700)
    assert re.match(r"1 pictures? in", capsys.readouterr().out)
    assert main(["--only", "no such picture", "--out", str(out)]) == 1


@pytest.mark.parametrize("size", ["800x600", "wide", "1280x"])
def test_a_size_that_no_window_can_have_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--size", size])
    assert "at least 1024x640" in capsys.readouterr().err
