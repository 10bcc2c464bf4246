"""Grounds that other things stand on: a page, a card on it, an empty place, an area that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.widgets.basics.labels import Label
from ui.widgets.layout import Item, column, fill, row


class Page(QWidget):
    """A place's background and margins. `body` is its layout; `scroll` lets it scroll where it is taller.

    What scrolls must hold a wrapping text, or else its height is not known.
    """

    def __init__(self, *items: Item, spacing: int = SPACE.l, scroll: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        margins = QMargins(26, 22, 26, 22)
        if not scroll:
            self.body = QVBoxLayout(self)
            fill(self.body, items, spacing=spacing, margins=margins)
            return
        inner = QWidget()
        # Its height follows from its width; Qt would otherwise keep the height that the narrowest width asks for.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body = QVBoxLayout(inner)
        fill(self.body, items, spacing=spacing, margins=margins)
        fill(QVBoxLayout(self), [scrolling(inner)], spacing=0, margins=0)


def scrolling(widget: QWidget) -> QScrollArea:
    """A frameless area that scrolls `widget` up and down alone."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


class Card(QFrame):
    """A panel with a hairline border. `body` is its layout."""

    def __init__(self, *items: Item, spacing: int = SPACE.s, margins: int | QMargins = SPACE.l) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        fill(self.body, items, spacing=spacing, margins=margins)


class EmptyState(QWidget):
    """What stands where nothing is yet: what this place will hold, and the one thing to do about it."""

    def __init__(self, title: str, sentence: str, *actions: QWidget) -> None:
        super().__init__()
        heading, text = Label(title, "title"), Label(sentence, "soft", wrap=True)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMaximumWidth(420)
        across = row(None, text, None)
        across.setStretch(1, 100)
        middle = column(heading, across, row(None, *actions, None) if actions else 0, spacing=SPACE.s)
        fill(QVBoxLayout(self), [None, middle, None], spacing=0, margins=SPACE.xl)
