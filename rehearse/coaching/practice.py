"""How practice goes: the week against the aim, and the days so far, in which a missed day is a gap and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LOOKED_BACK = 28


@dataclass(frozen=True)
class Practice:
    """The week of `today`, and what was before.

    Parameters
    ----------
    week : answers on each day from Monday to Sunday.
    days, days_aim : days of this week with an answer, and as many as are wanted; 0 wants none.
    loops, loops_aim : mock loops finished this week.
    ever : days with an answer, ever. Nothing takes one of them away.
    recent : those of the last 28 days, today among them.
    away : days since the last answer, 0 today; None without any.
    """

    week: tuple[int, ...]
    days: int
    days_aim: int
    loops: int
    loops_aim: int
    ever: int
    recent: int
    away: int | None

    @property
    def aim_sentence(self) -> str:
        """ "Answered on 3 of 5 days, 1 of 2 mock loops.", or nothing where no aim is set."""
        parts = []
        if self.days_aim:
            parts.append(f"answered on {_against(self.days, self.days_aim, 'day')}")
        if self.loops_aim:
            parts.append(_against(self.loops, self.loops_aim, "mock loop"))
        reached = self.days >= self.days_aim and self.loops >= self.loops_aim
        text = ", ".join(parts) + (", as you set out to" if reached else "")
        return f"{text[:1].upper()}{text[1:]}." if parts else ""

    @property
    def streak_sentence(self) -> str:
        """ "12 days of practice so far, 9 of them in the last 28." No missed day is counted against anybody."""
        if not self.ever:
            return "The first answer begins it."
        days = f"{self.ever} day{'s' if self.ever > 1 else ''} of practice so far"
        if not self.recent:
            return f"{days}, the last {self.away} days ago. The next answer goes on from there."
        return f"{days}." if self.recent == self.ever else f"{days}, {self.recent} of them in the last {LOOKED_BACK}."


def _against(done: int, aim: int, noun: str) -> str:
    """ "3 of 5 days", and beyond the aim "6 days"."""
    return f"{done} {noun}s" if done > aim else f"{done} of {aim} {noun}{'s' if aim > 1 else ''}"


def find_practice(
    answers: Iterable[date], loops: Iterable[date], *, today: date, days_aim: int, loops_aim: int
) -> Practice:
    """`answers` and `loops` are the days on which they were given and finished; those after `today` do not count."""
    counts = Counter(day for day in answers if day <= today)
    monday = today - timedelta(days=today.weekday())
    week = tuple(counts[monday + timedelta(days=index)] for index in range(7))
    last = max(counts, default=None)
    return Practice(
        week=week,
        days=sum(map(bool, week)),
        days_aim=days_aim,
        loops=sum(monday <= day <= today for day in loops),
        loops_aim=loops_aim,
        ever=len(counts),
        recent=sum(day > today - timedelta(days=LOOKED_BACK) for day in counts),
        away=(today - last).days if last else None,
    )
