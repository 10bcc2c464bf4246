"""The outline of a waveform, for drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK_S = 60


def peaks(samples: NDArray[np.float32], *, rate: int = 16_000, per_second: int = 50) -> NDArray[np.float32]:
    """Lowest and highest sample of each 1/`per_second` s, shape (n, 2), the last step included where it is short."""
    step = rate // per_second
    block = step * per_second * BLOCK_S
    parts = [_extremes(samples[start : start + block], step) for start in range(0, len(samples), block)]
    return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)


def _extremes(samples: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    starts = np.arange(0, len(samples), step)
    low, high = np.minimum.reduceat(samples, starts), np.maximum.reduceat(samples, starts)
    extremes: NDArray[np.float32] = np.stack([low, high], axis=1)
    return extremes
