"""Old videos go, what was found in them stays, and nothing goes that nobody could make again."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rehearse.errors import NotFoundError, StoreError
from rehearse.serial import to_json
from rehearse.store import Filter, open_library
from rehearse.store.expiry import Expired, due_in, expire
from rehearse.store.ids import instant
from tests.builders import make_analysis, make_take

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "library"


def keep(root, name, *, back, analysed=True, **about):
    on = NOW - timedelta(days=back)
    take = make_take(f"{on:%Y%m%d}-091502-{name}", created_at=on.isoformat(), **({"tags": ()} | about))
    folder = root / "takes" / take.id
    folder.mkdir(parents=True)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "recording.mkv").write_bytes(b"v" * 1000)
    (folder / "thumbnail.jpg").write_bytes(b"picture")
    if analysed:
        (folder / "analysis.json").write_bytes(to_json(make_analysis()))
    return take.id


def test_old_videos_go_and_their_numbers_words_and_pictures_stay(root):
    old, young = keep(root, "aaaa", back=31), keep(root, "bbbb", back=29)
    with open_library(root) as library:
        assert expire(library, days=30, now=NOW) == Expired(1, 1000)
        gone = library.get(old)
        assert not gone.recording.exists() and gone.thumbnail == b"picture"
        assert gone.analysis == make_analysis() and library.search("launch")
        assert {row.id: row.bytes for row in library.list()} == {old: 0, young: 1000}
        assert len(library.readings(["speech_rate"])) == 2
        assert expire(library, days=30, now=NOW) == Expired()


@pytest.mark.parametrize(
    "about",
    [
        {"analysed": False, "state": "waiting"},
        {"analysed": False, "state": "failed"},
        {"state": "waiting"},
        {"tags": ("Keep",)},
        {"tags": ("sample",)},
        {"favourite": True},
    ],
)
def test_what_could_not_be_made_again_or_is_to_be_kept_stays(root, about):
    keep(root, "aaaa", back=400, **about)
    with open_library(root) as library:
        assert expire(library, days=30, now=NOW) == Expired()


def test_never_means_never_and_a_time_that_cannot_be_read_is_not_old(root):
    take_id = keep(root, "aaaa", back=400)
    with open_library(root) as library:
        assert due_in(library, days=0, now=NOW) == () and len(due_in(library, days=30, now=NOW)) == 1
        assert due_in(library, days=30, now=NOW - timedelta(days=400)) == ()
    (root / "takes" / take_id / "take.json").write_bytes(to_json(make_take(take_id, created_at="some day", tags=())))
    with open_library(root) as library:
        library.rebuild()
        assert due_in(library, days=30, now=NOW) == ()


def test_patches_expire_too(root):
    whole = keep(root, "aaaa", back=40)
    keep(root, "bbbb", back=40, patch_of=whole)
    with open_library(root) as library:
        assert expire(library, days=30, now=NOW).videos == 2
        assert [row.bytes for row in library.list(Filter(patches=True))] == [0, 0]


def test_a_recording_without_results_is_never_removed(root):
    take_id = keep(root, "aaaa", back=40, analysed=False)
    with open_library(root) as library:
        with pytest.raises(StoreError):
            library.remove_recording(take_id)
        assert library.get(take_id).recording.is_file()
        with pytest.raises(NotFoundError):
            library.remove_recording("nothing")


def test_an_expired_video_that_is_brought_in_again_is_kept_again(root, tmp_path):
    video = tmp_path / "answer.mkv"
    video.write_bytes(b"matroska" * 100)
    with open_library(root) as library:
        take = library.add(video, analysis=make_analysis(), created_at=(NOW - timedelta(days=400)).isoformat())
        added = instant(take.added_at)
        assert expire(library, days=30, now=added + timedelta(days=31)) == Expired(1, 800)
        assert library.add(video).id == take.id
        assert library.get(take.id).recording.read_bytes() == video.read_bytes()
        assert library.list()[0].bytes == 800


def test_a_video_is_as_old_as_it_has_been_in_the_library(root, tmp_path, monkeypatch):
    video = tmp_path / "answer.mkv"
    video.write_bytes(b"matroska" * 100)
    with open_library(root) as library:
        take = library.add(video, analysis=make_analysis(), created_at="2020-01-01T09:00:00+00:00")
        assert library.get(take.id).take.added_at and library.list()[0].added_at == take.added_at
        added = instant(take.added_at)
        assert due_in(library, days=30, now=added + timedelta(days=29)) == ()
        assert len(due_in(library, days=30, now=added + timedelta(days=31))) == 1
        library.remove_recording(take.id)
        later = added + timedelta(days=60)
        monkeypatch.setattr("rehearse.store.library.now", later.isoformat)
        assert library.add(video).id == take.id  # brought in again: its days count anew
        assert due_in(library, days=30, now=later + timedelta(days=29)) == ()
        assert len(due_in(library, days=30, now=later + timedelta(days=31))) == 1


def test_a_library_of_an_older_index_tells_when_its_videos_came(root):
    keep(root, "aaaa", back=40, added_at=(NOW - timedelta(days=5)).isoformat())
    with open_library(root):
        pass
    with closing(sqlite3.connect(root / "index.sqlite")) as index:
        index.execute("ALTER TABLE takes DROP COLUMN added_at")
        index.execute("DELETE FROM _sqlite_migrations WHERE name = '0005_added_at'")
        index.execute("PRAGMA user_version = 4")
        index.commit()
    with open_library(root) as library:
        assert due_in(library, days=30, now=NOW) == () and not library.notice
        assert len(due_in(library, days=4, now=NOW)) == 1


def test_an_expired_video_that_cannot_be_brought_in_whole_is_not_there_at_all(root, tmp_path, monkeypatch):
    video = tmp_path / "answer.mkv"
    video.write_bytes(b"matroska" * 100)
    copy = shutil.copyfile

    def refuse(source, target):
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_library(root) as library:
        take = library.add(video, analysis=make_analysis())
        library.remove_recording(take.id)
        before = sorted(library.get(take.id).folder.iterdir())
        monkeypatch.setattr(shutil, "copyfile", refuse)
        with pytest.raises(StoreError, match="full"):
            library.add(video)
        assert sorted(library.get(take.id).folder.iterdir()) == before
        monkeypatch.setattr(shutil, "copyfile", copy)
        library.add(video)
        assert library.get(take.id).recording.read_bytes() == video.read_bytes()


def test_a_recording_may_begin_while_a_video_is_copied(root, tmp_path, monkeypatch):
    video = tmp_path / "answer.mkv"
    video.write_bytes(b"matroska" * 100)
    copy, begun = shutil.copyfile, []

    def copy_and_begin(source, target):
        with ThreadPoolExecutor(1) as other:  # a lock is a thread's own
            begun.append(other.submit(begin, root).result(timeout=10))
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", copy_and_begin)
    with open_library(root) as library:
        library.add(video)
        assert len(begun) == 1 and library.being_recorded() == {begun[0]}
        library.discard(begun[0])


def begin(root):
    with open_library(root) as library:
        return library.begin(None).take.id
