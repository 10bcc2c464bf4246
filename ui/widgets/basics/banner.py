"""A sentence across a page with something to do about it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from ui.tokens import SPACE
from ui.widgets.basics.buttons import Button
from ui.widgets.basics.labels import Label
from ui.widgets.layout import fill, row

NARROW = 560  # of a banner, in pixels


class Banner(QFrame):
    """One sentence across a page with something to do about it, below it where the banner is narrow.

    `warn` is for what needs attention.

    Signals
    -------
    dismissed : the person closed it.
    """

    dismissed = Signal()

    def __init__(self, sentence: str, *actions: QPushButton, warn: bool = False, closable: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "banner-warn" if warn else "banner")
        self.setAccessibleName(sentence)
        self.label = Label(sentence, wrap=True)
        close = [Button("Close", "plain", clicked=self._close)] if closable else []
        self._buttons = row(*actions, *close, spacing=SPACE.m)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        margins = QMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        fill(self._box, [self.label, self._buttons], spacing=SPACE.m, margins=margins)
        self._box.setStretch(0, 1)

    def say(self, sentence: str) -> None:
        """Another sentence; the buttons, and the keyboard on them, stay."""
        self.label.setText(sentence)
        self.setAccessibleName(sentence)

    def add_action(self, button: QPushButton) -> None:
        """Put a button right after the sentence."""
        self._buttons.insertWidget(0, button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._box.setAlignment(self._buttons, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))

    def _close(self) -> None:
        self.hide()
        self.dismissed.emit()
