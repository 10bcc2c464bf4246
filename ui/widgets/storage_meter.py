"""How the room on a disk is shared: videos, analyses, and what is free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rehearse.disk import megabytes
from rehearse.store.usage import Usage
from ui.theme import color, theme
from ui.tokens import SPACE
from ui.widgets.basics import Label, fill, row

THICK = 6
LEAST = 3.0  # pixels of something that is there, however small its share
VIDEOS, ANALYSES, FREE = "accent", "gaze", "pause_quiet"


def widths(sizes: Sequence[int], width: float) -> list[float]:
    """The lengths of the used parts on a bar of `width`; the last size, what is free, gets the rest."""
    whole = sum(sizes)
    if not whole:
        return [0.0 for _ in sizes[:-1]]
    return [max(LEAST, size / whole * width) if size else 0.0 for size in sizes[:-1]]


class StorageBar(QWidget):
    """The parts one after the other, in no more height than a line of text needs."""

    def __init__(self) -> None:
        super().__init__()
        self._usage: Usage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_usage(self, usage: Usage) -> None:
        self._usage = usage
        self.setAccessibleName(usage.sentence)
        self.setToolTip(usage.sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, (self.height() - THICK) / 2, self.width(), THICK)
        round_ends = QPainterPath()
        round_ends.addRoundedRect(bar, THICK / 2, THICK / 2)
        painter.setClipPath(round_ends)
        painter.fillRect(bar, color(getattr(tokens, FREE)))
        if self._usage is None:
            return
        x = bar.x()
        sizes = (self._usage.videos, self._usage.analyses, self._usage.free or 0)
        for ink, width in zip((VIDEOS, ANALYSES), widths(sizes, bar.width()), strict=True):
            painter.fillRect(QRectF(x, bar.y(), width, THICK), color(getattr(tokens, ink)))
            x += width


class StorageMeter(QWidget):
    """The bar and, below it, each part with its colour and its size; a sentence where little is left."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = StorageBar()
        self.videos, self.analyses, self.free = Label("", "small"), Label("", "small"), Label("", "small")
        self._free_part = QWidget()
        fill(QVBoxLayout(self._free_part), [row(Swatch(FREE), self.free, spacing=6)], spacing=0, margins=0)
        parts = [
            row(Swatch(ink), label, spacing=6) for ink, label in ((VIDEOS, self.videos), (ANALYSES, self.analyses))
        ]
        self.short = Label("", "warn", wrap=True)
        legend = row(*parts, self._free_part, None, spacing=SPACE.l)
        fill(QVBoxLayout(self), [self.bar, legend, self.short], spacing=SPACE.s, margins=0)
        self.hide()

    def show_usage(self, usage: Usage, short: str = "") -> None:
        """`short` is a sentence on a disk that is nearly full, or ""."""
        self.bar.show_usage(usage)
        self.videos.setText(f"Videos {megabytes(usage.videos)}")
        self.analyses.setText(f"Analyses {megabytes(usage.analyses)}")
        self._free_part.setVisible(usage.free is not None)
        self.free.setText(f"Free {megabytes(usage.free)}" if usage.free is not None else "")
        self.short.setText(short)
        self.short.setVisible(bool(short))
        self.show()


class Swatch(QWidget):
    """The colour of a part."""

    def __init__(self, ink: str) -> None:
        super().__init__()
        self._ink = ink
        self.setFixedSize(10, 10)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(getattr(theme().tokens, self._ink)))
        painter.drawRoundedRect(self.rect(), 2, 2)
