"""What a timeline is made of: every x and width in per cent of the recording, every y in pixels of its lane."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.export.wording import clock, number

HEIGHT = 28
CURVE_WIDTH = 1000
TICK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200)
# by size: how many ticks, and how wide (per cent) a bar must be to be seen
MAX_TICKS = (9, 20, 40, 80)
MIN_WIDTH = (0.15, 0.08, 0.04, 0.02)


@dataclass(frozen=True)
class Bar:
    """A rounded bar with what it means; `label` is written inside where it fits."""

    x: float
    width: float
    y: float
    height: float
    style: str
    title: str
    label: str = ""


@dataclass(frozen=True)
class Dot:
    x: float
    style: str
    title: str


@dataclass(frozen=True)
class Line:
    """A path in a box `CURVE_WIDTH` wide and `HEIGHT` high."""

    path: str
    style: str


@dataclass(frozen=True)
class Lane:
    label: str
    note: str = ""
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """`size` 1 to 4 says how wide the drawing must at least be for its length."""

    duration: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    size: int


@dataclass(frozen=True)
class Scale:
    """Puts seconds into per cent of the drawing."""

    duration: float
    size: int

    def x(self, seconds: float) -> float:
        return round(100 * min(max(seconds / self.duration, 0.0), 1.0), 3)

    def bar(self, start: float, end: float, style: str, title: str, *, y: float = 9.0, height: float = 10.0) -> Bar:
        return Bar(
            self.x(start), max(round(self.x(end) - self.x(start), 3), MIN_WIDTH[self.size - 1]), y, height, style, title
        )


def make_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Times below the lanes, no closer than they can be read."""
    step = next((s for s in TICK_STEPS if scale.duration / s <= MAX_TICKS[scale.size - 1]), TICK_STEPS[-1])
    return tuple(Tick(scale.x(t), clock(t)) for t in range(0, int(scale.duration) + 1, step))


def stretch(start: float, end: float) -> str:
    """When something was and how long: "1:05, 0.8 s"."""
    return f"{clock(start)}, {number(end - start)} s"
