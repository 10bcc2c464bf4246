"""How a run goes on: pure functions from one state to the next. A move that the state does not allow is a bug.

opening > asking > thinking > answering > choosing > asking (a follow-up) ... > the next question, or over > finished
"""

from __future__ import annotations

from dataclasses import replace

from rehearse.loops.run import Answer, FollowedUp, LoopRun, Phase, Position
from rehearse.types import FollowUp


def opened(run: LoopRun) -> LoopRun:
    """The round was announced: its first question is asked."""
    _must_be(run, "opening")
    return _at(run, "asking")


def asked(run: LoopRun) -> LoopRun:
    """The question was spoken: there is time to think. A follow-up wants its answer at once."""
    _must_be(run, "asking")
    thinks = not run.position.follow_up and run.step.think_s > 0
    return _at(run, "thinking" if thinks else "answering")


def thought(run: LoopRun) -> LoopRun:
    """The time to think is over, or the person is ready."""
    _must_be(run, "thinking")
    return _at(run, "answering")


def answered(run: LoopRun, take: str) -> LoopRun:
    """The take of this id answers the question, or the follow-up, that the run stands at."""
    _must_be(run, "answering")
    return _choosing(_with_take(run, take))


def followed_up(run: LoopRun, follow_up: FollowUp) -> LoopRun:
    """The interviewer asks on."""
    _must_be(run, "choosing")
    answer = run.answer
    run = _with_answer(run, replace(answer, follow_ups=(*answer.follow_ups, FollowedUp(follow_up))))
    return replace(run, position=Position(run.position.step, "asking", len(run.answer.follow_ups)))


def moved_on(run: LoopRun) -> LoopRun:
    """The interviewer goes on to the next question, the next round, or has no more."""
    _must_be(run, "choosing")
    return _next(run)


def skipped(run: LoopRun) -> LoopRun:
    """The person passes over what the run stands at: a question, or a follow-up and with it those still to come."""
    _must_be(run, "asking", "thinking", "answering")
    answer, at = run.answer, run.position.follow_up
    if at:
        last = replace(answer.follow_ups[at - 1], skipped=True)
        answer = replace(answer, follow_ups=(*answer.follow_ups[: at - 1], last))
    else:
        answer = replace(answer, skipped=True)
    return _next(_with_answer(run, answer))


def round_skipped(run: LoopRun) -> LoopRun:
    """The person passes over what is left of the round."""
    _must_be(run, "opening", "asking", "thinking", "answering", "choosing")
    part = run.step.place[0]
    if run.position.phase in ("opening", "choosing"):
        run = _next(run) if run.answer.take else _next(_with_answer(run, Answer(skipped=True)))
    while run.position.phase != "over" and run.step.place[0] == part:
        run = skipped(run)
    return run


def asked_again(run: LoopRun) -> LoopRun:
    """The question is put once more, from the start: the recording failed, or the person wants to begin anew."""
    _must_be(run, "asking", "thinking", "answering")
    return _at(run, "asking")


def resumed(run: LoopRun) -> LoopRun:
    """Where a run goes on after a crash: at the question, or follow-up, that had no answer yet, which is put again."""
    return _at(run, "asking") if run.position.phase in ("thinking", "answering") else run


def finished(run: LoopRun, at: str) -> LoopRun:
    """Nothing is left to ask: the run ends at this time (ISO 8601)."""
    _must_be(run, "over")
    return replace(run, finished_at=at)


def closed(run: LoopRun, at: str) -> LoopRun:
    """The run is given up; what was answered stays answered."""
    _must_be(run, "opening", "asking", "thinking", "answering", "choosing", "over")
    return replace(run, closed_at=at)


# --------------------------------------------------------------------------- the parts they are made of


def take_found(run: LoopRun, step: int, follow_up: int, take: str) -> LoopRun:
    """A take turned up that answers a question of which nobody knew that it was answered."""
    here = (run.position.step, run.position.follow_up) == (step, follow_up)
    position = run.position
    run = _with_take(replace(run, position=Position(step, position.phase, follow_up)), take)
    run = replace(run, position=position)
    return _choosing(run) if here and position.phase in ("opening", "asking", "thinking", "answering") else run


def _must_be(run: LoopRun, *phases: Phase) -> None:
    if run.ended or run.position.phase not in phases:
        state = "ended" if run.ended else run.position.phase
        raise ValueError(f"loop run {run.id} is {state}, not {' or '.join(phases)}")


def _at(run: LoopRun, phase: Phase) -> LoopRun:
    return replace(run, position=replace(run.position, phase=phase))


def _with_answer(run: LoopRun, answer: Answer) -> LoopRun:
    at = run.position.step
    return replace(run, answers=(*run.answers[:at], answer, *run.answers[at + 1 :]))


def _with_take(run: LoopRun, take: str) -> LoopRun:
    answer, at = run.answer, run.position.follow_up
    if not at:
        return _with_answer(run, replace(answer, take=take, skipped=False))
    put = list(answer.follow_ups)
    put[at - 1] = replace(put[at - 1], take=take, skipped=False)
    return _with_answer(run, replace(answer, follow_ups=tuple(put)))


def _choosing(run: LoopRun) -> LoopRun:
    """An answer has ended; where it gets no more follow-ups the next question comes."""
    run = _at(run, "choosing")
    return run if len(run.answer.follow_ups) < run.step.follow_ups else _next(run)


def _next(run: LoopRun) -> LoopRun:
    step = run.position.step + 1
    if step == len(run.walk):
        return replace(run, position=Position(step, "over"))
    return replace(run, position=Position(step, "opening" if run.walk[step].first else "asking"))
