"""The lane of where the eyes were: at the lens, elsewhere, or not to be told."""

from __future__ import annotations

from collections.abc import Iterable

from rehearse.export.timeline.lanes import find_curve
from rehearse.export.timeline.shapes import Lane, Scale, stretch
from rehearse.export.wording import number
from rehearse.types import Analysis, Curve, Glance, Span


def eye_lane(analysis: Analysis, scale: Scale) -> Lane:
    """Where the eyes were during the answer."""
    if not analysis.recording.has_video:
        return Lane("Eye contact", "nothing was seen")
    measure = next((m for m in analysis.measures if m.key.startswith("eye_contact")), None)
    if measure is None or measure.value is None:
        return Lane("Eye contact", "can't tell")
    if not analysis.speech:
        return Lane("Eye contact", "nobody spoke")
    begin, end = analysis.speech[0].start, analysis.speech[-1].end  # glances are told within the answer alone
    away = [Span(g.start, g.end) for g in analysis.glances]
    untold = [s for s in _untold(find_curve(analysis, "gaze")) if begin < s.end and s.start < end]
    lens = _between(sorted([*away, *untold], key=lambda s: s.start), end, begin=begin)
    bars = [scale.bar(s.start, s.end, "lens", f"Eyes at or near the lens, {stretch(s.start, s.end)}") for s in lens]
    bars += [scale.bar(g.start, g.end, "away", _glance(g), y=12, height=4) for g in analysis.glances]
    bars += [
        scale.bar(s.start, s.end, "untold", f"Can't tell, {stretch(s.start, s.end)}", y=13, height=2) for s in untold
    ]
    return Lane("Eye contact", bars=tuple(bars))


def _glance(glance: Glance) -> str:
    return f"Eyes {glance.direction}, {number(glance.angle)}° off the lens, {stretch(glance.start, glance.end)}"


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
