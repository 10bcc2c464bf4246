"""A device's own count of time, told on the clock of this machine."""

from __future__ import annotations

# Devices' clocks run faster or slower than ours by far less than this.
FOLLOW = 1e-3
JUMP_S = 1.0


class SteadyClock:
    """Takes the jitter of delivery out of arrival times, and follows a device whose clock runs fast or slow.

    What arrives is never early, so the smallest delay seen is the truest.
    """

    def __init__(self) -> None:
        self._offset: float | None = None
        self._before = 0.0

    def at(self, own: float, arrived: float) -> float:
        """When `own` (seconds on the device's clock) was, on the clock of `arrived`."""
        offset = arrived - own
        if self._offset is None or offset - self._offset > JUMP_S:
            self._offset = offset
        else:
            self._offset = min(offset, self._offset + FOLLOW * max(0.0, arrived - self._before))
        self._before = arrived
        return own + self._offset
