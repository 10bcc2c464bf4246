"""What a chart shows: values of days or of takes, and what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `day` counts from the first day shown, in part days where a day has several; `text` is its
    read-out; `key` is what a click opens. `apart` where it cannot be held against the others."""

    day: float
    value: float
    error: float | None
    text: str
    key: str
    apart: bool = False


@dataclass(frozen=True)
class ChartData:
    """What a chart draws, in the measure's unit. `ink` names a token; `ticks` are (day, label) along the bottom.

    `points` stand in the order of their days, those that are `apart` among them; `switches` are the days on which
    another recogniser began to measure. Neighbours up to `joined` days apart are joined by a line.
    """

    days: int
    points: tuple[Point, ...] = ()
    band: tuple[float | None, float | None] | None = None
    baseline: float | None = None
    ticks: tuple[tuple[int, str], ...] = ()
    ink: str = "accent"
    floor: float | None = 0.0
    ceiling: float | None = None
    switches: tuple[int, ...] = ()
    joined: float = 1.0

    @property
    def own(self) -> tuple[Point, ...]:
        """The points that can be held against each other."""
        return tuple(point for point in self.points if not point.apart)

    @property
    def reach(self) -> tuple[float, float]:
        """From the lowest to the highest of all points with their errors, the baseline and the edges of the advice."""
        values = [v for p in self.points for v in (p.value - (p.error or 0.0), p.value + (p.error or 0.0))]
        known = [*values, *(v for v in (self.baseline, *(self.band or ())) if v is not None)] or [0.0, 1.0]
        return min(known), max(known)


def joined(points: Sequence[Point], apart: float = 1.0) -> tuple[bool, ...]:
    """For each point whether a line leads on from it: to a next one that is at most so many days away."""
    return (*(b.day - a.day <= apart for a, b in pairwise(points)), False)[: len(points)]
