"""Time to read and time to think: it runs down, and stands still while the person is asked something else."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal, Slot

LOOK_EVERY_MS = 200


class Waiting(QObject):
    """`left_s` are whole seconds, kept until the next wait begins.

    Signals
    -------
    ticked() : another second has passed.
    over() : the time is over.
    """

    ticked = Signal()
    over = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject) -> None:
        """`clock` gives seconds, and only goes forward."""
        super().__init__(parent)
        self._clock = clock
        self._until = 0.0
        self._held: float | None = None
        self.left_s = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, seconds: float) -> None:
        self._until, self._held = self._clock() + seconds, None
        self.left_s = ceil(seconds)
        self._timer.start()

    def end(self) -> None:
        """Nobody waits any more; `over` does not follow."""
        self._timer.stop()
        self._held = None

    def hold(self) -> None:
        """Let the time stand still."""
        if self._timer.isActive() and self._held is None:
            self._held = max(0.0, self._until - self._clock())

    def go_on(self) -> None:
        if self._held is not None:
            self._until, self._held = self._clock() + self._held, None

    def cut(self) -> None:
        """Nothing is left: `over` follows at once, or once the time goes on."""
        if self._held is not None:
            self._held = 0.0
        else:
            self._until = self._clock()
            self.look()

    @Slot()
    def look(self) -> None:
        """See how much is left."""
        if not self._timer.isActive() or self._held is not None:
            return
        left = self._until - self._clock()
        if left <= 0:
            self._timer.stop()
            self.over.emit()
        elif ceil(left) != self.left_s:
            self.left_s = ceil(left)
            self.ticked.emit()
