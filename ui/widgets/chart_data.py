"""What a chart shows: values of days, and what they are held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ui.widgets.scale import Range, fitting_range


@dataclass(frozen=True)
class Point:
    """A day's value. `day` counts from the first day shown; `text` is its read-out; `key` is what a click opens."""

    day: int
    value: float
    error: float | None
    text: str
    key: str


@dataclass(frozen=True)
class ChartData:
    """What a chart draws, in the measure's unit. `ink` names a token; `ticks` are (day, label) along the bottom."""

    days: int
    points: tuple[Point, ...] = ()
    band: tuple[float | None, float | None] | None = None
    baseline: float | None = None
    ticks: tuple[tuple[int, str], ...] = ()
    ink: str = "accent"
    floor: float | None = 0.0
    ceiling: float | None = None

    @property
    def range(self) -> Range:
        """Holds every point with its error, the baseline, and the edges of the advice that are near."""
        values = [v for p in self.points for v in (p.value - (p.error or 0), p.value + (p.error or 0))]
        known = [*values, *([self.baseline] if self.baseline is not None else [])]
        edges = [edge for edge in self.band or () if edge is not None]
        return fitting_range([*known, *edges], floor=self.floor, ceiling=self.ceiling)


def runs(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Neighbours a day apart: what may be joined by a line."""
    return ((a, b) for a, b in pairwise(points) if b.day - a.day == 1)
