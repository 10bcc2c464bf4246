"""The timeline of a report as shapes: every x and width in per cent of the recording, every y in pixels of its lane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.export.wording import ELEMENTS, LEVELS, clock, number
from rehearse.types import Analysis, Curve, Evidence, Glance, Measure, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEIGHT = 28
CURVE_WIDTH = 1000
CURVE_TOP, CURVE_BOTTOM = 4.0, 24.0
WAVE_COLUMNS = 700
TICK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200)
# by size: how many ticks, and how wide (per cent) a bar must be to be seen
MAX_TICKS = (9, 20, 40, 80)
MIN_WIDTH = (0.15, 0.08, 0.04, 0.02)
MAIN_ELEMENTS = ("decision", "tradeoff", "cost")


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


def make_timeline(analysis: Analysis, peaks: NDArray[np.float32] | None = None) -> Timeline:
    """Seven lanes (sound, pauses, fillers, pace, pitch, eye contact, story); those without content say why.

    Parameters
    ----------
    peaks : (n, 2) lowest and highest sample per step, evenly over the whole recording; without it speech is drawn.
    """
    duration = max([analysis.recording.duration, 0.1, *(w.end for w in analysis.transcript.words[-1:])])
    size = 1 + sum(duration > limit for limit in (240, 900, 1800))
    scale = _Scale(duration, size)
    lanes = (
        _sound(analysis, peaks, scale),
        _pauses(analysis, scale),
        _fillers(analysis, scale),
        _curve_lane("Pace", _curve(analysis, "pace"), scale, "pace", band=_band(analysis.measures, "speech_rate")),
        _curve_lane("Pitch", _curve(analysis, "pitch"), scale, "pitch"),
        _eyes(analysis, scale),
        _story(analysis, scale),
    )
    return Timeline(duration, lanes, _ticks(scale), size)


@dataclass(frozen=True)
class _Scale:
    duration: float
    size: int

    def x(self, seconds: float) -> float:
        return round(100 * min(max(seconds / self.duration, 0.0), 1.0), 3)

    def bar(self, start: float, end: float, style: str, title: str, *, y: float = 9.0, height: float = 10.0) -> Bar:
        return Bar(
            self.x(start), max(round(self.x(end) - self.x(start), 3), MIN_WIDTH[self.size - 1]), y, height, style, title
        )


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    step = next((s for s in TICK_STEPS if scale.duration / s <= MAX_TICKS[scale.size - 1]), TICK_STEPS[-1])
    return tuple(Tick(scale.x(t), clock(t)) for t in range(0, int(scale.duration) + 1, step))


def _span(start: float, end: float) -> str:
    return f"{clock(start)}, {number(end - start)} s"


def _sound(analysis: Analysis, peaks: NDArray[np.float32] | None, scale: _Scale) -> Lane:
    if peaks is not None and len(peaks):
        return Lane("Sound", lines=(Line(wave_path(peaks), "wave"),))
    bars = [scale.bar(s.start, s.end, "speech", f"Speech, {_span(s.start, s.end)}") for s in analysis.speech]
    return Lane("Speech", "" if bars else "no speech was heard", tuple(bars))


def wave_path(peaks: NDArray[np.float32]) -> str:
    """Vertical strokes from the lowest to the highest sample of each column, the loudest filling the lane."""
    import numpy as np

    edges = np.linspace(0, len(peaks), min(WAVE_COLUMNS, len(peaks)) + 1).astype(int)[:-1]
    low, high = np.minimum.reduceat(peaks[:, 0], edges), np.maximum.reduceat(peaks[:, 1], edges)
    low, high = np.nan_to_num(low), np.nan_to_num(high)
    loudest = max(float(np.max(np.abs([low, high]))), 1e-6)
    middle, half = HEIGHT / 2, (CURVE_BOTTOM - CURVE_TOP) / 2
    x = np.linspace(0, CURVE_WIDTH, len(edges), endpoint=False)
    tops, bottoms = middle - half * high / loudest, middle - half * low / loudest
    return "".join(f"M{a:.0f} {b:.1f}V{max(c, b + 0.5):.1f}" for a, b, c in zip(x, tops, bottoms, strict=True))


def _pauses(analysis: Analysis, scale: _Scale) -> Lane:
    bars = [
        scale.bar(
            p.start,
            p.end,
            "pause-inside" if p.place == "inside" else "pause",
            f"{p.size.capitalize()} pause{' inside a clause' if p.place == 'inside' else ''}, {_span(p.start, p.end)}",
        )
        for p in analysis.pauses
    ]
    return Lane("Pauses", "" if bars else "none", tuple(bars))


def _fillers(analysis: Analysis, scale: _Scale) -> Lane:
    dots = [
        Dot(
            scale.x((f.start + f.end) / 2),
            "filler" if "text" in f.witnesses else "filler-heard",
            f"“{f.text}” at {clock(f.start)}, {f.kind}, witness: {' and '.join(f.witnesses)}",
        )
        for f in analysis.fillers
        if f.confirmed is not False
    ]
    return Lane("Fillers", "" if dots else "none", dots=tuple(dots))


def _curve(analysis: Analysis, name: str) -> Curve | None:
    return next((c for c in analysis.curves if c.key.startswith(name)), None)


def _band(measures: Sequence[Measure], key: str) -> tuple[float, float] | None:
    for measure in measures:
        if measure.key == key and measure.band and None not in measure.band:
            return measure.band  # type: ignore[return-value]
    return None


def _curve_lane(
    label: str, curve: Curve | None, scale: _Scale, style: str, *, band: tuple[float, float] | None = None
) -> Lane:
    told = [v for v in curve.values if v is not None] if curve else []
    if curve is None or not told:
        return Lane(label, "can't tell")
    low, high = min([*told, *(band or ())]), max([*told, *(band or ())])
    height = _Height(low, high)
    bars: tuple[Bar, ...] = ()
    if band:
        top, bottom = height.y(band[1]), height.y(band[0])
        bars = (Bar(0.0, 100.0, top, bottom - top, "advice", f"Advice: {number(band[0])} to {number(band[1])}"),)
    note = f"{number(min(told))} to {number(max(told))} {curve.unit}"
    return Lane(label, note, bars, lines=tuple(Line(p, style) for p in _paths(curve, scale, height)))


@dataclass(frozen=True)
class _Height:
    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return round(CURVE_BOTTOM - share * (CURVE_BOTTOM - CURVE_TOP), 1)


def _paths(curve: Curve, scale: _Scale, height: _Height) -> Iterator[str]:
    """One path for each stretch where the curve is defined."""
    points: list[str] = []
    for index, value in enumerate((*curve.values, None)):
        if value is not None:
            x = scale.x(curve.start + index * curve.step) * CURVE_WIDTH / 100
            points.append(f"{x:.1f} {height.y(value)}")
        elif points:
            yield "M" + "L".join(points if len(points) > 1 else points * 2)
            points = []


def _eyes(analysis: Analysis, scale: _Scale) -> Lane:
    if not analysis.recording.has_video:
        return Lane("Eye contact", "nothing was seen")
    measure = next((m for m in analysis.measures if m.key.startswith("eye_contact")), None)
    if measure is None or measure.value is None:
        return Lane("Eye contact", "can't tell")
    if not analysis.speech:
        return Lane("Eye contact", "nobody spoke")
    begin, end = analysis.speech[0].start, analysis.speech[-1].end  # glances are told within the answer alone
    away = [Span(g.start, g.end) for g in analysis.glances]
    untold = [s for s in _untold(_curve(analysis, "gaze")) if begin < s.end and s.start < end]
    lens = _between(sorted([*away, *untold], key=lambda s: s.start), end, begin=begin)
    bars = [scale.bar(s.start, s.end, "lens", f"Eyes at or near the lens, {_span(s.start, s.end)}") for s in lens]
    bars += [scale.bar(g.start, g.end, "away", _glance(g), y=12, height=4) for g in analysis.glances]
    bars += [
        scale.bar(s.start, s.end, "untold", f"Can't tell, {_span(s.start, s.end)}", y=13, height=2) for s in untold
    ]
    return Lane("Eye contact", bars=tuple(bars))


def _glance(glance: Glance) -> str:
    return f"Eyes {glance.direction}, {number(glance.angle)}° off the lens, {_span(glance.start, glance.end)}"


def _untold(curve: Curve | None) -> list[Span]:
    """Stretches of a second or more where a curve is undefined."""
    if curve is None:
        return []
    told = [
        Span(curve.start + i * curve.step, curve.start + (i + 1) * curve.step)
        for i, v in enumerate(curve.values)
        if v is not None
    ]
    end = curve.start + len(curve.values) * curve.step
    return [s for s in _between(told, end, begin=curve.start) if s.end - s.start >= max(1.0, curve.step)]


def _between(taken: Iterable[Span], end: float, *, begin: float = 0.0) -> list[Span]:
    """What the sorted spans leave free of `begin`..`end`."""
    free, at = [], begin
    for span in taken:
        if span.start > at + 1e-6:
            free.append(Span(at, min(span.start, end)))
        at = max(at, span.end)
    return [*free, Span(at, end)] if at < end - 1e-6 else free


def _story(analysis: Analysis, scale: _Scale) -> Lane:
    if analysis.story is None:
        return Lane("Story", "can't tell")
    bars = []
    for element in analysis.story.elements:
        main = element.name in MAIN_ELEMENTS
        for said in element.evidence if element.level else ():
            if said.start_s is not None and said.end_s is not None:
                title = f"{ELEMENTS[element.name]}, {LEVELS[element.level]}: “{said.quote}”, {clock(said.start_s)}"
                style = element.name if main else "element"
                bars.append(_story_bar(scale, said, style, title, ELEMENTS[element.name] if main else ""))
    bars.sort(key=lambda bar: bar.style != "element")
    return Lane("Story", "" if bars else "nothing was heard", tuple(_gives_way(bar, bars) for bar in bars))


def _gives_way(bar: Bar, bars: Sequence[Bar]) -> Bar:
    """A labelled bar that begins under a shorter one is drawn from that one's end; its title keeps the time."""
    over = [b for b in bars if b.label and b.x <= bar.x < b.x + b.width < bar.x + bar.width and b.width < bar.width]
    if not bar.label or not over:
        return bar
    begin = max(b.x + b.width for b in over)
    return replace(bar, x=begin, width=bar.x + bar.width - begin)


def _story_bar(scale: _Scale, said: Evidence, style: str, title: str, label: str) -> Bar:
    y, height = (3.0, 17.0) if label else (23.0, 3.0)
    bar = scale.bar(said.start_s or 0.0, said.end_s or 0.0, style, title, y=y, height=height)
    return Bar(bar.x, bar.width, y, height, style, title, label)
