"""How alike two tellings are in what they speak of: shared words, weighed by how rare they are in spoken answers.

The names, things and numbers of a story come back in every telling of it, however it is worded; those of another
story do not. The weights are counted on the project's own answers (`data/common.tsv`), so that two takes are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log, sqrt

from rehearse.language.tokens import is_filled_pause, normal, written_words

Weights = dict[str, float]
KNOWN = 50_000  # words whose root and weight are kept at hand


def fingerprint(text: str) -> Weights:
    """Each telling word of an answer and its weight, of unit length together; empty without any."""
    counts: dict[str, int] = {}
    for word, count in Counter(written_words(text)).items():
        root = _root(word)
        counts[root] = counts.get(root, 0) + count
    weights = {root: rare * (1 + log(count)) for root, count in counts.items() if (rare := _worth(root)) > 0}
    length = sqrt(sum(value * value for value in weights.values()))
    return {root: value / length for root, value in weights.items()}


@lru_cache(maxsize=KNOWN)
def _root(written: str) -> str:
    """The stem under which a word is counted; "" for a filled pause."""
    word = normal(written)
    return "" if is_filled_pause(word) else stem(word)


@lru_cache(maxsize=KNOWN)
def _worth(root: str) -> float:
    return weight(root) if len(root) > 1 else 0.0


def likeness(one: Weights, other: Weights) -> float:
    """Cosine of two fingerprints, 0 (nothing shared) to 1."""
    small, large = sorted((one, other), key=len)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def telling_words(texts: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The words that weigh most over all tellings of a story, as they were last written."""
    total: Weights = {}
    for text in texts:
        for root, value in fingerprint(text).items():
            total[root] = total.get(root, 0.0) + value
    ranked = sorted(total, key=lambda root: (-total[root], root))
    return tuple(_last_written(root, texts) for root in ranked[:most])


def _last_written(root: str, texts: Sequence[str]) -> str:
    """The last word of this root in the last text that holds one."""
    return next(word for text in reversed(texts) for word in reversed(written_words(text)) if _root(word) == root)


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
