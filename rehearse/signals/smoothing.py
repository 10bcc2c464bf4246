"""Arrays over pictures: bridged, smoothed, widened and cut into stretches."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


def bridge(raw: NDArray[np.float64], good: Flags) -> NDArray[np.float64]:
    """Straight lines across what could not be read."""
    index, known = np.arange(len(raw)), np.flatnonzero(good)
    return np.stack([np.interp(index, known, column[known]) for column in raw.T], axis=1)


def median_filter(values: NDArray[np.float64], width: float) -> Floats:
    """Running median over `width` pictures (made odd), the ends repeated outwards."""
    reach = round(width) // 2
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, reach, mode="edge"), 2 * reach + 1)
    smooth: Floats = np.median(windows, axis=1).astype(np.float32)
    return smooth


def runs(values: NDArray[Any]) -> list[tuple[int, int]]:
    """(start, end) of each stretch of equal values in an array (n,)."""
    if not len(values):
        return []
    cuts = np.flatnonzero(values[1:] != values[:-1]) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(values)], strict=True))


def split_by_length(flags: Flags, limit: float) -> tuple[Flags, Flags]:
    """Flags in stretches of `limit` pictures at most, and those in longer ones."""
    short, long = np.zeros_like(flags), np.zeros_like(flags)
    for start, end in runs(flags):
        if flags[start]:
            (short if end - start <= max(1.0, limit) else long)[start:end] = True
    return short, long


def widen(flags: Flags, width: float) -> Flags:
    """Flags spread by `width` pictures to both sides."""
    size = 2 * int(np.ceil(width)) + 1
    return np.convolve(flags, np.ones(size), "same")[: len(flags)] > 0.5 if len(flags) >= size else flags.copy()
