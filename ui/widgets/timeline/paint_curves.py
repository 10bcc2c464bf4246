"""Lanes drawn from arrays: the sound's outline and the curves. Only what is on screen, at most a few points a pixel."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.theme import Tokens, color
from ui.widgets.timeline.lanes import PEAKS_PER_SECOND, Floats, Lane, LaneCurve
from ui.widgets.timeline.viewport import Viewport

BAR, PITCH = 2.0, 4.0  # a bar of the sound and the distance to the next, in pixels
MARGIN = 4.0
CURVE_WIDTH = 1.6
POINT = 1.5  # least distance of a curve's points, in pixels


def paint_speech(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Bars of the sound, strong where somebody speaks; without the sound's outline, blocks of speech."""
    if not len(lane.sound):
        _speech_blocks(painter, lane, box, viewport, tokens)
        return
    step = max(PITCH / viewport.per_second, 1 / PEAKS_PER_SECOND)
    moments, levels = bars(lane.sound, viewport, step)
    spoken = within(moments + step / 2, lane)
    half = np.maximum(levels * (box.height() / 2 - MARGIN + 1), 0.75)
    for mask, colour in ((~spoken, tokens.pause_quiet), (spoken, tokens.soft)):
        x = viewport.left + (moments[mask] + step / 2 - viewport.start) * viewport.per_second
        pen = QPen(color(colour), max(BAR, min(step * viewport.per_second - 2.0, 6.0)))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        middle = box.center().y()
        painter.drawLines(
            [QLineF(a, middle - h, a, middle + h) for a, h in zip(x.tolist(), half[mask].tolist(), strict=True)]
        )


def bars(sound: Floats, viewport: Viewport, step: float) -> tuple[Floats, Floats]:
    """Start and mean level of each bar of `step` seconds on screen. Bars keep their place in the take on scrolling."""
    first = math.floor(viewport.start / step)
    last = min(math.ceil(viewport.end / step), math.ceil(len(sound) / PEAKS_PER_SECOND / step))
    edges = np.arange(first, max(last, first + 1)) * step
    places = np.minimum((edges * PEAKS_PER_SECOND + 1e-6).astype(int), len(sound) - 1)
    stop = max(min(len(sound), math.ceil(last * step * PEAKS_PER_SECOND)), int(places[-1]) + 1)
    counts = np.maximum(np.diff(places, append=stop), 1)
    return edges, np.add.reduceat(sound[:stop], places) / counts


def within(moments: Floats, lane: Lane) -> NDArray[np.bool_]:
    """Whether each moment lies in one of the lane's (sorted, disjoint) marks."""
    index = np.searchsorted(lane.starts, moments, side="right") - 1
    inside: NDArray[np.bool_] = (index >= 0) & (moments < lane.ends[index] if len(lane.ends) else False)
    return inside


def _speech_blocks(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens.soft))
    shown = np.flatnonzero((lane.ends >= viewport.start) & (lane.starts <= viewport.end))
    for index in shown.tolist():
        left, right = viewport.x(float(lane.starts[index])), viewport.x(float(lane.ends[index]))
        painter.drawRoundedRect(QRectF(left, box.center().y() - 3, max(right - left, 1.5), 6), 3, 3)


def paint_curve(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """The curve, over the advice where there is any; gaps stay gaps."""
    told = lane.curve
    if told is None:
        return
    if told.band:
        top, bottom = (height_of(told, v, box) for v in reversed(told.band))
        painter.fillRect(QRectF(viewport.left, top, viewport.width, bottom - top), color(tokens.accent_soft))
    pen = QPen(color(tokens.pace if lane.key == "pace" else tokens.pitch), CURVE_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    times, values = decimated(told, viewport)
    x = viewport.left + (times - viewport.start) * viewport.per_second
    painter.drawLines(segments(x, height_of(told, values, box)))


def segments(x: Floats, y: Floats) -> list[QLineF]:
    """Lines between neighbours that are both told, a short one for a moment told alone.

    Qt strokes one long line ten times slower than the same as pieces.
    """
    known = ~np.isnan(y)
    both = np.flatnonzero(known[:-1] & known[1:])
    alone = np.flatnonzero(known & ~np.append(known[1:], False) & ~np.append(False, known[:-1]))
    ends = (x[both].tolist(), y[both].tolist(), x[both + 1].tolist(), y[both + 1].tolist())
    lines = [QLineF(a, b, c, d) for a, b, c, d in zip(*ends, strict=True)]
    return lines + [QLineF(a - 1, b, a + 1, b) for a, b in zip(x[alone].tolist(), y[alone].tolist(), strict=True)]


def height_of(told: LaneCurve, value: float | Floats, box: QRectF):  # type: ignore[no-untyped-def]
    """y of a value, or of an array of them."""
    share = (value - told.low) / max(told.high - told.low, 1e-9)
    return box.bottom() - MARGIN - share * (box.height() - 2 * MARGIN)


def decimated(told: LaneCurve, viewport: Viewport) -> tuple[Floats, Floats]:
    """Times and values on screen, one step beyond either edge; the mean of those that share a pixel or two."""
    first = max(0, math.floor((viewport.start - told.start) / told.step) - 1)
    last = min(len(told.values), math.ceil((viewport.end - told.start) / told.step) + 2)
    if first >= last:
        return np.zeros(0), np.zeros(0)
    group = max(1, int(POINT / (told.step * viewport.per_second)))
    first -= first % group  # groups keep their place in the take on scrolling
    values = told.values[first:last]
    times = told.start + np.arange(first, last) * told.step
    if group == 1:
        return times, values
    starts = np.arange(0, len(values), group)
    known = ~np.isnan(values)
    count = np.add.reduceat(known.astype(int), starts)
    total = np.add.reduceat(np.where(known, values, 0.0), starts)
    return times[starts], np.where(count > 0, total / np.maximum(count, 1), np.nan)
