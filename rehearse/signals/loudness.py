"""How loud the voice is (ITU-R BS.1770-4), and how far it stands above the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Provenance, Span

RATE = 16_000
STEP = 0.1
HOP = round(STEP * RATE)
BLOCK_HOPS = 600
MOMENTARY_HOPS, SHORT_TERM_HOPS = 4, 30
FLOOR_LUFS = -100.0
# Sound this near to speech is neither its level nor the room's.
MARGIN_S = 0.15
NOISE_NEEDED_S = 0.5


@dataclass(frozen=True)
class Loudness:
    """Value i, (n,) float32 LUFS, is of a window centred on the step from `i * step` to `(i + 1) * step` s.

    momentary : 0.4 s windows. short_term : 3 s windows. Digital silence is -100.
    signal_to_noise : dB between speech and what is heard outside it; None without speech or 0.5 s of non-speech.
    """

    momentary: NDArray[np.float32]
    short_term: NDArray[np.float32]
    signal_to_noise: float | None = None
    step: float = STEP


def measure_loudness(
    samples: NDArray[np.float32], *, speech: Sequence[Span] = (), progress: Callable[[float], None] = lambda _: None
) -> Loudness:
    """K-weighted loudness of 16 kHz mono samples (n,), every 0.1 s; windows are cut off at both ends of the take."""
    power = _weighted_power(samples, progress=progress)
    return Loudness(
        momentary=_lufs(_centred_mean(power, MOMENTARY_HOPS)),
        short_term=_lufs(_centred_mean(power, SHORT_TERM_HOPS)),
        signal_to_noise=signal_to_noise(power, speech=speech),
    )


def signal_to_noise(power: NDArray[np.float64], *, speech: Sequence[Span]) -> float | None:
    """Mean speech power over median power outside speech, dB (at most 100), from the power (n,) of each 0.1 s."""
    centre = (np.arange(len(power)) + 0.5) * STEP
    inside, near = np.zeros(len(power), bool), np.zeros(len(power), bool)
    for span in speech:
        inside |= (centre >= span.start + STEP / 2) & (centre <= span.end - STEP / 2)
        near |= (centre >= span.start - MARGIN_S) & (centre <= span.end + MARGIN_S)
    if not inside.any() or np.sum(~near) * STEP < NOISE_NEEDED_S:
        return None
    voice, room = float(power[inside].mean()), float(np.median(power[~near]))
    return 10 * float(np.log10(max(voice - room, 1e-10) / max(room, 1e-10)))


def provenance(*, share: float = 1.0) -> Provenance:
    """What made the loudness; `share` of the take it was measured on."""
    from importlib.metadata import version

    return Provenance(engine="BS.1770 loudness", version=f"pyloudnorm {version('pyloudnorm')}", share=share)


def _weighted_power(samples: NDArray[np.float32], *, progress: Callable[[float], None]) -> NDArray[np.float64]:
    """Mean square of each 0.1 s after K-weighting; a last, shorter step is left out."""
    parts = [np.zeros(0)]
    for fraction, weighted in _k_weighted(samples):
        parts.append(np.square(weighted).reshape(-1, HOP).mean(axis=1))
        progress(fraction)
    return np.concatenate(parts)


def _k_weighted(samples: NDArray[np.float32]) -> Iterator[tuple[float, NDArray[np.float64]]]:
    """Blocks of whole steps through the standard's head shelf and low cut, with the fraction done."""
    from pyloudnorm import IIRfilter
    from scipy.signal import lfilter

    shelf = IIRfilter(4.0, 1 / np.sqrt(2), 1500.0, RATE, "high_shelf")
    low_cut = IIRfilter(0.0, 0.5, 38.0, RATE, "high_pass")
    states = [np.zeros(2), np.zeros(2)]
    whole = len(samples) // HOP * HOP
    for start in range(0, whole, HOP * BLOCK_HOPS):
        block = np.asarray(samples[start : min(start + HOP * BLOCK_HOPS, whole)], np.float64)
        for number, stage in enumerate((shelf, low_cut)):
            block, states[number] = lfilter(stage.b, stage.a, block, zi=states[number])
        yield min(1.0, (start + len(block)) / whole), block


def _centred_mean(power: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    total = np.concatenate([[0.0], np.cumsum(power)])
    steps = np.arange(len(power))
    first, last = np.maximum(steps - (width - 1) // 2, 0), np.minimum(steps + width // 2 + 1, len(power))
    mean: NDArray[np.float64] = (total[last] - total[first]) / np.maximum(last - first, 1)
    return mean


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float32]:
    with np.errstate(divide="ignore"):
        lufs = -0.691 + 10 * np.log10(np.maximum(power, 0.0))
    floored: NDArray[np.float32] = np.maximum(lufs, FLOOR_LUFS).astype(np.float32)
    return floored
