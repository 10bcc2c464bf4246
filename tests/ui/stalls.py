"""How long the window's thread is away from its event loop: what a person feels as a window that hangs."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_S = 0.005
LOOK_S = 0.04  # after this without a beat the stack is looked at
IDLE = (".exec(", "processEvents(", "qWait(")  # the innermost line of a thread that waits in its event loop


class Clock(NamedTuple):
    """Seconds on the clock, seconds of it waiting for a processor, and seconds of processor time."""

    wall: float
    waited: float
    cpu: float


class StallMeter(QObject):
    """Measures, from `start` to `stop`, the longest time for which this thread's event loop did not turn.

    A busy machine is not a slow window, so `longest_s` leaves out the time in which the thread was ready to run and
    other programs had the processor. Where a beat is late and a look from another thread found no code of ours at
    work, only processor time counts: the system was late, or the whole machine stood still. `where` is what that look
    saw during the longest one, innermost first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_s = 0.0
        self.where = ""
        self._thread = threading.get_ident()
        self._waits = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        self._seen: list[str] = []
        self._ended = threading.Event()
        self._watch: threading.Thread | None = None
        self._heart = QTimer(self, interval=int(BEAT_S * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)

    def start(self) -> None:
        self.longest_s, self.where, self._seen = 0.0, "", []
        self._ended.clear()
        self._watch = threading.Thread(target=self._look, name="stall watch", daemon=True)
        self._watch.start()
        self._last = self._now()
        self._heart.start()

    def stop(self) -> float:
        """Returns `longest_s`, in seconds."""
        self._beat()
        self._heart.stop()
        self._ended.set()
        if self._watch:
            self._watch.join()
        return self.longest_s

    def _beat(self) -> None:
        now, last, seen = self._now(), self._last, self._seen
        away = now.wall - last.wall - (now.waited - last.waited) - BEAT_S
        if away > LOOK_S:
            late = any(line.startswith(__file__) for line in seen)  # all stood still, and the look found this beat
            if not seen or late or any(word in seen[0] for word in IDLE):
                away = now.cpu - last.cpu
            if away > self.longest_s:
                self.where = "\n".join(seen)
        self.longest_s = max(self.longest_s, away)
        self._last, self._seen = self._now(), []

    def _look(self) -> None:
        """In a thread of its own: note where the watched one is, once it is late."""
        while not self._ended.wait(LOOK_S / 4):
            last = self._last
            if not self._seen and time.perf_counter() - last.wall > LOOK_S:
                stack = traceback.extract_stack(sys._current_frames()[self._thread])
                seen = [f"{frame.filename}:{frame.lineno} {frame.name}: {frame.line}" for frame in reversed(stack)]
                if self._last is last:
                    self._seen = seen

    def _now(self) -> Clock:
        try:
            waited = int(self._waits.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            waited = 0.0
        return Clock(time.perf_counter(), waited, time.thread_time())
