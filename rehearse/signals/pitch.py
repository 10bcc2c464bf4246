"""The voice's fundamental frequency, by SwiftF0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Provenance

RATE = 16_000
STEP = 256 / RATE
BLOCK = 20 * RATE
LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0
VOICED = 0.5
# Frames that lie this far from their neighbourhood are taken for octave errors.
JUMP_SEMITONES = 10.0
NEIGHBOURHOOD = 63


@dataclass(frozen=True)
class Pitch:
    """Frame i is centred at `i * step` s.

    f0 : (n,) float32, Hz, nan where unvoiced. confidence : (n,) float32, 0..1, voiced from 0.5 on.
    """

    f0: NDArray[np.float32]
    confidence: NDArray[np.float32]
    step: float = STEP


def track_pitch(samples: NDArray[np.float32], *, progress: Callable[[float], None] = lambda _: None) -> Pitch:
    """F0 of 16 kHz mono samples (n,) between 60 and 500 Hz, octave errors left out.

    Source: SwiftF0 (Nieradzik 2025); it sees 20 s at a time, with the overlap that makes the result that of one piece.
    """
    from swift_f0 import SwiftF0

    stream = SwiftF0(threads=1, spin=False).stream(fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
    results: list[Any] = []
    for start in range(0, len(samples), BLOCK):
        results.append(stream.push(samples[start : start + BLOCK], RATE))
        progress(min(1.0, (start + BLOCK) / len(samples)))
    results.append(stream.flush())
    f0 = np.concatenate([r.pitch_hz for r in results]).astype(np.float32)
    confidence = np.concatenate([r.confidence for r in results]).astype(np.float32)
    f0[confidence < VOICED] = np.nan
    return Pitch(f0=without_octave_errors(f0), confidence=confidence)


def without_octave_errors(f0: NDArray[np.float32]) -> NDArray[np.float32]:
    """A copy of F0 (n,) in Hz with nan where it lies over 10 semitones from the median of the voiced second around."""
    kept = f0.copy()
    voiced = np.flatnonzero(np.isfinite(f0))
    if len(voiced):
        semitones = 12 * np.log2(f0[voiced])
        around = np.pad(semitones, NEIGHBOURHOOD // 2, mode="edge")
        median = np.median(np.lib.stride_tricks.sliding_window_view(around, NEIGHBOURHOOD), axis=1)
        kept[voiced[np.abs(semitones - median) > JUMP_SEMITONES]] = np.nan
    return kept


def provenance(*, share: float = 1.0) -> Provenance:
    """What made the pitch; `share` of the take it was measured on."""
    from importlib.metadata import version

    settings: dict[str, str | float | bool] = {"lowest_hz": LOWEST_HZ, "highest_hz": HIGHEST_HZ, "voiced": VOICED}
    return Provenance(engine="SwiftF0", version=version("swift-f0"), settings=settings, share=share)
