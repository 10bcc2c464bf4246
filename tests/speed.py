"""Limits of speed that hold on a slower or shared machine; `make bench` measures against the limits themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

YARDSTICK_S: Final = 0.0068  # of `_yardstick` on the machine that the limits were written on, at rest
ROOM: Final = 2.0  # coverage is being measured, and caches are shared with the other tests


def slowness() -> float:
    """How many times slower than that machine this one is at this moment, at least 1."""
    return max(1.0, quickest(_yardstick, times=5) / YARDSTICK_S)


def within(seconds: float) -> float:
    """The limit that a test holds, in seconds, for work that takes at most `seconds` on a machine at rest."""
    return seconds * ROOM * slowness()


def quickest(work: Callable[[], object], *, times: int = 3) -> float:
    """The least processor time of this thread that the work took, in seconds: the others were disturbed."""
    return min(_taken(work) for _ in range(times))


def _taken(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _yardstick() -> int:
    """Work of the kind that the app's own code does: small objects, look-ups, text."""
    found: dict[str, tuple[int, ...]] = {}
    for number in range(30_000):
        found[f"word {number % 4096}"] = (number, number * 7 % 1001)
    return sum(len(key) + value[1] for key, value in sorted(found.items()))
