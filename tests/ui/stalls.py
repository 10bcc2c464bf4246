"""How long the window's thread is away from its event loop: what a person feels as a window that hangs."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_S = 0.004


class StallMeter(QObject):
    """Measures, from `start` to `stop`, the longest time for which this thread's event loop did not turn.

    `longest_s` leaves out the time in which the thread was ready to run and other programs had the processor, where
    the system tells it: a busy machine is not a slow window.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_s = 0.0
        self._last = (0.0, 0.0)
        self._waits = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._heart = QTimer(self, interval=int(BEAT_S * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)

    def start(self) -> None:
        self.longest_s = 0.0
        self._last = self._now()
        self._heart.start()

    def stop(self) -> float:
        """Returns `longest_s`, in seconds."""
        self._beat()
        self._heart.stop()
        return self.longest_s

    def _beat(self) -> None:
        now, waited = self._now()
        away = now - self._last[0] - (waited - self._last[1]) - BEAT_S
        self.longest_s = max(self.longest_s, away)
        self._last = (now, waited)

    def _now(self) -> tuple[float, float]:
        """Seconds on the clock, and seconds spent waiting for a processor."""
        try:
            waited = int(self._waits.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            waited = 0.0
        return time.perf_counter(), waited
