"""The person's own words for an element: the shortest run of clauses that carries it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rehearse.story.passage import Passage
from rehearse.types import Evidence

LONGEST_RUN = 3
# A clause at a run's edge that says less than this of what its best clause says is left out of the quote.
EDGE_SHARE = 0.25
MOST_QUOTES = 2


def find_evidence(passage: Passage, scores: NDArray[np.float32]) -> tuple[Evidence, ...]:
    """Quotes for an element whose clauses score so (shape (clauses,)); at least one, in order of the text.

    A run of up to `LONGEST_RUN` neighbouring clauses is as good as the sum of its scores; the best run is quoted,
    without edges that add little, and the best other one where it too speaks for the element at least half as strongly.
    Quotes are substrings of the text.
    """
    first = best_run(scores)
    chosen = [first]
    rest = scores.copy()
    rest[first[0] : first[1]] = -np.inf
    if len(chosen) < MOST_QUOTES and np.isfinite(rest).any():
        other = best_run(rest)
        if _strength(scores, other) > max(0.0, 0.5 * _strength(scores, first)):
            chosen.append(other)
    return tuple(quote(passage, *trimmed(scores, run)) for run in sorted(chosen))


def best_run(scores: Sequence[float] | NDArray[np.float32]) -> tuple[int, int]:
    """(first, past-last) of the run with the largest sum; the shortest, then the earliest, of equals."""
    values = np.asarray(scores, dtype=np.float64)
    best, place = -np.inf, (0, 1)
    for size in range(1, min(LONGEST_RUN, len(values)) + 1):
        sums = np.lib.stride_tricks.sliding_window_view(values, size).sum(axis=1)
        start = int(np.argmax(sums))
        if sums[start] > best:
            best, place = float(sums[start]), (start, start + size)
    return place


def trimmed(scores: NDArray[np.float32], run: tuple[int, int]) -> tuple[int, int]:
    """The run from its first to its last clause that says at least `EDGE_SHARE` of what its best clause says."""
    inside = scores[run[0] : run[1]]
    telling = np.flatnonzero(inside >= EDGE_SHARE * max(0.0, float(inside.max())))
    return (run[0] + int(telling[0]), run[0] + int(telling[-1]) + 1) if len(telling) else run


def quote(passage: Passage, first: int, past: int) -> Evidence:
    start, end = passage.offsets(first, past)
    return Evidence(passage.text[start:end], start, end)


def _strength(scores: NDArray[np.float32], run: tuple[int, int]) -> float:
    return float(scores[run[0] : run[1]].sum())
