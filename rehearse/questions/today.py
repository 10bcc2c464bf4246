"""Which question to answer today: what has been told least, what went badly and is due again."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rehearse.errors import NotFoundError
from rehearse.types import Question

# Days until a question may return, by how many of its last answers in a row were good (expanding retrieval).
INTERVALS_DAYS = (3, 14, 45, 120)
MARKED = ("decision", "tradeoff", "cost")  # the story elements that say how well an answer went
GOOD = 0.5


@dataclass(frozen=True)
class Answered:
    """One answer given before. `marks` are the story's levels (0..2) by element; empty where there was no story."""

    key: str
    on: datetime.date
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """At least half of the marks for decision, trade-off and cost; an unmarked answer passes."""
        levels = [self.marks[name] for name in MARKED if name in self.marks]
        return not levels or sum(levels) / (2 * len(levels)) >= GOOD


def todays_question(questions: Sequence[Question], *, history: Iterable[Answered], date: datetime.date) -> Question:
    """One question for `date`, the same however often it is asked that day.

    A question answered badly returns when its interval has passed, but never two returns in a row. Otherwise the
    competency with the fewest answers is asked, its untold questions first. Answers given on `date` itself or later
    are left out, so that answering does not change the question of the day.

    Raises
    ------
    NotFoundError : there are no questions.
    """
    if not questions:
        raise NotFoundError("There are no questions to choose from.", "See `rehearse packs list`.")
    past = sorted((answer for answer in history if answer.on < date), key=lambda answer: answer.on)
    told: dict[str, list[Answered]] = {question.key: [] for question in questions}
    for answer in past:
        told.setdefault(answer.key, []).append(answer)
    returning = [question for question in questions if _badly(told[question.key]) and _rested(told[question.key], date)]
    if returning and not _was_return(past):
        return min(returning, key=lambda question: (told[question.key][-1].on, _lot(question, date)))
    return _least_told(questions, told, date)


def _least_told(questions: Sequence[Question], told: dict[str, list[Answered]], date: datetime.date) -> Question:
    coverage = Counter({question.competency: 0 for question in questions})
    for question in questions:
        coverage[question.competency] += len(told[question.key])
    rested = [question for question in questions if _rested(told[question.key], date)]

    def order(question: Question) -> tuple[int, int, datetime.date, str]:
        answers = told[question.key]
        last = answers[-1].on if answers else datetime.date.min
        return coverage[question.competency], len(answers), last, _lot(question, date)

    if rested:
        return min(rested, key=order)
    return min(questions, key=lambda question: (told[question.key][-1].on, _lot(question, date)))


def _badly(answers: Sequence[Answered]) -> bool:
    return bool(answers) and not answers[-1].good


def _rested(answers: Sequence[Answered], date: datetime.date) -> bool:
    """Whether enough days have passed since the last answer."""
    if not answers:
        return True
    streak = next((i for i, answer in enumerate(reversed(answers)) if not answer.good), len(answers))
    wait = INTERVALS_DAYS[min(streak, len(INTERVALS_DAYS) - 1)]
    return (date - answers[-1].on).days >= wait


def _was_return(past: Sequence[Answered]) -> bool:
    """Whether the latest answer was to a question told before."""
    return bool(past) and any(answer.key == past[-1].key for answer in past[:-1])


def _lot(question: Question, date: datetime.date) -> str:
    """A fixed order for the day among equals, another one each day."""
    return hashlib.sha256(f"{date.isoformat()} {question.key}".encode()).hexdigest()
