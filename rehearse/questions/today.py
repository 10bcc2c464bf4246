"""Which question to answer today: what went badly and is due again, what has been told least, what was pinned."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rehearse.errors import NotFoundError
from rehearse.types import Question

# Days until a question that was answered badly comes back, by on how many days it was answered well since. Each good
# answer about doubles the wait: what was recalled with some effort is kept longest (expanding retrieval). After the
# last of them it is as any other question.
RETURN_DAYS = (1, 3, 7, 16)
# Days for which a question rests that was answered well, by on how many days it was: told again too soon a story
# becomes a recitation, never told again it is forgotten.
REST_DAYS = (14, 45, 120)
MARKED = ("decision", "tradeoff", "cost")  # the story elements that say how well an answer went
NAMES = {"decision": "decision", "tradeoff": "trade-off", "cost": "cost"}
GOOD = 0.5

Reason = Literal["pinned", "due again", "told least", "longest ago"]


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


@dataclass(frozen=True)
class Choice:
    """The question of the day; `sentence` says why it is this one."""

    question: Question
    reason: Reason
    sentence: str


def choose_today(
    questions: Sequence[Question],
    *,
    history: Iterable[Answered],
    date: datetime.date,
    stories: Mapping[str, int] | None = None,
    pinned: str = "",
    passed_over: Collection[str] = (),
) -> Choice:
    """The question for `date`, the same however often it is asked that day.

    One that is pinned comes first, until it is not. A question answered badly returns when it is due, but never two
    returns in a row, so that somebody who finds many of them hard still meets new ones. Else the competency with the
    fewest stories is asked, its untold questions first. Answers given on `date` itself or later are left out, so that
    answering does not change the question of the day.

    Parameters
    ----------
    stories : how many stories serve each competency (casefolded), as the story bank counts them; without it answers
        are counted.
    pinned : key of the question that the person wants; one that is not among the questions is passed over.
    passed_over : keys that the person does not want today; where nothing else is left they are asked after all.

    Raises
    ------
    NotFoundError : there are no questions.
    """
    if not questions:
        raise NotFoundError("There are no questions to choose from.", "See `rehearse packs list`.")
    left = [question for question in questions if question.key not in passed_over] or list(questions)
    wanted = next((question for question in left if question.key == pinned), None)
    if wanted:
        return Choice(wanted, "pinned", "You pinned this question.")
    past = sorted((answer for answer in history if answer.on < date), key=lambda answer: answer.on)
    answers: dict[str, list[Answered]] = {question.key: [] for question in left}
    for answer in past:
        answers.setdefault(answer.key, []).append(answer)
    told = {key: _Past(given) for key, given in answers.items()}
    returning = [question for question in left if told[question.key].is_due(date)]
    if returning and not _was_return(past):
        back = min(returning, key=lambda question: (told[question.key].due, _lot(question, date)))
        return Choice(back, "due again", _why_back(told[back.key], date))
    return _least_told(left, told, date, stories)


def todays_question(questions: Sequence[Question], *, history: Iterable[Answered], date: datetime.date) -> Question:
    """The same where neither stories nor a pin are known; see `choose_today`."""
    return choose_today(questions, history=history, date=date).question


@dataclass(frozen=True)
class _Past:
    """All earlier answers to one question, oldest first."""

    answers: Sequence[Answered]

    @cached_property
    def good_days(self) -> int:
        """On how many days since the last bad answer it was answered well."""
        bad = max((answer.on for answer in self.answers if not answer.good), default=datetime.date.min)
        return len({answer.on for answer in self.answers if answer.good and answer.on > bad})

    @cached_property
    def due(self) -> datetime.date | None:
        """When it comes back after a bad answer; None where there was none, or it was made good."""
        if all(answer.good for answer in self.answers) or self.good_days >= len(RETURN_DAYS):
            return None
        return self.answers[-1].on + datetime.timedelta(days=RETURN_DAYS[self.good_days])

    def is_due(self, date: datetime.date) -> bool:
        return self.due is not None and self.due <= date

    def is_rested(self, date: datetime.date) -> bool:
        """Whether it may be asked again with no need to: never while it waits to come back."""
        if not self.answers:
            return True
        if self.due is not None:
            return False
        wait = REST_DAYS[min(self.good_days, len(REST_DAYS)) - 1]
        return (date - self.answers[-1].on).days >= wait


def _least_told(
    questions: Sequence[Question], told: Mapping[str, _Past], date: datetime.date, stories: Mapping[str, int] | None
) -> Choice:
    answers = Counter({question.competency.casefold(): 0 for question in questions})
    for question in questions:
        answers[question.competency.casefold()] += len(told[question.key].answers)
    served = answers if stories is None else stories

    def order(question: Question) -> tuple[int, int, int, datetime.date, str]:
        past, topic = told[question.key].answers, question.competency.casefold()
        last = past[-1].on if past else datetime.date.min
        return served.get(topic, 0), answers[topic], len(past), last, _lot(question, date)

    rested = [question for question in questions if told[question.key].is_rested(date)]
    if rested:
        least = min(rested, key=order)
        return Choice(least, "told least", _why_least(least, None if stories is None else served, told[least.key]))
    oldest = min(questions, key=lambda question: (told[question.key].answers[-1].on, _lot(question, date)))
    return Choice(oldest, "longest ago", "Everything was answered lately; this one the longest ago.")


def _why_least(question: Question, stories: Mapping[str, int] | None, past: _Past) -> str:
    topic = question.competency
    if stories is None or not topic:
        return "Not answered yet." if not past.answers else "Among those answered least."
    count = stories.get(topic.casefold(), 0)
    if not count:
        return f"No story about {topic.lower()} yet."
    return f"{'One story' if count == 1 else f'{count} stories'} about {topic.lower()} so far, among the fewest."


def _why_back(past: _Past, date: datetime.date) -> str:
    """ "It comes back: yesterday no trade-off and no cost were heard." """
    bad = [answer for answer in past.answers if not answer.good][-1]
    when = _ago((date - bad.on).days)
    missing = [f"no {NAMES[name]}" for name in MARKED if bad.marks.get(name) == 0]
    heard = f"{_listed(missing)} {'was' if len(missing) == 1 else 'were'} heard" if missing else "it stayed vague"
    better = f", {_ago((date - past.answers[-1].on).days)} it went better" if past.answers[-1].good else ""
    return f"It comes back: {when} {heard}{better}."


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def _was_return(past: Sequence[Answered]) -> bool:
    """Whether the latest answer was to a question told before."""
    return bool(past) and any(answer.key == past[-1].key for answer in past[:-1])


def _lot(question: Question, date: datetime.date) -> str:
    """A fixed order for the day among equals, another one each day."""
    return hashlib.sha256(f"{date.isoformat()} {question.key}".encode()).hexdigest()
