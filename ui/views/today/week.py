"""The week as seven days: a dot each, filled where an answer was given; such a day opens its answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import TYPE, color, theme
from ui.views.today.days import WeekDay
from ui.widgets.basics import clear

DOT = 6.0


class DayDot(QAbstractButton):
    """One day; a button only where there is an answer to open."""

    def __init__(self, day: WeekDay) -> None:
        super().__init__()
        self.day = day
        self.setAccessibleName(day.told)
        self.setToolTip(day.told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if day.takes else Qt.FocusPolicy.NoFocus)
        if day.takes:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(36, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme().tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        today = self.day.relation == "today"
        edge = tokens.accent if self.day.takes or today else tokens.pause_quiet
        painter.setPen(QPen(color(edge), 2.0 if today else 1.4))
        painter.setBrush(color(tokens.accent) if self.day.takes else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(DOT + 2, DOT + 4), DOT - 0.5, DOT - 0.5)
        font = QFont(self.font())
        font.setPixelSize(TYPE.small)
        font.setBold(today)
        painter.setFont(font)
        painter.setPen(color(tokens.ink if today else tokens.soft))
        painter.drawText(QRectF(1, 24, self.width() - 1, 20), Qt.AlignmentFlag.AlignLeft, self.day.name)
        if self.hasFocus():
            painter.setPen(QPen(color(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-2, 1, -6, -1).translated(2, 0), 5, 5)


class WeekStrip(QWidget):
    """Seven days in a row.

    Signals
    -------
    opened(str) : the person asked for a day's newest answer; carries its id.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("This week")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.setMaximumWidth(560)

    def show_days(self, days: Sequence[WeekDay]) -> None:
        clear(self._row)
        for day in days:
            dot = DayDot(day)
            dot.clicked.connect(self._open)
            self._row.addWidget(dot)

    def _open(self) -> None:
        dot = self.sender()
        if isinstance(dot, DayDot) and dot.day.takes:
            self.opened.emit(dot.day.takes[0])
