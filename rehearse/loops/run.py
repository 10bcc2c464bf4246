"""One run of a mock loop: what was to be asked, where it stands, and which takes answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rehearse.questions.loop import Loop, Step, expected_s, steps
from rehearse.types import FollowUp, Question

RUN_SCHEMA = 1

# opening: the round is announced; asking: the question, or a follow-up to it, is spoken; choosing: an answer has ended
# and the interviewer either asks on or goes on; over: nothing is left to ask.
Phase = Literal["opening", "asking", "thinking", "answering", "choosing", "over"]


@dataclass(frozen=True)
class Position:
    """`step` indexes the run's `walk`; `follow_up` is 0 at the question itself, n at the n-th follow-up to it."""

    step: int
    phase: Phase
    follow_up: int = 0


@dataclass(frozen=True)
class FollowedUp:
    """A follow-up that was put, and the take that answers it: "" where it was passed over, or is still open."""

    asked: FollowUp
    take: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Answer:
    """What became of one question; `take` is "" until it is answered."""

    take: str = ""
    skipped: bool = False
    follow_ups: tuple[FollowedUp, ...] = ()


@dataclass(frozen=True)
class LoopRun:
    """A run, the content of `loop.json`. It holds the questions as they were asked, whatever becomes of their packs.

    `answers` has one for each step of `walk`. A run that was given up has `closed_at`; times are ISO 8601.
    """

    schema: int
    id: str
    loop: Loop
    walk: tuple[Step, ...]
    started_at: str
    position: Position
    answers: tuple[Answer, ...]
    finished_at: str = ""
    closed_at: str = ""

    @property
    def ended(self) -> bool:
        return bool(self.finished_at or self.closed_at)

    @property
    def step(self) -> Step:
        """The question it stands at; the last one where nothing is left to ask."""
        return self.walk[min(self.position.step, len(self.walk) - 1)]

    @property
    def answer(self) -> Answer:
        """What became so far of the question it stands at."""
        return self.answers[min(self.position.step, len(self.walk) - 1)]

    @property
    def follow_up(self) -> FollowUp | None:
        """The follow-up it stands at, or None."""
        asked = self.position.follow_up
        return self.answer.follow_ups[asked - 1].asked if asked else None

    @property
    def place(self) -> str:
        """ "2.1" at the second round's first question, "2.1.3" at the third follow-up to it: `Take.loop_place`."""
        return place_of(self.step, self.position.follow_up)

    @property
    def takes(self) -> tuple[str, ...]:
        """Ids of all its takes, in the order of the questions."""
        found = (take for each in self.answers for take in (each.take, *(f.take for f in each.follow_ups)))
        return tuple(take for take in found if take)


def new_run(loop: Loop, find: Callable[[str], Question], *, id: str, at: str) -> LoopRun:
    """A run that stands before its first round. `find` gives the question of a key, or raises NotFoundError."""
    walk = steps(loop, find)
    return LoopRun(RUN_SCHEMA, id, loop, walk, at, Position(0, "opening"), (Answer(),) * len(walk))


def place_of(step: Step, follow_up: int = 0) -> str:
    part, question = step.place
    return f"{part + 1}.{question + 1}" + (f".{follow_up}" if follow_up else "")


def left_s(run: LoopRun) -> float:
    """About how many seconds the questions take that are still to be answered, without follow-ups."""
    at = run.position
    begun = at.phase in ("choosing", "over") or at.follow_up > 0
    return 0.0 if run.ended else expected_s(run.walk[at.step + begun :])


def misfit(run: LoopRun) -> str:
    """Why a run that was read cannot be one, or ""."""
    at = run.position
    if not run.walk or len(run.answers) != len(run.walk):
        return "its questions and answers do not match"
    if not 0 <= at.step < len(run.walk) + (at.phase == "over"):
        return "it stands at a question that it does not have"
    if not 0 <= at.follow_up <= len(run.answer.follow_ups):
        return "it stands at a follow-up that was never put"
    return ""
