"""What takes are filtered by: each choice in words, and what it asks of the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rehearse.store import Filter
from rehearse.store.rows import days
from rehearse.types import ElementName, Level

# label, how many days back
TIMES: tuple[tuple[str, int], ...] = (
    ("Any time", 0),
    ("Last 7 days", 7),
    ("Last 28 days", 28),
    ("Last 90 days", 90),
    ("Last 365 days", 365),
)
BETWEEN = "Chosen days…"
Days = tuple[date, date]
_NAMES: tuple[tuple[str, ElementName], ...] = (
    ("Decision", "decision"),
    ("Trade-off", "tradeoff"),
    ("Cost", "cost"),
    ("Result", "result"),
)
_LEVELS: tuple[tuple[str, Level], ...] = (("clear", 2), ("thin", 1), ("not heard", 0))
StoryLevel = tuple[ElementName, Level]
STORIES: tuple[tuple[str, StoryLevel | None], ...] = (
    ("Any story", None),
    *((f"{title} {word}", (name, level)) for title, name in _NAMES for word, level in _LEVELS),
)
WORDS: tuple[tuple[str, bool | None], ...] = (("Any words", None), ("Rough words", True), ("Words not rough", False))


@dataclass(frozen=True)
class Query:
    """What the person asks for; an empty field asks for everything.

    `back` is in days, today included; `days` are the first and the last day of a free range.
    """

    text: str = ""
    question_key: str = ""
    competency: str = ""
    tag: str = ""
    problems: bool = False
    favourite: bool = False
    back: int = 0
    days: Days | None = None
    story: StoryLevel | None = None
    rough: bool | None = None

    @property
    def asks(self) -> bool:
        return self != Query()

    def among(self, today: date, *, patches: bool = False) -> Filter:
        """The same for the library, all but the text and the problems."""
        ready_made = today - timedelta(days=self.back - 1) if self.back else None
        since, until = days(*(self.days or (ready_made, None)))
        return Filter(
            question_key=self.question_key,
            competency=self.competency,
            tag=self.tag,
            since=since,
            until=until,
            favourite=self.favourite,
            levels=(self.story,) if self.story else (),
            rough=self.rough,
            patches=patches,
        )


def days_line(first: date, last: date) -> str:
    """ "1 Oct to 14 Nov 2026"; what both days share is said once."""
    end = f"{last.day} {last:%b %Y}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%b %Y} to {end}"
    return f"{first.day}{'' if first.month == last.month else f' {first:%b}'} to {end}"
