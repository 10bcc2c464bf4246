"""Box layouts written as a list of what stands in them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from ui.tokens import SPACE

Item = QWidget | QLayout | int | None


def fill(box: QBoxLayout, items: Iterable[Item], *, spacing: int, margins: int | QMargins) -> QBoxLayout:
    """Put items into a box layout: widgets, layouts, an int as a fixed space, None as a stretch."""
    box.setSpacing(spacing)
    box.setContentsMargins(margins if isinstance(margins, QMargins) else QMargins(margins, margins, margins, margins))
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
    return box


def row(*items: Item, spacing: int = SPACE.m, margins: int | QMargins = 0) -> QHBoxLayout:
    """A horizontal layout of the items, see `fill`."""
    box = QHBoxLayout()
    fill(box, items, spacing=spacing, margins=margins)
    return box


def column(*items: Item, spacing: int = SPACE.m, margins: int | QMargins = 0) -> QVBoxLayout:
    """A vertical layout of the items, see `fill`."""
    box = QVBoxLayout()
    fill(box, items, spacing=spacing, margins=margins)
    return box


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while layout.count():
        item: QLayoutItem | None = layout.takeAt(0)
        if item is None:
            return
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
