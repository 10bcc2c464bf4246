"""A figure over days: points with their errors, the advice as a band, one's own baseline dashed, gaps left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme
from ui.tokens import Tokens
from ui.turns import Turns
from ui.widgets.basics import Label
from ui.widgets.charts.data import ChartData, Point

if TYPE_CHECKING:
    from ui.widgets.charts.plot import Plot

REACH = 28.0
AWAY, EDGE = 8, 3  # of the read-out from its point, and from the edge


class Chart(QWidget):
    """Left and Right step through the days, Enter or a click opens one; the pointer reads them out.

    What draws it is loaded and made for the first points.

    Signals
    -------
    opened(str) : the key of a point that was clicked or entered.
    """

    opened = Signal(str)

    def __init__(self, *, name: str = "", turns: Turns | None = None) -> None:
        """Drawing waits for its turn among `turns`; without them it is done at once."""
        super().__init__()
        self._name = name
        self._turns = turns
        self._data = ChartData(7)
        self._current: int | None = None
        self._plot: Plot | None = None
        self._drawn: tuple[ChartData, Tokens] | None = None
        self._waits = False
        self._told = Label("", "read-out")
        self._told.setParent(self)
        self._told.hide()
        self._told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 130)
        self.setAccessibleName(name)
        theme().changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(420, 160)

    def show_data(self, data: ChartData) -> None:
        self._read_out(None)
        self._data = data
        self.setAccessibleDescription("; ".join(point.text for point in data.points))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if data.points else Qt.FocusPolicy.NoFocus)
        if data.points or self._plot:
            self._draw_in_turn()

    @property
    def plot(self) -> Plot:
        """The drawing, made on first use."""
        if self._plot is None:
            from ui.widgets.charts.plot import Plot

            self._plot = Plot(theme().tokens)
            self._plot.setParent(self)
            self._plot.show()
            self._told.raise_()
        return self._plot

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._read_out(None)
        self.update()

    def _at(self, place: QPointF) -> int | None:
        """The point nearest to the pointer, if it is near."""
        points = self._data.points
        if not points:
            return None
        day = self.plot.day_at(place.x())
        index = min(range(len(points)), key=lambda i: abs(points[i].day - day))
        return index if abs(self.plot.place(points[index].day).x() - place.x()) <= REACH else None

    def _read_out(self, index: int | None) -> None:
        if index == self._current:
            return
        self._current = index
        self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)
        self.plot.read_out(self.current)
        self._told.setVisible(index is not None)
        if self.current:
            self.setAccessibleName(f"{self._name}: {self.current.text}")
            self._tell(self.current)

    def _tell(self, point: Point) -> None:
        """Above the point's error; below it where there is no room above; never beyond the edges."""
        self._told.setText(point.text)
        self._told.adjustSize()
        size, error = self._told.size(), point.error or 0.0
        place = self.plot.place(point.day, point.value + error)
        top = place.y() - size.height() - AWAY
        if top < 0:
            top = self.plot.place(point.day, point.value - error).y() + AWAY
        left = max(EDGE, min(place.x() - size.width() / 2, self.width() - size.width() - EDGE))
        self._told.move(round(left), round(min(top, self.height() - float(size.height()))))

    # ------------------------------------------------------------------ drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plot:
            self._draw_in_turn()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color(theme().tokens.accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @Slot()
    def _dress(self) -> None:
        if self._plot:
            self._draw_in_turn()
        self.update()

    def _draw_in_turn(self) -> None:
        if self._turns is None:
            self._draw()
        elif not self._waits:
            self._waits = True
            self._turns.put(self._draw)

    @Slot()
    def _draw(self) -> None:
        """Bring the drawing up to the size, the data and the colours that there are now."""
        self._waits = False
        self.plot.setGeometry(self.rect())
        now = self._data, theme().tokens
        if now != self._drawn:
            self._drawn = now
            self.plot.show_data(*now)
        self.plot.read_out(self.current)
        if self.current:
            self._tell(self.current)
