"""What changed over days, and whether anybody could hear it. Pure functions of readings.

Readings of different engines, or of a rough and a trusted one, are never compared: a trend is of the newest reading's
engine, and what others measured stands beside it, marked. Readings that could not be told are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from rehearse.coaching.changes import NOTICEABLE, NOTICED, UNLISTED, Change, Day, Noticeable, Verdict, find_change

__all__ = [
    "BASELINE_TAKES",
    "NOTICEABLE",
    "NOTICED",
    "UNLISTED",
    "WINDOWS",
    "Change",
    "Day",
    "Noticeable",
    "Point",
    "Reading",
    "Series",
    "Switch",
    "Trend",
    "Verdict",
    "day_medians",
    "find_trends",
    "gaps",
    "stretches",
    "take_to_take_spread",
]

WINDOWS = (7, 28, 90)
BASELINE_TAKES = 3
# the median of |a - b| for two normal draws of standard deviation 1
MEDIAN_DIFFERENCE = 0.954

Band = tuple[float | None, float | None]


class Reading(NamedTuple):
    """One figure of one take. `created_at` is ISO 8601; its own date is the day it counts for.

    `band_low` and `band_high` are the edges of the advice, None where there is none. Years of takes have ten
    thousand of these, which a dataclass would take four times as long to make.
    """

    take_id: str
    created_at: str
    key: str
    label: str
    value: float | None
    unit: str
    certainty: str
    error: float | None
    engine: str
    band_low: float | None = None
    band_high: float | None = None

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.created_at).date()


@dataclass(frozen=True, slots=True)
class Point:
    """One take's figure; `date` is the day it counts for."""

    take_id: str
    date: str
    value: float
    error: float | None


@dataclass(frozen=True)
class Series:
    """A figure by one engine: a point a take, and the median of each day that has one."""

    engine: str
    rough: bool
    unit: str
    takes: tuple[Point, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Switch:
    """From this day on another engine measured; `rough` where its figures are."""

    date: str
    engine: str
    rough: bool


@dataclass(frozen=True)
class Trend:
    """One figure over days, by one engine.

    Parameters
    ----------
    days, takes : the same figures by day and by take; days without a take are absent.
    baseline : median of the first three takes by this engine. `spread` is from take to take.
    changes : against the days before for each of `WINDOWS`, and last against the baseline.
    left_out : takes by other engines or that could not tell; `unknown` of them could not.
    band : the advice that the newest take was given.
    others : what other engines measured, oldest first, to be shown marked and never joined to `days`.
    switches : where the engine changed.
    """

    key: str
    label: str
    unit: str
    engine: str
    rough: bool
    days: tuple[Day, ...]
    baseline: float | None
    spread: float | None
    changes: tuple[Change, ...]
    left_out: int
    takes: tuple[Point, ...] = ()
    band: Band | None = None
    unknown: int = 0
    others: tuple[Series, ...] = ()
    switches: tuple[Switch, ...] = ()

    def over(self, days: int) -> Change:
        """What to say of the last `days`: against the days before, or where these are too few against the baseline."""
        found = next((c for c in self.changes if c.days == days and c.verdict != "too early"), None)
        return found or self.changes[-1]


def find_trends(readings: Iterable[Reading], *, today: date) -> tuple[Trend, ...]:
    """A trend for every key among the readings, each by the engine of its newest reading; keys in order of arrival."""
    by_key: dict[str, list[Reading]] = {}
    for reading in readings:
        by_key.setdefault(reading.key, []).append(reading)
    return tuple(t for group in by_key.values() if (t := _trend(group, today)))


def day_medians(readings: Sequence[Reading]) -> tuple[Day, ...]:
    """Per day the median value and the median error; days without a take are absent."""
    return _days(sorted((_point(r) for r in readings), key=lambda p: p.date))


def take_to_take_spread(values: Sequence[float]) -> float | None:
    """Standard deviation from one take to the next, robust and blind to slow drift; None under three takes.

    The median absolute difference of neighbours, scaled as for normal noise (von Neumann's successive differences).
    """
    if len(values) < BASELINE_TAKES:
        return None
    return median(abs(b - a) for a, b in pairwise(values)) / MEDIAN_DIFFERENCE


def stretches(days: Sequence[Day], *, apart: int = 1) -> tuple[tuple[Day, ...], ...]:
    """The days in runs that a line may join: no two neighbours more than `apart` days from each other."""
    runs: list[list[Day]] = []
    for day in days:
        if runs and _between(runs[-1][-1].date, day.date) <= apart:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(map(tuple, runs))


def gaps(days: Sequence[Day], *, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The spans of days without a figure between `first` and `last`, each with its first and last day."""
    told = sorted({on for day in days if first <= (on := date.fromisoformat(day.date)) <= last})
    edges = [first - timedelta(days=1), *told, last + timedelta(days=1)]
    one = timedelta(days=1)
    return tuple((a + one, b - one) for a, b in pairwise(edges) if b - a > one)


def _trend(readings: Sequence[Reading], today: date) -> Trend | None:
    dated = [reading for reading in readings if _dated(reading)]
    told = sorted((r for r in dated if r.value is not None and r.certainty != "unknown"), key=lambda r: r.created_at)
    if not told:
        return None
    newest, series = told[-1], _series(told)
    own = series.pop(_source(newest))
    values = [point.value for point in own.takes]
    spread = take_to_take_spread(values)
    against = [_against_window(newest.key, own, spread, today, length) for length in WINDOWS]
    return Trend(
        key=newest.key,
        label=newest.label,
        unit=newest.unit,
        engine=newest.engine,
        rough=own.rough,
        days=own.days,
        baseline=median(values[:BASELINE_TAKES]) if len(values) >= BASELINE_TAKES else None,
        spread=spread,
        changes=(*against, _against_baseline(newest.key, own, spread)),
        left_out=len(dated) - len(own.takes),
        takes=own.takes,
        band=None if newest.band_low is newest.band_high is None else (newest.band_low, newest.band_high),
        unknown=len(dated) - len(told),
        others=tuple(series.values()),
        switches=tuple(_switches(told)),
    )


Source = tuple[str, bool, str]


def _source(reading: Reading) -> Source:
    """Readings of one source can be compared: engine, whether it is rough, unit."""
    return reading.engine, reading.certainty == "rough", reading.unit


def _series(told: Sequence[Reading]) -> dict[Source, Series]:
    """By source, in the order of their first readings."""
    points: dict[Source, list[Point]] = {}
    for reading in told:
        points.setdefault(_source(reading), []).append(_point(reading))
    return {
        (engine, rough, unit): Series(engine, rough, unit, tuple(found), _days(found))
        for (engine, rough, unit), found in points.items()
    }


def _switches(told: Sequence[Reading]) -> Iterator[Switch]:
    for one, other in pairwise(told):
        if _source(one) != _source(other):
            yield Switch(_date(other), other.engine, other.certainty == "rough")


def _dated(reading: Reading) -> bool:
    try:
        return bool(reading.day)
    except ValueError:
        return False


def _point(reading: Reading) -> Point:
    return Point(reading.take_id, _date(reading), reading.value or 0.0, reading.error)


def _date(reading: Reading) -> str:
    """Its day as text; thousands of readings are too many to take each time apart."""
    written = reading.created_at
    return written[:10] if written[4:5] == written[7:8] == "-" else reading.day.isoformat()


def _days(points: Sequence[Point]) -> tuple[Day, ...]:
    """Points in the order of their days as the medians of these."""
    days = []
    for day, group in groupby(points, key=lambda point: point.date):
        members = list(group)
        errors = [point.error for point in members if point.error is not None]
        value = median(point.value for point in members)
        days.append(Day(day, value, len(members), median(errors) if errors else None))
    return tuple(days)


def _between(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _against_window(key: str, own: Series, spread: float | None, today: date, length: int) -> Change:
    """The last `length` days against the `length` days before them."""
    first, last = today - timedelta(days=length - 1), today.isoformat()
    begin, middle = (first - timedelta(days=length)).isoformat(), first.isoformat()
    now = [d for d in own.days if middle <= d.date <= last]
    before = [d for d in own.days if begin <= d.date < middle]
    return find_change(key, own.unit, before, now, spread, days=length, name=f"the {length} days before")


def _against_baseline(key: str, own: Series, spread: float | None) -> Change:
    """The last three takes after the first three against those."""
    first, later = own.takes[:BASELINE_TAKES], own.takes[BASELINE_TAKES:]
    before, now = ([Day(p.date, p.value, 1, p.error) for p in part] for part in (first, later[-BASELINE_TAKES:]))
    return find_change(key, own.unit, before, now, spread, days=0, name="your first three takes")
