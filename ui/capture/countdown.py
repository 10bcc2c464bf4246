"""Three, two, one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Countdown(QObject):
    """Signals
    -------
    tick(int) : that second before the end begins; the last one is 1.
    last() : right after the last tick, or at once where there is nothing to count.
    """

    tick = Signal(int)
    last = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)

    def start(self, seconds: int) -> None:
        self._left = seconds
        if seconds > 1:
            self._timer.start()
        self._count()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _count(self) -> None:
        left, self._left = self._left, self._left - 1
        if left <= 1:
            self._timer.stop()
        if left > 0:
            self.tick.emit(left)
        if left <= 1:
            self.last.emit()
