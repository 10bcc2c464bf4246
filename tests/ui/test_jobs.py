"""Analyses asked for by the window: their order, their ends good and bad, and that nothing of them stays behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject

from rehearse.serial import to_json
from rehearse.settings import Settings
from rehearse.types import Span
from tests.builders import QUESTION, make_analysis
from tests.speed import within
from tests.ui.leaks import group_members
from tests.ui.stalls import StallMeter
from ui.background import Background
from ui.jobs import Jobs
from ui.jobs.time_left import TimeLeft

FAKE = Path(__file__).with_name("fake_worker.py")
TOP = Path(__file__).parents[2]
FILM = Path(__file__).parents[1] / "data/presenter/still.mp4"
LONG_MS = 60_000


class House(QObject):
    """What Jobs needs of the context."""

    def __init__(self, root, settings):
        super().__init__()
        self.settings = settings
        self.background = Background(root, self)
        self.broke = []
        self.background.broke.connect(self.broke.append)
        self.in_background = self.background.run


@pytest.fixture
def results(tmp_path):
    """What an analysis leaves behind."""
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "analysis.json").write_bytes(to_json(make_analysis()))
    np.save(folder / "peaks.npy", np.ones((5, 2), np.float32))
    (folder / "thumbnail.jpg").write_bytes(b"\xff\xd8\xffpicture")
    return folder


@pytest.fixture
def counter(tmp_path):
    """A file into which each fake worker writes the take it was started on."""
    return tmp_path / "started"


@pytest.fixture
def start(qapp, library, root, results, counter):
    """Makes Jobs on the library, with a fake worker that behaves as asked; None takes the real one."""
    houses = []

    def make(how, **settings):
        command = [sys.executable, "-S", str(FAKE), how, str(results), str(counter)] if how else None
        house = House(root, Settings(**settings))
        houses.append(house)
        house.jobs = Jobs(house, command=command)
        return house.jobs

    yield make
    for house in houses:
        house.jobs.stop()
        house.background.close()
        assert house.broke == []
        house.deleteLater()


def record(library, content=b"matroska" * 100, **changes):
    """A take that was recorded and awaits its analysis."""
    begun = library.begin(QUESTION)
    begun.recording.write_bytes(content + begun.take.id.encode())
    library.finish(replace(begun.take, duration=12.0, **changes))
    return begun.take.id


def record_film(library):
    """A take that can really be analysed: 26 s of somebody who talks to the camera."""
    begun = library.begin(QUESTION)
    shutil.copyfile(FILM, begun.recording)
    library.finish(replace(begun.take, baseline=Span(0.0, 1.0)))
    return begun.take.id


def state_of(library, take_id):
    return library.get(take_id).take.state


def until_running(qtbot, jobs, take_id):
    """Until the worker has told how far it is."""
    qtbot.waitUntil(lambda: (state := jobs.state(take_id)) is not None and state.overall >= 0.5, timeout=20_000)


def until_gone(qtbot, group):
    """Until what was killed has died: the system takes a moment."""
    qtbot.waitUntil(lambda: group_members(group) == [], timeout=2000)


def left_over(root):
    return [place.name for place in root.glob(".incoming-*")]


# ------------------------------------------------------------------------------- a good end


def test_results_are_kept_and_told(qtbot, start, library, root):
    take_id = record(library)
    jobs = start("done")
    progress = []
    jobs.progressed.connect(lambda _: progress.append(jobs.state(take_id)))
    with qtbot.waitSignal(jobs.finished, timeout=20_000) as told:
        jobs.add(take_id)
    assert told.args == [take_id]
    stored = library.get(take_id)
    assert stored.take.state == "kept" and stored.analysis is not None
    assert stored.thumbnail == b"\xff\xd8\xffpicture" and stored.peaks.shape == (5, 2)
    assert [p.overall for p in progress] == [0.25, 0.5, 1.0]
    assert progress[1].label == "Recognising words" and 25 < progress[1].left_s < 30.1
    assert not jobs.busy and jobs.state(take_id) is None
    qtbot.waitUntil(lambda: left_over(root) == [])


def test_one_runs_and_the_others_wait_in_their_order(qtbot, start, library, counter):
    takes = [record(library) for _ in range(3)]
    jobs = start("done")
    finished = []
    jobs.finished.connect(finished.append)
    for take_id in (*takes, *takes):
        jobs.add(take_id)
    assert [(s.take_id, s.phase) for s in jobs.states()] == [
        (takes[0], "running"),
        (takes[1], "waiting"),
        (takes[2], "waiting"),
    ]
    qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)
    assert finished == takes
    assert counter.read_text().split() == takes


def test_what_waited_when_the_app_ended_is_taken_up(qtbot, start, library, counter):
    takes = sorted(record(library) for _ in range(2))
    jobs = start("done")
    jobs.resume()
    qtbot.waitUntil(lambda: [state_of(library, t) for t in takes] == ["kept", "kept"], timeout=30_000)
    assert counter.read_text().split() == takes
    qtbot.waitUntil(lambda: not jobs.busy)


def test_the_settings_choose_recogniser_and_weights(qtbot, start, library):
    take_id = record(library)
    jobs = start("done", recogniser="whisper", model="base.en")
    with qtbot.waitSignal(jobs.failed, timeout=20_000):
        jobs.add(take_id)
    assert library.get(take_id).take.failure == (
        "The weights “base.en” are not installed any more. "
        "Choose others in Settings, or the recogniser that needs none."
    )


# ------------------------------------------------------------------------------- a bad end


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("failed", "The recording is damaged. Record again."),
        ("abort", "The analysis stopped unexpectedly. Analyse again; the recording is safe. The details are in "),
        ("noise", "The analysis stopped unexpectedly. Analyse again; the recording is safe. The details are in "),
        ("empty", "analysis.json is missing."),
    ],
)
def test_a_failure_is_one_sentence_and_the_next_one_runs(how, sentence, qtbot, start, library, home):
    takes = [record(library) for _ in range(2)]
    jobs = start(how)
    failed = []
    jobs.failed.connect(failed.append)
    for take_id in takes:
        jobs.add(take_id)
    qtbot.waitUntil(lambda: failed == takes and not jobs.busy, timeout=30_000)
    taken = library.get(takes[1]).take
    assert taken.state == "failed" and sentence in taken.failure
    if how in ("abort", "noise"):
        log = (home / "rehearse.log").read_text()
        assert "a native library says something" in log and str(home / "rehearse.log") in taken.failure


def test_a_worker_that_cannot_be_started_is_a_failure(qtbot, start, library):
    take_id = record(library)
    jobs = start(None)
    jobs._command = ["/nowhere/rehearse-worker"]
    with qtbot.waitSignal(jobs.failed, timeout=20_000):
        jobs.add(take_id)
    assert "stopped unexpectedly" in library.get(take_id).take.failure


def test_a_take_deleted_before_its_turn_is_passed_over(qtbot, start, library):
    gone, there = record(library), record(library)
    library.delete([gone])
    jobs = start("done")
    failed = []
    jobs.failed.connect(failed.append)
    jobs.add(gone)
    jobs.add(there)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)
    assert state_of(library, there) == "kept" and failed == []


def test_a_take_deleted_meanwhile_leaves_nothing(qtbot, start, library, root):
    take_id = record(library)
    jobs = start("waits")
    jobs.add(take_id)
    until_running(qtbot, jobs, take_id)
    library.delete([take_id])
    jobs.cancel(take_id)
    qtbot.waitUntil(lambda: not jobs.busy and left_over(root) == [], timeout=20_000)


# ------------------------------------------------------------------------------- cancelling


def test_cancelling_the_running_one_asks_and_the_next_one_runs(qtbot, start, library, root):
    first, second = record(library), record(library)
    jobs = start("waits")
    jobs.add(first)
    jobs.add(second)
    until_running(qtbot, jobs, first)
    began = time.monotonic()
    with qtbot.waitSignals([jobs.cancelled, jobs.failed], timeout=20_000):
        jobs.cancel(first)
        assert jobs.state(first).label == "Cancelling"
    assert time.monotonic() - began < 1.5
    taken = library.get(first).take
    assert (taken.state, taken.failure) == (
        "failed",
        "The analysis was cancelled. Analyse again; the recording is safe.",
    )
    until_running(qtbot, jobs, second)


def test_a_worker_that_does_not_listen_is_killed_with_its_children(qtbot, start, library):
    take_id = record(library)
    jobs = start("deaf")
    jobs.add(take_id)
    until_running(qtbot, jobs, take_id)
    group = jobs.worker_pid
    qtbot.waitUntil(lambda: len(group_members(group)) == 2)
    began = time.monotonic()
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        jobs.cancel(take_id)
    assert 1.9 < time.monotonic() - began < 4.0
    until_gone(qtbot, group)


def test_cancelling_an_analysis_made_again_keeps_the_one_there_was(qtbot, start, library, results):
    take_id = record(library)
    library.keep_results(take_id, results)
    jobs = start("waits")
    jobs.add(take_id)
    until_running(qtbot, jobs, take_id)
    assert state_of(library, take_id) == "waiting"
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        jobs.cancel(take_id)
    stored = library.get(take_id)
    assert stored.take.state == "kept" and stored.analysis is not None


def test_cancelling_one_that_waits_never_starts_it(qtbot, start, library, counter):
    first, second = record(library), record(library)
    jobs = start("waits")
    jobs.add(first)
    jobs.add(second)
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        jobs.cancel(second)
    assert state_of(library, second) == "failed" and jobs.state(second) is None
    until_running(qtbot, jobs, first)
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        jobs.cancel(first)
    assert counter.read_text().split() == [first]


def test_cancelling_before_the_worker_was_started(qtbot, start, library, root, counter):
    take_id = record(library)
    jobs = start("done")
    jobs.add(take_id)
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        jobs.cancel(take_id)
    assert not jobs.busy and not counter.exists() and state_of(library, take_id) == "failed"
    qtbot.waitUntil(lambda: left_over(root) == [])


def test_asking_again_while_it_is_being_cancelled(qtbot, start, library, counter):
    take_id = record(library)
    jobs = start("waits")
    jobs.add(take_id)
    until_running(qtbot, jobs, take_id)
    jobs.cancel(take_id)
    jobs.add(take_id)
    qtbot.waitUntil(lambda: counter.read_text().split() == [take_id, take_id], timeout=20_000)
    until_running(qtbot, jobs, take_id)
    assert state_of(library, take_id) == "waiting"


# ------------------------------------------------------------------------------- quitting and killing


def test_stopping_ends_worker_and_children_at_once_and_the_take_still_waits(qtbot, start, library, root):
    first, second = record(library), record(library)
    jobs = start("deaf")
    jobs.add(first)
    jobs.add(second)
    until_running(qtbot, jobs, first)
    group = jobs.worker_pid
    qtbot.waitUntil(lambda: len(group_members(group)) == 2)
    began = time.monotonic()
    jobs.stop()
    assert time.monotonic() - began < 0.5
    assert not jobs.busy
    until_gone(qtbot, group)
    assert set(library.waiting()) == {first, second}
    qtbot.waitUntil(lambda: left_over(root) == [])
    jobs.add(first)
    assert not jobs.busy


def test_real_worker_analyses_survives_a_kill_and_leaves_no_orphan(qtbot, start, library, root):
    """Killed with -9 in the middle, the take fails with a sentence; analysed again, it is whole."""
    take_id = record_film(library)
    jobs = start(None, recogniser="sphinx")
    meter = StallMeter()
    meter.start()
    jobs.add(take_id)
    qtbot.waitUntil(lambda: (s := jobs.state(take_id)) is not None and s.overall > 0.05, timeout=LONG_MS)
    group = jobs.worker_pid
    qtbot.waitUntil(lambda: len(group_members(group)) > 1, timeout=LONG_MS)  # PocketSphinx listens in several
    with qtbot.waitSignal(jobs.failed, timeout=LONG_MS):
        os.kill(group, signal.SIGKILL)
    assert "ended from outside" in library.get(take_id).take.failure
    until_gone(qtbot, group)
    with qtbot.waitSignal(jobs.finished, timeout=LONG_MS):
        jobs.add(take_id)
    assert meter.stop() < within(0.05), meter.longest_s
    stored = library.get(take_id)
    assert stored.take.state == "kept" and stored.analysis.transcript.words and stored.peaks is not None
    assert stored.analysis.recording.has_video and stored.thumbnail
    qtbot.waitUntil(lambda: left_over(root) == [])


def test_killing_the_app_ends_the_worker_too_and_the_next_start_takes_the_analysis_up(qtbot, start, library, root):
    take_id = record_film(library)
    app = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.analysing_app", root, take_id], stdout=subprocess.PIPE, text=True, cwd=TOP
    )
    group = int(app.stdout.readline())
    assert len(group_members(group)) > 1
    app.kill()
    app.communicate()
    until = time.monotonic() + 15
    while group_members(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert group_members(group) == []
    assert library.waiting() == (take_id,) and len(left_over(root)) == 1
    jobs = start("done")
    with qtbot.waitSignal(jobs.finished, timeout=20_000):
        jobs.resume()
    qtbot.waitUntil(lambda: left_over(root) == [])


# ------------------------------------------------------------------------------- time left


def test_time_left_is_unknown_then_counts_down_between_messages():
    now = [0.0]
    left = TimeLeft(clock=lambda: now[0])
    left.tell(None)
    assert left.seconds is None
    left.tell(30.0)
    now[0] = 4.0
    assert left.seconds == 26.0
    now[0] = 40.0
    assert left.seconds == 0.0


def test_time_left_moves_gently_towards_a_changed_estimate():
    now = [0.0]
    left = TimeLeft(clock=lambda: now[0])
    left.tell(30.0)
    now[0] = 0.1
    left.tell(90.0)
    assert 30.0 < left.seconds < 32.0
    for _ in range(300):
        now[0] += 0.1
        left.tell(90.0)
    assert 80.0 < left.seconds < 91.0
