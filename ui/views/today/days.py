"""Answers by day: the week around today, and how days are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rehearse.language.plurals import counted
from rehearse.store import TakeRow

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class WeekDay:
    """One day of the week. `takes` are the day's answers, the newest first; `relation` places it against today."""

    name: str
    date: date
    takes: tuple[str, ...]
    relation: str

    @property
    def told(self) -> str:
        """What the day holds, for those who hear the screen."""
        count = len(self.takes)
        answers = "no answer" if not count else counted(count, "answer")
        return f"{self.date:%A}, today, {answers}" if self.relation == "today" else f"{self.date:%A}, {answers}"


def day_of(row: TakeRow) -> date | None:
    """The day a take counts for, in its own time zone."""
    try:
        return datetime.fromisoformat(row.created_at).date()
    except ValueError:
        return None


def days_of(rows: Iterable[TakeRow]) -> dict[date, tuple[str, ...]]:
    """Ids by day, in the order of the rows."""
    found: dict[date, list[str]] = {}
    for row in rows:
        if (day := day_of(row)) is not None:
            found.setdefault(day, []).append(row.id)
    return {day: tuple(ids) for day, ids in found.items()}


def week(days: Mapping[date, tuple[str, ...]], today: date) -> tuple[WeekDay, ...]:
    """Monday to Sunday around today."""
    monday = today - timedelta(days=today.weekday())
    dates = [monday + timedelta(days=index) for index in range(7)]
    return tuple(
        WeekDay(name, day, days.get(day, ()), "today" if day == today else "past" if day < today else "ahead")
        for name, day in zip(DAYS, dates, strict=True)
    )


def day_name(day: date | None, today: date) -> str:
    """ "Today", "Yesterday", the weekday within a week, else the date."""
    if day is None:
        return "At an unknown time"
    back = (today - day).days
    if back in (0, 1):
        return "Yesterday" if back else "Today"
    if 1 < back < 7:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def heading(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
