"""Time left that a person can read: it moves towards what the worker tells, and counts down between its messages."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

SETTLE_S = 5.0  # time in which about two thirds of a changed estimate are taken over


class TimeLeft:
    """Keeps the moment at which the work should be done, moved gently by each new estimate."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end: float | None = None
        self._told_at = 0.0

    def tell(self, left_s: float | None) -> None:
        """Take a new estimate, seconds; None, while it is unknown, changes nothing."""
        if left_s is None:
            return
        now = self._clock()
        end = now + left_s
        weight = 1.0 if self._end is None else 1 - math.exp(-(now - self._told_at) / SETTLE_S)
        self._end = end if self._end is None else self._end + weight * (end - self._end)
        self._told_at = now

    @property
    def seconds(self) -> float | None:
        """From now, never below 0; None while unknown."""
        return None if self._end is None else max(0.0, self._end - self._clock())
