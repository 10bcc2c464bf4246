"""Mock loops: several rounds of questions in a row, as an interview day would run them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rehearse.types import Question


@dataclass(frozen=True)
class Round:
    """One interviewer's part. `questions` are keys; `think_s` is the time to think before each answer."""

    title: str
    questions: tuple[str, ...]
    think_s: float = 15.0


@dataclass(frozen=True)
class Loop:
    """A whole mock interview. `key` is "pack/id"."""

    key: str
    title: str
    rounds: tuple[Round, ...]
    description: str = ""


@dataclass(frozen=True)
class Step:
    """One question of a loop. `number` counts from 1 through all rounds; `first` opens its round."""

    number: int
    round: str
    question: Question
    think_s: float
    first: bool


def steps(loop: Loop, find: Callable[[str], Question]) -> tuple[Step, ...]:
    """The loop as a flat list to walk through; `find` gives the question of a key, or raises NotFoundError."""
    asked = [(part, i, key) for part in loop.rounds for i, key in enumerate(part.questions)]
    return tuple(
        Step(number, part.title, find(key), part.think_s, first=i == 0)
        for number, (part, i, key) in enumerate(asked, start=1)
    )


def expected_s(walk: tuple[Step, ...]) -> float:
    """Seconds that the loop takes: thinking, and the middle of each question's target."""
    return sum(step.think_s + sum(step.question.target_s) / 2 for step in walk)
