"""A figure over days: points with their errors, the advice as a band, one's own baseline dashed, gaps left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehearse.export.wording import number
from ui.theme import SPACE, color, theme
from ui.widgets.scale import Range, fitting_range, round_ticks

LEFT, RIGHT, TOP, BOTTOM = 38.0, 14.0, 10.0, 22.0
LABEL_PX = 11
REACH = 28.0
DENSE_FROM = 40


@dataclass(frozen=True)
class Point:
    """A day's value. `day` counts from the first day shown; `text` is its read-out; `key` is what a click opens."""

    day: int
    value: float
    error: float | None
    text: str
    key: str


@dataclass(frozen=True)
class ChartData:
    """What a chart draws, in the measure's unit. `ink` names a token; `ticks` are (day, label) along the bottom."""

    days: int
    points: tuple[Point, ...] = ()
    band: tuple[float | None, float | None] | None = None
    baseline: float | None = None
    ticks: tuple[tuple[int, str], ...] = ()
    ink: str = "accent"
    floor: float | None = 0.0
    ceiling: float | None = None

    @property
    def range(self) -> Range:
        """Holds every point with its error, the baseline, and the edges of the advice that are near."""
        values = [v for p in self.points for v in (p.value - (p.error or 0), p.value + (p.error or 0))]
        known = [*values, *([self.baseline] if self.baseline is not None else [])]
        edges = [edge for edge in self.band or () if edge is not None]
        return fitting_range([*known, *edges], floor=self.floor, ceiling=self.ceiling)


def runs(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Neighbours a day apart: what may be joined by a line."""
    return ((a, b) for a, b in pairwise(points) if b.day - a.day == 1)


class Chart(QWidget):
    """Left and Right step through the days, Enter or a click opens one; the pointer reads them out.

    Signals
    -------
    opened(str) : the key of a point that was clicked or entered.
    """

    opened = Signal(str)

    def __init__(self, *, name: str = "") -> None:
        super().__init__()
        self._name = name
        self._data = ChartData(7)
        self._range = self._data.range
        self._current: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 130)
        self.setAccessibleName(name)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(420, 160)

    def show_data(self, data: ChartData) -> None:
        self._data, self._current = data, None
        self._range = data.range
        self.setAccessibleDescription("; ".join(point.text for point in data.points))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if data.points else Qt.FocusPolicy.NoFocus)
        self.update()

    @property
    def current(self) -> Point | None:
        """The point that is read out."""
        return None if self._current is None else self._data.points[self._current]

    # ------------------------------------------------------------------ pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._read_out(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._data.points[index].key)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._read_out(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count, steps = len(self._data.points), {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and count:
            begin = count if self._current is None else self._current
            self._read_out(max(0, min(count - 1, begin + steps[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self._read_out(0 if event.key() == Qt.Key.Key_Home else count - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current.key)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self._read_out(None)

    def _at(self, place: QPointF) -> int | None:
        """The point nearest to the pointer, if it is near."""
        found = [(abs(self._x(p.day) - place.x()), index) for index, p in enumerate(self._data.points)]
        near = min(found, default=None)
        return near[1] if near and near[0] <= REACH else None

    def _read_out(self, index: int | None) -> None:
        if index == self._current:
            return
        self._current = index
        self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)
        if index is not None:
            self.setAccessibleName(f"{self._name}: {self._data.points[index].text}")
        self.update()

    # ------------------------------------------------------------------ drawing

    def _plot(self) -> QRectF:
        return QRectF(LEFT, TOP, max(1.0, self.width() - LEFT - RIGHT), max(1.0, self.height() - TOP - BOTTOM))

    def _x(self, day: int) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * (day + 0.5) / self._data.days

    def _y(self, value: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * self._range.share(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(LABEL_PX)
        painter.setFont(font)
        self._paint_axes(painter)
        self._paint_advice(painter)
        self._paint_points(painter)
        if self.current:
            self._paint_read_out(painter, self.current)
        if self.hasFocus():
            painter.setPen(QPen(color(theme().tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_axes(self, painter: QPainter) -> None:
        tokens, plot = theme().tokens, self._plot()
        for value in round_ticks(self._range) if self._data.points else ():
            y = self._y(value)
            painter.setPen(QPen(color(tokens.line), 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(color(tokens.faint))
            box = QRectF(0, y - 8, LEFT - 6, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(value))
        painter.setPen(color(tokens.faint))
        for day, label in self._data.ticks:
            width = QFontMetricsF(painter.font()).horizontalAdvance(label)
            left = min(max(self._x(day) - width / 2, 0.0), self.width() - width)
            painter.drawText(QPointF(left, self.height() - 6), label)

    def _paint_advice(self, painter: QPainter) -> None:
        tokens, plot = theme().tokens, self._plot()
        if self._data.band and self._data.points:
            low, high = self._data.band
            top = plot.top() if high is None else max(plot.top(), self._y(high))
            bottom = plot.bottom() if low is None else min(plot.bottom(), self._y(low))
            painter.fillRect(QRectF(plot.left(), top, plot.width(), max(0.0, bottom - top)), color(tokens.accent, 0.13))
        if self._data.baseline is not None and self._data.points:
            painter.setPen(QPen(color(tokens.soft), 1.2, Qt.PenStyle.CustomDashLine))
            pen = painter.pen()
            pen.setDashPattern([4, 4])
            painter.setPen(pen)
            y = self._y(self._data.baseline)
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))

    def _paint_points(self, painter: QPainter) -> None:
        ink = color(getattr(theme().tokens, self._data.ink))
        dense = self._data.days >= DENSE_FROM
        painter.setPen(QPen(ink, 1.6))
        for a, b in runs(self._data.points):
            painter.drawLine(QPointF(self._x(a.day), self._y(a.value)), QPointF(self._x(b.day), self._y(b.value)))
        for index, point in enumerate(self._data.points):
            place = QPointF(self._x(point.day), self._y(point.value))
            if point.error:
                painter.setPen(QPen(ink, 0.8 if dense else 1.2))
                painter.drawLine(
                    QPointF(place.x(), self._y(point.value - point.error)),
                    QPointF(place.x(), self._y(point.value + point.error)),
                )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            size = (2.6 if dense else 4.0) + (2.0 if index == self._current else 0.0)
            painter.drawEllipse(place, size, size)

    def _paint_read_out(self, painter: QPainter, point: Point) -> None:
        tokens, metrics = theme().tokens, QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(point.text) + 2 * SPACE.s, 22.0
        left = min(max(self._x(point.day) - width / 2, 2.0), max(2.0, self.width() - width - 2))
        top = self._y(point.value + (point.error or 0)) - height - 8
        if top < 2:
            top = min(self._y(point.value - (point.error or 0)) + 8, self.height() - height - 2)
        box = QRectF(left, top, width, height)
        painter.setPen(QPen(color(tokens.line), 1))
        painter.setBrush(color(tokens.panel))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(color(tokens.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.text)

    @Slot()
    def _repaint(self) -> None:
        self.update()
