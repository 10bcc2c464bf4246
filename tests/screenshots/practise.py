"""Practise: from the set-up to the page after the answer, and what can be wrong on the way."""

from __future__ import annotations

from typing import Any

from rehearse.types import Event, Question
from tests.screenshots.odd_takes import ARABIC, FAILURE, LONG
from tests.screenshots.shot import shot
from tests.screenshots.studio import Studio
from ui.capture.room import Room
from ui.jobs import JobState
from ui.places import Place, Route
from ui.studio import surroundings
from ui.studio.equipment import Condition
from ui.views.practise.phases import Phase

HERE = Route(Place.PRACTISE, question_key="judgement/decision-alone")
LEVELS = (-24.0, -15.0)


def set_up(studio: Studio, camera: Condition = "ready", microphone: Condition = "ready") -> Any:
    """The set-up page with its devices in these conditions; the view."""
    studio.booth.gets = (camera, microphone)
    if camera == "none":
        studio.booth.cameras = ()
    if microphone == "none":
        studio.booth.microphones = ()
    view = studio.go(HERE)
    if camera == "ready":
        studio.see_face()
    if microphone == "ready":
        studio.booth.sound(*LEVELS)
    studio.settle()
    return view


def answer(studio: Studio, seconds: float = 64.0) -> Any:
    """In the middle of an answer; the view."""
    view = count_down(studio)
    studio.booth.count(2, 1, 0)
    studio.booth.said_s = seconds
    view.model.during.look()
    studio.booth.sound(*LEVELS)
    studio.settle()
    return view


def count_down(studio: Studio) -> Any:
    view = set_up(studio)
    view.model.start_or_stop()
    studio.until(lambda: studio.booth.path is not None)
    studio.booth.count(3)
    studio.settle()
    return view


def finish(studio: Studio) -> Any:
    """Right after an answer, its analysis running; the view."""
    view = answer(studio, 118.0)
    view.model.start_or_stop()
    studio.until(lambda: view.model.phase is Phase.AFTER)
    studio.show_jobs(JobState(view.model.after.take.id, "running", "Recognising words", 0.43, 41.0))
    studio.settle()
    return view


@shot("practise", "booth")
def practise(studio: Studio) -> None:
    set_up(studio)


@shot("practise-hint", "booth")
def practise_hint(studio: Studio) -> None:
    set_up(studio)
    studio.booth.hinted.emit("Your face is dark: put a lamp or a window in front of you.")
    studio.booth.sound(-2.0, -0.1, "Too loud: turn the microphone down or sit further away.")
    studio.settle()


@shot("practise-closed", "booth")
def practise_closed(studio: Studio) -> None:
    set_up(studio, "closed", "closed")


@shot("practise-two-faces", "booth")
def practise_two_faces(studio: Studio) -> None:
    set_up(studio)
    studio.booth.hinted.emit("More than one face is in the picture.")
    studio.settle()


@shot("practise-no-camera", "booth")
def practise_no_camera(studio: Studio) -> None:
    set_up(studio, camera="none")


@shot("practise-no-microphone", "booth")
def practise_no_microphone(studio: Studio) -> None:
    set_up(studio, microphone="none")


@shot("practise-nothing", "booth")
def practise_nothing(studio: Studio) -> None:
    set_up(studio, "none", "none")


@shot("practise-refused", "booth")
def practise_refused(studio: Studio) -> None:
    set_up(studio, "refused", "refused")


@shot("practise-busy", "booth")
def practise_busy(studio: Studio) -> None:
    set_up(studio, "busy")


@shot("practise-opening", "booth")
def practise_opening(studio: Studio) -> None:
    set_up(studio, "opening", "opening")


@shot("practise-sound-only", "booth")
def practise_sound_only(studio: Studio) -> None:
    studio.booth.camera_id = None
    set_up(studio, "off")


@shot("practise-disk-low", "booth")
def practise_disk_low(studio: Studio) -> None:
    sentence = "1.4 GB are free on this disk: enough for now, not for many answers."
    studio.replace(surroundings, "room", lambda _path: Room(1_400_000_000, True, sentence))
    set_up(studio)


@shot("practise-disk-full", "booth")
def practise_disk_full(studio: Studio) -> None:
    sentence = "Only 312 MB are free on this disk; a recording needs 500 MB."
    studio.replace(surroundings, "room", lambda _path: Room(312_000_000, False, sentence))
    set_up(studio)


@shot("practise-long-question", "booth")
def practise_long_question(studio: Studio) -> None:
    _ask(studio, LONG)


@shot("practise-right-to-left", "booth")
def practise_right_to_left(studio: Studio) -> None:
    _ask(studio, ARABIC)


def _ask(studio: Studio, question: Question) -> None:
    set_up(studio).model.choose(question)
    studio.settle()


@shot("practise-chooser", "booth")
def practise_chooser(studio: Studio) -> None:
    view = set_up(studio)
    view.choose_question()
    studio.until(lambda: view.chooser is not None)
    studio.settle()


@shot("practise-countdown", "booth")
def practise_countdown(studio: Studio) -> None:
    count_down(studio)


@shot("practise-recording", "booth")
def practise_recording(studio: Studio) -> None:
    answer(studio)


@shot("practise-camera-lost", "booth")
def practise_camera_lost(studio: Studio) -> None:
    answer(studio)
    studio.booth.happen(Event(64.0, "camera lost", "The camera was lost; the sound goes on."))
    studio.booth.become("lost", "ready")
    studio.settle()


@shot("practise-discard", "booth")
def practise_discard(studio: Studio) -> None:
    answer(studio).model.escape()
    studio.settle()


@shot("practise-rating", "booth")
def practise_rating(studio: Studio) -> None:
    finish(studio)


@shot("practise-after", "booth")
def practise_after(studio: Studio) -> None:
    finish(studio).model.after.rate(None)
    studio.settle()


@shot("practise-after-failed", "booth")
def practise_after_failed(studio: Studio) -> None:
    view = finish(studio)
    take_id = view.model.after.take.id
    view.model.after.rate(None)
    studio.context.in_background(lambda library: library.failed(take_id, FAILURE))
    studio.show_jobs()
    studio.context.jobs.failed.emit(take_id)
    studio.settle()
