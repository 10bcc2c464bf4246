"""The course of an answer without widgets: every phase, what leads from one to the next, and what may go wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse.errors import StoreError
from rehearse.questions import find_question
from rehearse.store import Library
from rehearse.types import Event, SelfRating
from tests.builders import QUESTION
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_booth import BASELINE
from tests.ui.views.practise_courses import HERE, Course
from tests.ui.views.practise_fakes import KEY, fake_jobs, until
from ui.capture.room import Room
from ui.places import Place, Route
from ui.studio import during, surroundings
from ui.views.practise.after import Analysing
from ui.views.practise.phases import Asking, Phase

PLENTY = Room(50_000_000_000, enough=True)
GONE = Route(Place.PRACTISE, patch_of="20200101-000000-none", patch_element="cost")


@pytest.fixture
def course(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    monkeypatch.setattr(surroundings, "room", lambda _: PLENTY)
    with open_context(tmp_path) as context:
        yield Course(qtbot, context, fake_jobs(context, monkeypatch))
        settle(qtbot, context)


# ------------------------------------------------------------------ coming and going


def test_the_devices_are_open_only_while_the_place_is_shown(course: Course) -> None:
    assert course.booth.calls == []
    course.set_up()
    assert course.booth.calls == ["open"]
    assert course.model.asked.question == find_question(KEY)
    course.model.leave()
    assert course.booth.calls == ["open", "close"]


def test_leaving_before_the_question_is_found_opens_nothing(course: Course) -> None:
    course.model.enter(HERE)
    course.model.leave()
    settle(course.qtbot, course.context)
    assert "open" not in course.booth.calls


def test_leaving_before_a_take_is_found_to_be_gone_opens_nothing(course: Course) -> None:
    course.model.enter(GONE)
    course.model.leave()
    settle(course.qtbot, course.context)
    assert "open" not in course.booth.calls


def test_a_take_that_is_found_to_be_gone_late_disturbs_no_recording(course: Course) -> None:
    course.set_up()
    course.model.leave()
    busy = threading.Event()
    course.context.in_background(lambda _: busy.wait(10))
    course.model.enter(GONE)
    course.model.leave()
    course.model.enter(Route(Place.PRACTISE))
    course.model.record()
    busy.set()
    settle(course.qtbot, course.context)
    assert course.model.phase is Phase.COUNTDOWN


def test_coming_back_without_a_wish_keeps_the_question_chosen_before(course: Course) -> None:
    course.set_up()
    course.model.choose(QUESTION)
    course.model.leave()
    course.set_up(Route(Place.PRACTISE))
    assert course.model.asked.question == QUESTION
    course.model.leave()
    course.set_up(HERE)
    assert course.model.asked.question.key == KEY


def test_a_question_that_is_gone_is_told(course: Course) -> None:
    course.set_up(Route(Place.PRACTISE, question_key="gone/away"))
    assert "gone/away" in course.heard.sentences[0]
    assert course.model.asked.question.key


# ------------------------------------------------------------------ set-up


@pytest.mark.parametrize(
    ("camera", "microphone", "possible"),
    [
        ("ready", "ready", True),
        ("off", "ready", True),
        ("none", "ready", True),
        ("lost", "ready", True),
        ("opening", "ready", False),
        ("opening", "opening", False),
        ("refused", "opening", False),
        ("ready", "none", False),
        ("ready", "lost", False),
        ("broken", "broken", False),
    ],
)
def test_what_can_be_recorded_from(course: Course, camera: str, microphone: str, possible: bool) -> None:
    course.set_up()
    course.booth.become(camera, microphone)  # type: ignore[arg-type]
    assert course.model.can_record is possible
    course.model.start_or_stop()
    assert course.model.phase is (Phase.COUNTDOWN if possible else Phase.SETUP)


def test_without_room_nothing_is_recorded_until_there_is_some(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = [Room(300_000_000, enough=False, sentence="Only 300 MB are free.")]
    monkeypatch.setattr(surroundings, "room", lambda _: rooms[-1])
    course.set_up()
    assert not course.model.can_record
    course.model.record()
    assert course.begun() == ()
    rooms.append(Room(1_200_000_000, enough=True, sentence="1.2 GB are free."))
    course.model.around.look_for_room()
    assert course.model.can_record
    assert course.model.around.room.sentence == "1.2 GB are free."


def test_choices_of_devices_are_kept_and_opened(course: Course) -> None:
    course.set_up()
    course.model.around.pick_camera("cam-2")
    course.model.around.pick_microphone("mic-2")
    settings = course.context.settings
    assert (settings.camera_id, settings.microphone_id, settings.audio_only) == ("cam-2", "mic-2", False)
    course.model.around.pick_camera(None)
    assert course.context.settings.audio_only
    assert course.context.settings.camera_id == "cam-2"
    assert course.booth.calls == ["open"] * 4


def test_hints_are_for_the_set_up_alone(course: Course) -> None:
    course.set_up()
    course.booth.hinted.emit("Sit a little closer.")
    assert course.model.around.hint == "Sit a little closer."
    course.model.record()
    course.booth.hinted.emit("Nobody is in the picture.")
    assert course.model.around.hint == "Sit a little closer."


# ------------------------------------------------------------------ countdown


def test_the_folder_is_there_before_the_first_frame(course: Course) -> None:
    course.count_down()
    assert course.model.phase is Phase.COUNTDOWN
    assert course.booth.path is not None
    assert (course.booth.path.parent / "take.json").is_file()
    assert course.begun() == (course.booth.path.parent.name,)
    assert course.booth.calls[-1] == "record 3"


def test_the_count_is_followed_and_ends_in_the_answer(course: Course) -> None:
    course.count_down()
    counts = []
    for left in (3, 2, 1):
        course.booth.count(left)
        counts.append((course.model.count, course.model.phase))
    assert counts == [(3, Phase.COUNTDOWN), (2, Phase.COUNTDOWN), (1, Phase.COUNTDOWN)]
    course.booth.count(0)
    assert course.model.phase is Phase.RECORDING


@pytest.mark.parametrize("way", ["escape", "start_or_stop", "leave"])
def test_a_countdown_called_off_leaves_nothing(course: Course, way: str) -> None:
    course.count_down()
    getattr(course.model, way)()
    until(course.qtbot, course.context, lambda: course.model.phase is not Phase.SAVING)
    settle(course.qtbot, course.context)
    assert course.model.phase is (Phase.FINDING if way == "leave" else Phase.SETUP)
    assert (course.takes(), course.begun()) == ((), ())
    assert course.booth.path is not None
    assert not course.booth.path.parent.exists()


def test_coming_back_for_another_question_while_a_countdown_ends(course: Course) -> None:
    course.count_down()
    course.model.leave()
    course.model.enter(Route(Place.PRACTISE, question_key="general/two-good-options"))
    course.until(Phase.SETUP)
    settle(course.qtbot, course.context)
    assert course.model.asked.question.key == "general/two-good-options"
    assert course.model.can_record
    assert course.begun() == ()


def test_called_off_before_the_folder_was_made(course: Course) -> None:
    course.set_up()
    course.model.record()
    course.model.escape()
    assert course.model.phase is Phase.SETUP
    settle(course.qtbot, course.context)
    settle(course.qtbot, course.context)
    assert course.begun() == ()
    assert not any(call.startswith("record") for call in course.booth.calls)


def test_a_folder_that_cannot_be_made_is_told(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Library, "begin", full)
    course.set_up()
    course.model.record()
    course.until(Phase.SETUP)
    assert course.heard.sentences == ["The disk is full. Free some space."]


# ------------------------------------------------------------------ the answer


def test_an_answer_is_kept_with_all_that_is_known_of_it(course: Course) -> None:
    take_id = course.finish(64.3)
    take = course.stored(take_id)
    assert (take.state, take.question, take.baseline) == ("waiting", find_question(KEY), BASELINE)
    assert take.duration == pytest.approx(65.5)
    assert course.jobs.added == [take_id]
    assert course.booth.calls[-2:] == ["stop", "close"]


def test_an_answer_of_two_seconds_is_kept_too(course: Course) -> None:
    take_id = course.finish(2.0)
    assert course.takes() == (take_id,)


def test_the_clock_tells_each_second_once(course: Course) -> None:
    course.answer(0.0)
    told: list[int] = []
    course.model.ticked.connect(lambda: told.append(course.model.seconds))
    for said in (0.4, 1.1, 1.3, 2.0, 64.9):
        course.booth.said_s = said
        course.model.during.look()
    assert told == [1, 2, 64]


def test_the_last_minute_is_announced(course: Course) -> None:
    course.answer(3540.0)
    course.model.during.look()
    assert course.model.during.told == "One minute is left: an answer can last 60 minutes."


def test_a_lost_camera_is_told_and_kept_with_the_take(course: Course) -> None:
    course.answer()
    lost = Event(43.0, "camera lost", "The camera was lost; from here on there is sound alone.")
    course.booth.become("lost", "ready")
    course.booth.happen(lost)
    assert course.model.during.told == lost.sentence
    assert course.model.phase is Phase.RECORDING
    course.model.stop()
    course.until(Phase.AFTER)
    assert course.stored(course.takes()[0]).events == (lost,)


def test_a_recorder_that_fails_keeps_what_was_recorded_and_says_so(course: Course) -> None:
    course.answer(20.0)
    course.booth.end("The recording can't be written: input/output error.")
    course.until(Phase.AFTER)
    assert "What was recorded until then is kept." in course.heard.sentences[0]
    assert len(course.takes()) == 1


def test_a_recorder_that_fails_in_the_countdown_leaves_nothing(course: Course) -> None:
    course.count_down()
    course.booth.end("The recording can't be written: input/output error.")
    course.until(Phase.SETUP)
    settle(course.qtbot, course.context)
    assert course.heard.sentences == ["The recording can't be written: input/output error."]
    assert (course.takes(), course.begun()) == ((), ())


def test_a_take_that_cannot_be_written_is_told_to_be_safe(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("The library cannot be written.")

    course.answer()
    monkeypatch.setattr(Library, "finish", refuse)
    course.model.stop()
    course.until(Phase.SETUP)
    assert "recording itself is safe" in course.heard.sentences[-1]
    assert course.booth.path is not None
    assert course.booth.path.is_file()


def test_silence_is_told_only_once_it_is_a_dead_microphone(course: Course) -> None:
    course.answer(10.0)
    for said in (10.0, 16.9):
        course.booth.said_s = said
        course.booth.sound(-90, -90, "No sound is coming in", silent=True)
        assert course.model.during.told == ""
    course.booth.said_s = 17.1
    course.booth.sound(-90, -90, "No sound is coming in", silent=True)
    assert course.model.during.told == during.SILENT
    course.booth.sound(-20, -10)
    assert course.model.during.told == ""


# ------------------------------------------------------------------ discarding, staying


def test_escape_asks_and_the_recording_goes_on(course: Course) -> None:
    course.answer()
    course.model.escape()
    assert (course.model.asking, course.model.phase) == (Asking.DISCARD, Phase.RECORDING)
    assert "stop" not in course.booth.calls
    course.model.escape()
    assert (course.model.asking, course.model.phase) == (Asking.NOTHING, Phase.RECORDING)


def test_discarding_removes_the_folder_and_goes_back(course: Course) -> None:
    course.answer()
    course.model.escape()
    course.model.discard()
    course.until(Phase.SETUP)
    settle(course.qtbot, course.context)
    assert course.booth.path is not None
    assert not course.booth.path.parent.exists()
    assert (course.takes(), course.begun(), course.jobs.added) == ((), (), [])


def test_the_answer_can_be_kept_from_the_question_too(course: Course) -> None:
    course.answer()
    course.model.ask_to_discard()
    course.model.stop()
    course.until(Phase.AFTER)
    assert len(course.takes()) == 1


def test_going_elsewhere_in_the_middle_of_an_answer_is_asked_about(course: Course) -> None:
    assert course.model.may_leave()
    course.answer()
    assert not course.model.may_leave()
    assert course.model.asking is Asking.LEAVE
    course.model.go_on()
    course.model.stop()
    assert course.model.phase is Phase.SAVING
    assert not course.model.may_leave()
    course.until(Phase.AFTER)
    assert course.model.may_leave()


# ------------------------------------------------------------------ afterwards


def test_the_rating_is_kept_before_the_review_opens_by_itself(course: Course) -> None:
    take_id = course.finish()
    assert course.model.after.wants_rating
    course.jobs.end(take_id, "finished")
    assert course.heard.routes == []
    course.model.after.rate(SelfRating(overall=4, wpm=150.0))
    until(course.qtbot, course.context, lambda: bool(course.heard.routes))
    assert course.heard.routes == [Route(Place.REVIEW, take_id=take_id)]
    assert course.stored(take_id).rating == SelfRating(overall=4, wpm=150.0)


def test_skipping_rates_nothing_and_waits_for_the_analysis(course: Course) -> None:
    take_id = course.finish()
    course.model.after.rate(None)
    assert course.heard.routes == []
    course.jobs.end(take_id, "finished")
    assert course.heard.routes == [Route(Place.REVIEW, take_id=take_id)]
    assert course.stored(take_id).rating is None


def test_who_wants_no_rating_is_not_asked(course: Course) -> None:
    course.context.change_settings(ask_rating=False)
    take_id = course.finish()
    assert not course.model.after.wants_rating
    course.jobs.end(take_id, "finished")
    assert course.heard.routes == [Route(Place.REVIEW, take_id=take_id)]


def test_progress_is_told_in_words(course: Course) -> None:
    take_id = course.finish()
    after = course.model.after
    assert (after.stage, after.share, after.left) == ("Waiting for its turn", 0.0, "")
    course.jobs.run(take_id, "Recognising the words", 0.34, 22.0)
    assert (after.stage, after.share, after.left) == ("Recognising the words", 0.34, "about 22 s left")


def test_a_cancelled_analysis_can_be_asked_for_again_once_it_has_ended(course: Course) -> None:
    take_id = course.finish()
    course.model.after.cancel()
    assert course.jobs.cancelled == [take_id]
    assert course.model.after.analysing is Analysing.CANCELLED
    course.model.after.again()
    assert course.jobs.added == [take_id]
    course.jobs.end(take_id, "cancelled")
    course.jobs.end(take_id, "failed")  # a take without any analysis is told of twice
    assert course.model.after.analysing is Analysing.CANCELLED
    course.model.after.again()
    assert course.jobs.added == [take_id, take_id]
    assert course.model.after.analysing is Analysing.RUNNING


def test_a_failed_analysis_says_why(course: Course) -> None:
    take_id = course.finish()
    course.context.library.failed(take_id, "The analysis stopped unexpectedly.")
    course.jobs.end(take_id, "failed")
    until(course.qtbot, course.context, lambda: bool(course.model.after.failure))
    assert course.model.after.failure == "The analysis stopped unexpectedly."
    assert course.model.after.can_analyse


def test_who_has_gone_elsewhere_is_told_when_the_analysis_is_done(course: Course) -> None:
    take_id = course.finish()
    course.model.leave()
    course.context.go(Route(Place.LIBRARY))
    course.jobs.end(take_id, "finished")
    assert course.heard.sentences == ["Your answer is analysed."]
    act = course.heard.notices[0].act
    assert act is not None
    act()
    assert course.heard.routes[-1] == Route(Place.REVIEW, take_id=take_id)


def test_who_is_in_the_review_already_is_told_nothing(course: Course) -> None:
    take_id = course.finish()
    course.model.open_review()
    course.model.leave()
    course.jobs.end(take_id, "finished")
    assert course.heard.sentences == []


def test_other_takes_analyses_are_no_concern_of_this_one(course: Course) -> None:
    course.finish()
    course.model.after.rate(None)
    course.jobs.end("20260101-000000-aaaa", "finished")
    course.jobs.end("20260101-000000-aaaa", "failed")
    assert course.model.after.analysing is Analysing.RUNNING
    assert course.heard.routes == []


def test_the_same_question_can_be_answered_once_more(course: Course) -> None:
    first = course.finish()
    course.model.retake()
    assert course.model.phase is Phase.SETUP
    assert course.model.asked.question.key == KEY
    course.jobs.end(first, "finished")
    assert course.heard.routes == []
    course.model.record()
    until(course.qtbot, course.context, lambda: len(course.begun()) == 1)
    assert course.begun() != (first,)
    course.model.escape()
    course.until(Phase.SETUP)


def test_a_word_of_the_old_answer_does_not_come_in_the_middle_of_the_new_one(course: Course) -> None:
    take_id = course.finish()
    course.model.leave()
    course.answer()
    course.jobs.end(take_id, "finished")
    assert course.heard.sentences == []
    assert course.heard.routes == []
    assert course.model.phase is Phase.RECORDING
    course.model.discard()
    course.until(Phase.SETUP)


# ------------------------------------------------------------------ additions


@pytest.fixture
def whole(course: Course) -> str:
    """An answer that can be added to."""
    stored = course.context.library.begin(QUESTION)
    course.context.library.finish(stored.take)
    return stored.take.id


def test_an_addition_is_kept_with_its_take_and_goes_back_to_its_story(course: Course, whole: str) -> None:
    course.set_up(Route(Place.PRACTISE, patch_of=whole, patch_element="cost", ask="What did it cost?"))
    course.model.record()
    until(course.qtbot, course.context, lambda: course.booth.path is not None)
    course.booth.count(1, 0)
    course.booth.said_s = 25.0
    course.model.stop()
    until(course.qtbot, course.context, lambda: bool(course.heard.routes))
    assert course.heard.routes == [Route(Place.REVIEW, take_id=whole, patch_element="cost")]
    (patch,) = course.context.library.patches(whole)
    assert (patch.take.patch_of, patch.take.patch_element, patch.take.state) == (whole, "cost", "waiting")
    assert patch.take.question is not None
    assert patch.take.question.text == "What did it cost?"
    assert not course.model.after.wants_rating
    assert course.jobs.added == [patch.take.id]


def test_an_addition_can_be_left_alone(course: Course, whole: str) -> None:
    course.set_up(Route(Place.PRACTISE, patch_of=whole, patch_element="cost", ask="What did it cost?"))
    course.model.back_to_review()
    assert course.heard.routes == [Route(Place.REVIEW, take_id=whole, patch_element="cost")]
    course.model.leave()
    course.set_up(Route(Place.PRACTISE))
    assert not course.model.asked.is_patch
