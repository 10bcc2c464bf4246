"""How fast the shape of a sound's spectrum changes: small in a held vowel or nasal, large in running speech."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
HOP = 160
WINDOW = 512
BANDS, LOWEST_HZ, HIGHEST_HZ = 32, 80.0, 5000.0
CEPSTRA = 12
REACH = 3
DEPTH_DB = 50.0


def spectral_change(samples: NDArray[np.float32], start: float, frames: int) -> NDArray[np.float64]:
    """Distance between the cepstra 30 ms before and after each 10 ms frame from `start` s on, (frames,), in dB.

    Cepstra are 12 cosine coefficients of 32 mel bands (Davis & Mermelstein 1980) without the first, so that loudness
    does not count. `samples` (n,) are 16 kHz mono; beyond their ends is silence.
    """
    first = round(start * RATE) - REACH * HOP - WINDOW // 2
    length = (frames + 2 * REACH - 1) * HOP + WINDOW
    block = np.zeros(length, np.float64)
    heard = samples[max(0, first) : max(0, first + length)]
    block[max(0, -first) : max(0, -first) + len(heard)] = heard
    shape = _cepstra(block)
    change: NDArray[np.float64] = np.sqrt(np.square(shape[2 * REACH :] - shape[: -2 * REACH]).sum(axis=1))
    return change


def _cepstra(block: NDArray[np.float64]) -> NDArray[np.float64]:
    windows = np.lib.stride_tricks.sliding_window_view(block, WINDOW)[::HOP]
    power = np.square(np.abs(np.fft.rfft(windows * np.hanning(WINDOW), axis=1)))
    level = 10 * np.log10(power @ _mel_bands().T + 1e-12)
    cepstra: NDArray[np.float64] = np.maximum(level, level.max() - DEPTH_DB) @ _cosines().T
    return cepstra


@cache
def _mel_bands() -> NDArray[np.float64]:
    """Triangles evenly spaced in mel, (bands, bins), each of area one."""
    mel = np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BANDS + 2)
    hz = 700 * (np.exp(mel / 1127) - 1)
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)
    rising = (bins - hz[:-2, None]) / (hz[1:-1] - hz[:-2])[:, None]
    falling = (hz[2:, None] - bins) / (hz[2:] - hz[1:-1])[:, None]
    triangles: NDArray[np.float64] = np.maximum(0, np.minimum(rising, falling)) * (2 / (hz[2:] - hz[:-2]))[:, None]
    return triangles


def _mel(hz: float) -> float:
    return float(1127 * np.log1p(hz / 700))


@cache
def _cosines() -> NDArray[np.float64]:
    """Orthonormal DCT-II without its constant, (cepstra, bands)."""
    order, band = np.arange(1, CEPSTRA + 1)[:, None], np.arange(BANDS)[None, :]
    cosines: NDArray[np.float64] = np.sqrt(2 / BANDS) * np.cos(np.pi * order * (2 * band + 1) / (2 * BANDS))
    return cosines
