"""Text that takes two lines at most: a very long question must not push the rest off the page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.basics import Label
from ui.widgets.direction import direction_of
from ui.widgets.plain import tip


class Clamped(Label):
    """A label that ends in an ellipsis after `lines` lines; the whole text is its tooltip and accessible name."""

    def __init__(self, text: str = "", role: str = "", *, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(text, role)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setLayoutDirection(direction_of(text))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance(self.text()) + 2, 2000), metrics.lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(len(self._broken(width)), self._lines) * self.fontMetrics().lineSpacing() + 2

    def _broken(self, width: int) -> list[str]:
        """The text in lines of at most that width."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self.text(), self.font())
        layout.setTextOption(option)
        found = []
        layout.beginLayout()
        while (line := _line(layout, width)) is not None:
            found.append(self.text()[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return found or [""]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        metrics, broken = self.fontMetrics(), self._broken(self.width())
        whole = len(broken) <= self._lines
        for number, text in enumerate(broken[: self._lines]):
            last = number == self._lines - 1 and not whole
            place = QRect(0, number * metrics.lineSpacing(), self.width(), metrics.lineSpacing())
            shown = _elided("".join(broken[number:]), metrics, self.width()) if last else text.rstrip()
            # the label's own direction says which side is the leading one
            painter.drawText(place, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        self.setToolTip("" if whole else tip(self.text()))


def _line(layout: QTextLayout, width: int) -> QTextLine | None:
    line = layout.createLine()
    if not line.isValid():
        return None
    line.setLineWidth(max(width, 1))
    line.setPosition(QPointF(0, 0))
    return line


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
