"""Looks after a file that grows: whether there is room for more of it, and whether it is still there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.capture.room import STOP_BYTES, room

EVERY_MS = 2000


class DiskWatch(QObject):
    """Signals: full() where less than STOP_BYTES are free; gone() where the file was moved or removed. Once each."""

    full = Signal()
    gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path = Path()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self, path: Path) -> None:
        self._path = path
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        if not self._path.exists():
            self.stop()
            self.gone.emit()
        elif room(self._path).free_bytes < STOP_BYTES:
            self.stop()
            self.full.emit()
