"""The check by cue classes and common words alone: what `rehearse.story.classifier` joins with the readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rehearse.story.features import answer_features, occasion_features, pooled, window_features
from rehearse.story.lexicon import columns
from rehearse.story.model import Head, Model, Weights, probability
from rehearse.story.passage import Passage
from rehearse.story.scores import CORE, ELEMENTS, FRAME, Scores
from rehearse.story.tensors import Array
from rehearse.types import ElementName, Provenance

# Below this, an answer of some length tells no occasion, and so neither a decision nor what it cost.
PSEUDO = 0.25
PSEUDO_WORDS = 60

# Where a frame element is told: the cues for it, those against it, and how far into the answer it usually stands.
_PLACES: dict[ElementName, tuple[tuple[str, ...], tuple[str, ...], float]] = {
    "situation": (("setting", "names"), ("regret",), 0.0),
    "task": (("duty",), ("regret", "outcome"), 0.2),
    "action": (("work",), ("regret", "i_would", "duty"), 0.4),
    "result": (("outcome",), ("regret", "i_would", "setting"), 0.8),
    "reflection": (("regret",), (), 1.0),
}

# Of two clauses that may carry the decision, the one that says "I decided" is the one to quote.
OUTRIGHT = 4.0


@dataclass(frozen=True)
class Found:
    """By cues, for one core element: log-odds of "heard" and "clear", and per clause for each."""

    heard: float
    clear: float
    heard_clauses: Array
    clear_clauses: Array


@dataclass(frozen=True)
class CueClassifier:
    """Cue classes and common words per window of one to three clauses, weighed linearly, pooled over the answer."""

    model: Model

    @property
    def provenance(self) -> Provenance:
        return Provenance(engine="rehearse cues", version=self.model.version)

    def __call__(self, passage: Passage) -> Scores:
        return self.scores(passage, self.core(passage))

    def scores(self, passage: Passage, core: Mapping[ElementName, Found]) -> Scores:
        """`core` is what `self.core` finds in the passage."""
        heard, clear, whole = self.model.heard, self.model.clear, answer_features(passage)
        episode = self.episode(passage)
        trust = trusted(episode, passage)
        said = {name: trust * probability(found.heard) for name, found in core.items()}
        told = {name: trust * probability(found.clear) for name, found in core.items()}
        clauses = {name: _clause_scores(passage, name) for name in FRAME}
        for name, found in core.items():
            clauses[name] = found.clear_clauses if told[name] >= clear[name].cut else found.heard_clauses
        clauses["decision"] = clauses["decision"] + outright(passage)
        return Scores(
            heard=said | {name: _one(heard[name].answer, whole) for name in FRAME},
            clear=told | {name: _one(clear[name].answer, whole) for name in FRAME},
            clauses=clauses,
            cuts={name: (heard[name].cut, clear[name].cut) for name in ELEMENTS},
            episode=episode,
        )

    def core(self, passage: Passage) -> dict[ElementName, Found]:
        windows = [window_features(passage, size, self.model.words) for size in (1, 2, 3)]
        found: dict[ElementName, Found] = {}
        for name in CORE:
            heard, heard_clauses = _core(self.model.heard[name], windows, passage)
            clear, clear_clauses = _core(self.model.clear[name], windows, passage)
            found[name] = Found(heard, clear, heard_clauses, clear_clauses)
        return found

    def episode(self, passage: Passage) -> float:
        """Probability that one specific past occasion is told."""
        return _one(self.model.episode, occasion_features(passage))


def trusted(episode: float, passage: Passage) -> float:
    """What is left of an element's probability where an answer of some length tells no occasion."""
    return min(1.0, episode / PSEUDO) if len(passage.tokens) >= PSEUDO_WORDS else 1.0


def outright(passage: Passage) -> Array:
    """What a clause gains as the decision's quote for saying outright that something was decided."""
    gained: Array = np.float32(OUTRIGHT) * passage.cues[:, columns(("choose",))].max(axis=1)
    return gained


def _core(head: Head, windows: Sequence[Array], passage: Passage) -> tuple[float, Array]:
    """An answer's log-odds, and for each clause the mean score of the windows that hold it."""
    assert head.window is not None
    scores = [head.window.score(window) for window in windows]
    whole = head.answer.score(pooled(np.concatenate(scores), passage)[None])
    return float(whole[0]), _per_clause(scores, len(passage.clauses))


def _per_clause(scores: Sequence[Array], count: int) -> Array:
    total, windows = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    for values in scores:
        last = len(values)
        for shift in range(count - last + 1):
            total[shift : shift + last] += values
            windows[shift : shift + last] += 1
    return total / windows


def _one(weights: Weights, features: Array) -> float:
    return probability(float(weights.score(features[None])[0]))


def _clause_scores(passage: Passage, name: ElementName) -> Array:
    """Where a frame element is said: its own cues, nearer to where it usually stands (first or last)."""
    cues, against, place = _PLACES[name]
    found = passage.cues[:, columns(cues)].sum(axis=1) - passage.cues[:, columns(against)].sum(axis=1)
    position = np.linspace(0, 1, len(passage.clauses), dtype=np.float32)
    scores: Array = (found - 0.5 - np.abs(position - place)).astype(np.float32)
    return scores
