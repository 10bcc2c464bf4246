"""How loud the voice is (ITU-R BS.1770-4), and how far it stands above the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Provenance, Span

RATE = 16_000
STEP = 0.1
HOP = round(STEP * RATE)
# Filtering goes through the FFT, a few seconds at a time: the low cut forgets within LEAD samples. (SciPy's filters
# would do it too, but importing them takes as long as the analysis of a minute.)
FFT, LEAD = 2**16, 4 * HOP
BLOCK_HOPS = FFT // HOP - 5
MOMENTARY_HOPS, SHORT_TERM_HOPS = 4, 30
# ITU-R BS.1770-4, tables 1 and 2: (b, a) of the two stages at 48 kHz.
K_FILTERS = (
    (
        np.array([1.53512485958697, -2.69169618940638, 1.19839281085285]),
        np.array([1.0, -1.69065929318241, 0.73248077421585]),
    ),
    (np.array([1.0, -2.0, 1.0]), np.array([1.0, -1.99004745483398, 0.99007225036621])),
)
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
    return Provenance(engine="ITU-R BS.1770 loudness", version="4", share=share)


def _weighted_power(samples: NDArray[np.float32], *, progress: Callable[[float], None]) -> NDArray[np.float64]:
    """Mean square of each 0.1 s after K-weighting; a last, shorter step is left out."""
    weights = k_weights(np.fft.rfftfreq(FFT, 1 / RATE))
    hops = len(samples) // HOP
    parts = [np.zeros(0)]
    for first in range(0, hops, BLOCK_HOPS):
        count = min(BLOCK_HOPS, hops - first)
        weighted = np.fft.irfft(np.fft.rfft(_block(samples, first)) * weights)
        parts.append(np.square(weighted[LEAD : LEAD + count * HOP]).reshape(-1, HOP).mean(axis=1))
        progress((first + count) / hops)
    return np.concatenate(parts)


def _block(samples: NDArray[np.float32], first_hop: int) -> NDArray[np.float32]:
    """FFT samples that begin LEAD before a step, with silence beyond both ends of the take."""
    start = first_hop * HOP - LEAD
    part = samples[max(0, start) : start + FFT]
    return np.pad(part, (max(0, -start), FFT - max(0, -start) - len(part)))


def k_weights(frequencies: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Response of the standard's head shelf and low cut at `frequencies` (n,) in Hz, from its 48 kHz coefficients."""
    z = np.exp(-2j * np.pi * frequencies / 48_000)
    powers = np.stack([np.ones_like(z), z, z**2])
    response: NDArray[np.complex128] = np.prod([(b @ powers) / (a @ powers) for b, a in K_FILTERS], axis=0)
    return response


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
