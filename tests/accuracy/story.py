"""How well the story check finds clear decisions, trade-offs and costs, on the project's own labelled answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rehearse.story import check_story
from rehearse.story.by_cues import CueClassifier
from rehearse.story.classifier import own_classifier
from rehearse.story.model import own_model
from rehearse.story.scores import CORE, ELEMENTS, Classifier
from rehearse.types import Story
from tests.accuracy.baselines import AlwaysClear, EmbeddingOnly, ReadersOnly
from tests.accuracy.stories import load, misheard, stripped

JUDGES = ("dev-a", "dev-b")
SAMPLES = 2000
VARIANTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "no case, no punctuation": stripped,
    "misheard": misheard,
}


def rows() -> list[dict[str, Any]]:
    """One row per element and variant: precision, recall, F1 of "clear" with 95 % intervals, and level agreement; then
    the core elements by simpler methods.

    Intervals are bootstraps over answers; kappa is quadratic-weighted over levels 0, 1, 2. Judged on answers that the
    weights were not made from. "Misheard" is simulated: every eighth word dropped, swapped or doubled.
    """
    return [*by_variant(), *by_method()]


def by_variant(variants: Sequence[str] = tuple(VARIANTS)) -> list[dict[str, Any]]:
    """The app's check on the answers as written, and changed."""
    answers, table = judged(), []
    for variant in variants:
        stories = [check_story(VARIANTS[variant](row["text"])) for row in answers]
        table += [_row(name, variant, answers, stories) for name in ELEMENTS]
    return table


def judged() -> list[dict[str, Any]]:
    return [row for name in JUDGES for row in load(name)]


def by_method() -> list[dict[str, Any]]:
    """The app's check beside simpler ones."""
    methods: tuple[tuple[str, Classifier], ...] = (
        ("majority (always clear)", AlwaysClear()),
        ("lexicon (cues and words)", CueClassifier(own_model())),
        ("embeddings only", EmbeddingOnly()),
        ("readers only", ReadersOnly()),
        ("readers and cues", own_classifier()),
    )
    answers, table = judged(), []
    for method, classifier in methods:
        stories = [check_story(row["text"], classifier=classifier) for row in answers]
        for name in CORE:
            row = _row(name, "as written", answers, stories)
            kept = ("element", "precision", "recall", "f1", "f1_low", "f1_high", "kappa")
            table.append({"method": method} | {key: row[key] for key in kept})
    return table


def _row(name: str, variant: str, answers: Sequence[dict[str, Any]], stories: Sequence[Story]) -> dict[str, Any]:
    truth = np.array([row["labels"][name] for row in answers])
    found = np.array([next(e.level for e in story.elements if e.name == name) for story in stories])
    point = clear_scores(truth, found)
    draws = np.random.default_rng(7).integers(0, len(truth), (SAMPLES, len(truth)))
    spread = np.array([clear_scores(truth[draw], found[draw]) for draw in draws])
    low, high = np.nanpercentile(spread, [2.5, 97.5], axis=0)
    always = clear_scores(truth, np.full(len(truth), 2))
    figures: dict[str, Any] = {"element": name, "variant": variant, "answers": len(truth)}
    for place, key in enumerate(("precision", "recall", "f1")):
        figures[key] = round(float(point[place]), 3)
        figures[f"{key}_low"], figures[f"{key}_high"] = round(float(low[place]), 3), round(float(high[place]), 3)
    return figures | {
        "kappa": round(weighted_kappa(truth, found), 3),
        "accuracy": round(float((truth == found).mean()), 3),
        "majority_accuracy": round(float(np.bincount(truth).max() / len(truth)), 3),
        "always_f1": round(float(always[2]), 3),
        "quote_hits": _quote_hits(name, answers, stories),
    }


def clear_scores(truth: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of level 2 against the rest; NaN where undefined."""
    hits, said, real = ((truth == 2) & (found == 2)).sum(), (found == 2).sum(), (truth == 2).sum()
    nan = float("nan")
    return hits / said if said else nan, hits / real if real else nan, 2 * hits / (said + real) if said + real else nan


def weighted_kappa(truth: np.ndarray, found: np.ndarray) -> float:
    """Cohen's kappa with quadratic weights over three levels; 0 where both never vary."""
    weights = np.subtract.outer(np.arange(3), np.arange(3)) ** 2
    seen = np.histogram2d(truth, found, bins=[np.arange(4) - 0.5] * 2)[0] / len(truth)
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    disagreement = (weights * by_chance).sum()
    return float(1 - (weights * seen).sum() / disagreement) if disagreement else 0.0


def _quote_hits(name: str, answers: Sequence[dict[str, Any]], stories: Sequence[Story]) -> float | None:
    """Of the labelled elements that were heard, the share with a quote that overlaps the label; None without labels."""
    hits = []
    for row, story in zip(answers, stories, strict=True):
        element = next(e for e in story.elements if e.name == name)
        marked = [row["text"].find(quote) for quote in row["evidence"].get(name, [])]
        ends = [start + len(quote) for start, quote in zip(marked, row["evidence"].get(name, []), strict=True)]
        if element.evidence and marked and story.text == row["text"]:
            spans = list(zip(marked, ends, strict=True))
            hits.append(any(q.start < end and start < q.end for q in element.evidence for start, end in spans))
    return round(float(np.mean(hits)), 3) if hits else None


if __name__ == "__main__":
    for row in rows():
        print({key: value for key, value in row.items() if key not in {"answers"}})
