"""The review's two halves: the right one keeps a readable width, the left one takes the rest, until it is dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.tokens import SPACE

RIGHT_SHARE, RIGHT_LEAST, RIGHT_MOST = 0.37, 384, 600


class Split(QSplitter):
    """Left and right with a handle that looks like the gap between two cards."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._moved = False
        self.addWidget(left)
        self.addWidget(right)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(SPACE.l)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._by_hand)

    @Slot()
    def _by_hand(self) -> None:
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            width = event.size().width() - self.handleWidth()
            right = min(max(round(width * RIGHT_SHARE), RIGHT_LEAST), RIGHT_MOST)
            self.setSizes([width - right, right])
