"""What changed over days, and whether anybody could hear it. Pure functions of readings.

A change is one only where it exceeds all of: the just-noticeable difference (`NOTICEABLE`), the person's own spread
from take to take, and the error of the figures themselves. Readings of different engines, or of a rough and a
trusted one, are never compared; readings that could not be told are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import Literal

WINDOWS = (7, 28)
BASELINE_TAKES = 3
# the median of |a - b| for two normal draws of standard deviation 1
MEDIAN_DIFFERENCE = 0.954


@dataclass(frozen=True)
class Noticeable:
    """The smallest difference worth telling: `absolute` in the measure's unit, or a `relative` share of the value."""

    absolute: float = 0.0
    relative: float = 0.0
    source: str = ""

    def at(self, value: float) -> float:
        return max(self.absolute, self.relative * abs(value))


CHOSEN = "no published threshold; chosen here"
NOTICEABLE: dict[str, Noticeable] = {
    "speech_rate": Noticeable(absolute=8.0, relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "syllable_rate": Noticeable(relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "articulation_rate": Noticeable(relative=0.05, source="Quené 2007: about 5 % of tempo"),
    "pitch_variation": Noticeable(absolute=1.0, source="'t Hart 1981: 3 semitones of range, about 1 of SD"),
    "pitch_range": Noticeable(absolute=3.0, source="'t Hart 1981: 3 semitones"),
    "mean_pause": Noticeable(absolute=0.1, relative=0.2, source="Klatt 1976: 20 % of a duration"),
    "fillers_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "filled_pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "discourse_markers_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "inside_pauses_per_minute": Noticeable(absolute=2.0, source=CHOSEN),
    "eye_contact_share": Noticeable(absolute=10.0, source=CHOSEN),
    "answer_length": Noticeable(absolute=15.0, source=CHOSEN),
    "decision_after_s": Noticeable(absolute=10.0, source=CHOSEN),
}
# How a listener would notice the change; of the rest by ear.
NOTICED = {"eye_contact_share": "visible", "decision_after_s": "clear"}
UNLISTED = Noticeable(relative=0.1, source=CHOSEN)


@dataclass(frozen=True)
class Reading:
    """One figure of one take. `created_at` is ISO 8601; its own date is the day it counts for."""

    take_id: str
    created_at: str
    key: str
    label: str
    value: float | None
    unit: str
    certainty: str
    error: float | None
    engine: str

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.created_at).date()


@dataclass(frozen=True)
class Day:
    """The median of a day's takes."""

    date: str
    value: float
    takes: int
    error: float | None


Verdict = Literal["changed", "no audible change", "too early"]


@dataclass(frozen=True)
class Change:
    """`now` held against `before`. `threshold` is what a change must exceed; `days` is 0 for the own baseline."""

    days: int
    verdict: Verdict
    before: float | None
    now: float | None
    threshold: float | None
    sentence: str


@dataclass(frozen=True)
class Trend:
    """One figure over days, by one engine. `left_out` counts takes by other engines or that could not tell."""

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


def find_trends(readings: Iterable[Reading], *, today: date) -> tuple[Trend, ...]:
    """A trend for every key among the readings, each by the engine of its newest reading; keys in order of arrival."""
    by_key: dict[str, list[Reading]] = {}
    for reading in readings:
        if _dated(reading):
            by_key.setdefault(reading.key, []).append(reading)
    return tuple(t for group in by_key.values() if (t := _trend(group, today)))


def day_medians(readings: Sequence[Reading]) -> tuple[Day, ...]:
    """Per day the median value and the median error; days without a take are absent."""
    days = []
    for day, group in groupby(sorted(readings, key=lambda r: r.day), key=lambda r: r.day):
        members = list(group)
        errors = [r.error for r in members if r.error is not None]
        value = median(r.value for r in members if r.value is not None)
        days.append(Day(day.isoformat(), value, len(members), median(errors) if errors else None))
    return tuple(days)


def take_to_take_spread(values: Sequence[float]) -> float | None:
    """Standard deviation from one take to the next, robust and blind to slow drift; None under three takes.

    The median absolute difference of neighbours, scaled as for normal noise (von Neumann's successive differences).
    """
    if len(values) < BASELINE_TAKES:
        return None
    return median(abs(b - a) for a, b in pairwise(values)) / MEDIAN_DIFFERENCE


def _dated(reading: Reading) -> bool:
    try:
        return bool(reading.day)
    except ValueError:
        return False


def _trend(readings: list[Reading], today: date) -> Trend | None:
    told = sorted((r for r in readings if r.value is not None and r.certainty != "unknown"), key=lambda r: r.created_at)
    if not told:
        return None
    newest = told[-1]
    same = [r for r in told if _comparable(r, newest)]
    values = [r.value for r in same if r.value is not None]
    days, spread = day_medians(same), take_to_take_spread(values)
    against = [_against_window(newest.key, newest.unit, days, spread, today, length) for length in WINDOWS]
    return Trend(
        key=newest.key,
        label=newest.label,
        unit=newest.unit,
        engine=newest.engine,
        rough=newest.certainty == "rough",
        days=days,
        baseline=median(values[:BASELINE_TAKES]) if len(values) >= BASELINE_TAKES else None,
        spread=spread,
        changes=(*against, _against_baseline(newest.key, newest.unit, same, spread)),
        left_out=len(readings) - len(same),
    )


def _comparable(one: Reading, other: Reading) -> bool:
    same_trust = (one.certainty == "rough") == (other.certainty == "rough")
    return same_trust and one.engine == other.engine and one.unit == other.unit


def _against_window(key: str, unit: str, days: Sequence[Day], spread: float | None, today: date, length: int) -> Change:
    """The last `length` days against the `length` days before them."""
    first = today - timedelta(days=length - 1)
    now = [d for d in days if first <= date.fromisoformat(d.date) <= today]
    before = [d for d in days if first - timedelta(days=length) <= date.fromisoformat(d.date) < first]
    return _change(key, unit, before, now, spread, days=length, name=f"the {length} days before")


def _against_baseline(key: str, unit: str, readings: Sequence[Reading], spread: float | None) -> Change:
    """The last three takes after the first three against those."""
    first, later = readings[:BASELINE_TAKES], readings[BASELINE_TAKES:]
    as_days = [[_as_day(r) for r in part] for part in (first, later[-BASELINE_TAKES:])]
    return _change(key, unit, as_days[0], as_days[1], spread, days=0, name="your first three takes")


def _as_day(reading: Reading) -> Day:
    return Day(reading.created_at, reading.value or 0.0, 1, reading.error)


def _change(
    key: str, unit: str, before: Sequence[Day], now: Sequence[Day], spread: float | None, *, days: int, name: str
) -> Change:
    was, is_now = _middle(before), _middle(now)
    if was is None or is_now is None or spread is None:
        return Change(days, "too early", was, is_now, None, f"Too early to say: too few takes to hold against {name}.")
    noticeable = NOTICEABLE.get(key, UNLISTED).at(was)
    threshold = max(noticeable, spread, _error(before), _error(now))
    figures = f"{_figure(was)} to {_figure(is_now)} {unit}".rstrip()
    if abs(is_now - was) <= threshold:
        reason = "your own spread" if spread >= threshold else "what can be told apart"
        sentence = (
            f"No {NOTICED.get(key, 'audible')} change from {name}: {figures}, within {reason} (± {_figure(threshold)})."
        )
        return Change(days, "no audible change", was, is_now, threshold, sentence)
    word = "Up" if is_now > was else "Down"
    return Change(days, "changed", was, is_now, threshold, f"{word} from {name}: {figures}.")


def _middle(days: Sequence[Day]) -> float | None:
    return median(d.value for d in days) if days else None


def _error(days: Sequence[Day]) -> float:
    return median(errors) if (errors := [d.error for d in days if d.error is not None]) else 0.0


def _figure(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}"
