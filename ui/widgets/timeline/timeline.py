"""The timeline: what was heard and seen, lane by lane, over the time of the take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from rehearse.types import Analysis
from ui.theme import TYPE, color, theme
from ui.widgets.timeline.canvas import LanePicture, Look, label_width
from ui.widgets.timeline.choice import Choice, chosen_span, in_lane, next_mark
from ui.widgets.timeline.lanes import Lane, duration_of, make_lanes
from ui.widgets.timeline.overlay import (
    HANDLE,
    Scroller,
    paint_chosen,
    paint_focus,
    paint_playhead,
    paint_pointer,
    paint_scroller,
)
from ui.widgets.timeline.read_out import NOTHING, ReadOut, ReadOutCard, of_span, read_out
from ui.widgets.timeline.rows import SCROLLER, Row, least_height, make_rows, row_at
from ui.widgets.timeline.viewport import Viewport, make_viewport

STEP_S, LONG_STEP_S = 1.0, 5.0
JUMP_S = 1.5  # the playhead moved further than playing can: bring it into view
NEAR = 6.0  # pixels from a mark that still mean it
ZOOM = 1.25
END = 10.0  # room at the right, so that the last moment's mark and handle are whole

HELP = (
    "Left and right move the playhead by a second, with Shift by five. Up and down choose a lane; then left and right "
    "go from mark to mark and Enter plays from there. Plus and minus zoom, zero shows the whole take."
)


class Timeline(QWidget):
    """Lanes of one analysis with a playhead; click, drag, wheel, pinch and keys.

    Signals
    -------
    seek_asked(float) : the person wants to be at that second.
    span_chosen(object) : the object (a Pause, Filler, Glance, Evidence...) of the mark clicked or entered.
    """

    seek_asked = Signal(float)
    span_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._generation = 0
        self._rows: tuple[Row, ...] = ()
        self._position = 0.0
        self._pointer: QPointF | None = None
        self._pressed = ""
        self._choice = Choice()
        self._ring = False
        self.picture = LanePicture()
        self._viewport = make_viewport(0.1)
        self._card = ReadOutCard(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(HELP)
        theme().changed.connect(self.update)
        self._lay_out()

    # ------------------------------------------------------------------ what is shown

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self._lanes

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @property
    def position_s(self) -> float:
        return self._position

    def show_analysis(self, analysis: Analysis, peaks: NDArray[np.float32] | None = None) -> None:
        """Show an analysis; the same take analysed or counted anew keeps its zoom, playhead and chosen mark."""
        duration = duration_of(analysis)
        if abs(duration - self._viewport.duration) > 0.01:
            self._viewport = make_viewport(duration)
            self._position, self._choice = 0.0, Choice()
        self._lanes = make_lanes(analysis, peaks)
        self._choice = self._choice if chosen_span(self._lanes, self._choice) else Choice()
        self._generation += 1
        self._lay_out()

    def set_position(self, seconds: float) -> None:
        """Move the playhead. It stays in view while it plays, unless the person has scrolled away from it."""
        before, self._position = self._position, min(max(seconds, 0.0), self._viewport.duration)
        jumped = abs(self._position - before) > JUMP_S
        if (jumped or self._viewport.shows(before)) and not self._viewport.shows(self._position):
            self.show_viewport(self._viewport.paged_to(self._position))
            return
        for moment in (before, self._position):
            self.update(self._strip(moment))

    def show_viewport(self, viewport: Viewport) -> None:
        """Zoom or scroll to that stretch."""
        if viewport != self._viewport:
            self._viewport = viewport
            self._say_pointer()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, least_height() + 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, least_height())

    # ------------------------------------------------------------------ places

    def _lane_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(TYPE.small)
        return font

    def _lay_out(self) -> None:
        left = label_width(self._lane_font())
        self._viewport = self._viewport.resized(left, self.width() - left - END)
        self._rows = make_rows(self.height())
        self._card.hide()
        self.update()

    def _strip(self, seconds: float) -> QRect:
        return QRect(int(self._viewport.x(seconds) - HANDLE - 2), 0, int(2 * HANDLE + 4), self.height())

    def _lanes_bottom(self) -> float:
        return self._rows[-1].bottom

    def _scroller(self) -> Scroller:
        return Scroller(self._viewport, min(self._lanes_bottom() + 4, self.height() - SCROLLER + 4))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        if self._lanes:
            ratio = self.devicePixelRatioF()
            look = Look(
                self._generation,
                self.width(),
                self.height(),
                ratio,
                self._viewport,
                tokens,
                self._lane_font().toString(),
            )
            pixmap = self.picture.get(look, self._lanes, self._rows)
            part = event.rect()
            painter.drawPixmap(
                QRectF(part),
                pixmap,
                QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio),
            )
        else:
            painter.fillRect(event.rect(), color(tokens.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lanes:
            self._paint_over(painter)
        if self._ring:
            paint_focus(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        tokens, view, bottom = theme().tokens, self._viewport, self._lanes_bottom()
        if view.zoomed:
            paint_scroller(painter, self._scroller(), tokens)
        if self._pointer is not None and self._over_lanes(self._pointer):
            paint_pointer(painter, self._pointer.x(), bottom, tokens)
        span = chosen_span(self._lanes, self._choice)
        if span is not None:
            paint_chosen(painter, span, self._rows[self._choice.lane], view, tokens)
        if view.shows(self._position):
            paint_playhead(painter, view.x(self._position), bottom, tokens)

    # ------------------------------------------------------------------ pointer

    def _over_lanes(self, place: QPointF) -> bool:
        view = self._viewport
        return view.left - NEAR <= place.x() <= view.left + view.width + NEAR and place.y() < self._lanes_bottom()

    def said_at(self, place: QPointF) -> tuple[ReadOut, int | None]:
        """What the read-out says at a place of the widget, and the lane it speaks of."""
        index = row_at(self._rows, place.y())
        if index is None or not self._lanes or not self._over_lanes(place):
            return NOTHING, None
        seconds = self._viewport.seconds(place.x())
        return read_out(self._lanes[index], seconds, NEAR / self._viewport.per_second), index

    def _say_pointer(self) -> None:
        said, index = self.said_at(self._pointer) if self._pointer is not None else (NOTHING, None)
        if self._pointer is None or index is None or not said.title:
            self._card.hide()
            return
        row = self._rows[index]
        self._card.show_at(said, int(self._pointer.x()), QRect(0, int(row.top), self.width(), int(row.height)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._lanes:
            return
        place = event.position()
        if self._viewport.zoomed and self._scroller().holds(place):
            self._pressed = "scroller"
            self._scroll_under(place.x())
        elif self._over_lanes(place):
            self._pressed = "seek"
            self._choice = Choice()
            self._seek(self._viewport.seconds(place.x()))
            said, _ = self.said_at(place)
            if said.span is not None:
                self.span_chosen.emit(said.span.object)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_pointer(event.position())
        if self._pressed == "scroller":
            self._scroll_under(event.position().x())
        elif self._pressed == "seek":
            self._drag(event.position().x())

    def _drag(self, x: float) -> None:
        beyond = x - min(max(x, self._viewport.left), self._viewport.left + self._viewport.width)
        if beyond:
            self.show_viewport(self._viewport.scrolled_by(beyond / self._viewport.per_second))
        self._seek(min(max(self._viewport.seconds(x), self._viewport.start), self._viewport.end))

    def _scroll_under(self, x: float) -> None:
        self.show_viewport(self._viewport.scrolled_to(self._scroller().start_at(x)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = ""

    def _move_pointer(self, place: QPointF | None) -> None:
        for each in (self._pointer, place):
            if each is not None:
                self.update(QRect(int(each.x()) - 2, 0, 5, self.height()))
        self._pointer = place
        self._say_pointer()

    def leaveEvent(self, event: QEvent) -> None:
        self._move_pointer(None)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._move_pointer(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms about the pointer; without it the wheel scrolls along, where there is anything to scroll to."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(ZOOM ** (turned.y() / 120), event.position().x())
        elif self._viewport.zoomed:
            pixels = event.pixelDelta()
            way = pixels.x() or pixels.y() or (turned.x() or turned.y()) / 120 * self._viewport.width / 8
            self.show_viewport(self._viewport.scrolled_by(-way / self._viewport.per_second))
        else:
            event.ignore()
            return
        event.accept()

    def _zoom(self, factor: float, x: float) -> None:
        self.show_viewport(self._viewport.zoomed_by(factor, self._viewport.seconds(x)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(1.0 + event.value(), event.position().x())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._zoom(pinch.scaleFactor(), self.mapFromGlobal(pinch.hotSpot()).x())
                return True
        return super().event(event)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._lanes or not self._key(event):
            event.ignore()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        upright = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        ends = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: self._viewport.duration}
        if sideways is not None and self._choice.chosen:
            self._choose(next_mark(self._lanes, self._choice, sideways))
        elif sideways is not None:
            long = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._seek(self._position + sideways * (LONG_STEP_S if long else STEP_S))
        elif upright is not None:
            self._choose(in_lane(self._lanes, self._choice, upright, self._position))
        elif key in ends:
            self._seek(ends[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            about = self._position if self._viewport.shows(self._position) else self._viewport.start
            self._zoom(1 / ZOOM if key == Qt.Key.Key_Minus else ZOOM, self._viewport.x(about))
        elif key == Qt.Key.Key_0:
            self.show_viewport(self._viewport.whole())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._choice.chosen:
            self._enter()
        elif key == Qt.Key.Key_Escape and self._choice.chosen:
            self._choose(Choice())
        else:
            return False
        return True

    def _choose(self, choice: Choice) -> None:
        """Ring a mark, say it, and bring it into view."""
        self._choice = choice
        span = chosen_span(self._lanes, choice)
        if span is None:
            self._card.hide()
        else:
            self.show_viewport(self._viewport.paged_to(span.start))
            row = self._rows[choice.lane]
            place = QRect(0, int(row.top), self.width(), int(row.height))
            self._card.show_at(of_span(span), int(self._viewport.x(span.start)), place)
        self._announce(of_span(span).sentence if span else HELP)
        self.update()

    def _announce(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _enter(self) -> None:
        span = chosen_span(self._lanes, self._choice)
        if span is not None:
            self._seek(span.start)
            self.span_chosen.emit(span.object)

    def _seek(self, seconds: float) -> None:
        wanted = min(max(seconds, 0.0), self._viewport.duration)
        self.set_position(wanted)
        self.seek_asked.emit(wanted)

    # ------------------------------------------------------------------ the rest

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self._choice = Choice()
        self._card.hide()
        self.setAccessibleDescription(HELP)
        self.update()
