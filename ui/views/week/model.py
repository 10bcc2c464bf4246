"""Which week is shown, and what its tables say; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rehearse.coaching.week import DAYS, Watch, Week, WeekFigure
from rehearse.export import wording
from rehearse.settings import Settings
from rehearse.store import Library
from ui.samples import is_sample
from ui.views.today.days import day_of

FIGURE_HEADERS = ("", "this week", "before", "change")
STORY_HEADERS = ("clear in", "this week", "before", "change")
FIRST = "No answer yet. After the first ones, what changed and which moments to watch again stand here."
NO_BEST = "No decision, trade-off or cost was clear this week."
NO_HARDEST = "Nothing stood out."


@dataclass(frozen=True)
class Page:
    """A week in review. `back` is how many weeks ago it was, 0 for the last seven days; `oldest` the furthest back."""

    week: Week
    back: int
    oldest: int

    @property
    def title(self) -> str:
        return f"{_day(self.week.first)} to {_day(self.week.last)}"

    @property
    def begun(self) -> bool:
        """Whether anything was ever answered."""
        return self.week.practice.ever > 0

    @property
    def summary(self) -> str:
        return self.week.summary if self.begun else FIRST

    @property
    def practice(self) -> str:
        """The aim, and the days so far."""
        practice = self.week.practice
        return f"{practice.aim_sentence} {practice.streak_sentence}".strip() if self.begun else ""

    @property
    def file_name(self) -> str:
        return f"rehearse-week-{self.week.last}"


def last_day(back: int, today: date) -> date:
    """The last day shown: today, and further back the Sundays before this week."""
    if not back:
        return today
    return today - timedelta(days=today.weekday() + 1 + DAYS * (back - 1))


def weeks_back(first: date | None, today: date) -> int:
    """How far back there is a week that holds `first`, the day of the first answer."""
    if first is None or first > today:
        return 0
    back = 0
    while last_day(back, today) - timedelta(days=DAYS - 1) > first:
        back += 1
    return back


def gather(library: Library, *, today: date, back: int, settings: Settings) -> Page:
    """Read the week and all before it; meant for the background. Weeks before the first answer give way to its own."""
    from rehearse.export.week import gather_week  # what it writes pages with takes long to load

    days = [day for row in library.list() if row.whole and not is_sample(row) and (day := day_of(row))]
    oldest = weeks_back(min(days, default=None), today)
    back = max(0, min(back, oldest))
    week = gather_week(library, last=last_day(back, today), days_aim=settings.daily_aim, loops_aim=settings.loop_aim)
    return Page(week, back, oldest)


def figure_rows(figures: Sequence[WeekFigure]) -> list[tuple[str, ...]]:
    """A line for each measure: its name, this week's value, the one before, what changed."""
    from rehearse.export.week import amount, remark

    return [
        (
            figure.label + (", rough" if figure.rough else ""),
            f"{amount(figure.value, figure.unit)} {figure.unit}".strip(),
            amount(figure.change.before, figure.unit),
            remark(figure.change),
        )
        for figure in figures
    ]


def story_rows(week: Week) -> list[tuple[str, ...]]:
    """A line for each element: in how many answers it was clear."""
    return [
        (wording.ELEMENTS[change.element], _of(change.now), _of(change.before), change.remark)
        for change in week.story_changes
    ]


def where(watch: Watch) -> str:
    """ "Sat 21 Nov, at 1:12: Tell me about…"."""
    at = wording.starts(watch.moment)
    return f"{_day(watch.day)}{f', at {at}' if at else ''}: {watch.question}"


def starts_at(watch: Watch) -> float | None:
    """Where playback begins, seconds; None for a moment that is nowhere in particular."""
    return watch.moment.start if watch.moment.end > watch.moment.start else None


def _of(share: tuple[int, int]) -> str:
    return f"{share[0]} of {share[1]}" if share[1] else ""


def _day(day: str) -> str:
    on = date.fromisoformat(day)
    return f"{on:%a} {on.day} {on:%b}"
