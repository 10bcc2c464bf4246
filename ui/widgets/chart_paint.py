"""Drawing a chart into any rectangle of any paper: the window, a picture, a vector file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from rehearse.export.wording import number
from ui.theme import color
from ui.tokens import SPACE, Tokens
from ui.widgets.chart_data import ChartData, Point, runs
from ui.widgets.scale import Range, round_ticks

LEFT, RIGHT, TOP, BOTTOM = 38.0, 14.0, 10.0, 22.0
LABEL_PX = 11
# from so many days on dots are smaller, and then errors are left to the read-out
DENSE_FROM, CROWDED_FROM = 40, 200
SIZES = (4.0, 2.6, 1.6)


@dataclass(frozen=True)
class Frame:
    """Where a chart stands on its paper, and what its axes reach."""

    rect: QRectF
    days: int
    range: Range

    @cached_property
    def plot(self) -> QRectF:
        """The rectangle within the axes' labels."""
        width, height = self.rect.width() - LEFT - RIGHT, self.rect.height() - TOP - BOTTOM
        return QRectF(self.rect.left() + LEFT, self.rect.top() + TOP, max(1.0, width), max(1.0, height))

    def x(self, day: float) -> float:
        return self.plot.left() + self.plot.width() * (day + 0.5) / self.days

    def y(self, value: float) -> float:
        """A value's height; one that the axis does not reach stands at its end."""
        share = min(1.0, max(0.0, self.range.share(value)))
        return self.plot.bottom() - self.plot.height() * share

    def place(self, point: Point) -> QPointF:
        return QPointF(self.x(point.day), self.y(point.value))

    def reach(self, point: Point) -> QLineF:
        """How far a point's error reaches down and up."""
        x, error = self.x(point.day), point.error or 0.0
        return QLineF(x, self.y(point.value - error), x, self.y(point.value + error))


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
    """A path for the lines and one list of dots: three years of days are drawn at once, not one by one."""
    ink, own = color(getattr(tokens, data.ink)), data.own
    size = SIZES[0] if data.days < DENSE_FROM else SIZES[1] if data.days < CROWDED_FROM else SIZES[2]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.6 if data.days < CROWDED_FROM else 1.0))
    painter.drawLines([QLineF(frame.place(a), frame.place(b)) for a, b in runs(own, data.joined)])
    painter.setPen(QPen(ink, 1.2 if data.days < DENSE_FROM else 0.8))
    if data.days < CROWDED_FROM:
        painter.drawLines([frame.reach(point) for point in own if point.error])
    painter.setPen(QPen(ink, 2 * size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints([frame.place(point) for point in own])
    _paint_apart(painter, frame, data, tokens, size)
    if current is not None:
        point = data.points[current]
        painter.setPen(QPen(color(tokens.panel), 1.5))
        painter.setBrush(color(tokens.faint) if point.apart else ink)
        painter.drawEllipse(frame.place(point), size + 2.5, size + 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_apart(painter: QPainter, frame: Frame, data: ChartData, tokens: Tokens, size: float) -> None:
    """What other recognisers measured: hollow, without lines; and where the recogniser changed, an upright line."""
    painter.setPen(QPen(color(tokens.soft), 1.0))
    painter.setBrush(color(tokens.panel))
    for point in data.points:
        if point.apart:
            painter.drawEllipse(frame.place(point), size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(tokens.faint), 1.0, Qt.PenStyle.DotLine))
    for day in data.switches:
        x = frame.plot.left() + frame.plot.width() * day / data.days
        painter.drawLine(QLineF(x, frame.plot.top(), x, frame.plot.bottom()))


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
