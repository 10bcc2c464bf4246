"""A transcript as one run of text with the place and time of everything in it. Pure: no Qt.

Paragraphs are parted by one character each, as they are in a QTextDocument, so that places here are places there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rehearse.export.reading import DOUBTFUL_BELOW, PARAGRAPH_PAUSE_S, SHOWN_PAUSE_S
from rehearse.export.wording import clock, number
from rehearse.types import Analysis, Filler, Pause, Word

# told: a filler in the words, or confirmed; heard: a filler in the sound alone, to be confirmed
Look = Literal["plain", "told", "heard", "rejected", "doubtful", "pause"]
HIGHLIGHT_AFTER_S = 0.6


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a pause or a filler that no word accounts for, at `at`..`to` of the text.

    `word` and `filler` index the analysis; `tip` says in a sentence why the token is marked, "" where it is not;
    `original` is what the recogniser wrote where the person corrected it, else "".
    """

    text: str
    start: float
    end: float
    at: int
    to: int
    look: Look
    tip: str
    word: int | None
    filler: int | None
    original: str = ""

    @property
    def spoken(self) -> str:
        """What is said of it to somebody who does not see it."""
        return f"{self.text}. {self.tip}" if self.tip else self.text


@dataclass(frozen=True)
class TranscriptText:
    """The whole text. `tokens` stand in order of time; `opens` are the indices of those that open a paragraph."""

    text: str
    tokens: tuple[Token, ...]
    opens: tuple[int, ...]
    _ats: list[int] = field(default_factory=list, repr=False)
    _timed: list[int] = field(default_factory=list, repr=False)

    @property
    def words(self) -> int:
        """How many tokens can be highlighted: words and heard fillers, not pauses."""
        return len(self._timed)

    def at_place(self, place: int) -> int | None:
        """Index of the token at a place of the text, in a gap that of the one before; None where there is no text."""
        index = bisect_right(self._ats, place) - 1
        return index if index >= 0 else (0 if self.tokens else None)

    def at_time(self, seconds: float) -> int | None:
        """Index of the word that is being said, or was just said; None in a silence."""
        place = bisect_right(self._timed, seconds + 0.02, key=lambda i: self.tokens[i].start) - 1
        if place < 0:
            return None
        index = self._timed[place]
        return index if seconds <= self.tokens[index].end + HIGHLIGHT_AFTER_S else None

    def opening(self, first: int, last: int) -> tuple[Token, ...]:
        """Those of the tokens first..last that open a paragraph."""
        begin, end = bisect_left(self.opens, first), bisect_right(self.opens, last)
        return tuple(self.tokens[i] for i in self.opens[begin:end])

    def of_word(self, word: int) -> int | None:
        """Index of the token of a transcript word."""
        return next((i for i, token in enumerate(self.tokens) if token.word == word), None)

    def find(self, wanted: str) -> tuple[tuple[int, int], ...]:
        """Places from..to of every occurrence in the words, whatever the case; pauses between them do not part them."""
        wanted = " ".join(wanted.casefold().split())
        if not wanted:
            return ()
        said, places = self._said()
        found, start = [], said.find(wanted)
        while start >= 0:
            found.append((places[start], places[start + len(wanted) - 1] + 1))
            start = said.find(wanted, start + len(wanted))
        return tuple(found)

    def _said(self) -> tuple[str, list[int]]:
        """The words alone, folded, joined by spaces, and of each character its place in the text."""
        said: list[str] = []
        places: list[int] = []
        for token in self.tokens:
            if token.look == "pause":
                continue
            place = token.at
            for character in token.text:
                folded = character.casefold()
                said.append(folded)
                places.extend([place] * len(folded))
                place += utf16(character)
            said.append(" ")
            places.append(token.to)
        return "".join(said), places


def make_text(analysis: Analysis) -> TranscriptText:
    """The words with fillers, doubtful words and pauses marked, in paragraphs that end where somebody pauses."""
    tokens: list[Token] = []
    opens: list[int] = []
    parts: list[str] = []
    at, new = 0, True
    for made, breaks in _made(analysis):
        if tokens:
            parts.append("\n" if new else " ")
            at += 1
        if new:
            opens.append(len(tokens))
        # a separator of lines inside a word would shift every place after it
        text = " ".join(made.text.split()) or "…"
        width = utf16(text)
        tokens.append(
            Token(
                text, made.start, made.end, at, at + width, made.look, made.tip, made.word, made.filler, made.original
            )
        )
        parts.append(text)
        at, new = at + width, breaks
    timed = [i for i, token in enumerate(tokens) if token.look != "pause"]
    return TranscriptText("".join(parts), tuple(tokens), tuple(opens), [token.at for token in tokens], timed)


def utf16(text: str) -> int:
    """How many places a text takes: UTF-16 units, as Qt counts them."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class _Made:
    text: str
    start: float
    end: float
    look: Look
    tip: str
    word: int | None = None
    filler: int | None = None
    original: str = ""


def _made(analysis: Analysis) -> Iterator[tuple[_Made, bool]]:
    """Tokens by their time, each with whether a paragraph ends after it."""
    marked = _filler_words(analysis.fillers)
    items = [(_word(i, w, marked.get(i)), False) for i, w in enumerate(analysis.transcript.words)]
    items += [(_heard(i, f), False) for i, f in enumerate(analysis.fillers) if f.word is None]
    items += [(_pause(p), _breaks(p)) for p in analysis.pauses if p.end - p.start >= SHOWN_PAUSE_S]
    yield from sorted(items, key=lambda item: item[0].start)


def _filler_words(fillers: tuple[Filler, ...]) -> dict[int, tuple[int, Filler]]:
    """The transcript words that belong to a filler, each with its index and the filler."""
    return {
        filler.word + offset: (index, filler)
        for index, filler in enumerate(fillers)
        if filler.word is not None
        for offset in range(len(filler.text.split()) or 1)
    }


def _word(index: int, word: Word, marked: tuple[int, Filler] | None) -> _Made:
    filler: int | None = None
    look: Look = "plain"
    notes = []
    if marked is not None:
        filler, look = marked[0], _look(marked[1])
        notes.append(_filler_tip(marked[1]))
    if word.original is not None and not word.text:
        tip = "You removed this: the recogniser wrote it, and nothing was said."
        return _Made(word.original, word.start, word.end, "rejected", tip, index, None, word.original)
    if word.original is not None:
        notes.append(f"You corrected this; the recogniser wrote “{word.original}”.")
    elif word.probability is not None and word.probability < DOUBTFUL_BELOW:
        look = "doubtful" if marked is None else look
        notes.append(f"The recogniser is {word.probability:.0%} sure of this word.")
    return _Made(word.text, word.start, word.end, look, " ".join(notes), index, filler, word.original or "")


def _look(filler: Filler) -> Look:
    if filler.confirmed is False:
        return "rejected"
    return "told" if filler.confirmed or "text" in filler.witnesses else "heard"


def _filler_tip(filler: Filler) -> str:
    kind = filler.kind.capitalize()
    if filler.confirmed is not None:
        return f"{kind}, {'confirmed by you' if filler.confirmed else 'rejected by you: not counted'}."
    where = "heard in the sound alone" if filler.witnesses == ("sound",) else "found in the words"
    where = "found in the words and heard in the sound" if len(set(filler.witnesses)) > 1 else where
    return f"{kind}, {where}, {filler.probability:.0%} likely. Y confirms it, X rejects it."


def _heard(index: int, filler: Filler) -> _Made:
    return _Made(filler.text or "um", filler.start, filler.end, _look(filler), _filler_tip(filler), None, index)


def _pause(pause: Pause) -> _Made:
    place = {"inside": "inside a clause", "boundary": "between clauses"}.get(pause.place, "")
    tip = f"{pause.size.capitalize()} pause {place}".strip() + f" at {clock(pause.start)}."
    return _Made(f"{number(pause.end - pause.start)} s", pause.start, pause.end, "pause", tip)


def _breaks(pause: Pause) -> bool:
    return pause.end - pause.start >= PARAGRAPH_PAUSE_S and pause.place != "inside"
