"""Which question is today's, and what the choice rests on: answers, stories, the active pack and the pin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rehearse.bank.bank import count_stories
from rehearse.bank.grouping import group
from rehearse.questions import MARKED, Answered, Catalogue, Choice, all_packs, choose_today, daily_questions
from rehearse.store import Library, TakeRow
from rehearse.types import Question
from ui.samples import is_sample
from ui.views.today.days import day_of

# More tellings than these take too long to be told apart while somebody waits: about half a millisecond each.
QUICK = 150


@dataclass(frozen=True)
class Wishes:
    """What the person wants of the choice.

    Parameters
    ----------
    pack : id of the active pack, or "".
    pinned : key of the pinned question, or "".
    skipped : keys passed over today.
    keep : what is shown already: a day's question does not change by itself.
    """

    pack: str = ""
    pinned: str = ""
    skipped: frozenset[str] = frozenset()
    keep: Choice | None = None


@dataclass(frozen=True)
class Stories:
    """How many stories serve each competency (casefolded): all of them, and those told before today."""

    all: Mapping[str, int]
    before: Mapping[str, int]


def count(library: Library, today: date) -> Stories:
    """Group all answers by what they tell: about half a millisecond each, meant for the background.

    What is told today changes the table, and not the question of the day.
    """
    groups = group(library.tellings())
    return Stories(count_stories(groups), count_stories(groups, before=today))


def whole_answers(rows: Iterable[TakeRow]) -> tuple[TakeRow, ...]:
    """The person's own answers to a question; neither additions nor follow-ups of a mock loop."""
    return tuple(row for row in rows if row.whole and not is_sample(row))


def answered(row: TakeRow) -> Answered | None:
    """The take as an earlier answer; None where it belongs to no question, or to no day."""
    on = day_of(row)
    if not row.question_key or on is None:
        return None
    levels = {name: level for name in MARKED if (level := getattr(row, name)) is not None}
    return Answered(row.question_key, on, levels)


def choose(
    pool: Sequence[Question],
    mine: Iterable[TakeRow],
    today: date,
    wishes: Wishes,
    stories: Mapping[str, int] | None,
    everything: Sequence[Question] = (),
) -> Choice | None:
    """Today's question, or None without any; `everything` is where a pinned one is looked for besides the pool."""
    pinned = next((q for q in (*pool, *everything) if q.key == wishes.pinned), None) if wishes.pinned else None
    among = pool if pinned is None or pinned in pool else (*pool, pinned)
    if not among:
        return None
    keep = wishes.keep
    stays = keep is not None and keep.reason != "pinned" and keep.question.key not in wishes.skipped
    if keep is not None and stays and pinned is None and keep.question in among:
        return keep
    history = [answer for row in mine if (answer := answered(row))]
    return choose_today(
        among, history=history, date=today, stories=stories, pinned=wishes.pinned, passed_over=wishes.skipped
    )


def todays_choice(
    library: Library, *, today: date, wishes: Wishes, catalogue: Catalogue | None = None
) -> Choice | None:
    """The choice alone, as Today makes it when it is opened; meant for the background."""
    known = catalogue or all_packs()
    mine = whole_answers(library.list())
    stories = count(library, today).before if sum(row.decision is not None for row in mine) <= QUICK else None
    return choose(daily_questions(known, wishes.pack), mine, today, wishes, stories, known.questions)
