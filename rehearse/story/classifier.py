"""The classifier that comes with the app: what the readers read and what the cues say, joined into levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from rehearse.story.by_cues import CueClassifier, Found, outright, trusted
from rehearse.story.encoder import EncoderMissing
from rehearse.story.model import Joined, own_model, probability
from rehearse.story.passage import Passage
from rehearse.story.reader import Readers, own_readers
from rehearse.story.scores import CORE, ELEMENTS, FRAME, Classifier, Scores
from rehearse.story.tensors import Array
from rehearse.types import ElementName, Provenance

__all__ = ["CORE", "ELEMENTS", "FRAME", "Classifier", "Scores", "StoryClassifier", "joined_features", "own_classifier"]

# Log-odds beyond this say no more.
SURE = 6.0
BRIEF = 10
# What the readers take from a clause that tells less than the most telling one, beside what the cues say of it. The
# development answers chose it: quotes become shorter and still meet the labelled words.
READ_SHARE = np.float32(0.25)


@dataclass(frozen=True)
class StoryClassifier:
    """Readers and cues. The frame elements and the episode come from the cues alone."""

    cues: CueClassifier
    readers: Readers

    @property
    def provenance(self) -> Provenance:
        return Provenance(engine="rehearse readers and cues", version=self.cues.model.version)

    def __call__(self, passage: Passage) -> Scores:
        found, reading = self.cues.core(passage), self.readers(passage)
        by_cues = self.cues.scores(passage, found)
        heard, clear = dict(by_cues.heard), dict(by_cues.clear)
        clauses, cuts = dict(by_cues.clauses), dict(by_cues.cuts)
        trust = trusted(by_cues.episode, passage)
        joined = self.cues.model.joined
        for place, name in enumerate(CORE):
            features = joined_features(place, reading.answer, found, by_cues.episode, len(passage.clauses))
            head = joined[name]
            told = trust * _probability(head, features, clear=True)
            heard[name], clear[name] = max(told, trust * _probability(head, features, clear=False)), told
            cuts[name] = head.cuts
            level = 1 if told >= head.cuts[1] else 0
            read = reading.clauses[:, place, level]
            by_words = found[name].clear_clauses if level else found[name].heard_clauses
            clauses[name] = by_words + READ_SHARE * (read - read.max())
        clauses["decision"] = clauses["decision"] + outright(passage)
        return Scores(heard, clear, clauses, cuts, by_cues.episode, {name: joined[name].doubt for name in CORE})


def _probability(head: Joined, features: Array, *, clear: bool) -> float:
    weights = head.clear if clear else head.heard
    return probability(float(weights.score(features[None])[0]))


def joined_features(place: int, read: Array, found: Mapping[ElementName, Found], episode: float, clauses: int) -> Array:
    """What core element number `place` is judged by: readers and cues on it, readers on the others, the occasion.

    Parameters
    ----------
    read : the readers' log-odds for the answer, shape (3, 2).
    episode : probability that an occasion is told.
    clauses : how many the passage has; the fewer, the less its best and its mean differ.
    """
    own, others = read[place], [read[other, 1] for other in range(len(CORE)) if other != place]
    by_cues = found[CORE[place]]
    occasion = np.log(np.clip(episode, 1e-3, 1 - 1e-3) / (1 - np.clip(episode, 1e-3, 1 - 1e-3)))
    brief = max(0.0, 1 - clauses / BRIEF)
    values = np.clip([*own, *others, by_cues.heard, by_cues.clear, occasion], -SURE, SURE) / 2
    joined: Array = np.array([*values, brief], dtype=np.float32)
    return joined


@cache
def own_classifier() -> Classifier:
    """The classifier that comes with the app; by cues alone where the encoder's package is not installed."""
    cues = CueClassifier(own_model())
    try:
        return StoryClassifier(cues, own_readers())
    except EncoderMissing:
        return cues
