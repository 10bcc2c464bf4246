"""A microphone's level as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import color, theme

QUIETEST_DB = -60.0
HOT_DB = -3.0
THICK = 6


def share_of_scale(level_db: float) -> float:
    """Where a level in dBFS lies between QUIETEST_DB and 0, as 0..1."""
    return min(1.0, max(0.0, 1 - level_db / QUIETEST_DB))


class LevelMeter(QWidget):
    """A bar for the loudness of the moment and a tick for its highest sample, both in dBFS.

    It paints only when a pixel changes, and never moves of its own accord. What its end means to a person (too loud,
    silent) is said in words beside it.
    """

    def __init__(self, *, name: str = "Microphone level") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._level = self._peak = 0.0
        theme().changed.connect(self.update)

    @property
    def level(self) -> float:
        """What the bar shows, 0..1."""
        return self._level

    def set_level(self, level_db: float, peak_db: float) -> None:
        """Show a level and the highest sample within it."""
        level, peak = share_of_scale(level_db), share_of_scale(peak_db)
        moved = self._pixels(level) != self._pixels(self._level) or self._pixels(peak) != self._pixels(self._peak)
        self._level, self._peak = level, peak
        if moved:
            self.update()

    def clear(self) -> None:
        """Nothing is heard: no microphone, or none open."""
        self.set_level(QUIETEST_DB, QUIETEST_DB)

    def sizeHint(self) -> QSize:
        return QSize(160, 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - THICK) / 2, self.width(), THICK)
        painter.setBrush(color(tokens.pause_quiet))
        painter.drawRoundedRect(bar, THICK / 2, THICK / 2)
        hot = self._peak >= share_of_scale(HOT_DB)
        painter.setBrush(color(tokens.warn if hot else tokens.accent))
        if self._level > 0:
            filled = QRectF(bar.x(), bar.y(), max(THICK, bar.width() * self._level), THICK)
            painter.drawRoundedRect(filled, THICK / 2, THICK / 2)
        if self._peak > self._level:
            at = min(bar.width() - 2, bar.width() * self._peak)
            painter.drawRect(QRectF(at, bar.y() - 2, 2, THICK + 4))

    def _pixels(self, share: float) -> int:
        return round(share * self.width() * self.devicePixelRatioF())
