"""Opening a page that scrolls at one of its parts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

ABOVE = 12  # pixels that stay free above the section


class Opening(QObject):
    """Keeps a section at the top of the page while what stands above it is still being filled in.

    It holds on only as long as the keyboard is where it was put and the person has not scrolled.
    """

    def __init__(self, area: QScrollArea, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._section: QWidget | None = None
        self._control: QWidget | None = None
        self._at_top = True
        area.verticalScrollBar().actionTriggered.connect(self.end)
        area.verticalScrollBar().rangeChanged.connect(self._show)

    def begin(self, section: QWidget, control: QWidget, *, at_top: bool = True) -> None:
        """Show a section, with the keyboard on one of its controls; not `at_top`, only as far as it takes to see it."""
        self._section, self._control, self._at_top = section, control, at_top
        control.setFocus()
        QTimer.singleShot(0, self, self._show)  # once the page has its size

    @Slot()
    def end(self) -> None:
        self._section = self._control = None

    @Slot()
    def _show(self) -> None:
        inner = self._area.widget()
        if self._section is None or self._control is None or inner is None:
            return
        if self._area.window().focusWidget() is not self._control:
            return
        if not self._at_top:
            self._area.ensureWidgetVisible(self._section, 0, ABOVE)
        else:
            top = self._section.mapTo(inner, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(max(0, top - ABOVE))
