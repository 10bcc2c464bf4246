"""Seeks in quick succession: one at a time is on its way, and of those asked for meanwhile the last counts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

WAIT_MS = 250  # a seek whose frame has not come by then gives way to the next
STALE_S = 0.5  # frames this far from a fresh seek belong to the time before it


class Seeks(QObject):
    """The seek on its way and the one after it.

    Signals
    -------
    begun(float) : go to that second now.
    """

    begun = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: float | None = None
        self._next: float | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(WAIT_MS)
        self._patience.timeout.connect(self.arrived)

    @property
    def under_way(self) -> bool:
        return self._asked is not None

    def ask(self, seconds: float) -> None:
        """Go there, as soon as the seek before it is through."""
        if self._asked is None:
            self._begin(seconds)
        else:
            self._next = seconds

    def _begin(self, seconds: float) -> None:
        self._asked = seconds
        self._patience.start()
        self.begun.emit(seconds)

    def frame_came(self, start: float) -> None:
        """A frame is shown: it may be the one that the seek was for."""
        if self._asked is not None and abs(start - self._asked) < STALE_S:
            self.arrived()

    @Slot()
    def arrived(self) -> None:
        """The seek is through, or is given up."""
        self._patience.stop()
        self._asked = None
        if self._next is not None:
            wanted, self._next = self._next, None
            self._begin(wanted)

    def hurry(self) -> None:
        """What waits is wanted at once."""
        if self._next is not None:
            self.arrived()

    def forget(self) -> None:
        self._patience.stop()
        self._asked = self._next = None
