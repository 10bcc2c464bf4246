"""The countdown under the lens: a dot to look at, a number, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme
from ui.tokens import TYPE

DOT_Y = 9
DOT_R = 7
NUMBER_PX = 40
HEIGHT = 88


class LensCount(QWidget):
    """Sits in the middle of the window's upper edge, where a laptop has its lens."""

    def __init__(self) -> None:
        super().__init__()
        self._left = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_count(self, left: int) -> None:
        """Seconds until the answer begins; 0 shows no number."""
        self._left = left
        self.setAccessibleName(f"Look at the lens. {left}" if left else "Look at the lens.")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, DOT_Y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens.accent_soft))
        painter.drawEllipse(middle, DOT_R + 2, DOT_R + 2)
        painter.setBrush(color(tokens.accent))
        painter.drawEllipse(middle, DOT_R - 2, DOT_R - 2)
        self._line(
            painter, tokens.ink, NUMBER_PX, QRect(0, 20, self.width(), 46), str(self._left) if self._left else ""
        )
        self._line(painter, tokens.soft, TYPE.strong, QRect(0, 66, self.width(), 22), "Look at the lens")

    def _line(self, painter: QPainter, ink: str, size: int, box: QRect, text: str) -> None:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if size == NUMBER_PX else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
