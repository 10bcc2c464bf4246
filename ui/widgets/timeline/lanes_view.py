"""The lanes of a take as they are seen: the picture of them, what lies over it, and what is said of a place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehearse.types import Analysis
from ui.theme import TYPE, color, theme
from ui.widgets.timeline.canvas import LanePicture, Look, label_width
from ui.widgets.timeline.choice import Choice, chosen_span
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
from ui.widgets.timeline.read_out import NOTHING, ReadOut, ReadOutCard, read_out
from ui.widgets.timeline.rows import SCROLLER, Row, least_height, make_rows, row_at
from ui.widgets.timeline.viewport import Viewport, make_viewport

JUMP_S = 1.5  # the playhead moved further than playing can: bring it into view
NEAR = 6.0  # pixels from a mark that still mean it
END = 10.0  # room at the right, so that the last moment's mark and handle are whole


class LanesView(QWidget):
    """Shows one analysis: lanes, playhead, the chosen mark, the pointer's read-out. `Timeline` gives it hands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._generation = 0
        self._rows: tuple[Row, ...] = ()
        self._position = 0.0
        self._pointer: QPointF | None = None
        self._choice = Choice()
        self._ring = False
        self.picture = LanePicture()
        self._viewport = make_viewport(0.1)
        self._card = ReadOutCard(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
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

    def _move_pointer(self, place: QPointF | None) -> None:
        for each in (self._pointer, place):
            if each is not None:
                self.update(QRect(int(each.x()) - 2, 0, 5, self.height()))
        self._pointer = place
        self._say_pointer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
        super().changeEvent(event)
