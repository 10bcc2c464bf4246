"""Drawing a chart into any rectangle of any paper: the window, a picture, a vector file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from rehearse.export.wording import number
from ui.theme import color
from ui.tokens import SPACE, Tokens
from ui.widgets.chart_data import ChartData, Point, runs
from ui.widgets.scale import Range, round_ticks

LEFT, RIGHT, TOP, BOTTOM = 38.0, 14.0, 10.0, 22.0
LABEL_PX = 11
DENSE_FROM = 40


@dataclass(frozen=True)
class Frame:
    """Where a chart stands on its paper, and what its axes reach."""

    rect: QRectF
    days: int
    range: Range

    @property
    def plot(self) -> QRectF:
        """The rectangle within the axes' labels."""
        width, height = self.rect.width() - LEFT - RIGHT, self.rect.height() - TOP - BOTTOM
        return QRectF(self.rect.left() + LEFT, self.rect.top() + TOP, max(1.0, width), max(1.0, height))

    def x(self, day: int) -> float:
        return self.plot.left() + self.plot.width() * (day + 0.5) / self.days

    def y(self, value: float) -> float:
        """A value's height; one that the axis does not reach stands at its end."""
        share = min(1.0, max(0.0, self.range.share(value)))
        return self.plot.bottom() - self.plot.height() * share


def paint_chart(
    painter: QPainter, rect: QRectF, data: ChartData, tokens: Tokens, *, current: int | None = None
) -> None:
    """Axes, advice, baseline and points of `data`; the point with the index `current` is read out beside it."""
    font = QFont(painter.font())
    font.setPixelSize(LABEL_PX)
    painter.setFont(font)
    frame = Frame(rect, data.days, data.range)
    _paint_axes(painter, frame, data, tokens)
    if data.points:
        _paint_advice(painter, frame, data, tokens)
    _paint_points(painter, frame, data, tokens, current)
    if current is not None:
        _paint_read_out(painter, frame, data.points[current], tokens)


def _paint_axes(painter: QPainter, frame: Frame, data: ChartData, tokens: Tokens) -> None:
    plot = frame.plot
    for value in round_ticks(frame.range) if data.points else ():
        y = frame.y(value)
        painter.setPen(QPen(color(tokens.line), 1))
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        painter.setPen(color(tokens.faint))
        box = QRectF(frame.rect.left(), y - 8, LEFT - 6, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(value))
    painter.setPen(color(tokens.faint))
    for day, label in data.ticks:
        width = QFontMetricsF(painter.font()).horizontalAdvance(label)
        left = min(max(frame.x(day) - width / 2, frame.rect.left()), frame.rect.right() - width)
        painter.drawText(QPointF(left, frame.rect.bottom() - 6), label)


def _paint_advice(painter: QPainter, frame: Frame, data: ChartData, tokens: Tokens) -> None:
    plot = frame.plot
    if data.band:
        low, high = data.band
        top = plot.top() if high is None else frame.y(high)
        bottom = plot.bottom() if low is None else frame.y(low)
        painter.fillRect(QRectF(plot.left(), top, plot.width(), max(0.0, bottom - top)), color(tokens.accent, 0.13))
    if data.baseline is not None:
        pen = QPen(color(tokens.soft), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        y = frame.y(data.baseline)
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))


def _paint_points(painter: QPainter, frame: Frame, data: ChartData, tokens: Tokens, current: int | None) -> None:
    ink = color(getattr(tokens, data.ink))
    dense = data.days >= DENSE_FROM
    painter.setPen(QPen(ink, 1.6))
    for a, b in runs(data.points):
        painter.drawLine(QPointF(frame.x(a.day), frame.y(a.value)), QPointF(frame.x(b.day), frame.y(b.value)))
    for index, point in enumerate(data.points):
        x = frame.x(point.day)
        if point.error:
            painter.setPen(QPen(ink, 0.8 if dense else 1.2))
            low, high = frame.y(point.value - point.error), frame.y(point.value + point.error)
            painter.drawLine(QPointF(x, low), QPointF(x, high))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        size = (2.6 if dense else 4.0) + (2.0 if index == current else 0.0)
        painter.drawEllipse(QPointF(x, frame.y(point.value)), size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_read_out(painter: QPainter, frame: Frame, point: Point, tokens: Tokens) -> None:
    rect, error = frame.rect, point.error or 0.0
    width, height = QFontMetricsF(painter.font()).horizontalAdvance(point.text) + 2 * SPACE.s, 22.0
    left = min(max(frame.x(point.day) - width / 2, rect.left() + 2), max(rect.left() + 2, rect.right() - width - 2))
    top = frame.y(point.value + error) - height - 8
    if top < rect.top() + 2:
        top = min(frame.y(point.value - error) + 8, rect.bottom() - height - 2)
    box = QRectF(left, top, width, height)
    painter.setPen(QPen(color(tokens.line), 1))
    painter.setBrush(color(tokens.panel))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(color(tokens.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.text)
