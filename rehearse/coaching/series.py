"""Readings of one figure in order: by take, by day, by the engine that measured, and where days are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from rehearse.coaching.changes import Day

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


def day_medians(readings: Sequence[Reading]) -> tuple[Day, ...]:
    """Per day the median value and the median error; days without a take are absent."""
    return days_of(sorted((_point(r) for r in readings), key=lambda p: p.date))


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


Source = tuple[str, bool, str]


def source_of(reading: Reading) -> Source:
    """Readings of one source can be compared: engine, whether it is rough, unit."""
    return reading.engine, reading.certainty == "rough", reading.unit


def by_source(told: Sequence[Reading]) -> dict[Source, Series]:
    """By source, in the order of their first readings."""
    points: dict[Source, list[Point]] = {}
    for reading in told:
        points.setdefault(source_of(reading), []).append(_point(reading))
    return {
        (engine, rough, unit): Series(engine, rough, unit, tuple(found), days_of(found))
        for (engine, rough, unit), found in points.items()
    }


def find_switches(told: Sequence[Reading]) -> Iterator[Switch]:
    """Where the source changed from one reading to the next."""
    for one, other in pairwise(told):
        if source_of(one) != source_of(other):
            yield Switch(_date(other), other.engine, other.certainty == "rough")


def is_dated(reading: Reading) -> bool:
    """Whether it can be told on which day the take was made."""
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


def days_of(points: Sequence[Point]) -> tuple[Day, ...]:
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
