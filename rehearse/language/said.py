"""Words as they were said: what a person corrected may be several words, or none, in the place of one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rehearse.types import Word


def as_said(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[int, ...]]:
    """The words one by one, and for each the index in `words` of the one it stands in.

    A corrected word without text is left out; one of several words is cut into them, which share its time by their
    letters. Words that nobody corrected stay as they are.
    """
    said: list[Word] = []
    places: list[int] = []
    for place, word in enumerate(words):
        parts = [word] if word.original is None else _parts(word)
        said += parts
        places += [place] * len(parts)
    return tuple(said), tuple(places)


def word_starts(words: Sequence[Word]) -> list[int]:
    """The character offset of each word in the text that joins them with single spaces."""
    starts, place = [], 0
    for word in words:
        starts.append(place)
        place += len(word.text.strip()) + 1
    return starts


def words_between(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The first and the last word in characters `start` to `end` of the joined text."""
    return bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1


def _parts(word: Word) -> list[Word]:
    texts = word.text.split()
    letters = sum(map(len, texts))
    parts, at = [], 0
    for text in texts:
        start, at = at, at + len(text)
        parts.append(replace(word, text=text, start=_between(word, start / letters), end=_between(word, at / letters)))
    return parts


def _between(word: Word, share: float) -> float:
    """The moment `share` (0..1) of the word's time into it; its own edges exactly."""
    if share in (0, 1):
        return word.end if share else word.start
    return round(word.start + share * (word.end - word.start), 3)
