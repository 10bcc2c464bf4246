"""The transcript as it is read: paragraphs at the long pauses, with fillers, doubtful words and pauses marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.export.wording import number
from rehearse.measures.fillers_again import filler_places
from rehearse.types import Analysis, Filler, Pause, Word

DOUBTFUL_BELOW = 0.5
SHOWN_PAUSE_S = 0.5
PARAGRAPH_PAUSE_S = 1.0

Kind = Literal["word", "filler", "doubtful", "heard", "pause"]


@dataclass(frozen=True)
class Piece:
    """A run of text of one kind. `note` says in a few words why it is marked; "heard" is a filler without a word."""

    text: str
    kind: Kind
    note: str = ""


@dataclass(frozen=True)
class Paragraph:
    start: float
    pieces: tuple[Piece, ...]


def paragraphs(analysis: Analysis) -> tuple[Paragraph, ...]:
    """The words in order, broken where somebody pauses at the end of a clause."""
    done: list[Paragraph] = []
    pieces: list[Piece] = []
    start: float | None = None
    for at, piece, breaks in _pieces(analysis):
        if breaks and start is not None:
            done.append(Paragraph(start, (*pieces, piece)))
            pieces, start = [], None
            continue
        start = at if start is None else start
        pieces.append(piece)
    return (*done, Paragraph(start or 0.0, tuple(pieces))) if pieces else tuple(done)


def _pieces(analysis: Analysis) -> Iterator[tuple[float, Piece, bool]]:
    """Words, pauses and fillers without a word by their time; the last value is whether a paragraph ends there."""
    said = analysis.transcript.words
    fillers = filler_words(analysis.fillers, said)
    words = [(w.start, _word(w, fillers.get(i)), False) for i, w in enumerate(said) if w.text]
    pauses = [(p.start, _pause(p), _breaks(p)) for p in analysis.pauses if p.end - p.start >= SHOWN_PAUSE_S]
    heard = [(f.start, _heard(f), False) for f in _counted(analysis.fillers) if f.word is None]
    yield from sorted([*words, *pauses, *heard], key=lambda item: item[0])


def filler_words(fillers: Iterable[Filler], words: Sequence[Word]) -> dict[int, Filler]:
    """The transcript words that belong to a filler, each with it; those that the person rejected left out."""
    return {place: filler for filler in _counted(fillers) for place in filler_places(filler, words)}


def _counted(fillers: Iterable[Filler]) -> Iterator[Filler]:
    return (f for f in fillers if f.confirmed is not False)


def _word(word: Word, filler: Filler | None) -> Piece:
    if filler is not None:
        return Piece(word.text, "filler", filler.kind)
    if word.original is not None:
        return Piece(word.text, "word", f"corrected by hand, recognised as “{word.original}”")
    if word.probability is not None and word.probability < DOUBTFUL_BELOW:
        return Piece(word.text, "doubtful", f"{word.probability:.0%} sure of this word")
    return Piece(word.text, "word")


def _heard(filler: Filler) -> Piece:
    return Piece(filler.text or "um", "heard", "heard in the sound, no word was recognised")


def _pause(pause: Pause) -> Piece:
    place = {"inside": "inside a clause", "boundary": "between clauses"}.get(pause.place, "")
    return Piece(f"{number(pause.end - pause.start)} s", "pause", f"{pause.size} pause {place}".strip())


def _breaks(pause: Pause) -> bool:
    return pause.end - pause.start >= PARAGRAPH_PAUSE_S and pause.place != "inside"
