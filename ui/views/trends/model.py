"""What Trends shows: figures over days, and one sentence each that says whether anything changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rehearse.coaching.trends import Trend, find_trends
from rehearse.store import Library
from ui.samples import own
from ui.views.trends.figures import Figure, figure, guess_figures
from ui.views.trends.looks import ALL, LOOKS, SPANS, Per
from ui.views.trends.points import first_day
from ui.views.trends.story import StoryTable, story_table
from ui.views.trends.tables import Table, make_table, to_csv

LEGEND = "Shaded: general advice, never a pass mark. Dashed: your first three takes. Days without a take stay open."
GUESS_LEGEND = "Your guess minus what was measured. Shaded, around the dashed line: nobody could tell it from right."
State = Literal["empty", "outside", "few", "charts"]
SHORTEST = 7


@dataclass(frozen=True)
class Trends:
    """The whole page; `takes` counts the person's own analysed takes ever, `trends` is what a file gets.

    `span` is what was asked for, `days` how many are drawn. `newest` is the last day that has a figure at all;
    `wider` is the next longer span with one, None where none has.
    """

    span: int
    days: int
    per: Per
    today: date
    takes: int
    figures: tuple[Figure, ...]
    guesses: tuple[Figure, ...]
    story: StoryTable
    trends: tuple[Trend, ...]
    newest: date | None
    wider: int | None

    @property
    def state(self) -> State:
        """What there is enough for."""
        if not self.takes:
            return "empty"
        on = {int(point.day + 0.5) for figure in self.figures for point in figure.chart.points}
        return "charts" if len(on) > 1 else "few" if on else "outside"

    @property
    def first(self) -> date:
        return first_day(self.today, self.days)

    def table(self) -> Table:
        return make_table(self.trends, self.first, self.today, self.per)

    def csv(self) -> str:
        return to_csv(self.trends, self.first, self.today, self.per, self.story)


def gather(library: Library, *, today: date, days: int, per: Per = "day") -> Trends:
    """Read what is needed for a span of `days`, or `ALL`; meant for the background."""
    found = {trend.key: trend for trend in find_trends(library.readings(LOOKS), today=today)}
    trends = tuple(found[key] for key in LOOKS if key in found)
    newest = newest_day(trends, today)
    drawn = days or all_days(trends, today)
    return Trends(
        span=days,
        days=drawn,
        per=per,
        today=today,
        takes=sum(row.analysed for row in own(library.list())),
        figures=tuple(figure(trend, today, drawn, span=days, per=per) for trend in trends),
        guesses=guess_figures(library.ratings(), today=today, days=drawn, per=per),
        story=story_table(library.levels(), today, drawn),
        trends=trends,
        newest=newest,
        wider=_wider(days, newest, today),
    )


def newest_day(trends: Iterable[Trend], today: date) -> date | None:
    """The last day up to today that has a figure."""
    days = [on for trend in trends for day in trend.days if (on := date.fromisoformat(day.date)) <= today]
    return max(days, default=None)


def all_days(trends: Iterable[Trend], today: date) -> int:
    """How many days there are from the first figure to today, at least a week."""
    firsts = [
        date.fromisoformat(days[0].date)
        for trend in trends
        for days in (trend.days, *(series.days for series in trend.others))
        if days
    ]
    return max(SHORTEST, (today - min(firsts)).days + 1) if firsts else SHORTEST


def _wider(days: int, newest: date | None, today: date) -> int | None:
    if newest is None or days == ALL:
        return None
    back = (today - newest).days
    return next((span for span in SPANS if span > days and back < span), ALL if back >= max(SPANS) else None)
