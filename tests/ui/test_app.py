"""Opening the app where something is wrong: one sentence, and an exit code, or the window with a sentence."""

import os
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from rehearse.settings import settings_file
from rehearse.store import open_library
from tests.builders import fill_library
from tests.ui.driven_app import texts
from tests.ui.make_context import settle
from ui import app
from ui.window import Window


@pytest.fixture
def told(monkeypatch):
    """What the dialogs that are waited for would say."""
    sentences = []
    for kind in ("critical", "information"):
        monkeypatch.setattr(QMessageBox, kind, lambda _parent, _title, text: sentences.append(text))
    return sentences


@pytest.fixture
def full_disk(tmp_path):
    """A file system on which nothing more can be written."""
    place = tmp_path / "full"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can only be made by root")
    try:
        with pytest.raises(OSError, match="No space"):
            (place / "film").write_bytes(b"0" * 100_000)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_library_that_is_a_file_is_told_of(qapp, told, tmp_path):
    place = tmp_path / "library"
    place.write_text("a letter")
    assert app.main(["--library", str(place)]) != 0
    assert told and told[0].startswith(f"The library {place} cannot be used: File exists.")
    assert place.read_text() == "a letter"


def test_a_full_disk_is_told_of_and_not_taken_for_another_app(qapp, told, full_disk):
    assert app.main(["--library", str(full_disk)]) != 0
    assert len(told) == 1 and "already" not in told[0] and str(full_disk) in told[0]


def test_a_second_app_on_the_same_library_says_so_and_ends(qapp, told, tmp_path):
    held = QLockFile(str(tmp_path / app.LOCK))
    assert held.tryLock(0)
    assert app.main(["--library", str(tmp_path)]) == app.ALREADY_OPEN
    assert told == ["Rehearse is open with this library already."]
    held.unlock()


def test_the_lock_that_names_this_machine_is_its_owners(qapp, tmp_path):
    lock = app._lock(tmp_path)
    assert lock is not None and (tmp_path / app.LOCK).stat().st_mode & 0o077 == 0
    lock.unlock()


def test_what_a_killed_app_had_deleted_goes_at_the_next_start(qapp, qtbot, tmp_path):
    fill_library(tmp_path, 3)
    with open_library(tmp_path) as library:
        one, other, kept = (row.id for row in library.list())
        library.delete([one], passing=True)  # and no window closes
        library.delete([other])  # at a terminal: that stays until it is emptied there
        library.delete([kept], passing=True)
        library.restore([kept])
        library.delete([kept])
    context, window = app.open_window(app.Options(tmp_path))
    app.take_up(context, window)
    settle(qtbot, context)
    assert context.library.trash() == tuple(sorted([other, kept]))
    window.close()
    context.close()
    window.deleteLater()


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00garbage", b"[]", b'{"schema": 99}'])
def test_damaged_settings_are_told_of_in_the_window(damage, qapp, told, tmp_path):
    settings_file().write_bytes(damage)
    seen = []

    def look():
        seen.extend(texts())
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window):
                window.close()  # which ends the app; told to end twice, it would end the next test's waiting too

    QTimer.singleShot(600, qapp, look)
    assert app.main(["--library", str(tmp_path / "library")]) == 0 and told == []
    assert any("the defaults are used" in text for text in seen)
    assert Path(f"{settings_file()}.damaged").read_bytes() == damage
