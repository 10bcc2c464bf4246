"""What a story classifier answers.

Any callable from `Passage` to `Scores` can take the place of the app's own: `check_story(text, classifier=...)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from rehearse.story.passage import Passage
from rehearse.story.tensors import Array
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
    doubt : per element, (lowest, highest) probability of "clear" between which the level is no better than a guess.
    """

    heard: Mapping[ElementName, float]
    clear: Mapping[ElementName, float]
    clauses: Mapping[ElementName, Array]
    cuts: Mapping[ElementName, tuple[float, float]]
    episode: float
    doubt: Mapping[ElementName, tuple[float, float]] = field(default_factory=dict)


class Classifier(Protocol):
    @property
    def provenance(self) -> Provenance:
        """What it is, with version."""

    def __call__(self, passage: Passage) -> Scores:
        """Score a passage of at least one clause."""
