"""A figure over days: points with their errors, the advice as a band, one's own baseline dashed, gaps left open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme
from ui.widgets.chart_data import ChartData, Point
from ui.widgets.chart_paint import Frame, paint_chart

REACH = 28.0


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
        self._data, self._range, self._current = data, data.range, None
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
        frame, points = self.frame, self._data.points
        day = (place.x() - frame.plot.left()) / frame.plot.width() * frame.days - 0.5
        index = min(range(len(points)), key=lambda i: abs(points[i].day - day), default=None)
        return index if index is not None and abs(frame.x(points[index].day) - place.x()) <= REACH else None

    def _read_out(self, index: int | None) -> None:
        if index == self._current:
            return
        self._current = index
        self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)
        if index is not None:
            self.setAccessibleName(f"{self._name}: {self._data.points[index].text}")
        self.update()

    # ------------------------------------------------------------------ drawing

    @property
    def frame(self) -> Frame:
        """Where the days and values stand in the widget."""
        return Frame(QRectF(self.rect()), self._data.days, self._range)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chart(painter, QRectF(self.rect()), self._data, theme().tokens, current=self._current)
        if self.hasFocus():
            painter.setPen(QPen(color(theme().tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @Slot()
    def _repaint(self) -> None:
        self.update()
