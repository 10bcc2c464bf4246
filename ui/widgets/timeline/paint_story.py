"""The lane of the story: decision, trade-off and cost as named blocks, the rest as quiet lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.theme import Tokens, color
from ui.widgets.timeline.lanes import Lane
from ui.widgets.timeline.spans import MAIN_ELEMENTS
from ui.widgets.timeline.story_layout import Mark, Placed, Room, place_blocks, place_lines
from ui.widgets.timeline.viewport import Viewport

LEAST = 2.0
TALLEST = 24.0


def paint_story(painter: QPainter, lane: Lane, box: QRectF, viewport: Viewport, tokens: Tokens) -> None:
    """Blocks, thin ones outlined, with their names in or beside them; lines below, their names above."""
    width = QFontMetricsF(painter.font()).horizontalAdvance
    marks = marks_on_screen(lane, viewport)
    room = Room(box.left(), box.right())
    blocks, room = place_blocks([mark for mark in marks if mark.element in MAIN_ELEMENTS], room, width)
    tall = min(box.height() - 8.0, TALLEST)
    row = QRectF(0, box.center().y() - tall / 2 - 1.5, 0, tall)
    for line in place_lines((mark for mark in marks if mark.element not in MAIN_ELEMENTS), room, width):
        _paint_line(painter, line, row, tokens)
    for block in blocks:
        _paint_block(painter, block, row, tokens)


def marks_on_screen(lane: Lane, viewport: Viewport) -> list[Mark]:
    found = []
    for span in lane.spans:
        element, style = span.style.split()
        left, right = viewport.x(span.start), viewport.x(span.end)
        if right >= viewport.left and left <= viewport.left + viewport.width:
            found.append(Mark(element, left, max(right, left + LEAST), style == "thin"))
    return found


def _paint_line(painter: QPainter, line: Placed, row: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens.story_other))
    mark = line.mark
    painter.drawRect(QRectF(mark.left, row.bottom() + 1.5, mark.right - mark.left, 2))
    _paint_name(painter, line, row, tokens.soft)


def _paint_block(painter: QPainter, block: Placed, row: QRectF, tokens: Tokens) -> None:
    mark = block.mark
    fill = {"decision": tokens.story_decision, "tradeoff": tokens.story_tradeoff, "cost": tokens.story_cost}[
        mark.element
    ]
    painter.setBrush(color(tokens.panel if mark.thin else fill))
    painter.setPen(QPen(color(fill), 1.2) if mark.thin else Qt.PenStyle.NoPen)
    box = QRectF(mark.left, row.top(), mark.right - mark.left, row.height())
    radius = min(4.0, box.width() / 2)
    painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6) if mark.thin else box, radius, radius)
    _paint_name(painter, block, row, tokens.on_story if block.inside and not mark.thin else fill)


def _paint_name(painter: QPainter, placed: Placed, row: QRectF, ink: str) -> None:
    if placed.name:
        painter.setPen(color(ink))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(placed.name) + 1
        painter.drawText(QRectF(placed.at, row.top(), wide, row.height()), Qt.AlignmentFlag.AlignVCenter, placed.name)
