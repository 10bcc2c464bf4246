"""Where somebody speaks: the ground for pauses, pace and everything that is counted "while speaking"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rehearse.signals.voice_activity import SpeechProbabilities
from rehearse.types import Span

RATE = 16_000
HOP = 80
HOP_S = HOP / RATE
BLOCK = RATE * 60
SILENCE_DB = -100.0

# The level that parts speech from the gap beside it: this part of the way up from the gap's floor to the speech ...
WAY_UP = 0.3
# ... but clear of the floor, and nothing this far under the speech (dB) is speech, however quiet the room.
CLEAR_DB = 6.0
DEPTH_DB = 30.0
BESIDE_S = 0.3


def find_speech(
    samples: NDArray[np.float32],
    probabilities: SpeechProbabilities,
    *,
    threshold: float = 0.5,
    release: float = 0.35,
    minimum_silence: float = 0.15,
    minimum_speech: float = 0.1,
    refine_within: float = 0.05,
) -> tuple[Span, ...]:
    """Speech regions of 16 kHz mono samples (n,), in order, unpadded.

    Speech starts where the probability reaches `threshold` and ends where it falls under `release`; silences shorter
    than `minimum_silence` s (stop consonants) are closed, regions shorter than `minimum_speech` s dropped. Then each
    edge moves, by at most `refine_within` s, to where the sound's energy rises from or falls into the gap.
    """
    end = len(samples) / RATE
    regions = _hysteresis(probabilities, threshold=threshold, release=release, end=end)
    regions = _tidy(regions, minimum_silence=minimum_silence, minimum_speech=minimum_speech)
    if not regions:
        return ()
    refined = _refine(regions, _level(samples), within=refine_within, end=end)
    return tuple(_tidy(refined, minimum_silence=minimum_silence, minimum_speech=minimum_speech))


def _hysteresis(probabilities: SpeechProbabilities, *, threshold: float, release: float, end: float) -> list[Span]:
    regions, start, step = [], None, probabilities.step
    for index, value in enumerate(probabilities.values):
        if start is None and value >= threshold:
            start = index * step
        elif start is not None and value < release:
            regions.append(Span(start, min(end, index * step)))
            start = None
    if start is not None:
        regions.append(Span(start, end))
    return regions


def _tidy(regions: Sequence[Span], *, minimum_silence: float, minimum_speech: float) -> list[Span]:
    joined: list[Span] = []
    for region in regions:
        if joined and region.start - joined[-1].end < minimum_silence:
            joined[-1] = Span(joined[-1].start, region.end)
        else:
            joined.append(region)
    return [region for region in joined if region.end - region.start >= minimum_speech]


def _level(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Level in dB of 10 ms every 5 ms, (n // 80,), with high frequencies raised so that consonants weigh as vowels."""
    powers = [np.zeros(0, np.float32)]
    for start in range(0, len(samples) // HOP * HOP, BLOCK):
        part = np.asarray(samples[max(0, start - 1) : min(start + BLOCK, len(samples) // HOP * HOP)])
        raised = np.diff(part, prepend=part[:1]) if start == 0 else np.diff(part)
        powers.append(np.square(raised, dtype=np.float32).reshape(-1, HOP).mean(axis=1))
    power = np.concatenate(powers)
    power[:-1] = (power[:-1] + power[1:]) / 2
    level: NDArray[np.float32] = 10 * np.log10(power + 10 ** (SILENCE_DB / 10))
    return level


def _refine(regions: Sequence[Span], level: NDArray[np.float32], *, within: float, end: float) -> list[Span]:
    """Move the two edges of each gap; a gap before the first and after the last region counts as one too."""
    starts = [region.start for region in regions]
    ends = [region.end for region in regions]
    for number in range(len(regions) + 1):
        gap = Span(ends[number - 1] if number else 0.0, starts[number] if number < len(regions) else end)
        floor = _floor(level, gap)
        if floor is None:
            continue
        middle = (gap.start + gap.end) / 2
        if number:
            before = Span(max(starts[number - 1], gap.start - BESIDE_S), gap.start)
            window = Span(max(starts[number - 1], gap.start - within), min(gap.start + within, middle))
            ends[number - 1] = _fall(level, window, _parting(level, before, floor))
        if number < len(regions):
            after = Span(gap.end, min(ends[number], gap.end + BESIDE_S))
            window = Span(max(gap.end - within, middle), min(ends[number], gap.end + within))
            starts[number] = _rise(level, window, _parting(level, after, floor))
    return [Span(round(a, 4), round(b, 4)) for a, b in zip(starts, ends, strict=True) if b > a]


def _floor(level: NDArray[np.float32], gap: Span) -> float | None:
    inside = _slice(level, Span(gap.start + 0.02, gap.end - 0.02))
    return float(np.percentile(inside, 20)) if len(inside) else None


def _parting(level: NDArray[np.float32], beside: Span, floor: float) -> float:
    speech = float(np.percentile(_slice(level, beside), 80)) if len(_slice(level, beside)) else floor
    return max(floor + max(CLEAR_DB, WAY_UP * (speech - floor)), speech - DEPTH_DB)


def _fall(level: NDArray[np.float32], window: Span, parting: float) -> float:
    loud = np.flatnonzero(_slice(level, window) > parting)
    return window.start + (float(loud[-1]) + 1.5) * HOP_S if len(loud) else window.start


def _rise(level: NDArray[np.float32], window: Span, parting: float) -> float:
    loud = np.flatnonzero(_slice(level, window) > parting)
    return window.start + (float(loud[0]) + 0.5) * HOP_S if len(loud) else window.end


def _slice(level: NDArray[np.float32], span: Span) -> NDArray[np.float32]:
    return level[round(span.start / HOP_S) : max(0, round(span.end / HOP_S))]
