"""Lanes drawn as marks: pauses, fillers, looks. Only what is on screen; of marks that share a pixel, one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from ui.theme import Tokens, color
from ui.widgets.timeline.lanes import Lane
from ui.widgets.timeline.viewport import Viewport

LEAST = 2.0
ROUNDED = 4.0  # least width for round ends
DOT = 4.0
GAP = 0.75  # between two looks that follow each other


def edges(lane: Lane, viewport: Viewport, style: str, *, apart: float = 1.0) -> tuple[list[float], list[float]]:
    """Left and right of the marks of that style on screen; those that begin within `apart` pixels are one."""
    slack = DOT / viewport.per_second
    index = np.flatnonzero(
        (lane.styles == style) & (lane.ends >= viewport.start - slack) & (lane.starts <= viewport.end + slack)
    )
    if not len(index):
        return [], []
    left = (lane.starts[index] - viewport.start) * viewport.per_second
    right = (lane.ends[index] - viewport.start) * viewport.per_second
    # counted from the take's start, so that marks merge the same wherever it is scrolled to
    cell = np.floor(lane.starts[index] * viewport.per_second / apart)
    first = np.flatnonzero(np.diff(cell, prepend=-1.0))
    right = np.maximum.reduceat(right, first)
    return (viewport.left + left[first]).tolist(), (viewport.left + right).tolist()


def _bars(painter: QPainter, bars: list[QRectF], radius: float) -> None:
    """Many of one look: those too narrow for round ends in one stroke."""
    painter.drawRects([bar for bar in bars if bar.width() < ROUNDED])
    for bar in bars:
        if bar.width() >= ROUNDED:
            painter.drawRoundedRect(bar, min(radius, bar.width() / 2), radius)


def paint_pauses(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Inside a clause tall and strong, between clauses a low bar, an outline where that can't be told."""
    looks = (("boundary", 4.0, 2.0, tokens.pause), ("inside", 10.0, 3.0, tokens.soft), ("unknown", 9.0, 3.0, ""))
    for style, height, radius, colour in looks:
        painter.setBrush(color(colour) if colour else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen if colour else QPen(color(tokens.pause), 1))
        left, right = edges(lane, viewport, style)
        top = box.center().y() - height / 2
        _bars(painter, [QRectF(a, top, max(b - a, LEAST), height) for a, b in zip(left, right, strict=True)], radius)


def paint_fillers(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """A dot where the words or the person say so, a ring for the sound alone, faint and crossed where rejected."""
    for style in ("rejected", "heard", "told"):
        left, right = edges(lane, viewport, style, apart=1.5 * DOT)
        middle = box.center().y()
        _paint_dots(painter, [QPointF((a + b) / 2, middle) for a, b in zip(left, right, strict=True)], style, tokens)


def _paint_dots(painter: QPainter, places: list[QPointF], style: str, tokens: Tokens) -> None:
    ring = 0.0 if style == "told" else 0.75
    painter.setPen(QPen(color(tokens.filler if style == "heard" else tokens.faint), 2 * ring or 1))
    painter.setBrush(color(tokens.panel if ring else tokens.filler))
    if not ring:
        painter.setPen(Qt.PenStyle.NoPen)
    for at in places:
        painter.drawEllipse(at, DOT - ring, DOT - ring)
    if style == "rejected":
        painter.drawLines([QLineF(at.x() - DOT, at.y() + DOT, at.x() + DOT, at.y() - DOT) for at in places])


def paint_eyes(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """At the lens strong, away a thin line, hatched where nothing can be told."""
    painter.setPen(Qt.PenStyle.NoPen)
    hatched = QBrush(color(tokens.pause), Qt.BrushStyle.BDiagPattern)
    looks = (
        ("untold", 8.0, 0.0, hatched),
        ("away", 2.0, 1.0, color(tokens.pause)),
        ("lens", 7.0, 3.5, color(tokens.gaze)),
    )
    for style, height, radius, brush in looks:
        painter.setBrush(brush)
        left, right = edges(lane, viewport, style)
        top = box.center().y() - height / 2
        bars = [QRectF(a + GAP, top, max(b - a - 2 * GAP, LEAST), height) for a, b in zip(left, right, strict=True)]
        _bars(painter, bars, radius)
