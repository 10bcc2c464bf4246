"""Stages with their share of the work, so that progress and time left can be told honestly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rehearse.errors import Cancelled

# Seconds of one core per second of media, about; only their proportions matter.
COST = {"sound": 0.005, "speech": 0.01, "words": 0.25, "voice": 0.02, "picture": 0.12, "report": 0.01}
LABEL = {
    "sound": "Reading the sound",
    "speech": "Finding speech",
    "words": "Recognising words",
    "voice": "Following the voice",
    "picture": "Following face and gaze",
    "report": "Putting the report together",
}
REPORT_EVERY_S = 0.1


@dataclass(frozen=True)
class Progress:
    """`stage` is a key of LABEL; `fraction` is of that stage, `overall` of everything; `left_s` None while unknown."""

    stage: str
    fraction: float
    overall: float
    left_s: float | None


class Stages:
    """Adds up the progress of stages that may run at the same time, and carries the wish to cancel into them."""

    def __init__(self, names: tuple[str, ...], on_progress: Callable[[Progress], None]) -> None:
        total = sum(COST[name] for name in names)
        self._share = {name: COST[name] / total for name in names}
        self._done = dict.fromkeys(names, 0.0)
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._began = self._told = time.monotonic()
        self.timings: dict[str, float] = {}

    def cancel(self) -> None:
        self._cancelled.set()

    def check(self) -> None:
        """Raises Cancelled once cancel was asked for."""
        if self._cancelled.is_set():
            raise Cancelled

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[float], None]]:
        """Time a stage; yields the function that takes its fraction done."""
        self.check()
        began = time.monotonic()
        self._advance(name, 0.0)
        yield lambda fraction: self._advance(name, fraction)
        self._advance(name, 1.0)
        with self._lock:
            self.timings[name] = round(time.monotonic() - began, 3)

    def _advance(self, name: str, fraction: float) -> None:
        self.check()
        with self._lock:
            self._done[name] = min(1.0, max(self._done[name], fraction))
            now = time.monotonic()
            if 0.0 < fraction < 1.0 and now - self._told < REPORT_EVERY_S:
                return
            self._told = now
            self._on_progress(self._progress(name, now - self._began))

    def _progress(self, name: str, elapsed: float) -> Progress:
        overall = sum(self._share[n] * done for n, done in self._done.items())
        left = elapsed * (1 - overall) / overall if overall > 0.05 and elapsed > 1 else None
        return Progress(name, self._done[name], overall, left)
