"""The small field in which a word of the transcript is corrected."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LEAST_WIDTH = 120
MOST_LETTERS = 200  # of one correction, which may be several words


class WordField(QLineEdit):
    """Stands over the word. Enter keeps what was written, Esc leaves the word as it was.

    Signals
    -------
    kept(str) : the person wrote something else; "" says that nothing was said there.
    closed() : it is over, either way.
    """

    kept = Signal(str)
    closed = Signal()

    def __init__(self, text: str, place: QRect, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before = text
        self.setMaxLength(max(MOST_LETTERS, len(text)))
        self._over = False
        self.setProperty("role", "word")
        self.setAccessibleName(f"Correct “{text}”")
        self.setToolTip("Enter keeps it, Esc leaves the word as it was. Empty it where nothing was said.")
        width = max(LEAST_WIDTH, place.width() + 40)
        left = max(0, min(place.left() - 8, parent.width() - width))
        height = self.sizeHint().height()
        self.setGeometry(left, place.center().y() - height // 2, min(width, parent.width()), height)
        self.selectAll()

    def keep(self) -> None:
        """As Enter does."""
        self._close(keep=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def _close(self, *, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        written = " ".join(self.text().split())
        self.hide()
        if keep and written != self._before:
            self.kept.emit(written)
        self.closed.emit()
        self.deleteLater()
