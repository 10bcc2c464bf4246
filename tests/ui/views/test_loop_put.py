"""What is put to the person, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.loops import moves
from rehearse.loops.run import LoopRun, new_run
from rehearse.questions import find_loop, find_question
from rehearse.types import FollowUp
from tests.ui.views.loop_course import short_loop
from ui.views.loop.put import READING_S, asked_of, longest_s, reading_s, round_about, target, text_of

ASK = FollowUp("cost", "What did it cost?")


def followed_up() -> LoopRun:
    run = new_run(short_loop(), find_question, id="r", at="2026-11-21T10:00:00+00:00")
    run = moves.answered(moves.thought(moves.asked(moves.opened(run))), "take-1")
    return moves.followed_up(run, ASK)


def test_a_follow_up_is_a_patch_of_its_answer() -> None:
    run = followed_up()
    asked = asked_of(run)
    assert (asked.patch_of, asked.patch_element) == ("take-1", "cost")
    assert (asked.loop, asked.loop_place) == ("r", "1.1.1")
    assert asked.question.text == text_of(run) == "What did it cost?"
    assert asked.question.competency == run.step.question.competency
    assert target(run) == "20 to 60 s are enough, at most 1:30"


def test_a_question_has_its_own_time() -> None:
    run = new_run(short_loop(), find_question, id="r", at="2026-11-21T10:00:00+00:00")
    low, high = run.step.question.target_s
    assert longest_s(run) == high * 1.5
    asked = asked_of(run)
    assert not asked.patch_of and asked.loop_place == "1.1" and asked.question == run.step.question
    limited = replace(run, walk=(replace(run.walk[0], answer_s=90.0), *run.walk[1:]))
    assert target(limited).endswith(", at most 1:30") and low < high


@pytest.mark.parametrize(("words", "seconds"), [(1, READING_S[0]), (35, 10.0), (4000, READING_S[1])])
def test_a_text_is_left_as_long_as_it_takes_to_read(words: int, seconds: float) -> None:
    assert reading_s("word " * words) == seconds


def test_each_round_is_told_in_plain_words() -> None:
    run = new_run(find_loop("judgement/senior-engineer"), find_question, id="r", at="2026-11-21T10:00:00+00:00")
    told = {}
    while run.position.phase != "over":
        told[run.step.round] = round_about(run)
        run = moves.round_skipped(run)
    assert told["Recruiter"] == ("Recruiter screen: 3 questions, 5 s to think before each, up to 1 follow-up to each.")
    assert told["System design, thinking aloud"] == (
        "Think-aloud design: 1 question, 2 min to think, up to 1 follow-up. "
        "Think aloud: what you weigh matters more than where you end."
    )
    assert told["Director"].endswith("up to 3 follow-ups to each. The interviewer pushes back on what you claim.")
