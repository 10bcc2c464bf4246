"""A device to pick from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from ui.widgets.plain import tip


class Picker(QComboBox):
    """Signals
    -------
    picked(object) : an id, or None for none of the devices; not emitted by `show_choices`.
    """

    picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # A click on it leaves the keyboard where it is, so that Space goes on to mean Record.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._tell)

    def show_choices(self, choices: Sequence[tuple[str, object]], current: object) -> None:
        """Labels and what they stand for; an open list is left alone while nothing in it changes."""
        known = [(self.itemText(i), self.itemData(i)) for i in range(self.count())]
        with QSignalBlocker(self):
            if known != list(choices):
                self.clear()
                for text, value in choices:
                    self.addItem(text, value)
            values = [value for _, value in choices]
            self.setCurrentIndex(values.index(current) if current in values else 0)
        self.setToolTip(tip(self.currentText()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: nothing is chosen in passing."""
        event.ignore()

    @Slot(int)
    def _tell(self, index: int) -> None:
        self.picked.emit(self.itemData(index))
