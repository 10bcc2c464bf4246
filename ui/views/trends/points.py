"""The points of a chart: by day or by take, and what other recognisers measured, marked and apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from rehearse.coaching.trends import Day, Series, Trend
from rehearse.coaching.trends import Point as Told
from ui.views.trends.looks import Per, day_label
from ui.widgets.charts.data import Point

Write = Callable[[float], str]


def chart_points(trend: Trend, first: date, last: date, per: Per, write: Write) -> tuple[Point, ...]:
    """What stands between `first` and `last`, in order; `write` puts a value in words.

    Figures in another unit cannot stand on the same axis and are left out.
    """
    own = _points(trend.takes, trend.days, first, last, per, write, "")
    found = [*own]
    for series in comparable_units(trend):
        mark = f", by {series.engine}{', rough' if series.rough else ''}"
        found += _points(series.takes, series.days, first, last, per, write, mark)
    return tuple(sorted(found, key=lambda point: point.day))


def comparable_units(trend: Trend) -> tuple[Series, ...]:
    """What other recognisers measured in the same unit."""
    return tuple(series for series in trend.others if series.unit == trend.unit)


def switch_days(trend: Trend, first: date, last: date) -> tuple[int, ...]:
    """Days from `first` on which another recogniser began."""
    days = ((date.fromisoformat(switch.date) - first).days for switch in trend.switches)
    return tuple(dict.fromkeys(day for day in days if 0 < day <= (last - first).days))


def newest_take(takes: Sequence[Told]) -> dict[str, str]:
    """The last take of each day."""
    return {take.date: take.take_id for take in takes}


def spread_over(takes: Sequence[Told], first: date) -> Iterator[tuple[float, Told]]:
    """Each take with its place: those of one day stand side by side within it."""
    many = Counter(take.date for take in takes)
    for on, group in groupby(takes, key=lambda take: take.date):
        day = (date.fromisoformat(on) - first).days
        for number, take in enumerate(group):
            yield day + (number + 0.5) / many[on] - 0.5, take


def _points(
    takes: Sequence[Told], days: Sequence[Day], first: date, last: date, per: Per, write: Write, mark: str
) -> list[Point]:
    begin, end = first.isoformat(), last.isoformat()
    if per == "take":
        inside = [take for take in takes if begin <= take.date <= end]
        return [
            Point(day, take.value, take.error, _read_out(take, write) + mark, take.take_id, bool(mark))
            for day, take in spread_over(inside, first)
        ]
    opened = newest_take(takes)
    return [
        Point(
            (date.fromisoformat(day.date) - first).days,
            day.value,
            day.error,
            _read_out(day, write) + mark,
            opened.get(day.date, ""),
            bool(mark),
        )
        for day in days
        if begin <= day.date <= end
    ]


def _read_out(told: Day | Told, write: Write) -> str:
    wrong = f" ± {write(told.error)}" if told.error else ""
    several = f", {told.takes} takes" if isinstance(told, Day) and told.takes > 1 else ""
    return f"{day_label(date.fromisoformat(told.date))}: {write(told.value)}{wrong}{several}"


def first_day(today: date, days: int) -> date:
    return today - timedelta(days=days - 1)
