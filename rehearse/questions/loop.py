"""Mock loops: several rounds of questions in a row, as an interview day would run them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rehearse.types import Question

RoundKind = Literal[
    "recruiter-screen",
    "hiring-manager",
    "behavioural",
    "sceptical-director",
    "think-aloud-coding",
    "think-aloud-design",
]
MOST_FOLLOW_UPS = 3
# An answer is cut off once it takes this many times the longest good one.
PATIENCE = 1.5
# What a follow-up takes, its question and its answer.
FOLLOW_UP_S = 45.0


@dataclass(frozen=True)
class Kind:
    """What a kind of round is called, and what holds in it where the round does not say."""

    name: str
    think_s: float = 15.0
    follow_ups: int = MOST_FOLLOW_UPS
    sceptical: bool = False


KINDS: dict[RoundKind, Kind] = {
    "recruiter-screen": Kind("Recruiter screen", think_s=5.0, follow_ups=1),
    "hiring-manager": Kind("Hiring manager"),
    "behavioural": Kind("Behavioural"),
    "sceptical-director": Kind("Sceptical director", sceptical=True),
    "think-aloud-coding": Kind("Think-aloud coding", think_s=60.0, follow_ups=1),
    "think-aloud-design": Kind("Think-aloud design", think_s=120.0, follow_ups=1),
}
# Of a round that names no kind.
UNNAMED = Kind("")


@dataclass(frozen=True)
class Round:
    """One interviewer's part. `questions` are keys; `think_s` is the time to think before each answer.

    kind : what sort of round it is, or None where the pack does not say.
    answer_s : the seconds after which an answer is cut off; 0 goes by each question's own target.
    sceptical : whether the interviewer pushes back on what was claimed.
    follow_ups : how many follow-ups an answer gets at most, up to three; None goes by the kind.
    """

    title: str
    questions: tuple[str, ...]
    think_s: float = 15.0
    kind: RoundKind | None = None
    answer_s: float = 0.0
    sceptical: bool = False
    follow_ups: int | None = None


@dataclass(frozen=True)
class Loop:
    """A whole mock interview. `key` is "pack/id"."""

    key: str
    title: str
    rounds: tuple[Round, ...]
    description: str = ""


@dataclass(frozen=True)
class Step:
    """One question of a loop, with everything that was left to defaults filled in.

    `number` counts from 1 through all rounds; `first` opens its round. `place` is (round, question), each from 0.
    """

    number: int
    round: str
    question: Question
    think_s: float
    first: bool
    place: tuple[int, int] = (0, 0)
    kind: RoundKind | None = None
    answer_s: float = 0.0
    sceptical: bool = False
    follow_ups: int = 0

    @property
    def think_aloud(self) -> bool:
        """Whether thinking is to be heard: silence is what matters, and no story is expected."""
        return self.question.mode == "think-aloud"


def steps(loop: Loop, find: Callable[[str], Question]) -> tuple[Step, ...]:
    """The loop as a flat list to walk through; `find` gives the question of a key, or raises NotFoundError."""
    asked = [(part, (i, j), key) for i, part in enumerate(loop.rounds) for j, key in enumerate(part.questions)]
    return tuple(_step(number, part, place, find(key)) for number, (part, place, key) in enumerate(asked, start=1))


def _step(number: int, part: Round, place: tuple[int, int], question: Question) -> Step:
    return Step(
        number=number,
        round=part.title,
        question=question,
        think_s=part.think_s,
        first=place[1] == 0,
        place=place,
        kind=part.kind,
        answer_s=part.answer_s or question.target_s[1] * PATIENCE,
        sceptical=part.sceptical,
        follow_ups=_follow_ups(part, question),
    )


def _follow_ups(part: Round, question: Question) -> int:
    if part.follow_ups is not None:
        return part.follow_ups
    usual = KINDS[part.kind] if part.kind else UNNAMED
    return min(usual.follow_ups, 1) if question.mode == "think-aloud" else usual.follow_ups


def kind_name(kind: RoundKind | None) -> str:
    """ "Hiring manager"; "" for a round that names no kind."""
    return KINDS[kind].name if kind else UNNAMED.name


def expected_s(walk: tuple[Step, ...]) -> float:
    """Seconds that the loop takes without follow-ups: thinking, and the middle of each question's target."""
    return sum(step.think_s + sum(step.question.target_s) / 2 for step in walk)


def longest_s(walk: tuple[Step, ...]) -> float:
    """Seconds that the loop takes where every answer is followed up as often as may be."""
    return expected_s(walk) + sum(step.follow_ups * FOLLOW_UP_S for step in walk)
