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
DOT = 4.0
STORY_TEXT = 6.0
SHORTENED = 40.0  # least width for a shortened name


def shown(lane: Lane, viewport: Viewport, *, beyond: float = DOT) -> Iterator[tuple[TimelineSpan, float, float]]:
    """The marks on screen with their left and right edge; of those of one kind that fill one pixel, the first."""
    slack = beyond / viewport.per_second
    index = np.flatnonzero((lane.ends >= viewport.start - slack) & (lane.starts <= viewport.end + slack))
    left = viewport.left + (lane.starts[index] - viewport.start) * viewport.per_second
    right = viewport.left + (lane.ends[index] - viewport.start) * viewport.per_second
    seen: set[tuple[str, int, int]] = set()
    for place, a, b in zip(index.tolist(), left.tolist(), right.tolist(), strict=True):
        span = lane.spans[place]
        key = (span.style, int(a), int(b))
        if key not in seen:
            seen.add(key)
            yield span, a, b


def _bar(left: float, right: float, middle: float, height: float) -> QRectF:
    return QRectF(left, middle - height / 2, max(right - left, LEAST), height)


def _rounded(painter: QPainter, bar: QRectF, radius: float) -> None:
    if bar.width() < 4:
        painter.drawRect(bar)
    else:
        painter.drawRoundedRect(bar, min(radius, bar.width() / 2), radius)


def paint_pauses(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Inside a clause tall and strong, between clauses a low bar, an outline where that can't be told."""
    for span, left, right in shown(lane, viewport):
        bar = _bar(left, right, box.center().y(), 4 if span.style == "boundary" else 10)
        if span.style == "unknown":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(tokens.pause), 1))
            _rounded(painter, bar.adjusted(0.5, 0.5, -0.5, -0.5), 3)
            continue
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens.soft if span.style == "inside" else tokens.pause))
        _rounded(painter, bar, 3 if span.style == "inside" else 2)


def paint_fillers(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """A dot where the words or the person say so, a ring for the sound alone, faint and crossed where rejected."""
    for span, left, right in shown(lane, viewport):
        paint_filler(painter, QPointF((left + right) / 2, box.center().y()), span.style, tokens)


def paint_filler(painter: QPainter, at: QPointF, style: str, tokens: Tokens) -> None:
    if style == "told":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens.filler))
        painter.drawEllipse(at, DOT, DOT)
        return
    painter.setBrush(color(tokens.panel))
    painter.setPen(QPen(color(tokens.filler if style == "heard" else tokens.faint), 1.5 if style == "heard" else 1))
    painter.drawEllipse(at, DOT - 0.75, DOT - 0.75)
    if style == "rejected":
        painter.drawLine(QLineF(at.x() - DOT, at.y() + DOT, at.x() + DOT, at.y() - DOT))


def paint_eyes(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """At the lens strong, away a thin line, hatched where nothing can be told."""
    painter.setPen(Qt.PenStyle.NoPen)
    for span, left, right in shown(lane, viewport):
        if span.style == "untold":
            painter.setBrush(QBrush(color(tokens.pause), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(_bar(left, right, box.center().y(), 8))
            continue
        lens = span.style == "lens"
        painter.setBrush(color(tokens.gaze if lens else tokens.pause))
        inset = 1.0 if right - left > 6 else 0.0
        _rounded(painter, _bar(left + inset, right - inset, box.center().y(), 7 if lens else 2), 3.5 if lens else 1)


def paint_story(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Decision, trade-off and cost as named blocks, thin ones outlined; the rest of the story as quiet lines below."""
    found = list(shown(lane, viewport))
    metrics = QFontMetricsF(painter.font())
    tall = min(box.height() - 8.0, 24.0)
    block = QRectF(0, box.center().y() - tall / 2 - 1.5, 0, tall)
    main = [each for each in found if _element(each[0]) in MAIN_ELEMENTS]
    for span, left, right in found:
        if _element(span) not in MAIN_ELEMENTS:
            line = QRectF(left, block.bottom() + 1.5, max(right - left, LEAST), 2)
            room = QRectF(left, block.top(), right - left, tall)
            free = not any(a < right and left < b for _, a, b in main)
            _paint_line(painter, line, _label(span, metrics, room.width()) if free else "", room, tokens)
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
