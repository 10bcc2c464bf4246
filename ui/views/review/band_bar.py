"""A figure on its scale: the advice as a band, the figure with its error, and what is usual for the person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme
from ui.views.review.numbers import Bar

HEIGHT, GROOVE, DOT = 16, 6.0, 9.0


class BandBar(QWidget):
    """Words beside it say the same; to a screen reader it is nothing."""

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("Shaded: the advice. Dot: this take, with its error. Upright line: your usual.")
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, bar = theme().tokens, self._bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, width = self.height() / 2, self.width() - DOT

        def x(share: float) -> float:
            return DOT / 2 + share * width

        def strip(first: float, last: float, token: str, thick: float, alpha: float = 1.0) -> None:
            painter.setBrush(color(token, alpha))
            place = QRectF(x(first), middle - thick / 2, max(x(last) - x(first), 2.0), thick)
            painter.drawRoundedRect(place, thick / 2, thick / 2)

        strip(0.0, 1.0, tokens.hover, GROOVE)
        if bar.band is not None:
            strip(*bar.band, tokens.accent, GROOVE, 0.3)
        if bar.error:
            strip(max(0.0, bar.value - bar.error), min(1.0, bar.value + bar.error), tokens.accent, 2.0)
        if bar.usual is not None:
            painter.setBrush(color(tokens.soft))
            painter.drawRect(QRectF(x(bar.usual) - 1, middle - 6, 2, 12))
        painter.setBrush(color(tokens.accent))
        painter.drawEllipse(QRectF(x(bar.value) - DOT / 2, middle - DOT / 2, DOT, DOT))
        painter.end()
