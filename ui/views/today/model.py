"""What Today shows, gathered from the library without any widget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rehearse.coaching.practice import Practice, find_practice
from rehearse.loops.folder import list_runs
from rehearse.questions import Catalogue, Choice, all_packs, daily_questions
from rehearse.settings import Settings
from rehearse.store import Library
from rehearse.types import Question
from ui.views.today.advice import Advice, find_advice
from ui.views.today.choosing import QUICK, Stories, Wishes, choose, count, whole_answers
from ui.views.today.days import WeekDay, days_of, week
from ui.views.today.latest import Failure, Latest, failures, latest, measures_of
from ui.views.today.stories import Told, Untold, coverage

FIRST = "No answer yet. The first one is what later ones are held against."
# With more answers than these the priority, which is carried through all of them, is not waited for.
AT_ONCE = 1_500


@dataclass(frozen=True)
class Slow:
    """What takes seconds where there are thousands of answers."""

    stories: Stories
    advice: Advice | None


@dataclass(frozen=True)
class Board:
    """The whole page.

    Parameters
    ----------
    choice : None where there are no packs.
    pack : title of the active pack, or "" where all that are meant for every day are.
    stories : None where they are still to be counted.
    few : whether nothing was left to `gather_slowly`; `advised` whether `advice` is known.
    untold : competencies without a story.
    """

    day: date
    choice: Choice | None
    pack: str
    answered_today: bool
    practice: Practice
    week: tuple[WeekDay, ...]
    stories: Stories | None
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    advice: Advice | None
    advised: bool
    few: bool
    answers: int
    latest: Latest | None
    failed: tuple[Failure, ...]

    @property
    def question(self) -> Question | None:
        return self.choice.question if self.choice else None

    @property
    def standing(self) -> str:
        """How much was practised, in a sentence."""
        return self.practice.streak_sentence if self.practice.ever else FIRST


def wishes_of(settings: Settings, *, skipped: Iterable[str] = (), keep: Choice | None = None) -> Wishes:
    return Wishes(settings.active_pack, settings.pinned_question, frozenset(skipped), keep)


def gather(
    library: Library,
    *,
    today: date,
    wishes: Wishes | None = None,
    days_aim: int = 5,
    loops_aim: int = 2,
    slow: Slow | None = None,
    catalogue: Catalogue | None = None,
) -> Board:
    """Read the library once; meant for the background, where ten thousand takes may be looked through.

    `slow` is what `gather_slowly` found last: of few answers it is all read here.
    """
    wishes, known = wishes or Wishes(), catalogue or all_packs()
    rows = library.list()
    mine = whole_answers(rows)
    newest = next(iter(mine or rows), None)
    pool = daily_questions(known, wishes.pack)
    told_few, few = sum(row.decision is not None for row in mine) <= QUICK, len(mine) <= AT_ONCE
    stories = count(library, today) if told_few else slow.stories if slow else None
    days = days_of(mine)
    told, untold = coverage(mine, pool, stories.all if stories else None)
    return Board(
        day=today,
        choice=choose(pool, mine, today, wishes, stories.before if stories else None, known.questions),
        pack=next((pack.title for pack in known.packs if wishes.pack and pack.id == wishes.pack), ""),
        answered_today=bool(days.get(today)),
        practice=find_practice(
            (day for day, ids in days.items() for _ in ids),
            loop_days(library),
            today=today,
            days_aim=days_aim,
            loops_aim=loops_aim,
        ),
        week=week(days, today),
        stories=stories,
        told=told,
        untold=untold,
        advice=find_advice(library, mine) if few else slow.advice if slow else None,
        advised=few or slow is not None,
        few=few and told_few,
        answers=len(mine),
        latest=latest(newest, measures_of(library, newest), today) if newest else None,
        failed=failures(library, rows),
    )


def gather_slowly(library: Library, *, today: date) -> Slow:
    """Seconds of reading, for a thread that nothing waits behind."""
    return Slow(count(library, today), find_advice(library, whole_answers(library.list())))


def loop_days(library: Library) -> tuple[date, ...]:
    """The days on which mock loops were finished."""
    found = []
    for run in list_runs(library.root).runs:
        try:
            found.append(datetime.fromisoformat(run.finished_at).date())
        except ValueError:  # not finished yet, or no time that can be read
            continue
    return tuple(found)
