"""Where the recognised words and the speech that was found do not fit: there a filler may have been dropped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from rehearse.language.tokens import bare
from rehearse.types import Span, Word

SHORTEST_S = 0.18
OVERLONG = 2.0
DISBELIEVED = 0.1
PULLED_BACK_S = 0.08
# People do draw these out and pause.
PAUSED_AFTER = frozenset(["and", "but", "so", "or", "because", "then", "well", "yes", "yeah", "no", "okay", "right"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where to listen. `after_word`: it begins where a word ends, not after silence; `alone`: silence on both sides."""

    start: float
    end: float
    after_word: bool = False
    alone: bool = False


def believed(speech: Sequence[Span], words: Sequence[Word]) -> list[Word]:
    """The words that stand where they were said, as far as one can tell.

    A recogniser without an "um" writes some word for it, of next to no probability, or pulls the next word back onto
    it: then that word is alone before a silence, and the speech after the silence begins without a word.
    """
    starts = [word.start for word in words]
    pulled = {_pulled_back(region, after, words, starts) for region, after in pairwise(speech)}
    doubted = {i for i, word in enumerate(words) if word.probability is not None and word.probability < DISBELIEVED}
    return [word for i, word in enumerate(words) if i not in pulled | doubted]


def _pulled_back(region: Span, after: Span, words: Sequence[Word], starts: Sequence[float]) -> int | None:
    """The index of the only word in `region`, if speech goes on in `after` without one; else None."""
    first = bisect_left(starts, region.start - PULLED_BACK_S / 2)
    inside = [i for i in range(first, min(first + 2, len(words))) if words[i].start < region.end]
    follows = starts[first + 1] if first + 1 < len(words) else inf
    if len(inside) != 1 or bare(words[first].text) in PAUSED_AFTER:
        return None
    return first if follows - after.start >= PULLED_BACK_S else None


def uncovered(speech: Sequence[Span], words: Sequence[Word]) -> Iterator[Stretch]:
    """Speech that no word covers, long enough for a filler. Both arguments in order of time."""
    holes = iter(_holes(words))
    hole = next(holes)
    for region in speech:
        while hole.end < region.end:
            yield from _common(hole, region)
            hole = next(holes)
        yield from _common(hole, region)


def _holes(words: Iterable[Word]) -> Iterator[Stretch]:
    """The time outside all words."""
    at = -inf
    for word in words:
        yield Stretch(at, word.start)
        at = max(at, word.end)
    yield Stretch(at, inf)


def _common(hole: Stretch, region: Span) -> Iterator[Stretch]:
    start, end = max(hole.start, region.start), min(hole.end, region.end)
    if end - start >= SHORTEST_S:
        alone = hole.start < region.start and region.end < hole.end
        yield Stretch(start, end, hole.start >= region.start, alone)


def overlong(words: Sequence[Word]) -> Iterator[Stretch]:
    """Words that last over twice what their letters and this speaker's pace suggest."""
    if len(words) < 5:
        return
    pace = median((word.end - word.start) / _size(word) for word in words)
    for word in words:
        needed = pace * _size(word)
        if word.end - word.start >= max(OVERLONG * needed, needed + SHORTEST_S):
            yield Stretch(word.start, word.end)


def _size(word: Word) -> float:
    """Letters stand for phones, a digit for four. The constant: short words last longer than their letters say."""
    return 2 + sum(4 if letter.isdigit() else 1 for letter in word.text if letter.isalnum())
