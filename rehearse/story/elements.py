"""From a classifier's scores to the eight elements of a story, each with its level and the words for it."""

from __future__ import annotations

from rehearse.story.evidence import find_evidence
from rehearse.story.passage import Passage
from rehearse.story.scores import ELEMENTS, Scores
from rehearse.types import Element, ElementName, Level


def find_elements(passage: Passage, scores: Scores) -> tuple[Element, ...]:
    """The elements in the order of `classifier.ELEMENTS`; those not heard have no evidence."""
    return tuple(_element(passage, scores, name) for name in ELEMENTS)


def nothing_heard() -> tuple[Element, ...]:
    return tuple(Element(name, 0, 0.0) for name in ELEMENTS)


def _element(passage: Passage, scores: Scores, name: ElementName) -> Element:
    level = level_of(scores, name)
    evidence = find_evidence(passage, scores.clauses[name]) if level else ()
    return Element(name, level, round(scores.clear[name], 4), evidence, unsure(scores, name))


def unsure(scores: Scores, name: ElementName) -> bool:
    """Whether "clear" and "not clear" are little better than a guess here."""
    low, high = scores.doubt.get(name, (1.0, 0.0))
    return low <= scores.clear[name] < high


def level_of(scores: Scores, name: ElementName) -> Level:
    """2 where "clear" is likely enough, else 1 where "heard" is, else 0. Doubt about "clear" never lifts a level."""
    heard_cut, clear_cut = scores.cuts[name]
    if scores.clear[name] >= clear_cut:
        return 2
    return 1 if scores.heard[name] >= heard_cut else 0
