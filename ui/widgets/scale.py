"""Where values stand on a chart's axis: a range that holds everything shown, and round numbers to write beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

ROOM = 0.1
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, low < high."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """0 at `low`, 1 at `high`; beyond them outside of that."""
        return (value - self.low) / (self.high - self.low)


def fitting_range(values: Iterable[float], *, floor: float | None = None, ceiling: float | None = None) -> Range:
    """A range with some room around the values, never beyond floor and ceiling."""
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    room = (high - low) * ROOM or max(abs(high) * ROOM, 0.5)
    low, high = low - room, high + room
    if floor is not None:
        low = max(low, floor)
    if ceiling is not None:
        high = min(high, ceiling)
    return Range(low, high) if high > low else Range(low, low + 1.0)


def round_ticks(span: Range, *, most: int = 4) -> tuple[float, ...]:
    """Round numbers within the range, at most `most` of them."""
    width = span.high - span.low
    power = 10.0 ** math.floor(math.log10(width / most))
    step = next(s * power for s in STEPS if width / (s * power) <= most)
    first = math.ceil(span.low / step - 1e-9)
    last = math.floor(span.high / step + 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))[:most]
