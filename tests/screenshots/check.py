"""What is wrong with a page, found by looking at its widgets: text that is cut, bars that scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QHeaderView, QLabel, QPushButton, QWidget

SLACK = 1  # a pixel of rounding
GRID = 7
FEW_COLOURS = 12


def faults(window: QWidget) -> list[str]:
    """Each fault of what can be seen in the window, in a line."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or _covered(widget):
            continue
        if isinstance(widget, QLabel) and widget.text():
            found += _cut_label(widget)
        elif isinstance(widget, QPushButton) and widget.text():
            found += _cut_button(widget)
        elif isinstance(widget, QHeaderView):
            found += _cut_heads(widget)
        elif isinstance(widget, QAbstractScrollArea):
            found += _scrolls_sideways(widget)
    return found + _overlapping(window)


def is_blank(image: QImage) -> bool:
    """Whether an image holds hardly any structure."""
    wide, high = image.width(), image.height()
    colours = {image.pixel(x, y) for x in range(0, wide, GRID) for y in range(0, high, GRID)}
    return len(colours) < FEW_COLOURS


def _covered(widget: QWidget) -> bool:
    """Scrolled away, or behind something."""
    seen = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return seen.visibleRegion().isEmpty()


def _cut_label(label: QLabel) -> list[str]:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if label.height() + SLACK < needed:
        return [f"{label.height()} of {needed} px high: “{label.text()}”"]
    if label.width() + SLACK < label.minimumSizeHint().width():
        return [f"{label.width()} of {label.minimumSizeHint().width()} px wide: “{label.text()}”"]
    return []


def _cut_button(button: QPushButton) -> list[str]:
    needed = button.sizeHint()
    if button.width() + SLACK < needed.width() or button.height() + SLACK < needed.height():
        size = button.size().toTuple()
        return [f"button {size}, needs {needed.toTuple()}: “{button.text()}”"]
    return []


def _cut_heads(head: QHeaderView) -> list[str]:
    model = head.model()
    return [
        f"head {head.sectionSize(i)} of {head.sectionSizeHint(i)} px: “{model.headerData(i, head.orientation())}”"
        for i in range(head.count())
        if head.sectionSize(i) + SLACK < head.sectionSizeHint(i)
    ]


def _scrolls_sideways(area: QAbstractScrollArea) -> list[str]:
    bar = area.horizontalScrollBar()
    hidden = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if bar.maximum() > 0 and (bar.isVisible() or hidden) and not isinstance(area.parent(), QComboBox):
        return [f"{type(area).__name__} “{area.accessibleName()}” scrolls sideways by {bar.maximum()} px"]
    return []


def _overlapping(window: QWidget) -> list[str]:
    """Texts of one parent that stand on each other."""
    found = []
    for parent in (window, *window.findChildren(QWidget)):
        texts = [w for w in parent.children() if isinstance(w, QLabel | QPushButton) and w.isVisible() and w.text()]
        for index, one in enumerate(texts):
            for other in texts[index + 1 :]:
                shared = _inner(one).intersected(_inner(other))
                if not shared.isEmpty():
                    found.append(f"“{one.text()}” and “{other.text()}” stand on each other")
    return found


def _inner(widget: QWidget) -> QRect:
    return widget.geometry().adjusted(SLACK, SLACK, -SLACK, -SLACK)
