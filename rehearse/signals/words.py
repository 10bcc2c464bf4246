"""What a recogniser is, and how its word times are held to the speech that was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Span, Transcript, Word

# Gaps shorter than the shortest silent pause are part of speech: a stop consonant's closure does not end a word.
SHORTEST_PAUSE_S = 0.25
# How far outside speech a word may lie and still be taken for one that the speech detector cut short.
REACH_S = 0.2
SHORTEST_WORD_S = 0.02


class Recogniser(Protocol):
    """Turns speech into words with times.

    `rough` is True for a stopgap engine, whose words are to be shown as such.
    """

    @property
    def name(self) -> str: ...

    @property
    def rough(self) -> bool: ...

    def transcribe(
        self, samples: NDArray[np.float32], *, speech: Sequence[Span], progress: Callable[[float], None]
    ) -> Transcript:
        """The words in `samples` (shape (n,), 16 kHz mono, -1..1), looked for inside `speech` alone.

        `progress` is given the fraction done, 0..1, and may raise `Cancelled`. Raises RecogniserError.
        """
        ...


def clip_to_speech(words: Iterable[Word], speech: Sequence[Span]) -> tuple[tuple[Word, ...], int]:
    """Hold word times to the speech that was found; returns the words kept and how many were dropped.

    A word keeps the part that lies in the stretch of speech it overlaps most (recognisers stretch words into the
    silence before or after). A word that overlaps none is moved to the nearest speech if that is within 0.2 s, and
    dropped otherwise: it was made up in silence. Kept words are in order, do not overlap, and are never empty.
    """
    stretches = join_close(speech, gap=SHORTEST_PAUSE_S)
    kept: list[Word] = []
    dropped = 0
    for word in sorted(words, key=lambda w: (w.start, w.end)):
        home = _home(word, stretches)
        if home is None:
            dropped += 1
            continue
        start = min(max(word.start, home.start), home.end - SHORTEST_WORD_S)
        end = max(min(word.end, home.end), start + SHORTEST_WORD_S)
        kept.append(replace(word, start=start, end=end))
    return _in_order(kept), dropped


def join_close(speech: Sequence[Span], *, gap: float) -> tuple[Span, ...]:
    """Regions (in order) with the gaps shorter than `gap` seconds closed."""
    joined: list[Span] = []
    for span in speech:
        if joined and span.start - joined[-1].end < gap:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _home(word: Word, stretches: Sequence[Span]) -> Span | None:
    """The stretch that `word` overlaps most, else the nearest within reach, else None."""
    first = bisect_left(stretches, word.start - REACH_S, key=lambda s: s.end)
    after = bisect_left(stretches, word.end + REACH_S, key=lambda s: s.start)
    near = [s for s in stretches[first:after] if _overlap(word, s) > -REACH_S]
    return max(near, key=lambda s: _overlap(word, s), default=None)


def _overlap(word: Word, span: Span) -> float:
    """Seconds that both share; negative: how far they are apart."""
    return min(word.end, span.end) - max(word.start, span.start)


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Make words follow each other: where two overlap, the earlier ends where the later starts."""
    ordered: list[Word] = []
    for word in words:
        start = word.start
        if ordered and start < ordered[-1].end:
            start = max(start, ordered[-1].start + SHORTEST_WORD_S)
            ordered[-1] = replace(ordered[-1], end=start)
        ordered.append(replace(word, start=start, end=max(word.end, start + SHORTEST_WORD_S)))
    return tuple(ordered)
