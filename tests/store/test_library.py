import errno
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rehearse.errors import NotFoundError, StoreError
from rehearse.store import Filter, files, folders, open_library
from rehearse.types import SelfRating
from tests.builders import QUESTION, make_analysis, make_take


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "Answer one.MKV"
    path.write_bytes(b"matroska" * 1000)
    return path


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "library") as opened:
        yield opened


def other(tmp_path, number):
    path = tmp_path / f"other-{number}.wav"
    path.write_bytes(b"%d" % number * 100)
    return path


def files_under(root):
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file() and "index" not in p.name)


def test_a_take_comes_back_as_it_was_stored(library, recording, tmp_path):
    peaks, picture = tmp_path / "p.npy", tmp_path / "t.jpg"
    import numpy as np

    np.save(peaks, np.ones((5, 2), np.float32))
    picture.write_bytes(b"\xff\xd8\xffpicture")
    analysis = make_analysis()
    take = library.add(
        recording,
        analysis=analysis,
        question=QUESTION,
        created_at="2026-11-21T10:15:02+01:00",
        peaks=peaks,
        thumbnail=picture,
    )
    stored = library.get(take.id)
    assert take.id.startswith("20261121-091502-")
    assert (stored.take, stored.analysis) == (take, analysis)
    assert stored.recording.read_bytes() == recording.read_bytes()
    assert stored.peaks.shape == (5, 2)
    assert stored.thumbnail == b"\xff\xd8\xffpicture"
    assert stored.take.duration == analysis.recording.duration


def test_everything_is_for_the_owner_alone(library, recording):
    library.add(recording, analysis=make_analysis())
    for path in [library.root, *library.root.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_moving_takes_the_recording_away(library, recording):
    take = library.add(recording, copy=False)
    assert not recording.exists()
    assert library.get(take.id).recording.stat().st_size == 8000


def test_the_same_recording_again_renews_its_take(library, recording, tmp_path):
    first = library.add(recording, analysis=make_analysis(wpm=100.0), question=QUESTION)
    library.save_take(
        make_take(first.id, source_sha256=first.source_sha256, notes="mine", recording_file="recording.mkv")
    )
    copied = tmp_path / "copy.mkv"
    copied.write_bytes(recording.read_bytes())
    again = library.add(copied, analysis=make_analysis(wpm=150.0))
    assert again.id == first.id
    assert library.count() == 1
    assert library.list()[0].wpm == 150.0
    assert (again.notes, again.question) == ("mine", QUESTION)
    assert first.id in library.notice
    library.clear_notice()
    assert library.notice == ""


def test_names_of_takes(library, tmp_path):
    ids = [library.add(other(tmp_path, n), created_at=f"2026-01-0{n}T08:00:00+00:00").id for n in (2, 1, 3)]
    assert library.resolve("last") == ids[2]
    assert library.resolve(ids[0]) == ids[0]
    assert library.resolve("20260101") == ids[1]
    assert library.resolve(ids[0][-4:]) == ids[0]
    for wrong in ("", "2019", "%", "_", "../takes", "'; DROP TABLE takes"):
        with pytest.raises(NotFoundError):
            library.resolve(wrong)
    with pytest.raises(NotFoundError, match="fits several"):
        library.resolve("2026")


def test_list_filters_and_orders(library, tmp_path):
    for n in range(1, 6):
        library.add(other(tmp_path, n), created_at=f"2026-01-0{n}T08:00:00+00:00", question=QUESTION if n > 3 else None)
    assert [row.created_at[:10] for row in library.list(limit=2, offset=1)] == ["2026-01-04", "2026-01-03"]
    assert library.count(Filter(competency="judgement")) == 2
    assert library.count(Filter(question_key="judgement/missing-data")) == 2
    library.save_take(make_take(library.resolve("last"), tags=("Loop", "x")))
    assert library.count(Filter(tag="loop")) == 1
    assert library.count(Filter(tag="loo")) == 0


def test_readings_carry_value_certainty_and_engine(library, recording):
    take = library.add(
        recording, analysis=make_analysis(seen=False, rough=True), created_at="2026-01-01T08:00:00+00:00"
    )
    readings = {r.key: r for r in library.readings()}
    assert readings["speech_rate"].value == 146.0
    assert readings["speech_rate"].certainty == "rough"
    assert readings["speech_rate"].engine == "PocketSphinx en-us"
    assert readings["eye_contact_share"].value is None
    assert {r.take_id for r in library.readings(["speech_rate"])} == {take.id}
    assert library.readings([]) == ()


def test_notes_rating_and_analysis_can_change(library, recording):
    take = library.add(recording)
    assert not library.list()[0].analysed
    library.save_analysis(take.id, make_analysis(wpm=99.0))
    library.save_take(
        make_take(take.id, notes="slower", rating=SelfRating(overall=4), recording_file=take.recording_file)
    )
    stored = library.get(take.id)
    assert stored.take.rating == SelfRating(overall=4)
    assert library.list()[0].wpm == 99.0
    with pytest.raises(NotFoundError):
        library.save_analysis("nothing", make_analysis())


def test_delete_undo_and_empty_trash(library, tmp_path):
    a, b = (library.add(other(tmp_path, n)).id for n in (1, 2))
    library.delete([a, b])
    assert library.list() == ()
    assert set(library.trash()) == {a, b}
    library.restore([a])
    assert [row.id for row in library.list()] == [a]
    library.empty_trash()
    assert library.trash() == ()
    assert not (library.root / "trash" / b).exists()
    with pytest.raises(NotFoundError):
        library.restore([b])


def test_two_takes_in_a_second_do_not_meet(library, tmp_path):
    ids = {library.add(other(tmp_path, n), created_at="2026-01-01T08:00:00+00:00").id for n in range(20)}
    assert len(ids) == 20


# ------------------------------------------------------------------------------- trouble


def test_damaged_json_is_shown_and_stops_nothing(library, tmp_path):
    good, bad, half = (library.add(other(tmp_path, n), analysis=make_analysis()).id for n in (1, 2, 3))
    (library.root / "takes" / bad / "take.json").write_bytes(b'{"schema": 1, "id"')
    (library.root / "takes" / half / "analysis.json").write_bytes(b'[1, "\xff"]')
    library.rebuild()
    rows = {row.id: row for row in library.list()}
    assert rows[good].problem == ""
    assert "take.json is damaged" in rows[bad].problem
    assert rows[bad].created_at  # still known by its folder's name
    assert "analysis.json is damaged" in rows[half].problem
    assert library.get(half).analysis is None
    assert library.get(half).problem
    with pytest.raises(StoreError, match="damaged"):
        library.get(bad)
    assert {row.id for row in library.list(Filter(problems_only=True))} == {bad, half}


def test_a_take_of_a_newer_version_says_so(library, recording):
    take = library.add(recording)
    path = library.root / "takes" / take.id / "take.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99}))
    library.rebuild()
    assert "newer Rehearse" in library.list()[0].problem


def test_a_take_cannot_point_outside_its_folder(library, recording):
    take = library.add(recording)
    path = library.root / "takes" / take.id / "take.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"recording_file": "../../../etc/passwd"}))
    with pytest.raises(StoreError, match="outside"):
        library.get(take.id)


def test_folders_changed_behind_the_index_are_mended_at_the_next_open(library, tmp_path):
    a, b = (library.add(other(tmp_path, n), analysis=make_analysis()).id for n in (1, 2))
    takes = library.root / "takes"
    (takes / a).rename(takes / "my best answer")
    folders.write_analysis(takes / b, make_analysis(wpm=88.0))
    with open_library(library.root) as again:
        assert {row.id for row in again.list()} == {"my best answer", b}
        assert again.list(Filter())[0].wpm == 88.0 or again.list()[1].wpm == 88.0
        assert again.get("my best answer").take.id == "my best answer"


def test_a_crash_between_folder_and_index_is_mended(library, recording, monkeypatch):
    monkeypatch.setattr(library._index, "put", lambda ids: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        library.add(recording, analysis=make_analysis())
    assert library.list() == ()
    with open_library(library.root) as again:
        assert len(again.list()) == 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_leaves_nothing_half_written(library, recording, monkeypatch, code):
    before = files_under(library.root)

    def fail(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(StoreError) as caught:
        library.add(recording, analysis=make_analysis())
    assert ("full" in caught.value.message) == (code == errno.ENOSPC)
    assert caught.value.hint
    assert [f for f in files_under(library.root) if f != ".lock"] == [f for f in before if f != ".lock"]
    assert recording.exists()
    assert library.list() == ()


def test_too_little_room_is_told_before_copying(library, recording, monkeypatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match="free"):
        library.add(recording)
    assert folders.stamps(library.root) == {}


def test_a_library_that_cannot_be_made_says_where_and_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        open_library(tmp_path / "file" / "library")
    assert str(tmp_path) in caught.value.message
    assert "--library" in caught.value.hint


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_library_says_so(tmp_path):
    place = tmp_path / "shut"
    place.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        open_library(place / "library")


def test_opening_without_making(tmp_path):
    with pytest.raises(NotFoundError, match="no library"):
        open_library(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_recording_is_told(library, tmp_path):
    with pytest.raises(StoreError, match="cannot be read"):
        library.add(tmp_path / "gone.mkv")


def test_left_overs_of_killed_processes_are_swept_only_when_stale(library):
    fresh, stale = library.root / ".incoming-fresh", library.root / ".incoming-stale"
    for folder in (fresh, stale):
        folder.mkdir()
        (folder / "recording.mkv").write_bytes(b"x")
    two_days_ago = time.time() - 2 * 86400
    os.utime(stale, (two_days_ago, two_days_ago))
    open_library(library.root).close()
    assert fresh.exists()
    assert not stale.exists()


WORKER = """
import sys
from pathlib import Path
from rehearse.store import open_library
from tests.builders import make_analysis
root, tag = Path(sys.argv[1]), sys.argv[2]
with open_library(root) as library:
    for n in range(12):
        path = root.parent / f"{tag}-{n}.wav"
        path.write_bytes(f"{tag}{n}".encode())
        library.add(path, analysis=make_analysis())
        library.add(root.parent / "shared.wav", analysis=make_analysis())
"""


def test_two_processes_at_once_lose_nothing_and_double_nothing(tmp_path):
    root = tmp_path / "library"
    (tmp_path / "shared.wav").write_bytes(b"the same recording")
    top = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", WORKER, str(root), tag], cwd=top, stderr=subprocess.PIPE)
        for tag in "ab"
    ]
    for process in running:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors.decode()
    with open_library(root) as library:
        assert library.count() == 25
        assert len(folders.stamps(root)) == 25
        assert library.notice == ""
