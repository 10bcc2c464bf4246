"""Speech regions gathered into utterances of a length that a recogniser takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Span

RATE = 16_000
FRAME_S = 0.02


def plan_utterances(
    speech: Sequence[Span], samples: NDArray[np.float32], *, longest: float, gap: float, pad: float
) -> tuple[Span, ...]:
    """Spans of `samples` to recognise one by one, in order, none longer than `longest` seconds.

    Regions less than `gap` seconds apart share an utterance. Where that grows too long it is cut at the longest
    silence in the second half of what fits; a region too long in itself is cut where it is quietest. Each utterance
    reaches up to `pad` seconds into the silence around it, never into its neighbour.
    """
    pieces = [piece for span in speech for piece in _cut_long(span, samples, longest - 2 * pad)]
    spans = _gather(pieces, longest=longest - 2 * pad, gap=gap)
    return _padded(spans, pad=pad, duration=len(samples) / RATE)


def speech_share(speech: Sequence[Span], samples: NDArray[np.float32]) -> float:
    """The part of the recording, 0..1, that is speech."""
    return round(sum(s.end - s.start for s in speech) * RATE / len(samples), 3) if len(samples) else 0.0


def _cut_long(span: Span, samples: NDArray[np.float32], longest: float) -> list[Span]:
    pieces: list[Span] = []
    start = span.start
    while span.end - start > longest:
        cut = _quietest(samples, start + longest / 2, start + longest)
        pieces.append(Span(start, cut))
        start = cut
    return [*pieces, Span(start, span.end)]


def _quietest(samples: NDArray[np.float32], start: float, end: float) -> float:
    """The middle of the frame with the least energy (smoothed over 60 ms) between two times."""
    size = int(FRAME_S * RATE)
    part = samples[int(start * RATE) : int(end * RATE)]
    frames = part[: len(part) // size * size].reshape(-1, size)
    if len(frames) == 0:
        return end
    energy = np.convolve((frames.astype(np.float64) ** 2).mean(axis=1), np.ones(3) / 3, mode="same")
    return start + (int(np.argmin(energy)) + 0.5) * FRAME_S


def _gather(pieces: Sequence[Span], *, longest: float, gap: float) -> list[Span]:
    spans: list[Span] = []
    first = 0
    while first < len(pieces):
        last = first
        while (
            last + 1 < len(pieces)
            and pieces[last + 1].start - pieces[last].end < gap
            and pieces[last + 1].end - pieces[first].start <= longest
        ):
            last += 1
        if last + 1 < len(pieces) and pieces[last + 1].start - pieces[last].end < gap:
            last = _best_cut(pieces, first, last)
        spans.append(Span(pieces[first].start, pieces[last].end))
        first = last + 1
    return spans


def _best_cut(pieces: Sequence[Span], first: int, last: int) -> int:
    """The last piece to keep: the one before the longest silence, among those that fill at least half of what fits."""
    half = (pieces[first].start + pieces[last].end) / 2
    choices = [i for i in range(first, last + 1) if pieces[i].end >= half]
    return max(choices, key=lambda i: (pieces[i + 1].start - pieces[i].end, i))


def _padded(spans: Sequence[Span], *, pad: float, duration: float) -> tuple[Span, ...]:
    padded = []
    for i, span in enumerate(spans):
        before = (spans[i - 1].end + span.start) / 2 if i else 0.0
        after = (span.end + spans[i + 1].start) / 2 if i + 1 < len(spans) else duration
        padded.append(Span(max(span.start - pad, before, 0.0), min(span.end + pad, after, duration)))
    return tuple(padded)
