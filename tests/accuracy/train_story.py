"""Make `rehearse/story/data/weights.json` from the project's own answers: `make story-model`.

Trains on train-*.jsonl and clauses*.jsonl alone; dev-*.jsonl judge (`tests.accuracy.story`). What the readers say of an
answer that they were not trained on is in held-out.json, made with them by `tests.accuracy.train_readers`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from rehearse.story.by_cues import Found
from rehearse.story.classifier import joined_features
from rehearse.story.lexicon import cues
from rehearse.story.model import Head, Joined, Model
from rehearse.story.scores import CORE, FRAME
from tests.accuracy.labelled import Labelled, labelled, written_and_heard
from tests.accuracy.stories import STORIES, short_passages, stripped, training_answers
from tests.accuracy.train_cues import (
    FOLDS,
    SHORT_SHARE,
    Example,
    as_weights,
    core_head,
    episode_weights,
    example,
    frame_head,
    vocabulary,
)

TARGET = Path(__file__).parents[2] / "rehearse/story/data/weights.json"
VERSION = "3"
JOINED_C = 0.1
# Nothing is called clear that is more likely not.
CUTS, LEAST_CLEAR = np.arange(0.3, 0.81, 0.01), 0.5
# "Clear" is said where it was right this often on held-out answers, each read by the one reader that had not seen it.
# The app asks all readers, and does better: on the development answers, which chose these aims, about .85.
PRECISION_AIMED = {"decision": 0.82, "tradeoff": 0.8, "cost": 0.85}
# Around the cut, where what is said was right less often than this, doubt is told.
LEAST_SURE, NEAREST = 0.65, 0.05
# Points of F1 that are no difference.
NEARLY = 0.01


def train() -> Model:
    """All weights but the readers'."""
    answers, passages = (list(written_and_heard(names)) for names in (training_answers(), short_passages()))
    words = vocabulary([written.row["text"] for written, _ in answers + passages])
    told = [example(text, words) for pair in answers for text in ways_of_telling(*pair)]
    short = [example(text, words) for pair in passages for text in pair if text]
    everything = told + short
    core = {name: (core_head(everything, name, 1), core_head(everything, name, 2)) for name in CORE}
    heads: dict[int, dict[str, Head]] = {
        level: {name: core[name][level - 1][0] for name in CORE}
        | {name: frame_head(told, name, level) for name in FRAME}
        for level in (1, 2)
    }
    episode, occasions = episode_weights(told)
    occasions = np.concatenate([occasions, np.full(len(short), occasions.mean())])
    found = [
        {name: Found(core[name][0][1][place], core[name][1][1][place], np.zeros(1), np.zeros(1)) for name in CORE}
        for place in range(len(everything))
    ]
    joined = join(everything, found, occasions)
    return Model(VERSION, list(cues()), words, heads[1], heads[2], episode, joined)  # type: ignore[arg-type]


def ways_of_telling(written: Labelled, heard: Labelled | None) -> Iterator[Labelled]:
    """As written, without case and marks, and as heard."""
    yield written
    yield labelled(written.row, written.fold, stripped(written.row["text"]))
    if heard:
        yield heard


def join(examples: Sequence[Example], found: Sequence[dict[str, Found]], occasions: np.ndarray) -> dict[str, Joined]:
    """Answer scorers over what readers and cues say of examples that they have not seen."""
    read = {key: np.array(value) for key, value in json.loads((STORIES / "held-out.json").read_text()).items()}
    known = [place for place, one in enumerate(examples) if one.text.key in read]
    chosen = [examples[place] for place in known]
    lengths = [len(one.text.passage.clauses) for one in chosen]
    heads = {}
    for number, name in enumerate(CORE):
        features = np.array(
            [
                joined_features(number, read[examples[i].text.key], found[i], float(occasions[i]), length)
                for i, length in zip(known, lengths, strict=True)
            ]
        )
        heads[name] = _joined(chosen, features, name)
    return heads


def _joined(examples: Sequence[Example], features: np.ndarray, name: str) -> Joined:
    weight = np.array([SHORT_SHARE if one.text.short else 1.0 for one in examples])
    weights, cuts, doubt = [], [], (0.0, 0.0)
    for level in (1, 2):
        target = np.array([one.text.level(name) >= level for one in examples])
        held = _held_out(examples, features, target, weight)
        whole = np.array([not one.text.short for one in examples])
        told, real = held[whole], target[whole]
        cut = _cut(told, real, PRECISION_AIMED[name]) if level == 2 else _even_cut(told, real)
        if level == 2:
            doubt = doubtful(held[whole], target[whole], cut)
        _tell(f"{name} >= {level}", held[whole], target[whole], cut, doubt)
        model = LogisticRegression(C=JOINED_C, max_iter=2000).fit(features, target, sample_weight=weight)
        weights.append(as_weights(model))
        cuts.append(round(cut, 2))
    return Joined(weights[0], weights[1], (cuts[0], cuts[1]), doubt)


def _held_out(examples: Sequence[Example], features: np.ndarray, target: np.ndarray, weight: np.ndarray) -> np.ndarray:
    held = np.zeros(len(examples))
    folds = np.array([one.text.fold for one in examples])
    for fold in range(FOLDS):
        inside, outside = folds != fold, folds == fold
        model = LogisticRegression(C=JOINED_C, max_iter=2000)
        if outside.any():
            model.fit(features[inside], target[inside], sample_weight=weight[inside])
            held[outside] = model.predict_proba(features[outside])[:, 1]
    return held


def _cut(held: np.ndarray, target: np.ndarray, precision: float) -> float:
    """Of the cuts from `LEAST_CLEAR` on that are as precise as asked (of all where none is), the middle one of those
    that reach the best F1 or nearly so: the very best is chance."""
    said = [held >= cut for cut in CUTS]
    f1 = np.array([2 * (target & each).sum() / (each.sum() + target.sum()) for each in said])
    precise = np.array([target[each].mean() >= precision if each.any() else False for each in said])
    f1 = np.where(precise & (CUTS > LEAST_CLEAR - 1e-6), f1, f1 - 1)
    return float(np.median(CUTS[f1 > f1.max() - NEARLY]))


def _even_cut(held: np.ndarray, target: np.ndarray) -> float:
    """The cut with the best mean of the F1 of what is said and of what is not: a level must not be had for nothing."""
    said = [held >= cut for cut in CUTS]
    told = [2 * (target & each).sum() / (each.sum() + target.sum()) for each in said]
    untold = [2 * (~target & ~each).sum() / ((~each).sum() + (~target).sum()) for each in said]
    return float(CUTS[int(np.argmax(np.add(told, untold)))])


def doubtful(held: np.ndarray, target: np.ndarray, cut: float) -> tuple[float, float]:
    """The probabilities on either side of the cut between which what it says is right less often than `LEAST_SURE`, and
    at least those next to it."""
    right = (held >= cut) == target
    low, high = cut - NEAREST, cut + NEAREST
    for reach in np.arange(0.06, 0.26, 0.02):
        above, below = (held >= cut) & (held < cut + reach), (held < cut) & (held >= cut - reach)
        high = cut + reach if above.any() and right[above].mean() < LEAST_SURE else high
        low = cut - reach if below.any() and right[below].mean() < LEAST_SURE else low
    return round(float(low), 2), round(float(high), 2)


def _tell(what: str, held: np.ndarray, target: np.ndarray, cut: float, doubt: tuple[float, float]) -> None:
    said = held >= cut
    precision, recall = target[said].mean(), said[target].mean()
    f1 = 2 * precision * recall / (precision + recall)
    print(f"joined {what:14} cut {cut:.2f} P {precision:.2f} R {recall:.2f} F1 {f1:.2f} doubt {doubt}")


def main() -> None:
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(train()), indent=0))


if __name__ == "__main__":
    main()
