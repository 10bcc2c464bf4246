"""What changed over days, and whether anybody could hear it. Pure functions of readings.

Readings of different engines, or of a rough and a trusted one, are never compared: a trend is of the newest reading's
engine, and what others measured stands beside it, marked. Readings that could not be told are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from rehearse.coaching.changes import NOTICEABLE, NOTICED, UNLISTED, Change, Day, Noticeable, Verdict, find_change
from rehearse.coaching.series import (
    Band,
    Point,
    Reading,
    Series,
    Switch,
    by_source,
    day_medians,
    find_switches,
    gaps,
    is_dated,
    source_of,
    stretches,
)

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


def take_to_take_spread(values: Sequence[float]) -> float | None:
    """Standard deviation from one take to the next, robust and blind to slow drift; None under three takes.

    The median absolute difference of neighbours, scaled as for normal noise (von Neumann's successive differences).
    """
    if len(values) < BASELINE_TAKES:
        return None
    return median(abs(b - a) for a, b in pairwise(values)) / MEDIAN_DIFFERENCE


def _trend(readings: Sequence[Reading], today: date) -> Trend | None:
    dated = [reading for reading in readings if is_dated(reading)]
    told = sorted((r for r in dated if r.value is not None and r.certainty != "unknown"), key=lambda r: r.created_at)
    if not told:
        return None
    newest, series = told[-1], by_source(told)
    own = series.pop(source_of(newest))
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
        switches=tuple(find_switches(told)),
    )


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
