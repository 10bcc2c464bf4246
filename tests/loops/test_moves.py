"""A run goes from question to question, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.errors import NotFoundError
from rehearse.loops import moves
from rehearse.loops.run import left_s, misfit, new_run
from rehearse.questions import find_question
from rehearse.questions.loop import Loop, Round
from rehearse.serial import from_json, to_json
from tests.loops.looping import AT, LOOP, RUN, answer, ask, to_answering


def phase(run):
    return run.position.phase, run.place


def test_a_run_is_walked_from_the_first_round_to_the_end():
    run = RUN
    assert phase(run) == ("opening", "1.1")
    run = moves.asked(moves.opened(run))
    assert phase(run) == ("thinking", "1.1")
    run = moves.answered(moves.thought(run), "t1")
    assert phase(run) == ("choosing", "1.1")
    run = moves.followed_up(run, ask(1))
    assert (run.follow_up, phase(run)) == (ask(1), ("asking", "1.1.1"))
    run = moves.answered(moves.asked(run), "t1a")
    assert phase(run) == ("opening", "2.1")  # a recruiter asks one follow-up
    run = moves.asked(moves.opened(run))
    assert phase(run) == ("answering", "2.1")  # no time to think in this round
    run = moves.moved_on(moves.answered(run, "t2"))
    assert phase(run) == ("asking", "2.2")
    run = answer(run, "t3", "t3a", "t3b", "t3c")
    assert phase(run) == ("opening", "3.1")  # three follow-ups are the most
    run = answer(run, "t4")
    assert run.position.phase == "over" and run.takes == ("t1", "t1a", "t2", "t3", "t3a", "t3b", "t3c", "t4")
    run = moves.finished(run, AT)
    assert run.ended and run.finished_at == AT


def test_a_skipped_question_has_no_follow_ups_and_a_skipped_follow_up_is_the_last():
    run = moves.skipped(moves.opened(RUN))
    assert run.answers[0].skipped and phase(run) == ("opening", "2.1")
    run = moves.answered(to_answering(run), "t2")
    run = moves.skipped(moves.followed_up(run, ask(1)))
    assert phase(run) == ("asking", "2.2")
    (put,) = run.answers[1].follow_ups
    assert put.skipped and not put.take and not run.answers[1].skipped


@pytest.mark.parametrize("begun", [False, True])
def test_the_rest_of_a_round_can_be_skipped(begun):
    run = answer(RUN, "t1", "t1a")
    run = moves.answered(to_answering(run), "t2") if begun else run
    run = moves.round_skipped(run)
    assert phase(run) == ("opening", "3.1")
    assert [each.skipped for each in run.answers] == [False, not begun, True, False]
    assert moves.round_skipped(run).position.phase == "over"


def test_a_question_can_be_put_again():
    run = to_answering(RUN)
    assert phase(moves.asked_again(run)) == ("asking", "1.1")


def test_a_run_can_be_given_up_anywhere_and_then_stands_still():
    for run in (RUN, to_answering(RUN), moves.answered(to_answering(RUN), "t")):
        given_up = moves.closed(run, AT)
        assert given_up.ended and given_up.answers == run.answers
        for move in (moves.opened, moves.asked, moves.thought, moves.moved_on, moves.skipped, moves.round_skipped):
            with pytest.raises(ValueError, match="ended"):
                move(given_up)


def test_a_move_that_does_not_fit_is_a_bug():
    with pytest.raises(ValueError, match="is opening, not answering"):
        moves.answered(RUN, "t")
    with pytest.raises(ValueError, match="not over"):
        moves.finished(RUN, AT)


def test_time_left_counts_what_is_still_to_be_answered():
    left = [left_s(RUN)]
    run = RUN
    for take in ("a", "b", "c", "d"):
        run = answer(run, take)
        left.append(left_s(run))
    assert left == sorted(left, reverse=True) and left[-1] == 0
    assert left[0] - left[1] == 5 + (45 + 90) / 2


def test_a_question_that_is_gone_is_said_before_the_loop_begins():
    with pytest.raises(NotFoundError, match="nosuch/one"):
        new_run(Loop("p/x", "X", (Round("r", ("nosuch/one",)),)), find_question, id="x", at=AT)


MOVES = {
    "opening": (moves.opened, moves.round_skipped),
    "asking": (moves.asked, moves.skipped, moves.asked_again, moves.resumed),
    "thinking": (moves.thought, moves.skipped, moves.resumed, moves.asked_again),
    "answering": (lambda run: moves.answered(run, f"take-{len(run.takes)}"), moves.skipped, moves.resumed),
    "choosing": (moves.moved_on, lambda run: moves.followed_up(run, ask(len(run.takes))), moves.round_skipped),
}


@given(st.lists(st.integers(0, 3), max_size=60))
def test_whatever_happens_a_run_fits_and_reads_back_as_it_was(chosen):
    run = RUN
    for choice in chosen:
        if run.position.phase == "over":
            break
        fitting = MOVES[run.position.phase]
        before = run
        run = fitting[choice % len(fitting)](run)
        assert misfit(run) == "" and from_json(to_json(run), type(run)) == run
        assert run.position.step >= before.position.step and run.takes[: len(before.takes)] == before.takes
        asked = [len(each.follow_ups) for each in run.answers]
        assert all(count <= step.follow_ups for count, step in zip(asked, run.walk, strict=True))
    assert run.loop == LOOP
