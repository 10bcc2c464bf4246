"""Arrays from a passage: per window of clauses, and for the whole answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehearse.story.lexicon import columns
from rehearse.story.passage import Passage
from rehearse.story.tensors import Array

NEIGHBOUR_WEIGHT = 0.5
WORD_WEIGHT = 0.35
SHARE_WEIGHT = 3.0
BRIEF = 10
# Cues whose share of the whole answer says how much to trust its best window.
GATES = (
    *("past", "would_have", "i_would", "habit", "advice", "you", "buzz", "not_mine", "boss_does", "drift", "denied"),
    *("own_call", "vague_choice", "vague_trade", "vague_cost", "question", "before_me"),
)

# Cues that tell one past occasion from advice, habit and hypothesis.
OCCASION = (
    *("past", "present", "future", "habit", "advice", "you", "buzz", "i_would", "would_have", "moment", "names"),
    *("number", "setting", "long_time", "work", "not_mine"),
)


def window_features(passage: Passage, size: int, words: Sequence[str]) -> Array:
    """One row per window of `size` clauses (fewer where the passage is shorter).

    Columns: cues in the window, in the clause before and in the one after (halved), length in words / 20 (at most 2),
    number of clauses, then the presence of each of `words`, weighted down. Shape (windows, 3 * cues + 2 + words).
    """
    cues, count = passage.cues, len(passage.clauses)
    size = min(size, count)
    last = count - size
    inside = np.max([cues[shift : last + shift + 1] for shift in range(size)], axis=0)
    none = np.zeros((1, cues.shape[1]), dtype=np.float32)
    before = np.concatenate([none, cues[:last]])
    after = np.concatenate([cues[size:], none])
    starts, ends = np.array([clause[0] for clause in passage.clauses]), np.array([c[1] for c in passage.clauses])
    length = np.minimum(ends[size - 1 :] - starts[: last + 1], 40) / 20
    shape = np.stack([length, np.full(last + 1, size)], axis=1)
    present = _present(passage, size, words)
    parts = [inside, NEIGHBOUR_WEIGHT * before, NEIGHBOUR_WEIGHT * after, shape, WORD_WEIGHT * present]
    return _joined(parts, axis=1)


def _present(passage: Passage, size: int, words: Sequence[str]) -> Array:
    column = {word: place for place, word in enumerate(words)}
    count = len(passage.clauses)
    present = np.zeros((count - size + 1, len(words)), dtype=np.float32)
    for clause, (start, end) in enumerate(passage.clauses):
        found = [column[token.text] for token in passage.tokens[start:end] if token.text in column]
        rows = slice(max(0, clause - size + 1), min(clause, count - size) + 1)
        present[rows, found] = 1
    return present


def pooled(scores: Array, passage: Passage) -> Array:
    """What an answer's window scores come to: best, mean of the best 3 and 8, mean; then the gates' shares.

    A short passage has few windows, so that its best and its mean are much the same: how short it is (1 for none, 0
    from `BRIEF` clauses on), alone and times the best, stands between.
    """
    ranked = np.sort(scores)[::-1]
    brief = max(0.0, 1 - len(passage.clauses) / BRIEF)
    best = [ranked[0], ranked[:3].mean(), ranked[:8].mean(), scores.mean(), brief, brief * ranked[0]]
    return _joined([np.array(best), SHARE_WEIGHT * passage.cues[:, columns(GATES)].mean(axis=0)])


def occasion_features(passage: Passage) -> Array:
    """The share of the clauses that hold each cue of `OCCASION`."""
    return _joined([SHARE_WEIGHT * passage.cues[:, columns(OCCASION)].mean(axis=0)])


def answer_features(passage: Passage) -> Array:
    """Each cue's share of the clauses, and whether it is in the first and in the last third. Shape (3 * cues,)."""
    third = max(1, len(passage.clauses) // 3)
    parts = [
        SHARE_WEIGHT * passage.cues.mean(axis=0),
        passage.cues[:third].max(axis=0),
        passage.cues[-third:].max(axis=0),
    ]
    return _joined(parts)


def _joined(parts: Sequence[NDArray[Any]], axis: int = 0) -> Array:
    joined: Array = np.concatenate(parts, axis=axis).astype(np.float32)
    return joined
