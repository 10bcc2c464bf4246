"""What people and machines do at the wrong moment: nothing is lost, nothing is left behind, and it is told."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaRecorder
from pytestqt.qtbot import QtBot

from rehearse.settings import Settings
from rehearse.store import open_library
from rehearse.store.rows import Filter
from rehearse.types import Event
from tests.ui.capture.recorded import no_more_than, read
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_courses import HERE, Course, Studio
from tests.ui.views.practise_fakes import fake_jobs, until
from ui.capture import disk_watch
from ui.capture.clip import ClipSource
from ui.capture.framing import FramingCheck
from ui.capture.mishaps import FILE_GONE
from ui.capture.room import Room
from ui.context import Context
from ui.places import Place, Route
from ui.studio import recording, surroundings
from ui.studio.recording import UNPLAYABLE, UNSEEN
from ui.views.practise.model import CLOSING, LONGEST_REACHED
from ui.views.practise.phases import Asking, Phase

CLIP = Path(__file__).parents[2] / "data" / "presenter" / "still.mp4"


@pytest.fixture
def course(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    monkeypatch.setattr(surroundings, "room", lambda _: Room(50_000_000_000, enough=True))
    with open_context(tmp_path) as context:
        yield Course(qtbot, context, fake_jobs(context, monkeypatch))
        settle(qtbot, context)


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(FramingCheck, "start", lambda _: None)
    context = Context(tmp_path / "library", settings=Settings(count_down_s=1), camera=f"clip:{CLIP}")
    made = Studio(qtbot, context, fake_jobs(context, monkeypatch), [])
    yield made
    made.model.leave()
    settle(qtbot, context)
    context.close()
    context.deleteLater()


def clip(studio: Studio) -> ClipSource:
    source = studio.booth.recorder.source
    assert isinstance(source, ClipSource)
    return source


def state(studio: Studio) -> str:
    return studio.booth.recorder.state


# ------------------------------------------------------------------ keys


@pytest.mark.parametrize("seed", range(3))
def test_space_hammered_leaves_whole_answers_or_nothing(studio: Studio, seed: int) -> None:
    chance = random.Random(seed)
    studio.set_up()
    for _ in range(40):
        studio.model.start_or_stop()
        if studio.model.phase is Phase.AFTER:
            studio.model.retake()
        studio.qtbot.wait(chance.choice((0, 1, 5, 30, 120)))
    if studio.model.phase in (Phase.COUNTDOWN, Phase.RECORDING):
        studio.model.stop()
    studio.qtbot.waitUntil(lambda: studio.model.phase in (Phase.SETUP, Phase.AFTER), timeout=10_000)
    for _ in range(2):  # a folder that was called off is removed once it has been made
        settle(studio.qtbot, studio.context)
    kept = studio.context.library.list(Filter(patches=True))
    assert {row.state for row in kept} <= {"waiting"}
    assert sorted(f.name for f in studio.folders()) == sorted(row.id for row in kept)
    assert studio.heard.sentences == []


def test_a_question_chosen_between_two_presses_is_the_one_that_is_kept(course: Course) -> None:
    """The first folder may be made only after the second was asked for."""
    course.set_up()
    course.model.record()
    course.model.escape()
    other = course.model.asked.question
    course.model.choose(type(other)("mine/other", "Another question?"))
    course.model.record()
    until(course.qtbot, course.context, lambda: course.booth.path is not None)
    course.booth.count(0)
    course.booth.said_s = 5.0
    course.model.stop()
    course.until(Phase.AFTER)
    assert [course.stored(take_id).question.key for take_id in course.takes()] == ["mine/other"]  # type: ignore[union-attr]
    assert course.begun() == ()


def test_escape_at_the_last_moment_keeps_the_answer(course: Course) -> None:
    course.answer()
    course.model.escape()
    assert course.model.asking is Asking.DISCARD
    course.booth.end()
    course.until(Phase.AFTER)
    assert course.model.asking is Asking.NOTHING
    course.model.discard()
    course.model.escape()
    assert course.model.phase is Phase.AFTER and len(course.takes()) == 1


# ------------------------------------------------------------------ going away


def test_going_away_while_the_file_is_closed_waits_a_moment_and_says_so(course: Course) -> None:
    course.answer()
    course.booth.ends_at_once = False
    course.model.stop()
    assert not course.model.may_leave()
    assert course.heard.sentences == [CLOSING]
    course.booth.end()
    course.until(Phase.AFTER)
    assert course.model.may_leave()


@pytest.mark.parametrize("answering", [False, True])
def test_what_is_discarded_while_the_app_quits_is_not_offered_as_recovered(studio: Studio, answering: bool) -> None:
    studio.set_up()
    studio.model.record()
    recorder = studio.booth.recorder
    studio.qtbot.waitUntil(lambda: recorder.elapsed_s > 0 if answering else recorder.recorded_s > 0.3, timeout=10_000)
    studio.model.discard() if answering else studio.model.leave()
    assert state(studio) == "finishing"
    studio.context.background._thread.submit(int).result()  # all that closing waits for; the file is still open
    assert state(studio) == "finishing"
    with open_library(studio.context.library.root) as library:
        assert library.abandoned() == () and library.list(Filter(patches=True)) == ()
    assert studio.folders() == []


# ------------------------------------------------------------------ devices


@pytest.mark.parametrize("kind", ["camera", "microphone"])
def test_a_device_that_goes_in_the_countdown_ends_it(studio: Studio, kind: str) -> None:
    studio.set_up()
    studio.model.record()
    studio.qtbot.waitUntil(lambda: state(studio) == "counting", timeout=5000)
    clip(studio).unplug(kind)
    studio.until(Phase.SETUP)
    settle(studio.qtbot, studio.context)
    assert studio.heard.sentences == [f"The {kind} went away, so the countdown was called off."]
    assert studio.folders() == []
    assert studio.model.can_record == (kind == "camera")
    clip(studio).plug(kind)
    assert studio.model.can_record


def test_a_camera_that_was_away_before_does_not_end_the_countdown(course: Course) -> None:
    course.booth.gets = ("lost", "ready")
    course.count_down()
    course.booth.become("lost", "ready")
    assert course.model.phase is Phase.COUNTDOWN


def test_another_device_chosen_elsewhere_while_recording_is_used_afterwards(studio: Studio) -> None:
    studio.answer(0.2)
    source = studio.booth.recorder.source
    studio.context.change_settings(audio_only=True)
    studio.booth.devices.changed.emit()
    assert studio.booth.recorder.source is source and state(studio) == "recording"
    studio.model.stop()
    studio.until(Phase.AFTER)
    studio.model.retake()
    studio.qtbot.waitUntil(lambda: studio.booth.camera == "off", timeout=5000)


# ------------------------------------------------------------------ short, long, and no place to write


def test_a_fifth_of_a_second_is_kept_and_plays(studio: Studio) -> None:
    studio.answer(0.2)
    studio.model.stop()
    studio.until(Phase.AFTER)
    (row,) = studio.context.library.list(Filter(patches=True))
    stored = studio.context.library.get(row.id)
    assert 1.3 < stored.take.duration < 2.5
    assert len(read(stored.recording).frames) > 30


def test_sixty_minutes_end_the_answer_and_are_told(course: Course) -> None:
    course.answer(3600.0)
    course.model.during.look()
    course.booth.end()
    course.until(Phase.AFTER)
    assert course.heard.sentences == [LONGEST_REACHED]


def test_a_full_disk_ends_the_answer_which_says_when(course: Course) -> None:
    course.answer(30.0)
    course.booth.happen(Event(31.0, "disk full", "The disk was nearly full, so the recording ended here."))
    course.booth.end()
    course.until(Phase.AFTER)
    assert [event.kind for event in course.stored(course.takes()[0]).events] == ["disk full"]


@pytest.mark.qt_log_ignore("could not write trailer")
def test_a_disk_that_is_full_to_the_last_byte_leaves_what_can_be_played(studio: Studio) -> None:
    studio.answer(2.0)
    recorder = studio.booth.recorder
    with (
        no_more_than(100_000),
        studio.qtbot.waitSignal(recorder.finished, timeout=5000) as done,
    ):
        studio.model.stop()
    assert studio.model.phase is Phase.SAVING and not studio.model.may_leave()
    studio.until(Phase.AFTER)
    (row,) = studio.context.library.list(Filter(patches=True))
    take = studio.context.library.get(row.id).take
    assert take.state == "waiting" and 0.5 < take.duration < done.args[1] - 0.5
    assert [event.kind for event in take.events] == ["recovered"]
    left = f"{take.duration:.0f} s of it can be played and are kept."
    assert studio.heard.sentences[-1] == f"The recording could not be closed properly; the disk may be full. {left}"
    assert studio.model.may_leave()


@pytest.mark.parametrize(("found", "kept"), [(None, True), (0.0, False)])
def test_what_cannot_be_looked_at_is_kept_and_what_cannot_be_played_is_left_as_it_is(
    course: Course, monkeypatch: pytest.MonkeyPatch, found: float | None, kept: bool
) -> None:
    monkeypatch.setattr(recording, "look_at", lambda *_: found)
    course.answer(30.0)
    course.booth.end("It broke.", whole=False)
    course.until(Phase.AFTER if kept else Phase.SETUP)
    assert course.heard.sentences == [f"It broke. {UNSEEN if kept else UNPLAYABLE}"]
    assert (len(course.begun()), len(course.takes())) == ((0, 1) if kept else (1, 0))
    assert course.model.may_leave()


def test_an_encoder_that_never_ends_does_not_hold_the_person(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.capture.writer.CLOSE_MS", 300)
    monkeypatch.setattr(QMediaRecorder, "stop", lambda _: None)
    studio.answer(4.5)
    studio.model.stop()
    studio.until(Phase.AFTER)
    assert "was not closed in time" in studio.heard.sentences[-1] and studio.model.may_leave()
    (row,) = studio.context.library.list(Filter(patches=True))
    stored = studio.context.library.get(row.id)
    assert stored.take.duration > 2.0 and len(read(stored.recording).frames) > 60
    stuck = studio.booth.recorder.findChild(QMediaRecorder)
    assert stuck is not None
    monkeypatch.undo()
    stuck.stop()
    studio.qtbot.waitUntil(lambda: stuck.recorderState() == QMediaRecorder.RecorderState.StoppedState, timeout=5000)


def test_a_library_that_vanishes_in_mid_answer_is_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_watch, "EVERY_MS", 100)
    studio.answer(0.3)
    shutil.rmtree(studio.context.library.root / "takes")
    studio.until(Phase.SETUP)
    settle(studio.qtbot, studio.context)
    assert studio.heard.sentences[0] == FILE_GONE
    studio.answer(0.3)
    studio.model.stop()
    studio.until(Phase.AFTER)
    assert len(studio.context.library.list(Filter(patches=True))) == 1


# ------------------------------------------------------------------ afterwards


def test_an_answer_while_the_one_before_is_analysed(studio: Studio) -> None:
    for number in (1, 2):
        studio.answer(0.2)
        studio.model.stop()
        studio.until(Phase.AFTER)
        assert len(studio.jobs.added) == number
        if number == 1:
            studio.model.retake()
    first, second = studio.jobs.added
    studio.jobs.end(first, "finished")
    assert studio.heard.routes == []
    studio.jobs.end(second, "finished")
    studio.model.after.rate(None)
    assert studio.heard.routes == [Route(Place.REVIEW, take_id=second)]


def test_the_place_is_entered_again_in_the_middle_of_nothing(studio: Studio) -> None:
    for _ in range(5):
        studio.model.enter(HERE)
        studio.model.leave()
    studio.set_up()
    assert studio.folders() == []
