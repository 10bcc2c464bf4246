"""What every section of Settings is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from ui.tokens import SPACE
from ui.widgets.basics import Card, Item, Label, row

LABEL_WIDTH = 150


class Section(Card):
    """A card with a title and lines of label and control."""

    def __init__(self, title: str, *items: Item) -> None:
        super().__init__(Label(title, "title"), *items, spacing=SPACE.m)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)


def labelled(text: str, *items: Item) -> Item:
    """A control with its name before it."""
    name = Label(text, "soft")
    name.setFixedWidth(LABEL_WIDTH)
    return row(name, *items, None, spacing=SPACE.m)
