"""How alike two tellings are in what they speak of: shared words, weighed by how rare they are in spoken answers.

The names, things and numbers of a story come back in every telling of it, however it is worded; those of another
story do not. The weights are counted on the project's own answers (`data/common.tsv`), so that two takes are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log, sqrt

from rehearse.language.tokens import is_filled_pause, tokenise

Weights = dict[str, float]


def fingerprint(text: str) -> Weights:
    """Each telling word of an answer and its weight, of unit length together; empty without any."""
    counts = Counter(stem(token.text) for token in tokenise(text) if not is_filled_pause(token.text))
    weights = {
        word: rare * (1 + log(count)) for word, count in counts.items() if len(word) > 1 and (rare := weight(word)) > 0
    }
    length = sqrt(sum(value * value for value in weights.values()))
    return {word: value / length for word, value in weights.items()}


def likeness(one: Weights, other: Weights) -> float:
    """Cosine of two fingerprints, 0 (nothing shared) to 1."""
    small, large = sorted((one, other), key=len)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def telling_words(texts: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The words that weigh most over all tellings of a story, as they were last written."""
    total: Weights = {}
    written: dict[str, str] = {}
    for text in texts:
        written |= {stem(token.text): text[token.start : token.end] for token in tokenise(text)}
        for word, value in fingerprint(text).items():
            total[word] = total.get(word, 0.0) + value
    ranked = sorted(total, key=lambda word: (-total[word], word))
    return tuple(written[word] for word in ranked[:most])


def weight(word: str) -> float:
    """How rare a word is in spoken answers: 0 for one in every answer, about 5 for one in none."""
    answers, counts = _common()
    return max(0.0, log(answers / (1 + counts.get(stem(word), 0))) - 1)


def stem(word: str) -> str:
    """A word without the endings of grammar, roughly: "launched", "launches" and "launch" are one."""
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _common() -> tuple[int, dict[str, int]]:
    """How many answers were counted, and in how many of them each word stands."""
    lines = files("rehearse.bank").joinpath("data/common.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return int(rows[0][1]), {word: int(count) for word, count in rows[1:]}
