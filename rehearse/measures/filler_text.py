"""Fillers by their words: filled pauses by spelling, discourse markers by use (`rehearse.measures.discourse`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.language.tokens import bare, is_filled_pause, stop_mark
from rehearse.measures.discourse import COMMA, EDGE, JOINED, MARKERS, NO, RATHER, Context
from rehearse.types import FillerKind

PAUSE_S = 0.25
REPORTED = 0.5
SPELT = 0.95

_ALSO_ANSWERS = re.compile(r"a+h+|e+h+|m{2,}|h+m+")
_BACKCHANNELS = frozenset([("uh", "huh"), ("mm", "hmm"), ("mm", "hm"), ("um", "hmm"), ("um", "hum")])
_HESITANT = frozenset(["um", "uh", "er", "erm", "uhm", "like", "mean", "know"])
_WORD = re.compile(r"[^\s—–…]+[—–…]*")
_TAIL = re.compile(r"[^\w'’]*$")
# Said twice on purpose as often as not.
_EMPHATIC = frozenset(["", "very", "really", "had", "that", "so", "no", "yeah", "many", "much", "far", "long", "never"])


@dataclass(frozen=True, slots=True)
class TextFiller:
    """`count` words from index `word` on. `probability` that the talk loses nothing without them."""

    word: int
    count: int
    text: str
    kind: FillerKind
    probability: float


@dataclass(frozen=True, slots=True)
class PlacedFiller:
    """A filler in a text; `start` and `end` are character offsets."""

    start: int
    end: int
    text: str
    kind: FillerKind
    probability: float


def find_text_fillers(
    words: Sequence[str], *, pauses_before: Sequence[float] | None = None, minimum: float = REPORTED
) -> tuple[TextFiller, ...]:
    """Fillers among recognised words, with or without case, punctuation and times.

    Parameters
    ----------
    words : as the recogniser spelt them; marks at a word's end are read as gaps.
    pauses_before : seconds of silence before each word, where times are known.
    minimum : the least probability to report; 0 gives every candidate.
    """
    plain = [bare(word) for word in words]
    gaps = _gaps(words, pauses_before)
    marked = any(gaps[1:-1])
    found = []
    index = 0
    while index < len(plain):
        filler = _filled_pause(plain, index) or _marker(plain, gaps, index, marked)
        if filler and filler.probability >= minimum:
            found.append(filler)
        index += filler.count if filler else 1
    return tuple(found)


def fillers_in_text(text: str, *, minimum: float = REPORTED) -> tuple[PlacedFiller, ...]:
    """Fillers in a written answer, by character offsets."""
    places = [match.span() for match in _WORD.finditer(text)]
    found = find_text_fillers([text[start:end] for start, end in places], minimum=minimum)
    return tuple(_place(text, places, filler) for filler in found)


def find_repetitions(words: Sequence[str]) -> tuple[int, ...]:
    """Indices of words said again at once ("I I", "the the"): restarts, which are not fillers."""
    plain = [bare(word) for word in words]
    return tuple(i for i in range(1, len(plain)) if plain[i] == plain[i - 1] and plain[i] not in _EMPHATIC)


def _gaps(words: Sequence[str], pauses_before: Sequence[float] | None) -> list[int]:
    """The gap before each word and, as the last item, after the last word."""
    gaps = [EDGE, *(_mark(word) for word in words[:-1]), EDGE]
    for index, pause in enumerate(pauses_before or ()):
        gaps[index] = max(gaps[index], COMMA if pause >= PAUSE_S else JOINED)
    return gaps


def _mark(word: str) -> int:
    tail = _TAIL.search(word)
    mark = stop_mark(tail.group() if tail else "")
    if mark == "." or word.endswith("-"):  # a hyphen at a word's end: broken off
        return EDGE
    return COMMA if mark else JOINED


def _filled_pause(plain: Sequence[str], index: int) -> TextFiller | None:
    word = plain[index]
    if not is_filled_pause(word):
        return None
    if tuple(plain[index : index + 2]) in _BACKCHANNELS:
        return TextFiller(index, 2, " ".join(plain[index : index + 2]), "filled pause", NO)
    return TextFiller(index, 1, word, "filled pause", RATHER if _ALSO_ANSWERS.fullmatch(word) else SPELT)


def _marker(plain: Sequence[str], gaps: Sequence[int], index: int, marked: bool) -> TextFiller | None:
    for marker, probability in MARKERS.items():
        end = index + len(marker)
        if tuple(plain[index:end]) == marker and EDGE not in gaps[index + 1 : end]:
            at = _context(plain, gaps, index, end, marked)
            return TextFiller(index, len(marker), " ".join(marker), "discourse marker", probability(at))
    return None


def _context(plain: Sequence[str], gaps: Sequence[int], start: int, end: int, marked: bool) -> Context:
    before = plain[start - 1] if start else ""
    after = plain[end] if end < len(plain) else ""
    return Context(before, after, gaps[start], gaps[end], marked, before in _HESITANT or after in _HESITANT)


def _place(text: str, places: Sequence[tuple[int, int]], filler: TextFiller) -> PlacedFiller:
    start, end = places[filler.word][0], places[filler.word + filler.count - 1][1]
    said = text[start:end]
    start += len(said) - len(said.lstrip("\"'“‘([-—–…"))
    said = text[start:end].rstrip(".,;:!?…—–-\"'”’)]")
    return PlacedFiller(start, start + len(said), said, filler.kind, filler.probability)
