"""What Today shows, gathered from the library without any widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rehearse.questions import MARKED, Answered, Catalogue, all_packs, todays_question
from rehearse.store import Library, TakeRow
from rehearse.types import Question
from ui.samples import own
from ui.views.today.advice import Advice, find_advice
from ui.views.today.days import WeekDay, day_name, day_of, days_of, week
from ui.views.today.latest import Failure, Latest, failures, latest, measures_of
from ui.views.today.stories import Told, Untold, coverage


@dataclass(frozen=True)
class Board:
    """The whole page. `question` is None where there are no packs; `untold` are competencies without a story."""

    day: date
    question: Question | None
    answered_today: bool
    standing: str
    week: tuple[WeekDay, ...]
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    advice: Advice | None
    answers: int
    latest: Latest | None
    failed: tuple[Failure, ...]


def gather(library: Library, *, today: date, skipped: Iterable[str] = (), catalogue: Catalogue | None = None) -> Board:
    """Read the library once; meant for the background, where ten thousand takes may be looked through."""
    rows = library.list()
    mine = own(rows)
    newest = next(iter(mine or rows), None)
    pool = questions_of_the_day(catalogue or all_packs())
    history = [answer for row in mine if (answer := answered(row))]
    question = choose(pool, history, today, frozenset(skipped))
    days = days_of(mine)
    told, untold = coverage(mine, pool)
    return Board(
        day=today,
        question=question,
        answered_today=bool(days.get(today)),
        standing=standing(days, today, question, [each.competency for each in untold]),
        week=week(days, today),
        told=told,
        untold=untold,
        advice=find_advice(library, mine),
        answers=len(mine),
        latest=latest(newest, measures_of(library, newest), today) if newest else None,
        failed=failures(library, rows),
    )


def questions_of_the_day(catalogue: Catalogue) -> tuple[Question, ...]:
    return tuple(question for pack in catalogue.packs if pack.daily for question in pack.questions)


def answered(row: TakeRow) -> Answered | None:
    """The take as an earlier answer; None where it belongs to no question, or to no day."""
    on = day_of(row)
    if not row.question_key or on is None:
        return None
    levels = {name: level for name in MARKED if (level := getattr(row, name)) is not None}
    return Answered(row.question_key, on, levels)


def choose(
    pool: Sequence[Question], history: Sequence[Answered], today: date, skipped: frozenset[str]
) -> Question | None:
    """Today's question; another one where the person has passed over some, and from the start once all were."""
    left = [question for question in pool if question.key not in skipped] or list(pool)
    return todays_question(left, history=history, date=today) if left else None


def standing(days: Mapping[date, object], today: date, question: Question | None, untold: Sequence[str]) -> str:
    """Where one stands, in a sentence or two."""
    if not days:
        return "No answer yet. The first one is what later ones are held against."
    first = f"Answers on {len(days)} day{'s' if len(days) > 1 else ''} so far"
    first += ", today's among them." if today in days else f", {_last(max(days), today)}."
    asked = question.competency.casefold() if question else ""
    if any(asked == name.casefold() for name in untold):
        return f"{first} No story about {asked} yet."
    return first


def _last(day: date, today: date) -> str:
    name = day_name(day, today)
    return "the last yesterday" if name == "Yesterday" else f"the last on {name}"
