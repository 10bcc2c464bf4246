"""What lies over the lanes and moves: playhead, pointer, the chosen mark, the scroller, the ring of the focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.theme import Tokens, color
from ui.widgets.timeline.rows import RULER, Row
from ui.widgets.timeline.spans import TimelineSpan
from ui.widgets.timeline.viewport import Viewport

HANDLE = 5.0
GROOVE = 5.0
LEAST_THUMB = 24.0
LEAST_RING = 12.0


@dataclass(frozen=True)
class Scroller:
    """The bar under the lanes of a zoomed timeline; `top` is its upper edge."""

    viewport: Viewport
    top: float

    @property
    def groove(self) -> QRectF:
        return QRectF(self.viewport.left, self.top, self.viewport.width, GROOVE)

    @property
    def thumb(self) -> QRectF:
        """The part of the take on screen."""
        view, groove = self.viewport, self.groove
        width = max(view.span / view.duration * groove.width(), LEAST_THUMB)
        share = view.start / max(view.duration - view.span, 1e-9)
        return QRectF(groove.left() + share * (groove.width() - width), groove.top(), width, groove.height())

    def holds(self, place: QPointF) -> bool:
        """Whether a press there means the scroller: a little more than it shows."""
        return self.groove.adjusted(-2, -4, 2, 6).contains(place)

    def start_at(self, x: float) -> float:
        """Where the viewport starts (s) with the middle of the thumb at `x`."""
        groove, thumb = self.groove, self.thumb
        share = (x - groove.left() - thumb.width() / 2) / max(groove.width() - thumb.width(), 1.0)
        return share * (self.viewport.duration - self.viewport.span)


def paint_scroller(painter: QPainter, scroller: Scroller, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for bar, colour in ((scroller.groove, tokens.line), (scroller.thumb, tokens.field_line)):
        painter.setBrush(color(colour))
        painter.drawRoundedRect(bar, GROOVE / 2, GROOVE / 2)


def paint_pointer(painter: QPainter, x: float, bottom: float, tokens: Tokens) -> None:
    painter.setPen(QPen(color(tokens.faint, 0.6), 1))
    painter.drawLine(QPointF(x, RULER), QPointF(x, bottom))


def paint_playhead(painter: QPainter, x: float, bottom: float, tokens: Tokens) -> None:
    painter.setPen(QPen(color(tokens.ink), 1.5))
    painter.drawLine(QPointF(x, RULER - HANDLE), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tokens.ink))
    painter.drawEllipse(QPointF(x, RULER - HANDLE), HANDLE, HANDLE)


def paint_chosen(painter: QPainter, span: TimelineSpan, row: Row, viewport: Viewport, tokens: Tokens) -> None:
    """A ring round a mark, wide enough to be seen round the smallest."""
    left, right = viewport.x(span.start), viewport.x(span.end)
    widen = max(LEAST_RING - (right - left), 0) / 2
    painter.save()
    painter.setClipRect(QRectF(viewport.left - 6, 0, viewport.width + 12, row.bottom + 2))
    painter.setPen(QPen(color(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(left - 3 - widen, row.top + 2.5, right - left + 6 + 2 * widen, row.height - 4)
    painter.drawRoundedRect(ring, 5, 5)
    painter.restore()


def paint_focus(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(color(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
