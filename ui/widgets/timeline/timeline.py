"""The timeline: what was heard and seen, lane by lane, over the time of the take; by hand and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from ui.widgets.timeline.choice import Choice, chosen_span, in_lane, next_mark
from ui.widgets.timeline.lanes_view import LanesView
from ui.widgets.timeline.read_out import of_span

STEP_S, LONG_STEP_S = 1.0, 5.0
ZOOM = 1.25

HELP = (
    "Left and right move the playhead by a second, with Shift by five. Up and down choose a lane; then left and right "
    "go from mark to mark and Enter plays from there. Plus and minus zoom, zero shows the whole take."
)


class Timeline(LanesView):
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
        self._pressed = ""  # "seek" or "scroller" while the button is held there
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(HELP)

    # ------------------------------------------------------------------ pointer

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

    # ------------------------------------------------------------------ focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self._choice = Choice()
        self._card.hide()
        self.setAccessibleDescription(HELP)
        self.update()
