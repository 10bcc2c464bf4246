"""Review with each of its tabs and states, and Compare."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rehearse.store import Filter
from rehearse.store.rows import SAMPLE_TAG
from tests.screenshots.shot import shot
from tests.screenshots.studio import Studio
from ui.jobs import JobState
from ui.places import Place, Route
from ui.views.review.results import MOMENTS, NOTES, NUMBERS, STORY, TRANSCRIPT

AT_S = 58.0


def sample_id(studio: Studio) -> str:
    return studio.context.library.list(Filter(tag=SAMPLE_TAG), limit=1)[0].id


def named(studio: Studio, name: str) -> str:
    """The take whose id ends so."""
    return next(row.id for row in studio.context.library.list() if row.id.endswith(f"-{name}"))


def open_take(studio: Studio, take_id: str, tab: int = MOMENTS, *, at_s: float | None = AT_S) -> Any:
    """The review of a take with a tab open and its picture there; the view."""
    view = studio.go(Route(Place.REVIEW, take_id=take_id, at_s=at_s))
    studio.until(lambda: view.model.shown is not None)
    view.results.choose(tab)
    studio.until(lambda: view.stage.video.has_picture)
    studio.settle()
    return view


@shot("review-moments")
def review_moments(studio: Studio) -> None:
    open_take(studio, sample_id(studio))


@shot("review-transcript")
def review_transcript(studio: Studio) -> None:
    open_take(studio, sample_id(studio), TRANSCRIPT)


@shot("review-find")
def review_find(studio: Studio) -> None:
    open_take(studio, sample_id(studio), TRANSCRIPT)
    QTest.keyClick(studio.window.windowHandle(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    studio.settle()


@shot("review-story")
def review_story(studio: Studio) -> None:
    open_take(studio, sample_id(studio), STORY)


@shot("review-story-end")
def review_story_end(studio: Studio) -> None:
    open_take(studio, sample_id(studio), STORY)
    studio.scroll(1.0)


@shot("review-numbers")
def review_numbers(studio: Studio) -> None:
    open_take(studio, named(studio, "before"), NUMBERS)


@shot("review-numbers-end")
def review_numbers_end(studio: Studio) -> None:
    open_take(studio, named(studio, "before"), NUMBERS)
    studio.scroll(1.0)


@shot("review-notes")
def review_notes(studio: Studio) -> None:
    open_take(studio, named(studio, "before"), NOTES)


@shot("review-list")
def review_list(studio: Studio) -> None:
    open_take(studio, sample_id(studio)).stage.transport.list.click()
    studio.settle()


@shot("review-keys")
def review_keys(studio: Studio) -> None:
    open_take(studio, sample_id(studio))
    QTest.keyClick(studio.window.windowHandle(), Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    studio.settle()


@shot("review-zoomed")
def review_zoomed(studio: Studio) -> None:
    timeline = open_take(studio, sample_id(studio)).stage.timeline
    for _ in range(5):
        QTest.keyClick(timeline, Qt.Key.Key_Plus)
    studio.settle()


@shot("review-analysing", "odd")
def review_analysing(studio: Studio) -> None:
    take_id = named(studio, "untouched")
    studio.show_jobs(JobState(take_id, "running", "Recognising words", 0.43, 41.0))
    open_take(studio, take_id, at_s=None)


@shot("review-analysing-again")
def review_analysing_again(studio: Studio) -> None:
    take_id = sample_id(studio)
    studio.show_jobs(JobState(take_id, "running", "Following face and gaze", 0.81, 12.0))
    open_take(studio, take_id)


@shot("review-failed", "odd")
def review_failed(studio: Studio) -> None:
    open_take(studio, named(studio, "failed"), at_s=None)


@shot("review-untouched", "odd")
def review_untouched(studio: Studio) -> None:
    open_take(studio, named(studio, "untouched"), at_s=None)


@shot("review-recovered", "odd")
def review_recovered(studio: Studio) -> None:
    open_take(studio, named(studio, "recovered"), at_s=12.0)


@shot("review-silence", "odd")
def review_silence(studio: Studio) -> None:
    open_take(studio, named(studio, "silence"), at_s=None)


@shot("review-silence-numbers", "odd")
def review_silence_numbers(studio: Studio) -> None:
    open_take(studio, named(studio, "silence"), NUMBERS, at_s=None)


@shot("review-silence-transcript", "odd")
def review_silence_transcript(studio: Studio) -> None:
    open_take(studio, named(studio, "silence"), TRANSCRIPT, at_s=None)


@shot("review-silence-story", "odd")
def review_silence_story(studio: Studio) -> None:
    open_take(studio, named(studio, "silence"), STORY, at_s=None)


@shot("review-sound-only", "odd")
def review_sound_only(studio: Studio) -> None:
    open_take(studio, named(studio, "soundonly"), NUMBERS, at_s=12.0)


@shot("review-rough", "odd")
def review_rough(studio: Studio) -> None:
    open_take(studio, named(studio, "rough"), TRANSCRIPT, at_s=12.0)


@shot("review-two-faces", "odd")
def review_two_faces(studio: Studio) -> None:
    open_take(studio, named(studio, "twofaces"), NUMBERS, at_s=12.0)


@shot("review-nobody", "odd")
def review_nobody(studio: Studio) -> None:
    open_take(studio, named(studio, "nobody"), NUMBERS, at_s=12.0)


@shot("review-two-seconds", "odd")
def review_two_seconds(studio: Studio) -> None:
    open_take(studio, named(studio, "short"), at_s=1.0)


@shot("review-hour", "odd")
def review_hour(studio: Studio) -> None:
    open_take(studio, named(studio, "hour"), at_s=1800.0)


@shot("review-right-to-left", "odd")
def review_right_to_left(studio: Studio) -> None:
    open_take(studio, named(studio, "arabic"), at_s=12.0)


@shot("review-long-question", "odd")
def review_long_question(studio: Studio) -> None:
    open_take(studio, named(studio, "longquestion"), at_s=12.0)


@shot("review-gone")
def review_gone(studio: Studio) -> None:
    studio.go(Route(Place.REVIEW, take_id="20260101-000000-none"))


# --------------------------------------------------------------------------- compare


def compare_takes(studio: Studio) -> Any:
    view = studio.go(Route(Place.COMPARE, take_id=named(studio, "before"), compare_with=sample_id(studio)))
    studio.until(lambda: view.shown is not None)
    studio.until(lambda: all(side.video.has_picture for side in view.sides))
    studio.settle()
    return view


@shot("compare")
def compare(studio: Studio) -> None:
    compare_takes(studio)


@shot("compare-end")
def compare_end(studio: Studio) -> None:
    compare_takes(studio)
    studio.scroll(1.0)


@shot("compare-gone")
def compare_gone(studio: Studio) -> None:
    studio.go(Route(Place.COMPARE, take_id=sample_id(studio), compare_with="20260101-000000-none"))
