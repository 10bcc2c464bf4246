"""The weights of the check by cues, from labelled answers and short passages.

Every answer is used as written, with case and punctuation stripped, and as heard where a recogniser heard it. Folds
keep neighbouring answers (pairs) together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from rehearse.story.features import answer_features, occasion_features, pooled, window_features
from rehearse.story.model import Head, Weights
from rehearse.story.passage import read_passage
from rehearse.story.scores import CORE
from rehearse.types import ElementName
from tests.accuracy.labelled import Labelled

FOLDS = 5
SIZES = (1, 2, 3)
WINDOW_C, ANSWER_C, FRAME_C, EPISODE_C = 0.1, 0.5, 0.03, 1.0
RAREST_WORD = 6
SHORT_WEIGHT = 3.0
SHORT_SHARE = 0.2
LEAST_RECALL = 0.5
PRECISION_AIMED = {"decision": 0.9, "tradeoff": 0.85, "cost": 0.85}


@dataclass
class Example:
    """A labelled text. `windows` is pooled into the answer's score; the window scorer learns from `taught`: the same
    windows of an answer, each with its span of tokens, or a short passage as one window."""

    text: Labelled
    windows: csr_matrix
    taught: csr_matrix
    spans: list[tuple[int, int]]

    def carried(self, name: ElementName, level: int) -> np.ndarray:
        """Which of `taught` carry the element: 1, 0, or -1 where unsure."""
        if self.text.short or self.text.level(name) < level:
            return np.full(self.taught.shape[0], int(self.text.level(name) >= level))
        marked = self.text.marks[:, CORE.index(name)] > 0
        return np.array([_label(marked, start, end) for start, end in self.spans])


def _label(marked: np.ndarray, start: int, end: int) -> int:
    inside, total = marked[start:end].sum(), marked.sum()
    if total and (inside >= 0.5 * (end - start) or inside >= 0.6 * min(total, 20)):
        return 1
    return 0 if inside == 0 else -1


def example(text: Labelled, words: list[str]) -> Example:
    passage = text.passage
    windows = csr_matrix(np.concatenate([window_features(passage, size, words) for size in SIZES]))
    spans = [
        (passage.clauses[first][0], passage.clauses[first + min(size, len(passage.clauses)) - 1][1])
        for size in SIZES
        for first in range(max(1, len(passage.clauses) - size + 1))
    ]
    taught = csr_matrix(window_features(passage, len(passage.clauses), words)) if text.short else windows
    return Example(text, windows, taught, spans)


def vocabulary(texts: list[str]) -> list[str]:
    counts = Counter(word for text in texts for word in {token.text for token in read_passage(text).tokens})
    return sorted(word for word, count in counts.items() if count >= RAREST_WORD)


def fit_windows(examples: list[Example], name: str, level: int) -> Weights:
    features = vstack([one.taught for one in examples], format="csr")
    target = np.concatenate([one.carried(name, level) for one in examples])
    weight = np.concatenate([np.full(one.taught.shape[0], SHORT_WEIGHT if one.text.short else 0.5) for one in examples])
    sure = target >= 0
    features, target, weight = features[sure], target[sure], weight[sure]
    weight[target == 1] *= weight[target == 0].sum() / weight[target == 1].sum() / 2
    return as_weights(LogisticRegression(C=WINDOW_C, max_iter=400).fit(features, target, sample_weight=weight))


def as_weights(model: LogisticRegression) -> Weights:
    """The weights of a fitted regression."""
    return Weights(round(float(model.intercept_[0]), 4), [round(float(value), 4) for value in model.coef_[0]])


def fit_answers(features: list[np.ndarray], chosen: list[Example], name: str, level: int, strength: float) -> Weights:
    target = [one.text.level(name) >= level for one in chosen]
    weight = [SHORT_SHARE if one.text.short else 1.0 for one in chosen]
    model = LogisticRegression(C=strength, max_iter=2000)
    return as_weights(model.fit(np.array(features), target, sample_weight=weight))


def probability(weights: Weights, features: list[np.ndarray]) -> np.ndarray:
    return 1 / (1 + np.exp(-weights.score(np.array(features, dtype=np.float32))))


def core_head(examples: list[Example], name: str, level: int) -> tuple[Head, np.ndarray]:
    """Window scorer on everything; answer scorer on window scores of models that have not seen the answer.

    With it the log-odds of each example by models that have not seen it.
    """
    held_examples: list[Example] = []
    held_features: list[np.ndarray] = []
    places: list[int] = []
    for fold in range(FOLDS):
        window = fit_windows([one for one in examples if one.text.fold != fold], name, level)
        held = [one for one in examples if one.text.fold == fold]
        places += [place for place, one in enumerate(examples) if one.text.fold == fold]
        held_examples += held
        held_features += [pooled(window.score(one.windows), one.text.passage) for one in held]
    cut, odds = choose_cut(held_examples, held_features, name, level, ANSWER_C)
    answer = fit_answers(held_features, held_examples, name, level, ANSWER_C)
    return Head(answer, cut, fit_windows(examples, name, level)), odds[np.argsort(places)]


def choose_cut(
    examples: list[Example], features: list[np.ndarray], name: str, level: int, strength: float
) -> tuple[float, np.ndarray]:
    """The probability from which the level is said, on held-out folds: for "clear" of a core element the lowest that
    is as precise as aimed (or as can be without missing half), else the one with the best F1. And the held-out
    log-odds.
    """
    held, truth = np.zeros(len(examples)), np.array([one.text.level(name) >= level for one in examples])
    for fold in range(FOLDS):
        inside = [i for i, one in enumerate(examples) if one.text.fold != fold]
        outside = [i for i, one in enumerate(examples) if one.text.fold == fold]
        weights = fit_answers([features[i] for i in inside], [examples[i] for i in inside], name, level, strength)
        held[outside] = probability(weights, [features[i] for i in outside])
    odds = np.log(held / (1 - held))
    whole = np.array([not one.text.short for one in examples])
    held, truth = held[whole], truth[whole]
    cuts = np.arange(0.3, 0.81, 0.01)
    hits = [(held >= cut) & truth for cut in cuts]
    said = [max(1, int((held >= cut).sum())) for cut in cuts]
    scores = [2 * hit.sum() / (number + truth.sum()) for hit, number in zip(hits, said, strict=True)]
    best = int(np.argmax(scores))
    if level == 2 and name in CORE:
        precisions = [hit.sum() / number for hit, number in zip(hits, said, strict=True)]
        useful = [i for i, hit in enumerate(hits) if hit.sum() >= LEAST_RECALL * truth.sum()]
        aimed = min(PRECISION_AIMED[name], max(precisions[i] for i in useful))
        best = next(i for i in useful if precisions[i] >= aimed)
    precision, recall = hits[best].sum() / said[best], hits[best].sum() / max(1, truth.sum())
    print(f"{name:11} >= {level}: cut {cuts[best]:.2f} P {precision:.2f} R {recall:.2f} F1 {scores[best]:.2f}")
    return round(float(cuts[best]), 2), odds


def frame_head(examples: list[Example], name: str, level: int) -> Head:
    features = [answer_features(one.text.passage) for one in examples]
    cut, _ = choose_cut(examples, features, name, level, FRAME_C)
    return Head(fit_answers(features, examples, name, level, FRAME_C), cut)


def episode_weights(examples: list[Example]) -> tuple[Weights, np.ndarray]:
    """And each example's held-out probability."""
    features = np.array([occasion_features(one.text.passage) for one in examples])
    target = np.array([one.text.row["episode"] == 1 for one in examples])
    told = LogisticRegression(C=EPISODE_C, class_weight="balanced", max_iter=2000)
    held = np.zeros(len(target))
    for fold in range(FOLDS):
        out = np.array([one.text.fold == fold for one in examples])
        held[out] = told.fit(features[~out], target[~out]).predict_proba(features[out])[:, 1]
    pseudo = held < 0.5
    right = (pseudo & ~target).sum()
    print(f"pseudo-story: P {right / max(1, pseudo.sum()):.2f} R {right / (~target).sum():.2f} of {(~target).sum()}")
    return as_weights(told.fit(features, target)), held
