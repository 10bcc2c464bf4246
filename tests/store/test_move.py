import errno
import os
import stat
from pathlib import Path

import pytest

from rehearse.errors import StoreError
from rehearse.store import move, open_library
from rehearse.store.move import MARK, move_library
from tests.builders import QUESTION, make_analysis


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "old") as library:
        for n in range(3):
            path = tmp_path / f"{n}.wav"
            path.write_bytes(b"%d" % n * 5000)
            library.add(path, analysis=make_analysis(), created_at=f"2026-01-0{n + 1}T08:00:00+00:00")
        library.delete([library.list()[0].id])
        (library.root / "loops" / "run").mkdir(parents=True)
        (library.root / "loops" / "run" / "loop.json").write_text("{}")
        yield library


def content(root: Path) -> dict[str, bytes]:
    files = (p for p in root.rglob("*") if p.is_file() and not p.name.startswith(("index.", ".lock")))
    return {str(p.relative_to(root)): p.read_bytes() for p in files}


def test_everything_goes_over_and_the_old_place_is_gone(library, tmp_path):
    before, switched, seen = content(library.root), [], []
    listed = library.list()
    moved = move_library(library, tmp_path / "new", switch=switched.append, progress=seen.append)
    assert (moved.takes, moved.files, moved.left) == (2, len(before), ())
    assert content(tmp_path / "new") == before
    assert switched == [tmp_path / "new"]
    assert seen[0] == 0
    assert all(0 <= done <= 1 for done in seen)
    assert not list((tmp_path / "old").glob("takes/*"))
    with open_library(tmp_path / "new") as new:
        assert new.list() == listed
        assert len(new.trash()) == 1
    for path in (tmp_path / "new").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_old_place_may_be_kept(library, tmp_path):
    before = content(library.root)
    move_library(library, tmp_path / "new", switch=lambda _: None, keep_old=True)
    assert content(library.root) == before == content(tmp_path / "new")


def test_a_copy_that_differs_is_noticed_and_nothing_is_switched(library, tmp_path, monkeypatch):
    before, switched = content(library.root), []

    def flip(source, target, *, copy=move._copy):
        digest = copy(source, target)
        if target.name == "recording.wav":
            target.write_bytes(b"x" + target.read_bytes()[1:])
        return digest

    monkeypatch.setattr(move, "_copy", flip)
    with pytest.raises(StoreError, match="differs"):
        move_library(library, tmp_path / "new", switch=switched.append)
    assert (content(library.root), switched) == (before, [])
    assert not (tmp_path / "new").exists() or not list((tmp_path / "new").iterdir())


@pytest.mark.parametrize("refusal", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_disk_that_refuses_leaves_the_old_place(library, tmp_path, monkeypatch, refusal):
    before, count = content(library.root), iter(range(100))

    def fail(_):
        if next(count) == 3:
            raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr(move.os, "fsync", fail)
    with pytest.raises(StoreError):
        move_library(library, tmp_path / "new", switch=lambda _: pytest.fail("switched"))
    assert content(library.root) == before
    assert not content(tmp_path / "new")


def test_where_the_switch_fails_the_old_place_stays(library, tmp_path):
    before = content(library.root)

    def refuse(_):
        raise StoreError("The settings cannot be kept.")

    with pytest.raises(StoreError, match="settings"):
        move_library(library, tmp_path / "new", switch=refuse)
    assert content(library.root) == before
    assert not content(tmp_path / "new")


def test_a_move_that_was_killed_can_be_made_again(library, tmp_path):
    half = tmp_path / "new" / "takes" / "half"
    half.mkdir(parents=True)
    (tmp_path / "new" / MARK).touch()
    (half / "take.json").write_text("{")
    before = content(library.root)
    move_library(library, tmp_path / "new", switch=lambda _: None)
    assert content(tmp_path / "new") == before


@pytest.mark.parametrize("place", ["old", "old/inside", ".", "file", "full"])
def test_unfit_places_are_refused(library, tmp_path, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "holiday.jpg").write_text("")
    before = content(tmp_path)
    with pytest.raises(StoreError):
        move_library(library, tmp_path / place, switch=lambda _: pytest.fail("switched"))
    assert content(tmp_path) == before


def test_links_and_recordings_under_way_stop_it(library, tmp_path):
    stored = library.begin(QUESTION)
    with pytest.raises(StoreError, match="being recorded"):
        move_library(library, tmp_path / "new", switch=lambda _: pytest.fail("switched"))
    library.discard(stored.take.id)
    for elsewhere in ("/etc/passwd", "/etc"):
        link = library.root / "takes" / "link"
        link.symlink_to(elsewhere)
        with pytest.raises(StoreError, match="link"):
            move_library(library, tmp_path / "new", switch=lambda _: pytest.fail("switched"))
        link.unlink()


def test_too_small_a_disk_is_told_before_anything_is_copied(library, tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("rehearse.store.files.shutil.disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match="free"):
        move_library(library, tmp_path / "new", switch=lambda _: pytest.fail("switched"))
    assert not content(tmp_path / "new")


def test_what_changes_after_its_copy_is_left_in_the_old_place_and_named(library, tmp_path):
    take = library.list()[0].id
    notes = library.root / "takes" / take / "take.json"

    def switch(_):
        notes.write_text("changed by somebody without the lock")

    moved = move_library(library, tmp_path / "new", switch=switch)
    assert moved.left == (f"takes/{take}/take.json",)
    assert notes.read_text().startswith("changed")
