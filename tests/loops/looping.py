"""A short loop for tests: a screen, a sceptical director, a design round."""

from __future__ import annotations

from rehearse.loops import moves
from rehearse.loops.run import LoopRun, new_run
from rehearse.questions.loop import Loop, Round
from rehearse.types import FollowUp, Question

LADDER = ("What did you give up for it?", "What did it cost, and who paid?", "What would a critic say?")
QUESTIONS = {
    "p/a": Question("p/a", "Why us?", "motivation", follow_ups=LADDER, target_s=(45, 90)),
    "p/b": Question("p/b", "Tell me about a failure.", "failure", follow_ups=LADDER),
    "p/c": Question("p/c", "Tell me about a fight.", "conflict", follow_ups=LADDER),
    "p/d": Question("p/d", "Design a queue.", "design", follow_ups=LADDER, target_s=(300, 900), mode="think-aloud"),
}
LOOP = Loop(
    "p/day",
    "A day",
    (
        Round("Screen", ("p/a",), 5.0, "recruiter-screen"),
        Round("Director", ("p/b", "p/c"), 0.0, "sceptical-director", sceptical=True),
        Round("Design", ("p/d",), 60.0, "think-aloud-design", follow_ups=0),
    ),
)
AT = "2026-11-21T09:15:02+00:00"
RUN = new_run(LOOP, QUESTIONS.__getitem__, id="20261121-091502-lp01", at=AT)


def ask(number: int, element: str = "cost") -> FollowUp:
    return FollowUp(element, f"And then, {number}?")


def to_answering(run: LoopRun) -> LoopRun:
    """Through everything that comes before an answer."""
    ways = {"opening": moves.opened, "asking": moves.asked, "thinking": moves.thought}
    while run.position.phase in ways:
        run = ways[run.position.phase](run)
    return run


def answer(run: LoopRun, take: str, *follow_ups: str) -> LoopRun:
    """Answer the question and as many follow-ups, then go on where the interviewer has not done so."""
    step = run.position.step
    run = moves.answered(to_answering(run), take)
    for number, name in enumerate(follow_ups, start=1):
        run = moves.answered(to_answering(moves.followed_up(run, ask(number))), name)
    return moves.moved_on(run) if run.position.step == step and run.position.phase == "choosing" else run
