"""Make `rehearse/story/data/weights.json` from the project's own answers: `python -m tests.accuracy.train_story`.

Trains on train-*.jsonl and clauses.jsonl alone; dev-*.jsonl judge (`tests.accuracy.story`). Every answer is used
twice, as written and with case and punctuation stripped. Folds keep neighbouring answers (pairs) together.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from rehearse.story.classifier import CORE, FRAME, Head, Model, Weights
from rehearse.story.features import answer_features, occasion_features, pooled, window_features
from rehearse.story.lexicon import cues
from rehearse.story.passage import Passage, read_passage
from tests.accuracy.stories import STORIES, load, stripped

TARGET = Path(__file__).parents[2] / "rehearse/story/data/weights.json"
FOLDS = 5
SIZES = (1, 2, 3)
WINDOW_C, ANSWER_C, FRAME_C, EPISODE_C = 0.1, 0.5, 0.03, 1.0
RAREST_WORD = 6
CLAUSE_ITEM_WEIGHT = 3.0
PRECISION_AIMED = 0.85


@dataclass
class Example:
    """A training answer: its windows' features and, per element and level, which windows carry it (1, 0; -1 unsure)."""

    passage: Passage
    windows: np.ndarray
    spans: list[tuple[int, int]]
    row: dict[str, Any]
    fold: int

    def level(self, name: str) -> int:
        return int(self.row["labels"][name])

    def carried(self, name: str, level: int) -> np.ndarray:
        if self.level(name) < level:
            return np.zeros(len(self.spans), dtype=int)
        marked = evidence_mask(self.passage, self.row["evidence"].get(name, []))
        return np.array([_label(marked, start, end) for start, end in self.spans])


def evidence_mask(passage: Passage, quotes: list[str]) -> np.ndarray:
    """Per token, whether it stands in one of the quotes; found by words, so that stripped text works too."""
    words = [token.text for token in passage.tokens]
    mask = np.zeros(len(words), dtype=bool)
    for quote in quotes:
        sought = [token.text for token in read_passage(quote).tokens]
        for start in range(len(words) - len(sought) + 1):
            if words[start : start + len(sought)] == sought:
                mask[start : start + len(sought)] = True
    return mask


def _label(marked: np.ndarray, start: int, end: int) -> int:
    inside, total = marked[start:end].sum(), marked.sum()
    if total and (inside >= 0.5 * (end - start) or inside >= 0.6 * min(total, 20)):
        return 1
    return 0 if inside == 0 else -1


def example(text: str, row: dict[str, Any], fold: int, words: list[str]) -> Example:
    passage = read_passage(text)
    windows = np.concatenate([window_features(passage, size, words) for size in SIZES])
    spans = [
        (passage.clauses[first][0], passage.clauses[first + min(size, len(passage.clauses)) - 1][1])
        for size in SIZES
        for first in range(max(1, len(passage.clauses) - size + 1))
    ]
    return Example(passage, windows, spans, row, fold)


def clause_item(row: dict[str, Any], words: list[str]) -> np.ndarray:
    """A short passage as one window, whatever number of clauses it has."""
    passage = read_passage(row["text"])
    return window_features(passage, len(passage.clauses), words)[0]


def vocabulary(texts: list[str]) -> list[str]:
    counts = Counter(word for text in texts for word in {token.text for token in read_passage(text).tokens})
    return sorted(word for word, count in counts.items() if count >= RAREST_WORD)


def fit_windows(
    examples: list[Example], items: np.ndarray, rows: list[dict[str, Any]], name: str, level: int
) -> Weights:
    features = np.concatenate([one.windows for one in examples] + [items])
    target = np.concatenate([one.carried(name, level) for one in examples] + [[row[name] >= level for row in rows]])
    weight = np.concatenate(
        [np.full(len(one.spans), 0.5) for one in examples] + [np.full(len(rows), CLAUSE_ITEM_WEIGHT)]
    )
    sure = target >= 0
    features, target, weight = features[sure], target[sure], weight[sure]
    weight[target == 1] *= weight[target == 0].sum() / weight[target == 1].sum() / 2
    return _weights(LogisticRegression(C=WINDOW_C, max_iter=400).fit(features, target, sample_weight=weight))


def _weights(model: LogisticRegression) -> Weights:
    return Weights(round(float(model.intercept_[0]), 4), [round(float(value), 4) for value in model.coef_[0]])


def fit_answers(features: list[np.ndarray], target: list[bool], strength: float) -> Weights:
    return _weights(LogisticRegression(C=strength, max_iter=2000).fit(np.array(features), target))


def probability(weights: Weights, features: list[np.ndarray]) -> np.ndarray:
    return 1 / (1 + np.exp(-weights.score(np.array(features, dtype=np.float32))))


def core_head(examples: list[Example], items: np.ndarray, rows: list[dict[str, Any]], name: str, level: int) -> Head:
    """Window scorer on everything; answer scorer on window scores of models that have not seen the answer."""

    def pool(window: Weights, chosen: list[Example]) -> list[np.ndarray]:
        return [pooled(window.score(one.windows), one.passage) for one in chosen]

    crossed: list[tuple[Example, np.ndarray]] = []
    for fold in range(FOLDS):
        held = [one for one in examples if one.fold == fold]
        window = fit_windows([one for one in examples if one.fold != fold], items, rows, name, level)
        crossed += zip(held, pool(window, held), strict=True)
    held_examples = [one for one, _ in crossed]
    held_features = [features for _, features in crossed]
    cut = choose_cut(held_examples, held_features, name, level, ANSWER_C)
    target = [one.level(name) >= level for one in held_examples]
    window = fit_windows(examples, items, rows, name, level)
    return Head(fit_answers(held_features, target, ANSWER_C), cut, window)


def choose_cut(examples: list[Example], features: list[np.ndarray], name: str, level: int, strength: float) -> float:
    """The probability from which the level is said, on held-out folds: for "clear" of a core element the lowest that
    is precise enough, else the one with the best F1."""
    held, truth = np.zeros(len(examples)), np.array([one.level(name) >= level for one in examples])
    for fold in range(FOLDS):
        inside = [i for i, one in enumerate(examples) if one.fold != fold]
        outside = [i for i, one in enumerate(examples) if one.fold == fold]
        weights = fit_answers([features[i] for i in inside], [bool(truth[i]) for i in inside], strength)
        held[outside] = probability(weights, [features[i] for i in outside])
    cuts = np.arange(0.3, 0.76, 0.01)
    hits = [(held >= cut) & truth for cut in cuts]
    said = [max(1, int((held >= cut).sum())) for cut in cuts]
    scores = [2 * hit.sum() / (number + truth.sum()) for hit, number in zip(hits, said, strict=True)]
    best = int(np.argmax(scores))
    if level == 2 and name in CORE:
        precise = [i for i in range(len(cuts)) if hits[i].sum() / said[i] >= PRECISION_AIMED and cuts[i] >= 0.45]
        best = precise[0] if precise else best
    precision, recall = hits[best].sum() / said[best], hits[best].sum() / max(1, truth.sum())
    print(f"{name:11} >= {level}: cut {cuts[best]:.2f} P {precision:.2f} R {recall:.2f} F1 {scores[best]:.2f}")
    return round(float(cuts[best]), 2)


def frame_head(examples: list[Example], name: str, level: int) -> Head:
    features = [answer_features(one.passage) for one in examples]
    cut = choose_cut(examples, features, name, level, FRAME_C)
    return Head(fit_answers(features, [one.level(name) >= level for one in examples], FRAME_C), cut)


def episode_weights(examples: list[Example]) -> Weights:
    features = np.array([occasion_features(one.passage) for one in examples])
    target = np.array([one.row["episode"] == 1 for one in examples])
    told = LogisticRegression(C=EPISODE_C, class_weight="balanced", max_iter=2000)
    held = np.zeros(len(target))
    for fold in range(FOLDS):
        out = np.array([one.fold == fold for one in examples])
        held[out] = told.fit(features[~out], target[~out]).predict_proba(features[out])[:, 1]
    pseudo = held < 0.5
    right = (pseudo & ~target).sum()
    print(f"pseudo-story: P {right / max(1, pseudo.sum()):.2f} R {right / (~target).sum():.2f} of {(~target).sum()}")
    return _weights(told.fit(features, target))


def train() -> Model:
    answers = [
        (row, number // 2 % FOLDS)
        for name in ("train-c", "train-d", "train-e")
        for number, row in enumerate(load(name))
    ]
    rows = load("clauses")
    words = vocabulary([row["text"] for row, _ in answers] + [row["text"] for row in rows])
    examples = [
        example(text, row, fold, words) for row, fold in answers for text in (row["text"], stripped(row["text"]))
    ]
    items = np.array([clause_item(row, words) for row in rows])
    heads = {
        level: {name: core_head(examples, items, rows, name, level) for name in CORE}
        | {name: frame_head(examples, name, level) for name in FRAME}
        for level in (1, 2)
    }
    return Model("1", list(cues()), words, heads[1], heads[2], episode_weights(examples))


def main() -> None:
    import msgspec

    assert STORIES.is_dir()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(train()), indent=0))
    print(f"wrote {TARGET} ({TARGET.stat().st_size // 1024} KB, {len(json.loads(TARGET.read_bytes())['words'])} words)")


if __name__ == "__main__":
    main()
