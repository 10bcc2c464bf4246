"""The person's own guess before the numbers were shown, against what was measured: a trend of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from rehearse.coaching.changes import NOTICEABLE
from rehearse.coaching.trends import Point, Reading, Trend, find_trends

GUESSED = ("speech_rate", "fillers_per_minute", "eye_contact_share")
NAMES = {"speech_rate": "pace", "fillers_per_minute": "fillers", "eye_contact_share": "eye contact"}
RECENT = 7  # guesses that the sentence speaks of
FEWEST = 3
WHOLE = 5.0


@dataclass(frozen=True)
class Rated:
    """One take's own rating: `overall` 1..5 or None, the guesses by key of the measure, and what was measured."""

    take_id: str
    created_at: str
    overall: int | None
    guesses: Mapping[str, float]
    measured: Mapping[str, Reading]


@dataclass(frozen=True)
class GuessGap:
    """Guess minus measured, in the measure's unit: positive is guessed too high. `recent` is the median of the last
    guesses, None under three."""

    key: str
    trend: Trend
    recent: float | None
    sentence: str


def guess_gaps(rated: Iterable[Rated], *, today: date) -> tuple[GuessGap, ...]:
    """The gap of each measure that was ever guessed and could be told, in the order of `GUESSED`."""
    found = {trend.key: trend for trend in find_trends(_gaps(rated), today=today)}
    return tuple(_gap(found[key]) for key in GUESSED if key in found)


def overall_points(rated: Iterable[Rated]) -> tuple[Point, ...]:
    """The person's overall view, 1 to 5, take by take; nothing is measured against it."""
    return tuple(Point(r.take_id, r.created_at[:10], r.overall, None) for r in rated if r.overall is not None)


def _gaps(rated: Iterable[Rated]) -> Iterator[Reading]:
    for one in rated:
        for key, guess in one.guesses.items():
            measured = one.measured.get(key)
            if measured is not None and measured.value is not None:
                gap = _in_unit(guess, measured.unit) - measured.value
                yield measured._replace(value=gap, band_low=None, band_high=None)


def _in_unit(guess: float, unit: str) -> float:
    """Shares are guessed from 0 to 1 and may be measured in per cent."""
    return guess * 100 if unit == "%" and guess <= 1 else guess


def _gap(trend: Trend) -> GuessGap:
    recent = _recent(trend.takes)
    return GuessGap(trend.key, trend, recent, _sentence(trend, recent))


def _recent(takes: Sequence[Point]) -> float | None:
    return median(point.value for point in takes[-RECENT:]) if len(takes) >= FEWEST else None


def _sentence(trend: Trend, recent: float | None) -> str:
    name = NAMES[trend.key]
    if recent is None:
        return f"Too early to say how well you guess your {name}."
    last = f"in your last {min(RECENT, len(trend.takes))} guesses"
    if abs(recent) <= NOTICEABLE[trend.key].absolute:
        return f"You guess your {name} about right {last}{_closer(trend, recent)}."
    how = "too high" if recent > 0 else "too low"
    return f"You guess your {name} {_amount(trend, recent)} {trend.unit} {how} {last}{_closer(trend, recent)}."


def _closer(trend: Trend, recent: float) -> str:
    """ ", closer than at first", where the first guesses were audibly further off."""
    first = trend.baseline
    if first is None or trend.changes[-1].verdict != "changed":
        return ""
    return f", {'closer' if abs(recent) < abs(first) else 'further off'} than at first ({_amount(trend, first)})"


def _amount(trend: Trend, value: float) -> str:
    """Guesses are whole numbers where nobody would hear less than a few of them."""
    return f"{abs(value):.0f}" if NOTICEABLE[trend.key].absolute >= WHOLE else f"{abs(value):.1f}"
