"""Any sample rate to 16 kHz, block by block, into a file."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

RATE = 16_000


class Resampler:
    """Writes mono samples of any rate as 16 kHz float32; `position` is the seconds taken in so far."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._rate = 0
        self._taken = 0
        self._before = 0.0

    @property
    def position(self) -> float:
        return self._before + (self._taken / self._rate if self._rate else 0.0)

    def use(self, rate: int) -> None:
        """Take samples at `rate` from here on (a stream may change its rate)."""
        from av.audio.resampler import AudioResampler

        if rate != self._rate:
            self.close()
            self._before, self._taken, self._rate = self.position, 0, rate
            self._resampler = AudioResampler(format="flt", layout="mono", rate=RATE)

    def add(self, mono: NDArray[np.float32]) -> None:
        from av.audio.frame import AudioFrame

        if not len(mono):
            return
        self._taken += len(mono)
        if self._rate == RATE:
            self._sink.write(mono.astype(np.float32, copy=False).tobytes())
            return
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(mono[None], np.float32), format="flt", layout="mono")
        frame.sample_rate = self._rate
        self._write(frame)

    def silence(self, seconds: float) -> None:
        left = round(seconds * self._rate)
        while left > 0:
            block = min(left, self._rate)
            self.add(np.zeros(block, np.float32))
            left -= block

    def close(self) -> None:
        """Write what the filter still holds."""
        if self._rate not in (0, RATE) and self._taken:
            self._write(None)

    def _write(self, frame: object) -> None:
        for part in self._resampler.resample(frame):  # type: ignore[arg-type]
            self._sink.write(part.to_ndarray().tobytes())
