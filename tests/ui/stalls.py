"""How long the window's thread is away from its event loop: what a person feels as a window that hangs."""

from __future__ import annotations

import faulthandler
import linecache
import re
import tempfile
import threading
import time
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
    other programs had the processor. Where a beat is late and a look from outside, which needs no lock of Python's,
    found no code of ours at work, only processor time counts: the system was late, or the whole machine stood still.
    `where` is what that look saw during the longest one.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_s = 0.0
        self.where = ""
        self._thread = threading.get_ident()
        self._waits = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        self._looks = tempfile.TemporaryFile()  # noqa: SIM115 - open for as long as it beats
        self._heart = QTimer(self, interval=int(BEAT_S * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)

    def start(self) -> None:
        self.longest_s, self.where = 0.0, ""
        self._look_later()
        self._heart.start()

    def stop(self) -> float:
        """Returns `longest_s`, in seconds."""
        self._beat()
        self._heart.stop()
        faulthandler.cancel_dump_traceback_later()
        return self.longest_s

    def _beat(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        now, last = self._now(), self._last
        away = now.wall - last.wall - (now.waited - last.waited) - BEAT_S
        if away > LOOK_S:
            seen = self._seen()
            late = any(line.startswith(__file__) for line in seen)  # all stood still, and the look found this beat
            if not seen or late or any(word in seen[0] for word in IDLE):
                away = now.cpu - last.cpu
            if away > self.longest_s:
                self.where = "\n".join(seen)
        self.longest_s = max(self.longest_s, away)
        self._look_later()

    def _look_later(self) -> None:
        self._looks.seek(0)
        self._looks.truncate()
        faulthandler.dump_traceback_later(LOOK_S, file=self._looks)
        self._last = self._now()

    def _seen(self) -> list[str]:
        """The lines at which this thread was when it was looked at, innermost first; none where nobody looked."""
        self._looks.seek(0)
        text = self._looks.read().decode(errors="replace")
        own = re.search(rf"hread 0x0*{self._thread:x} .*?:\n((?: +File .*\n)*)", text)
        found = re.findall(r'File "(.*)", line (\d+) in (\S+)', own.group(1)) if own else []
        return [f"{file}:{line} {name}: {linecache.getline(file, int(line)).strip()}" for file, line, name in found]

    def _now(self) -> Clock:
        try:
            waited = int(self._waits.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            waited = 0.0
        return Clock(time.perf_counter(), waited, time.thread_time())
