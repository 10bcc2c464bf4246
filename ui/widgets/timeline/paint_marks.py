"""Lanes drawn as marks: pauses, fillers, looks, story. Only what is on screen; of marks that share a pixel, one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from rehearse.export.wording import ELEMENTS
from ui.theme import Tokens, color
from ui.widgets.timeline.lanes import Lane
from ui.widgets.timeline.spans import MAIN_ELEMENTS, TimelineSpan
from ui.widgets.timeline.viewport import Viewport

LEAST = 2.0
ROUNDED = 4.0  # least width for round ends
DOT = 4.0
GAP = 0.75  # between two looks that follow each other
STORY_TEXT = 6.0
SHORTENED = 40.0  # least width for a shortened name


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


def _rounded(painter: QPainter, bar: QRectF, radius: float) -> None:
    if bar.width() < ROUNDED:
        painter.drawRect(bar)
    else:
        painter.drawRoundedRect(bar, min(radius, bar.width() / 2), radius)


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


def paint_story(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Decision, trade-off and cost as named blocks, thin ones outlined; the rest of the story as quiet lines below."""
    found = [(s, viewport.x(s.start), viewport.x(s.end)) for s in lane.spans]
    found = [each for each in found if each[2] >= viewport.left and each[1] <= viewport.left + viewport.width]
    metrics = QFontMetricsF(painter.font())
    tall = min(box.height() - 8.0, 24.0)
    block = QRectF(0, box.center().y() - tall / 2 - 1.5, 0, tall)
    main = [each for each in found if _element(each[0]) in MAIN_ELEMENTS]
    for span, left, right in found:
        if _element(span) not in MAIN_ELEMENTS:
            line = QRectF(left, block.bottom() + 1.5, max(right - left, LEAST), 2)
            free = min([a - STORY_TEXT for _, a, _ in found if a > left], default=box.right()) - left
            covered = any(a < right and left < b for _, a, b in main)
            room = QRectF(left, block.top(), max(free, 0.0), tall)
            _paint_line(painter, line, "" if covered else _label(span, metrics, room.width()), room, tokens)
    for span, left, right in cleared(main):
        _paint_block(painter, span, QRectF(left, block.top(), max(right - left, LEAST), tall), metrics, tokens)


def _element(span: TimelineSpan) -> str:
    return span.style.split()[0]


def cleared(found: list[tuple[TimelineSpan, float, float]]) -> Iterator[tuple[TimelineSpan, float, float]]:
    """Blocks from the longest to the shortest, a long one that begins under a shorter one starting after it."""
    for span, left, right in sorted(found, key=lambda each: each[1] - each[2]):
        over = [b for other, a, b in found if other is not span and a <= left + 1 and left < b < right]
        yield span, (max(over) + 2 if over else left), right


def _label(span: TimelineSpan, metrics: QFontMetricsF, width: float) -> str:
    """The element's name, shortened to the width; nothing where too little of it would be left."""
    name = ELEMENTS[_element(span)].lower()
    if metrics.horizontalAdvance(name) <= width:
        return name
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, width) if width > SHORTENED else ""


def _paint_line(painter: QPainter, line: QRectF, label: str, room: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens.story_other))
    _rounded(painter, line, 1)
    painter.setPen(color(tokens.soft))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)


def _paint_block(painter: QPainter, span: TimelineSpan, block: QRectF, metrics: QFontMetricsF, tokens: Tokens) -> None:
    element, style = span.style.split()
    fill = {"decision": tokens.story_decision, "tradeoff": tokens.story_tradeoff, "cost": tokens.story_cost}[element]
    thin = style == "thin"
    painter.setBrush(color(tokens.panel if thin else fill))
    painter.setPen(QPen(color(fill), 1.2) if thin else Qt.PenStyle.NoPen)
    _rounded(painter, block.adjusted(0.6, 0.6, -0.6, -0.6) if thin else block, 4)
    room = block.adjusted(STORY_TEXT, 0, -STORY_TEXT + 2, 0)
    painter.setPen(color(fill if thin else tokens.on_story))
    label = _label(span, metrics, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
