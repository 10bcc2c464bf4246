"""Opening the app where something is wrong: one sentence, and an exit code, or the window with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from rehearse import settings as stored_settings
from rehearse.errors import StoreError
from rehearse.settings import settings_file
from rehearse.store import open_library
from rehearse.store.app_lock import NAME, AppLock, is_open
from tests.builders import fill_library
from tests.ui.driven_app import texts
from tests.ui.make_context import open_context, settle
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
    held = AppLock(tmp_path)
    assert held.take()
    assert app.main(["--library", str(tmp_path)]) == app.ALREADY_OPEN
    assert told == ["Rehearse is open with this library already."]
    held.release()


def test_the_lock_that_names_this_machine_is_its_owners(qapp, tmp_path):
    (tmp_path / NAME).touch(0o644)
    lock = AppLock(tmp_path)
    assert lock.take() and (tmp_path / NAME).stat().st_mode & 0o077 == 0
    lock.release()


HOLD = """
import sys
from pathlib import Path
from rehearse.store.app_lock import AppLock
lock = AppLock(Path(sys.argv[1]))
assert lock.take()
print("held", flush=True)
sys.stdin.read()
"""


def test_an_app_that_was_killed_holds_nothing_whatever_its_machine_is_called(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        assert is_open(tmp_path) and not AppLock(tmp_path).take()
        other.kill()
        other.wait()
    (tmp_path / NAME).write_text("4711\nrehearse\nanother-machine\n")  # as an earlier Rehearse left it
    lock = AppLock(tmp_path)
    assert not is_open(tmp_path) and lock.take()
    lock.release()


def test_the_lock_goes_where_the_library_goes(qapp, qtbot, tmp_path):
    fill_library(tmp_path / "old", 2)
    lock = AppLock(tmp_path / "old")
    assert lock.take()
    with open_context(tmp_path / "old") as context:
        follower = app.LockFollower(lock, context)
        moved, shares = [], []
        with qtbot.waitSignal(context.library_moved, timeout=20_000):
            context.move_library(tmp_path / "new", progress=shares.append, done=moved.append, failed=moved.append)
        assert moved[0].takes == 2 and not moved[0].left and shares
        assert context.library.root == tmp_path / "new" and context.library.count() == 2
        assert stored_settings.load().settings.library_dir == str(tmp_path / "new") == context.settings.library_dir
        assert is_open(tmp_path / "new") and not is_open(tmp_path / "old")
        counted = []
        for long in (False, True):
            context.in_background(lambda library: library.root, counted.append, long=long)
        qtbot.waitUntil(lambda: len(counted) == 2)
        assert counted == [tmp_path / "new"] * 2
        follower.lock.release()
    assert not (tmp_path / "new" / NAME).is_dir()


def test_a_library_that_cannot_be_moved_stays_and_its_analyses_go_on(qapp, qtbot, tmp_path):
    fill_library(tmp_path / "old", 1)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "letter.txt").write_text("a letter")
    with open_context(tmp_path / "old") as context:
        resumed, refused = [], []
        context.jobs.resume = lambda: resumed.append(True)
        context.move_library(tmp_path / "new", progress=lambda _: None, done=refused.append, failed=refused.append)
        qtbot.waitUntil(lambda: bool(refused))
        assert isinstance(refused[0], StoreError) and resumed
        assert context.library.count() == 1 and context.settings.library_dir == ""
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["letter.txt"]


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
