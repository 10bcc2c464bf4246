"""A question in type that fits its length, scrolled where it is very long."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.basics import Label, fill, scrolling, set_role
from ui.widgets.direction import direction_of

# Up to so many letters a question has this look; longer ones the last, and are not centred.
ROLES = ((160, "question"), (340, "heading"))
LONG = "long-question"
WIDEST = 900
FIRST = 1000  # the stretch with which it takes its widest measure before the space beside it gets any
SMALLEST_LIMIT = 72
ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(r"\S{40}")


def breakable(text: str) -> str:
    """The text with places to break in words that are longer than a line may be."""
    return _LONG_WORD.sub(lambda word: word[0] + ZERO_WIDTH_SPACE, text)


class QuestionText(QWidget):
    """Keeps the height of its text, up to a limit from where it scrolls."""

    def __init__(self, *, centred: bool = False) -> None:
        super().__init__()
        self._centred = centred
        self._text = ""
        self._limit = SMALLEST_LIMIT * 2
        self.label = Label("", "question", wrap=True)
        self._area = scrolling(self.label)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fill(QHBoxLayout(self), [self._area], spacing=0, margins=0)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit)

    def set_text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        role = next((role for most, role in ROLES if len(text) <= most), LONG)
        set_role(self.label, role)
        self.label.setText(breakable(text))
        self.label.setAccessibleName(text)
        self.label.setLayoutDirection(direction_of(text))
        side = Qt.AlignmentFlag.AlignHCenter if self._centred and role != LONG else Qt.AlignmentFlag.AlignLeading
        self.label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        self._area.verticalScrollBar().setValue(0)
        self._fit()

    def set_limit(self, height: int) -> None:
        """The height from which on it scrolls."""
        self._limit = max(SMALLEST_LIMIT, height)
        self._fit()

    def fit_to(self, width: int) -> None:
        """Take the height for a width that it will have once it is shown."""
        self.resize(min(WIDEST, width), self.height())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start(0)

    def _fit(self) -> None:
        width = self.width() or WIDEST
        height = max(0, self.label.heightForWidth(width))  # -1 without a text
        if height > self._limit:
            height = self.label.heightForWidth(width - self._area.verticalScrollBar().sizeHint().width())
        line = self.label.fontMetrics().lineSpacing()
        self.setFixedHeight(height if height <= self._limit else self._limit // line * line)
