"""Texts: labels, chips and key caps; and the hairline between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Change the look that the style sheet gives a widget."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Label(QLabel):
    """Plain text, never markup, that wraps where asked.

    Roles: soft, faint, small, warn, strong, brand, title, heading, question, figure, chip, chip-quiet, chip-warn, key.
    """

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            # As high as its width asks for: as a minimum Qt would take a guess at both, and pages became too long.
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)

    def heightForWidth(self, width: int) -> int:
        """A layout offers all of its width, also where the label may not be so wide."""
        return super().heightForWidth(min(width, self.maximumWidth()))


def chip(text: str, role: str = "chip") -> Label:
    """A small rounded word: chip, chip-quiet or chip-warn."""
    made = Label(text, role)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def keycap(text: str) -> Label:
    """The key that does the same as the button beside it."""
    made = Label(text, "key")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line() -> QFrame:
    """A horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made
