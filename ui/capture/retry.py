"""When to try once more what failed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

# Seconds after one failure, the next and the next; from then on the last.
AFTER_S = (1.0, 2.0, 4.0, 8.0)


class Retry(QObject):
    """Soon at first, then more seldom. Signal: due() when the time has come."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._failures = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    def failed(self) -> None:
        """It failed, once more: `due` follows."""
        self._timer.start(round(1000 * AFTER_S[min(self._failures, len(AFTER_S) - 1)]))
        self._failures += 1

    def rest(self) -> None:
        """It works, or isn't wanted any more."""
        self._timer.stop()
        self._failures = 0
