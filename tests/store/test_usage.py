"""How much room a library takes."""

from __future__ import annotations

import pytest

from rehearse.store import open_library
from rehearse.store.usage import Usage, usage
from tests.builders import make_take


def write(path, size):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)


def test_recordings_are_videos_and_all_else_are_analyses(tmp_path):
    take = make_take()
    write(tmp_path / "takes" / take.id / "recording.mkv", 7000)
    write(tmp_path / "takes" / take.id / "analysis.json", 300)
    write(tmp_path / "trash" / "gone" / "recording.mp4", 2000)
    write(tmp_path / "index.db", 50)
    (tmp_path / "takes" / "elsewhere").symlink_to(tmp_path / "takes" / take.id, target_is_directory=True)
    found = usage(tmp_path)
    assert (found.videos, found.analyses) == (9000, 350) and found.free


def test_a_library_that_is_gone_takes_no_room(tmp_path):
    assert usage(tmp_path / "nowhere") == Usage(0, 0, None)


def test_what_a_deleted_take_took_stays_taken_until_the_trash_is_emptied(tmp_path):
    recording = tmp_path / "answer.mkv"
    write(recording, 4321)
    with open_library(tmp_path / "library") as library:
        take = library.add(recording)
        assert usage(library.root).videos == 4321
        library.delete([take.id])
        assert usage(library.root).videos == 4321
        library.empty_trash()
        assert usage(library.root).videos == 0


@pytest.mark.parametrize(
    ("free", "sentence"),
    [(120 * 10**9, "Videos 4.2 GB, analyses 38 MB, 120.0 GB free"), (None, "Videos 4.2 GB, analyses 38 MB")],
)
def test_the_room_in_words(free, sentence):
    assert Usage(4_200_000_000, 38_000_000, free).sentence == sentence
