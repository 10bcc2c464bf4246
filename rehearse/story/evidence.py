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


def find_evidence(passage: Passage, scores: NDArray[np.float32]) -> tuple[Evidence, ...]:
    """Quotes for an element whose clauses score so (shape (clauses,)); at least one, in order of the text.

    The run around the most telling clause is quoted, without edges that add little, and that around the most telling
    of the rest where it says at least half as much. Quotes are substrings of the text.
    """
    first = best_run(scores)
    chosen = [first]
    rest = scores.copy()
    rest[first[0] : first[1]] = -np.inf
    if np.isfinite(rest).any():
        other = best_run(rest)
        if _peak(scores, other) > max(0.0, 0.5 * _peak(scores, first)):
            chosen.append(other)
    return tuple(quote(passage, *trimmed(scores, run)) for run in sorted(chosen))


def best_run(scores: Sequence[float] | NDArray[np.float32]) -> tuple[int, int]:
    """(first, past-last) of the run of up to `LONGEST_RUN` clauses around the highest score with the largest sum.

    The shortest, then the earliest, of equals.
    """
    values = np.asarray(scores, dtype=np.float64)
    peak, count = int(np.argmax(values)), len(values)
    runs = [
        (start, start + size)
        for size in range(1, min(LONGEST_RUN, count) + 1)
        for start in range(max(0, peak - size + 1), min(peak, count - size) + 1)
    ]
    return max(runs, key=lambda run: values[run[0] : run[1]].sum())


def trimmed(scores: NDArray[np.float32], run: tuple[int, int]) -> tuple[int, int]:
    """The run from its first to its last clause that says at least `EDGE_SHARE` of what its best clause says."""
    inside = scores[run[0] : run[1]]
    telling = np.flatnonzero(inside >= EDGE_SHARE * max(0.0, float(inside.max())))
    return (run[0] + int(telling[0]), run[0] + int(telling[-1]) + 1) if len(telling) else run


def quote(passage: Passage, first: int, past: int) -> Evidence:
    start, end = passage.offsets(first, past)
    return Evidence(passage.text[start:end], start, end)


def _peak(scores: NDArray[np.float32], run: tuple[int, int]) -> float:
    return float(scores[run[0] : run[1]].max())
