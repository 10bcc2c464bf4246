"""Make tests/data/stories/embedding-only.json, the weights of `baselines.EmbeddingOnly`. Takes some minutes."""

from __future__ import annotations

import json

import numpy as np
from sklearn.linear_model import LogisticRegression

from rehearse.story.passage import read_passage
from rehearse.story.scores import CORE
from tests.accuracy.baselines import EMBEDDING_WEIGHTS, embedded_windows, pooled_best
from tests.accuracy.labelled import evidence_mask
from tests.accuracy.stories import fold_of, load, short_passages, training_answers
from tests.accuracy.train_cues import FOLDS

WINDOW_C, ANSWER_C = 3.0, 1.0


def main() -> None:
    rows = [(row, fold_of(row, number)) for name in training_answers() for number, row in enumerate(load(name))]
    rows += [(row, fold_of(row, 0)) for name in short_passages() for row in load(name)]
    passages = [read_passage(row["text"]) for row, _ in rows]
    windows = [embedded_windows(passage) for passage in passages]
    folds = np.array([fold for _, fold in rows])
    found: dict[str, dict[str, dict[str, list[float]]]] = {"heard": {}, "clear": {}}
    for level, key in ((1, "heard"), (2, "clear")):
        for name in CORE:
            target = np.array([(row.get("labels") or row)[name] >= level for row, _ in rows])
            carried = [_carried(*each, name) for each in zip(passages, windows, rows, target, strict=True)]
            held = np.zeros((len(rows), 3))
            for fold in range(FOLDS):
                window = _fit_windows([i for i in range(len(rows)) if folds[i] != fold], windows, carried)
                for place in np.flatnonzero(folds == fold):
                    held[place] = pooled_best(windows[place] @ window)
            whole = np.array(["labels" in row for row, _ in rows])
            answer = LogisticRegression(C=ANSWER_C).fit(held[whole], target[whole])
            window = _fit_windows(range(len(rows)), windows, carried)
            weights = [float(answer.intercept_[0]), *map(float, answer.coef_[0])]
            found[key][name] = {"window": [round(float(v), 3) for v in window], "answer": weights}
    EMBEDDING_WEIGHTS.write_text(json.dumps(found) + "\n", encoding="utf-8")


def _carried(passage, windows, each, told, name) -> np.ndarray:
    """Which windows carry the element: 1, 0 or -1 (unsure)."""
    row, _ = each
    if "labels" not in row or not told:
        return np.full(len(windows), int(told))
    marked = evidence_mask(passage, row["evidence"].get(name, []))
    size = min(3, len(passage.clauses))
    spans = [(passage.clauses[i][0], passage.clauses[i + size - 1][1]) for i in range(len(windows))]
    inside = np.array([marked[start:end].sum() / min(marked.sum() or 1, end - start) for start, end in spans])
    return np.where(inside >= 0.6, 1, np.where(inside == 0, 0, -1))


def _fit_windows(places, windows, carried) -> np.ndarray:
    features = np.concatenate([windows[i] for i in places])
    target = np.concatenate([carried[i] for i in places])
    model = LogisticRegression(C=WINDOW_C, class_weight="balanced", max_iter=300)
    return model.fit(features[target >= 0], target[target >= 0]).coef_[0]


if __name__ == "__main__":
    main()
