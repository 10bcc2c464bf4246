"""What a story classifier answers, and the one that comes with the app.

Any callable from `Passage` to `Scores` can take its place: `check_story(text, classifier=...)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import msgspec
import numpy as np

from rehearse.story.features import Array, answer_features, occasion_features, pooled, window_features
from rehearse.story.lexicon import columns
from rehearse.story.passage import Passage
from rehearse.types import ElementName, Provenance

CORE: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
FRAME: tuple[ElementName, ...] = ("situation", "task", "action", "result", "reflection")
ELEMENTS: tuple[ElementName, ...] = CORE + FRAME


@dataclass(frozen=True)
class Scores:
    """What a classifier says of one passage.

    heard, clear : probability that an element is told at all (level 1 or 2), and that it is clear (level 2).
    clauses : per element, how much each clause carries it, shape (clauses,); above 0 speaks for it.
    cuts : per element, the probabilities from which "heard" and "clear" are said.
    episode : probability that one specific past occasion is told.
    """

    heard: Mapping[ElementName, float]
    clear: Mapping[ElementName, float]
    clauses: Mapping[ElementName, Array]
    cuts: Mapping[ElementName, tuple[float, float]]
    episode: float


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


class Classifier(Protocol):
    @property
    def provenance(self) -> Provenance:
        """What it is, with version."""

    def __call__(self, passage: Passage) -> Scores:
        """Score a passage of at least one clause."""


class Weights(msgspec.Struct, frozen=True):
    """A linear scorer over named features."""

    bias: float
    values: list[float]

    def score(self, features: Array) -> Array:
        scores: Array = features @ np.asarray(self.values, dtype=np.float32) + np.float32(self.bias)
        return scores


class Head(msgspec.Struct, frozen=True):
    """One level of one element: window scorer (core elements only), answer scorer, and the cut on its probability."""

    answer: Weights
    cut: float
    window: Weights | None = None


class Model(msgspec.Struct, frozen=True):
    """The content of `data/weights.json`."""

    version: str
    cues: list[str]
    words: list[str]
    heard: dict[ElementName, Head]
    clear: dict[ElementName, Head]
    episode: Weights


@dataclass(frozen=True)
class CueClassifier:
    """Cue classes and common words per window of one to three clauses, weighed linearly, pooled over the answer.

    The weights are logistic regressions made by `python -m tests.accuracy.train_story` on the project's own answers.
    """

    model: Model

    @property
    def provenance(self) -> Provenance:
        return Provenance(engine="rehearse cues", version=self.model.version)

    def __call__(self, passage: Passage) -> Scores:
        windows = [window_features(passage, size, self.model.words) for size in (1, 2, 3)]
        whole = answer_features(passage)
        heard, clear = self.model.heard, self.model.clear
        clauses = {name: _clause_scores(passage, name) for name in FRAME}
        episode = _probability(self.model.episode, occasion_features(passage))
        trust = min(1.0, episode / PSEUDO) if len(passage.tokens) >= PSEUDO_WORDS else 1.0
        said, told = {}, {}
        for name in CORE:
            said[name], thin_scores = _core(heard[name], windows, passage)
            told[name], clear_scores = _core(clear[name], windows, passage)
            said[name], told[name] = trust * said[name], trust * told[name]
            clauses[name] = clear_scores if told[name] >= clear[name].cut else thin_scores
        clauses["decision"] = clauses["decision"] + OUTRIGHT * passage.cues[:, columns(("choose",))].max(axis=1)
        return Scores(
            heard=said | {name: _probability(heard[name].answer, whole) for name in FRAME},
            clear=told | {name: _probability(clear[name].answer, whole) for name in FRAME},
            clauses=clauses,
            cuts={name: (heard[name].cut, clear[name].cut) for name in ELEMENTS},
            episode=episode,
        )


def _core(head: Head, windows: Sequence[Array], passage: Passage) -> tuple[float, Array]:
    """An answer's probability, and for each clause the mean score of the windows that hold it."""
    assert head.window is not None
    scores = [head.window.score(window) for window in windows]
    return _probability(head.answer, pooled(np.concatenate(scores), passage)), _per_clause(scores, len(passage.clauses))


def _per_clause(scores: Sequence[Array], count: int) -> Array:
    total, windows = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    for values in scores:
        last = len(values)
        for shift in range(count - last + 1):
            total[shift : shift + last] += values
            windows[shift : shift + last] += 1
    return total / windows


def _probability(weights: Weights, features: Array) -> float:
    return float(1 / (1 + np.exp(-float(weights.score(features[None])[0]))))


def _clause_scores(passage: Passage, name: ElementName) -> Array:
    """Where a frame element is said: its own cues, nearer to where it usually stands (first or last)."""
    cues, against, place = _PLACES[name]
    found = passage.cues[:, columns(cues)].sum(axis=1) - passage.cues[:, columns(against)].sum(axis=1)
    position = np.linspace(0, 1, len(passage.clauses), dtype=np.float32)
    scores: Array = (found - 0.5 - np.abs(position - place)).astype(np.float32)
    return scores


@cache
def own_classifier() -> CueClassifier:
    """The classifier that comes with the app."""
    data = files("rehearse.story").joinpath("data/weights.json").read_bytes()
    return CueClassifier(msgspec.json.decode(data, type=Model))
