"""The course of a mock loop: asked, thinking, answering, asked on, and everything that may come between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse.loops.folder import being_run
from rehearse.loops.quiet import HINT
from rehearse.loops.spoken import spoken
from rehearse.questions import Loop, find_question
from rehearse.store import Filter
from tests.ui.views.loop_course import Stand, open_stand, short_loop
from ui.capture.room import Room
from ui.studio import surroundings
from ui.views.loop.answering import NEARLY_OVER
from ui.views.loop.steps import Doing, Pausing
from ui.views.loop.turn import CUT_OFF


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    with open_stand(qtbot, tmp_path / "library", monkeypatch) as made:
        yield made


@pytest.fixture
def spoken_stand(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    with open_stand(qtbot, tmp_path / "library", monkeypatch, voice=True) as made:
        yield made


def aloud() -> Loop:
    """The round to think aloud in, alone."""
    loop = short_loop()
    return replace(loop, rounds=loop.rounds[1:])


def test_a_round_is_announced_and_waits(stand: Stand) -> None:
    stand.start()
    assert stand.course.doing is Doing.OPENING
    stand.wait(600)
    assert stand.course.doing is Doing.OPENING
    assert stand.booth.calls == ["open"]


def test_the_whole_loop_to_its_end(stand: Stand) -> None:
    run = stand.start()
    stand.put()
    assert stand.course.doing is Doing.THINKING and stand.course.posing.left_s == 10
    stand.wait(3)
    assert stand.course.posing.left_s == 7
    stand.wait(7.5)
    first = stand.answer()
    assert stand.course.doing is Doing.ASKING and stand.course.run is not None
    assert stand.course.run.place == "1.1.1"
    stand.wait(60)
    follow_up = stand.answer(12)
    assert stand.course.run.place == "1.2" and stand.course.doing is Doing.ASKING
    stand.course.advance()
    stand.course.advance()  # nobody has to think for ten seconds
    stand.answer()
    stand.wait(60)
    stand.answer(9)
    assert stand.course.doing is Doing.OPENING and stand.course.run.place == "2.1"
    stand.put()
    last = stand.answer(200)
    assert stand.course.doing is Doing.NOTHING
    written = stand.written()
    assert stand.ended == [written] and written.finished_at and not written.closed_at
    assert written.id == run.id and written.takes == tuple(stand.jobs.added)
    assert len(stand.jobs.added) == 5
    library = stand.context.library
    patch, answer = library.get(follow_up).take, library.get(first).take
    assert (patch.patch_of, patch.loop, patch.loop_place) == (first, run.id, "1.1.1")
    assert patch.patch_element and patch.question is not None
    assert patch.question.text == written.answers[0].follow_ups[0].asked.question
    assert (answer.loop_place, answer.patch_of) == ("1.1", "")
    assert library.get(last).take.loop_place == "2.1"
    assert len(library.list(Filter(patches=True))) == 5
    assert not being_run(stand.root, run.id)
    assert stand.booth.calls[-1] == "close"


def test_each_step_is_on_the_disk_before_the_next(stand: Stand) -> None:
    stand.start()
    stand.course.advance()
    assert stand.written().position.phase == "asking"
    stand.wait(60)
    assert stand.written().position.phase == "thinking"
    stand.wait(11)
    assert stand.written().position.phase == "answering"
    stand.answer()
    written = stand.written()
    assert (written.position.phase, written.position.follow_up) == ("asking", 1)
    assert written == stand.course.run


def test_only_the_first_countdown_is_a_long_one(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.answer()
    stand.wait(60)
    stand.answer()
    assert [call for call in stand.booth.calls if call.startswith("record")] == ["record 3", "record 1"]


def test_no_countdown_where_the_person_wants_none(stand: Stand) -> None:
    stand.context.change_settings(count_down_s=0)
    stand.start(aloud())
    stand.put()
    stand.until(lambda: stand.booth.path is not None)
    assert stand.booth.calls[-1] == "record 0"
    stand.booth.count(0)


def test_an_answer_is_cut_off_at_its_limit_and_kept(stand: Stand) -> None:
    stand.start(aloud())
    assert stand.course.run is not None
    limit = stand.course.run.step.answer_s
    stand.put()
    stand.record(limit - 15)
    assert stand.course.told == NEARLY_OVER
    stand.booth.said_s = limit
    stand.course.answering.during.look()
    stand.until(lambda: bool(stand.ended))
    assert len(stand.jobs.added) == 1
    assert stand.course.told == CUT_OFF


def test_a_hint_in_a_long_silence_where_one_thinks_aloud(stand: Stand) -> None:
    stand.start(aloud())
    stand.put()
    stand.record(1)
    for tenth in range(10, 120):
        stand.booth.said_s = tenth / 10
        stand.booth.sound(-60, -50)
    assert stand.course.answering.hint == HINT
    for tenth in range(120, 130):
        stand.booth.said_s = tenth / 10
        stand.booth.sound(-20, -10)
    assert not stand.course.answering.hint


def test_no_hint_where_it_is_switched_off_and_none_in_other_rounds(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record(1)
    silence(stand)
    assert not stand.course.answering.hint
    stand.course.end()
    stand.until(lambda: bool(stand.ended))
    stand.context.change_settings(quiet_hint=False)
    stand.start(aloud())
    stand.put()
    stand.record(1)
    silence(stand)
    assert not stand.course.answering.hint


def silence(stand: Stand) -> None:
    for tenth in range(10, 120):
        stand.booth.said_s = tenth / 10
        stand.booth.sound(-60, -50)


# --------------------------------------------------------------------------- the voice


def test_the_question_is_said_and_time_to_think_begins_when_it_ended(spoken_stand: Stand) -> None:
    stand = spoken_stand
    stand.start()
    stand.course.advance()
    assert stand.course.run is not None
    assert stand.voice.calls == [spoken(stand.course.run.step.question.text)]
    stand.wait(3)
    assert stand.course.doing is Doing.ASKING
    stand.voice.said.emit()
    assert stand.course.doing is Doing.THINKING and stand.course.posing.left_s == 10


def test_a_voice_that_never_ends_holds_nobody_up(spoken_stand: Stand) -> None:
    spoken_stand.start()
    spoken_stand.course.advance()
    spoken_stand.wait(90)
    assert spoken_stand.course.doing is Doing.THINKING
    assert spoken_stand.voice.calls[-1] == "hush"


def test_muted_in_mid_question_it_can_be_read_to_its_end(spoken_stand: Stand) -> None:
    stand = spoken_stand
    stand.start()
    stand.course.advance()
    stand.course.speak(False)
    assert stand.voice.calls[-1] == "hush" and not stand.context.settings.speak_questions
    assert stand.course.doing is Doing.ASKING
    stand.wait(21)
    assert stand.course.doing is Doing.THINKING


def test_a_question_that_no_voice_can_say_is_left_to_be_read(spoken_stand: Stand) -> None:
    stand = spoken_stand
    run = stand.start()
    stand.course.start(run, {run.step.question.key.partition("/")[0]: "ja"})
    stand.course.advance()
    assert not stand.voice.calls and not stand.course.posing.speaks
    stand.wait(21)
    assert stand.course.doing is Doing.THINKING


def test_a_follow_up_is_said_and_recorded_without_time_to_think(spoken_stand: Stand) -> None:
    stand = spoken_stand
    stand.start()
    stand.course.advance()
    stand.course.advance()
    stand.course.advance()
    stand.answer()
    assert stand.course.run is not None and stand.course.run.follow_up is not None
    assert stand.voice.calls[-1] == spoken(stand.course.run.follow_up.question)
    stand.voice.said.emit()
    assert stand.course.doing is Doing.COUNTDOWN


# --------------------------------------------------------------------------- not as planned


def test_esc_asks_and_time_to_think_stands_still_meanwhile(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.wait(4)
    stand.course.escape()
    assert stand.course.pausing is Pausing.ESC
    stand.wait(100)
    assert stand.course.doing is Doing.THINKING
    stand.course.advance()
    assert stand.course.doing is Doing.THINKING, "Space belongs to the question that is asked"
    stand.course.escape()
    assert stand.course.pausing is Pausing.NOTHING
    stand.wait(5)
    assert stand.course.doing is Doing.THINKING
    stand.wait(1.5)
    assert stand.course.doing is Doing.COUNTDOWN


def test_a_voice_that_ends_while_the_person_is_asked_waits(spoken_stand: Stand) -> None:
    stand = spoken_stand
    stand.start()
    stand.course.advance()
    stand.course.escape()
    stand.voice.said.emit()
    assert stand.course.doing is Doing.ASKING
    stand.course.go_on()
    stand.course.posing.waiting.look()
    assert stand.course.doing is Doing.THINKING


def test_the_countdown_can_be_called_off(stand: Stand) -> None:
    stand.start(aloud())
    stand.put()
    stand.until(lambda: stand.booth.path is not None)
    stand.course.escape()
    stand.until(Doing.READY)
    assert not stand.context.library.list()
    stand.course.advance()
    stand.answer()
    assert stand.ended


def test_an_answer_can_be_started_over(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record()
    stand.course.escape()
    assert stand.course.doing is Doing.RECORDING and stand.course.pausing is Pausing.ESC
    stand.course.answer_again()
    stand.until(Doing.ASKING)
    assert stand.course.run is not None and stand.course.run.place == "1.1"
    assert not stand.jobs.added
    stand.until(lambda: not list((stand.root / "takes").glob("*/take.json")))


@pytest.mark.parametrize("when", ["asking", "thinking", "recording"])
def test_a_question_can_be_passed_over(stand: Stand, when: str) -> None:
    stand.start()
    stand.course.advance()
    if when != "asking":
        stand.course.advance()
    if when == "recording":
        stand.course.advance()
        stand.record()
    stand.course.skip()
    stand.until(lambda: stand.course.run is not None and stand.course.run.place == "1.2")
    assert stand.course.doing is Doing.ASKING
    assert stand.written().answers[0].skipped and not stand.jobs.added


def test_a_follow_up_can_be_passed_over(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.answer()
    stand.course.skip()
    assert stand.course.run is not None and stand.course.run.place == "1.2"
    assert stand.written().answers[0].follow_ups[0].skipped


def test_a_round_can_be_passed_over(stand: Stand) -> None:
    stand.start()
    stand.course.skip_round()
    assert stand.course.run is not None
    assert (stand.course.doing, stand.course.run.place) == (Doing.OPENING, "2.1")


def test_ended_in_mid_answer_the_answer_is_kept(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record()
    stand.course.escape()
    stand.course.end()
    stand.until(lambda: bool(stand.ended))
    written = stand.written()
    assert written.closed_at and written.takes == tuple(stand.jobs.added) and len(written.takes) == 1


def test_leaving_in_mid_answer_asks(stand: Stand) -> None:
    stand.start()
    assert stand.course.may_leave()
    stand.put()
    assert stand.course.may_leave()
    stand.course.advance()
    stand.record()
    assert not stand.course.may_leave()
    assert stand.course.pausing is Pausing.LEAVE
    stand.course.stop()
    assert not stand.course.may_leave() and stand.heard.sentences[-1].startswith("The recording is being closed")
    stand.until(Doing.ASKING)
    assert stand.course.may_leave()


def test_left_in_the_middle_it_is_gone_on_with_at_the_question(stand: Stand) -> None:
    run = stand.start()
    stand.put()
    stand.course.advance()
    stand.answer()
    stand.course.leave()
    assert stand.course.doing is Doing.NOTHING and stand.booth.calls[-1] == "close"
    written = stand.written()
    assert not being_run(stand.root, run.id)
    stand.course.start(written)
    assert stand.course.doing is Doing.OPENING
    stand.course.advance()
    assert stand.course.doing is Doing.ASKING and stand.course.run is not None and stand.course.run.place == "1.1.1"


def test_killed_while_the_interviewer_thought_it_asks_on(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record()
    stand.course.advance()
    stand.until(lambda: stand.course.doing is Doing.ASKING)
    answer = replace(stand.written().answers[0], follow_ups=())
    run = stand.written()
    at = replace(run.position, phase="choosing", follow_up=0)
    stand.course.leave()
    stand.course.start(replace(run, position=at, answers=(answer, *run.answers[1:])))
    stand.course.advance()
    stand.until(Doing.ASKING)
    assert stand.course.run is not None and stand.course.run.place == "1.1.1"


def test_an_answer_that_came_too_late_to_be_skipped_counts_and_the_next_question_is_asked(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record()
    stand.booth.end()  # by itself, in the very moment in which the person skips
    stand.course.skip()
    stand.until(lambda: len(stand.jobs.added) == 1)
    stand.until(Doing.ASKING)
    assert stand.course.run is not None and stand.course.run.place == "1.1.1"
    assert not stand.written().answers[0].skipped


def test_without_a_microphone_the_answer_waits_for_one(stand: Stand) -> None:
    stand.start(aloud())
    stand.booth.become("ready", "lost")
    stand.put()
    assert stand.course.doing is Doing.READY and not stand.course.answering.can_begin
    stand.course.advance()
    assert stand.course.doing is Doing.READY
    stand.booth.become("ready", "ready")
    stand.course.advance()
    assert stand.course.doing is Doing.COUNTDOWN


def test_without_room_on_the_disk_nothing_is_recorded(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.start(aloud())
    monkeypatch.setattr(surroundings, "room", lambda _: Room(1_000_000, enough=False, sentence="Only 1 MB is free."))
    stand.put()
    assert stand.course.doing is Doing.READY


def test_a_microphone_pulled_out_in_the_countdown_costs_nothing(stand: Stand) -> None:
    stand.start(aloud())
    stand.put()
    stand.until(lambda: stand.booth.path is not None)
    stand.booth.become("ready", "lost")
    stand.until(Doing.READY)
    assert stand.heard.sentences[-1] == "The microphone went away, so the countdown was called off."


def test_a_recording_that_ends_by_itself_counts_as_the_answer(stand: Stand) -> None:
    stand.start()
    stand.put()
    stand.course.advance()
    stand.record()
    stand.booth.end("The disk is full.")
    stand.until(Doing.ASKING)
    assert stand.course.run is not None and stand.course.run.place == "1.1.1" and len(stand.jobs.added) == 1


def test_fast_presses_do_no_harm(stand: Stand) -> None:
    stand.start()
    for _ in range(12):
        stand.course.advance()
        stand.course.skip_round()
    stand.until(lambda: stand.course.doing in (Doing.READY, Doing.COUNTDOWN))
    for _ in range(8):
        stand.course.escape()
        stand.course.stop()
    stand.until(lambda: stand.course.doing in (Doing.READY, Doing.COUNTDOWN))
    assert stand.course.run is not None and stand.written() == stand.course.run


def test_a_question_that_is_gone_from_its_pack_is_asked_all_the_same(stand: Stand) -> None:
    run = stand.start()
    assert run.step.question == find_question(run.step.question.key)
    gone = replace(run, walk=tuple(replace(s, question=replace(s.question, key="gone/gone")) for s in run.walk))
    stand.course.start(gone)
    stand.put()
    stand.course.advance()
    stand.answer()
    assert stand.course.doing is Doing.ASKING
