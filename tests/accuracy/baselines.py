"""Simpler story classifiers, to hold the app's against."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np

from rehearse.story.encoder import LONGEST, package_encoder, pieces_of
from rehearse.story.passage import Passage
from rehearse.story.reader import own_readers
from rehearse.story.scores import CORE, ELEMENTS, Scores
from rehearse.story.tensors import Array
from rehearse.types import ElementName, Provenance
from tests.accuracy.stories import STORIES

EMBEDDING_WEIGHTS = STORIES / "embedding-only.json"


def scores(passage: Passage, heard: dict[ElementName, float], clear: dict[ElementName, float]) -> Scores:
    """Scores that tell of the core elements alone, "clear" and "heard" from one half on."""
    nothing = dict.fromkeys(ELEMENTS, 0.0)
    clauses = {name: np.zeros(len(passage.clauses), dtype=np.float32) for name in ELEMENTS}
    return Scores(nothing | heard, nothing | clear, clauses, dict.fromkeys(ELEMENTS, (0.5, 0.5)), 1.0)


@dataclass(frozen=True)
class AlwaysClear:
    provenance: Provenance = field(default_factory=lambda: Provenance("always clear"))

    def __call__(self, passage: Passage) -> Scores:
        sure = dict.fromkeys(CORE, 1.0)
        return scores(passage, sure, sure)


@dataclass(frozen=True)
class ReadersOnly:
    """The tuned encoder without cues."""

    provenance: Provenance = field(default_factory=lambda: Provenance("readers"))

    def __call__(self, passage: Passage) -> Scores:
        read = 1 / (1 + np.exp(-own_readers()(passage).answer))
        heard, clear = (dict(zip(CORE, map(float, read[:, level]), strict=True)) for level in (0, 1))
        return scores(passage, heard, clear)


@dataclass(frozen=True)
class EmbeddingOnly:
    """Logistic regressions over windows of three clauses as the package's encoder embeds them, untuned."""

    provenance: Provenance = field(default_factory=lambda: Provenance("embeddings"))

    def __call__(self, passage: Passage) -> Scores:
        weights = json.loads(EMBEDDING_WEIGHTS.read_text())
        windows = embedded_windows(passage)
        found = []
        for level in ("heard", "clear"):
            odds = {name: windows @ np.array(weights[level][name]["window"]) for name in CORE}
            found.append({name: _logistic(weights[level][name]["answer"], pooled_best(odds[name])) for name in CORE})
        return scores(passage, *found)


def _logistic(weights: list[float], values: Array) -> float:
    return float(1 / (1 + np.exp(-(values @ np.array(weights[1:]) + weights[0]))))


def pooled_best(odds: Array) -> Array:
    """The best of the windows' scores, the mean of the best three, the mean."""
    ranked = np.sort(odds)[::-1]
    return np.array([ranked[0], ranked[:3].mean(), ranked.mean()])


def embedded_windows(passage: Passage, size: int = 3) -> Array:
    """Unit vectors of the windows of `size` clauses, embedded in their context. Shape (windows, WIDTH)."""
    encoder, pieces = package_encoder(), list(pieces_of([token.text for token in passage.tokens]))
    ends = np.cumsum([0, *map(len, pieces)])
    states = encoder.read([piece for word in pieces for piece in word][:LONGEST])[1:-1]
    rows = []
    for first in range(max(1, len(passage.clauses) - size + 1)):
        chosen = passage.clauses[first : first + size]
        start = min(ends[chosen[0][0]], len(states) - 1)
        mean = states[start : max(start + 1, ends[chosen[-1][1]])].mean(axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.array(rows)
