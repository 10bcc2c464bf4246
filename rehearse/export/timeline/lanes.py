"""The lanes of what was heard: sound, pauses, fillers, and curves with their advice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.export.timeline.paths import Height, curve_paths, wave_path
from rehearse.export.timeline.shapes import Bar, Dot, Lane, Line, Scale, stretch
from rehearse.export.wording import clock, number
from rehearse.types import Analysis, Curve, Measure, Pause

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def sound_lane(analysis: Analysis, peaks: NDArray[np.float32] | None, scale: Scale) -> Lane:
    """The loudness of the recording where its peaks are known, else where one spoke."""
    if peaks is not None and len(peaks):
        return Lane("Sound", lines=(Line(wave_path(peaks), "wave"),))
    bars = [scale.bar(s.start, s.end, "speech", f"Speech, {stretch(s.start, s.end)}") for s in analysis.speech]
    return Lane("Speech", "" if bars else "no speech was heard", tuple(bars))


def pause_lane(analysis: Analysis, scale: Scale) -> Lane:
    """A bar a pause; those inside a clause look different."""
    bars = [_pause(pause, scale) for pause in analysis.pauses]
    return Lane("Pauses", "" if bars else "none", tuple(bars))


def _pause(pause: Pause, scale: Scale) -> Bar:
    inside = pause.place == "inside"
    title = f"{pause.size.capitalize()} pause{' inside a clause' if inside else ''}, {stretch(pause.start, pause.end)}"
    return scale.bar(pause.start, pause.end, "pause-inside" if inside else "pause", title)


def filler_lane(analysis: Analysis, scale: Scale) -> Lane:
    """A dot a filler, without those that the person rejected."""
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


def advice_of(measures: Sequence[Measure], key: str) -> tuple[float, float] | None:
    """Both edges of a measure's advice; None where it has none."""
    for measure in measures:
        if measure.key == key and measure.band and None not in measure.band:
            return measure.band  # type: ignore[return-value]
    return None


def curve_lane(
    label: str, curve: Curve | None, scale: Scale, style: str, *, band: tuple[float, float] | None = None
) -> Lane:
    """A curve, and behind it the advice where there is any."""
    told = [v for v in curve.values if v is not None] if curve else []
    if curve is None or not told:
        return Lane(label, "can't tell")
    low, high = min([*told, *(band or ())]), max([*told, *(band or ())])
    height = Height(low, high)
    bars: tuple[Bar, ...] = ()
    if band:
        top, bottom = height.y(band[1]), height.y(band[0])
        bars = (Bar(0.0, 100.0, top, bottom - top, "advice", f"Advice: {number(band[0])} to {number(band[1])}"),)
    note = f"{number(min(told))} to {number(max(told))} {curve.unit}"
    return Lane(label, note, bars, lines=tuple(Line(p, style) for p in curve_paths(curve, scale, height)))


def find_curve(analysis: Analysis, name: str) -> Curve | None:
    """The curve whose key begins so."""
    return next((c for c in analysis.curves if c.key.startswith(name)), None)
