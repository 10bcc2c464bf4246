"""A take from before its first frame to its results; what a killed app leaves; patches."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rehearse.errors import NotFoundError, StoreError
from rehearse.serial import to_json
from rehearse.store import Filter, folders, open_library, recording_lock
from rehearse.store.backup import write_archive
from rehearse.types import Event, SelfRating, Span
from tests.builders import QUESTION, make_analysis

TOP = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def library(root):
    with open_library(root) as opened:
        yield opened


def record(library, *, content=b"matroska" * 100, **about):
    """A take that was recorded and awaits its analysis."""
    begun = library.begin(QUESTION, **about)
    begun.recording.write_bytes(content + begun.take.id.encode())
    library.finish(replace(begun.take, duration=12.0))
    return begun.take.id


def results(tmp_path, *, wpm=146.0):
    """What a worker leaves behind."""
    out = tmp_path / f"out-{time.monotonic_ns()}"
    out.mkdir()
    (out / "analysis.json").write_bytes(to_json(make_analysis(wpm=wpm)))
    np.save(out / "peaks.npy", np.ones((5, 2), np.float32))
    (out / "thumbnail.jpg").write_bytes(b"\xff\xd8\xffpicture")
    return out


def ids(library, **wanted):
    return [row.id for row in library.list(Filter(**wanted))]


# ------------------------------------------------------------------------------- a take's life


def test_the_folder_is_there_before_the_first_frame(library):
    begun = library.begin(QUESTION, title="Try")
    on_disk = folders.read_take(begun.folder)
    assert on_disk == begun
    assert (begun.take.state, begun.take.question, begun.take.title) == ("recording", QUESTION, "Try")
    assert begun.recording == begun.folder / "recording.mkv"
    assert not begun.recording.exists()
    for path in (begun.folder, *begun.folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0


def test_a_take_being_recorded_is_in_no_list(library):
    begun = library.begin(QUESTION)
    assert library.list() == ()
    assert library.count() == 0
    assert library.search("decision") == ()
    with pytest.raises(NotFoundError):
        library.resolve("last")
    assert ids(library, state="recording") == [begun.take.id]
    assert library.waiting() == ()


def test_finishing_keeps_what_the_recorder_tells_and_asks_for_an_analysis(library):
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(b"frames")
    lost = Event(4.0, "camera lost", "The camera was unplugged; sound went on.")
    library.finish(replace(begun.take, duration=12.5, baseline=Span(0.0, 1.0), events=(lost,)))
    take = library.get("last").take
    assert (take.state, take.duration, take.baseline, take.events) == ("waiting", 12.5, Span(0.0, 1.0), (lost,))
    assert library.waiting() == (take.id,)
    assert not (begun.folder / recording_lock.NAME).exists()
    assert library.list()[0].bytes == 6
    with pytest.raises(StoreError, match="already"):
        library.finish(begun.take)


def test_results_come_into_the_take(library, tmp_path):
    take_id = record(library)
    library.keep_results(take_id, results(tmp_path))
    stored = library.get(take_id)
    assert (stored.take.state, stored.take.duration) == ("kept", 30.0)
    assert stored.analysis == make_analysis()
    assert stored.peaks.shape == (5, 2)
    assert stored.thumbnail == b"\xff\xd8\xffpicture"
    assert library.waiting() == ()
    assert library.list()[0].wpm == 146.0


def test_a_recording_of_ones_own_is_known_again(library, tmp_path):
    take_id = record(library)
    stored = library.get(take_id)
    assert library.add(stored.recording, analysis=make_analysis()).id == take_id  # by its place
    assert library.get(take_id).take.state == "kept"
    library.keep_results(take_id, results(tmp_path))
    copied = tmp_path / "copy.mkv"
    copied.write_bytes(stored.recording.read_bytes())
    assert library.add(copied, analysis=make_analysis(wpm=99.0)).id == take_id  # by its content
    assert library.count() == 1


def test_failing_and_asking_again(library, tmp_path):
    take_id = record(library)
    library.keep_results(take_id, results(tmp_path))
    library.failed(take_id, "The recogniser's weights are damaged.")
    take = library.get(take_id).take
    assert (take.state, take.failure) == ("failed", "The recogniser's weights are damaged.")
    assert library.list()[0].state == "failed"
    assert library.waiting() == ()
    library.wants_analysis(take_id)
    stored = library.get(take_id)
    assert (stored.take.state, stored.take.failure) == ("waiting", "")
    assert stored.analysis == make_analysis()
    assert library.waiting() == (take_id,)


def test_what_waits_is_oldest_first_with_patches(library):
    first = record(library)
    patch = record(library, patch_of=first)
    assert set(library.waiting()) == {first, patch}
    older = library.get(first).take
    folders.write_take(library.root / "takes" / first, replace(older, created_at="2020-01-01T08:00:00+00:00"))
    library.rebuild()
    assert library.waiting() == (first, patch)


def test_damaged_results_change_nothing(library, tmp_path):
    take_id = record(library)
    out = results(tmp_path)
    (out / "analysis.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        library.keep_results(take_id, out)
    assert library.get(take_id).take.state == "waiting"
    assert not (library.root / "takes" / take_id / "peaks.npy").exists()
    with pytest.raises(NotFoundError):
        library.keep_results("nothing", results(tmp_path))


def test_discarding_leaves_nothing(library):
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(b"frames")
    library.discard(begun.take.id)
    assert not begun.folder.exists()
    assert ids(library, state="recording") == []
    assert [p.name for p in library.root.iterdir() if p.name.startswith(".incoming")] == []
    finished = record(library)
    with pytest.raises(StoreError, match="already"):
        library.discard(finished)
    assert library.get(finished).recording.exists()


def test_nothing_else_may_touch_a_take_being_recorded(library, tmp_path):
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(b"frames")
    take_id = begun.take.id
    refused = (
        lambda: library.delete([take_id]),
        lambda: library.change_take(take_id, notes="too early"),
        lambda: library.wants_analysis(take_id),
        lambda: library.failed(take_id, "no"),
        lambda: library.keep_results(take_id, results(tmp_path)),
        lambda: library.add(begun.recording, analysis=make_analysis()),
    )
    for attempt in refused:
        with pytest.raises(StoreError, match="being recorded"):
            attempt()
    week_ago = time.time() - 7 * 86400
    os.utime(begun.folder, (week_ago, week_ago))
    library.rebuild()
    open_library(library.root).close()  # sweeps
    assert library.abandoned() == ()
    assert folders.read_take(begun.folder) == begun
    library.finish(begun.take)
    assert library.waiting() == (take_id,)


def test_a_backup_leaves_out_what_is_being_recorded(library, tmp_path):
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(b"frames")
    kept = record(library)
    assert write_archive(library, tmp_path / "backup.zip") == 1
    import zipfile

    names = zipfile.ZipFile(tmp_path / "backup.zip").namelist()
    assert {name.split("/")[1] for name in names} == {kept}


@pytest.mark.parametrize("file", ["", "../recording.mkv", "a/b.mkv", ".being-recorded"])
def test_a_recording_cannot_be_begun_outside_its_folder(library, file):
    with pytest.raises(ValueError, match="plain name"):
        library.begin(QUESTION, file=file)
    assert folders.stamps(library.root) == {}


def test_where_the_lock_cannot_be_had_nothing_stays(library, monkeypatch):
    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(recording_lock, "take_up", fail)
    with pytest.raises(StoreError):
        library.begin(QUESTION)
    assert folders.stamps(library.root) == {}


# ------------------------------------------------------------------------------- kill -9

RECORDER = """
import subprocess, sys, time
from pathlib import Path
from rehearse.store import open_library
library = open_library(Path(sys.argv[1]))
begun = library.begin(None, title="Killed")
begun.recording.write_bytes(sys.argv[2].encode())
asleep = [sys.executable, "-c", "import time; time.sleep(60)"]
child = subprocess.Popen(asleep, stdout=subprocess.DEVNULL)  # such as an analysis: it outlives us
print(begun.take.id, child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def recorder(root):
    """Start a process that records `content`; gives it and the take's id."""
    begun, children = [], []

    def start(content="frames"):
        process = subprocess.Popen(
            [sys.executable, "-c", RECORDER, str(root), content], cwd=TOP, stdout=subprocess.PIPE, text=True
        )
        begun.append(process)
        take_id, child = process.stdout.readline().split()
        children.append(int(child))
        return process, take_id

    yield start
    for process in begun:
        process.kill()
        process.communicate()
    for child in children:
        os.kill(child, signal.SIGKILL)


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_app_leaves_its_take_to_be_recovered(root, recorder):
    process, take_id = recorder()
    with open_library(root) as library:
        assert library.abandoned() == ()  # it lives
        with pytest.raises(StoreError, match="being recorded"):
            library.discard(take_id)
        with pytest.raises(StoreError, match="being recorded"):
            library.finish(folders.read_take(root / "takes" / take_id).take)
    kill(process)
    with open_library(root) as library:
        (found,) = library.abandoned()
        assert (found.take.id, found.take.title, found.take.state) == (take_id, "Killed", "recording")
        assert found.recording.read_bytes() == b"frames"
        assert library.list() == ()
        recovered = Event(0.0, "recovered", "The app ended while this was recorded.")
        library.finish(replace(found.take, duration=112.0, events=(recovered,)))
        assert library.abandoned() == ()
        assert library.waiting() == (take_id,)
        assert library.list()[0].duration == 112.0
        assert library.get(take_id).take.events == (recovered,)


def test_an_abandoned_take_can_be_discarded(root, recorder):
    process, take_id = recorder()
    kill(process)
    with open_library(root) as library:
        library.rebuild()
        assert [found.take.id for found in library.abandoned()] == [take_id]
        library.discard(take_id)
        assert library.abandoned() == ()
        assert not (root / "takes" / take_id).exists()


def test_a_killed_app_that_got_no_byte_leaves_nothing_to_recover(root, recorder):
    process, take_id = recorder(content="")
    kill(process)
    with open_library(root) as library:
        assert library.abandoned() == ()
        assert not (root / "takes" / take_id).exists()
        assert ids(library, state="recording") == []


def test_an_abandoned_take_that_cannot_be_read_hides_no_other(library):
    one, other = library.begin(QUESTION), library.begin(QUESTION)
    for begun in (one, other):
        begun.recording.write_bytes(b"matroska")
        recording_lock.release(begun.folder)  # as where the app was killed
    (one.folder / "take.json").write_text("{")  # in place: nothing shows that it is damaged
    assert [found.take.id for found in library.abandoned()] == [other.take.id]
    assert one.recording.exists()


def test_of_two_apps_only_the_dead_ones_take_is_abandoned(root, recorder):
    (dead, lost), (_, live) = recorder(), recorder()
    kill(dead)
    with open_library(root) as library:
        own = library.begin(QUESTION)
        assert [found.take.id for found in library.abandoned()] == [lost]
        assert set(ids(library, state="recording")) == {lost, live, own.take.id}
        library.discard(own.take.id)


def test_a_recording_may_end_on_another_thread_than_it_began_on(root):
    with open_library(root) as library:
        begun = library.begin(QUESTION)
        begun.recording.write_bytes(b"frames")
        seen = []

        def end():
            with open_library(root) as other:
                seen.append(other.abandoned())
                other.finish(replace(begun.take, duration=3.0))
                seen.append(other.waiting())

        thread = threading.Thread(target=end)
        thread.start()
        thread.join()
        assert seen == [(), (begun.take.id,)]
        assert library.waiting() == (begun.take.id,)


# ------------------------------------------------------------------------------- patches


def test_patches_belong_to_their_take(library, tmp_path):
    take_id = record(library)
    first = record(library, patch_of=take_id, patch_element="cost")
    second = record(library, patch_of=take_id, patch_element="decision")
    begun = library.begin(QUESTION, patch_of=take_id)
    for each in (take_id, first, second):
        library.keep_results(each, results(tmp_path))
    assert ids(library) == [take_id]
    assert library.count() == 1
    assert set(ids(library, patches=True)) == {take_id, first, second}
    assert {row.patch_of for row in library.list(Filter(patches=True))} == {"", take_id}
    patches = library.patches(take_id)
    assert {p.take.patch_element for p in patches} == {"cost", "decision"}
    assert [p.take.created_at for p in patches] == sorted(p.take.created_at for p in patches)
    assert {reading.take_id for reading in library.readings()} == {take_id}
    assert {reading.take_id for reading in library.readings(["speech_rate"])} == {take_id}
    assert library.resolve("last") == take_id
    library.discard(begun.take.id)


def test_a_patch_needs_its_take(library):
    with pytest.raises(NotFoundError):
        library.begin(QUESTION, patch_of="nothing")


def test_a_patch_whose_take_is_gone_is_a_take(library):
    import shutil

    take_id = record(library)
    patch = record(library, patch_of=take_id)
    shutil.rmtree(library.root / "takes" / take_id)
    with open_library(library.root) as again:
        assert ids(again) == [patch]


def test_patches_go_to_the_trash_and_come_back_with_their_take(library):
    take_id, other = record(library), record(library)
    patch, rejected = (record(library, patch_of=take_id) for _ in range(2))
    library.delete([rejected])  # by itself, before
    library.delete([take_id])
    assert ids(library, patches=True) == [other]
    assert set(library.trash()) == {take_id, patch, rejected}
    library.restore([take_id])
    assert set(ids(library, patches=True)) == {take_id, patch, other}
    assert [p.take.id for p in library.patches(take_id)] == [patch]
    assert library.trash() == (rejected,)
    library.restore(library.trash())
    assert {p.take.id for p in library.patches(take_id)} == {patch, rejected}
    library.delete([take_id, patch])
    library.restore([take_id])  # the patch was named: it was deleted by itself
    assert library.trash() == (patch,)


def test_emptying_one_take_of_the_trash_takes_its_patches_along(library):
    take_id, other = record(library), record(library)
    record(library, patch_of=take_id)
    library.delete([take_id, other])
    library.empty_trash([take_id])
    assert library.trash() == (other,)


def test_a_take_is_not_deleted_while_a_patch_of_it_is_being_recorded(library):
    take_id = record(library)
    begun = library.begin(QUESTION, patch_of=take_id)
    with pytest.raises(StoreError, match="being recorded"):
        library.delete([take_id])
    assert ids(library) == [take_id]
    assert library.trash() == ()
    library.discard(begun.take.id)
    library.delete([take_id])
    assert library.trash() == (take_id,)


# ------------------------------------------------------------------------------- writers side by side


def test_saving_a_take_read_before_undoes_nothing(library, tmp_path):
    take_id = record(library)
    shown = library.get(take_id).take
    library.keep_results(take_id, results(tmp_path))
    library.save_take(replace(shown, notes="Slower.", tags=("calm",)))
    take = library.get(take_id).take
    assert (take.state, take.duration, take.notes, take.tags) == ("kept", 30.0, "Slower.", ("calm",))
    assert take.source_sha256
    library.change_take(take_id, rating=SelfRating(overall=4))
    changed = library.change_take(take_id, title="The migration")
    assert changed == library.get(take_id).take
    assert (changed.rating, changed.notes, changed.title) == (SelfRating(overall=4), "Slower.", "The migration")
    with pytest.raises(ValueError, match="state"):
        library.change_take(take_id, state="kept")


def test_fields_of_a_later_version_stay_in_the_file(library):
    take_id = record(library)
    path = library.root / "takes" / take_id / "take.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"mood": "calm"}))
    library.change_take(take_id, notes="n")
    library.failed(take_id, "f")
    written = json.loads(path.read_text())
    assert (written["mood"], written["notes"], written["failure"]) == ("calm", "n", "f")


NOTER = """
import sys
from pathlib import Path
from rehearse.store import open_library
with open_library(Path(sys.argv[1])) as library:
    for n in range(15):
        library.change_take(sys.argv[2], notes=f"note {n}")
"""


def test_window_writer_and_another_process_lose_nothing(root, library, tmp_path):
    take_id = record(library)
    out = results(tmp_path)
    troubles = []

    def analyse():
        try:
            with open_library(root) as writer:
                for n in range(15):
                    writer.failed(take_id, f"failure {n}")
                writer.keep_results(take_id, out)
        except Exception as error:
            troubles.append(error)

    process = subprocess.Popen([sys.executable, "-c", NOTER, str(root), take_id], cwd=TOP)
    thread = threading.Thread(target=analyse)
    thread.start()
    for n in range(15):
        library.change_take(take_id, title=f"title {n}")
        assert library.count() == 1
    thread.join()
    assert process.wait(60) == 0
    assert troubles == []
    take = library.get(take_id).take
    assert (take.title, take.notes, take.state) == ("title 14", "note 14", "kept")
    (row,) = library.list()
    assert (row.title, row.state, row.wpm) == ("title 14", "kept", 146.0)


def test_an_index_made_anew_by_another_process_is_taken_up(root, library):
    record(library)
    with open_library(root) as other:
        other.rebuild()
        new = record(other)
        assert new in ids(library)
        third = record(library)
        assert third in ids(other)
