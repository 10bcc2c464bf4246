"""Fillers anew after words were corrected, without the sound: what it bore witness to is kept, and so are verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rehearse.language.said import as_said
from rehearse.measures.filler_sound import SoundFiller
from rehearse.measures.filler_text import REPORTED
from rehearse.measures.fillers import read_fillers, with_sound
from rehearse.types import Filler, Span, Word

# Two probabilities nearer than this are one that was taken apart and put together again.
SAME = 1e-9


def find_fillers_again(
    fillers: Sequence[Filler], *, before: Sequence[Word], words: Sequence[Word], speech: Sequence[Span], rough: bool
) -> tuple[Filler, ...]:
    """The fillers of `words`, in which some of the words `before` were corrected, in order of time.

    The text is read again. What was heard in the sound stays: where the word that agreed with it is no um any more it
    stays as rejected, since the person has said what is there. A verdict stays with its filler as long as the filler's
    own words are what they were, even where the words around it now speak against it.
    """
    pairs = enumerate(zip(before, words, strict=True))
    changed: set[int | None] = {place for place, (then, now) in pairs if then.text != now.text}
    read = _read(words, speech, rough)
    by_word, alone = _heard(fillers, _read(before, speech, rough))
    found = [_as_before(_witnessed(filler, by_word, alone), fillers) for filler in read]
    found += _vouched(fillers, words, changed | {f.word for f in read})
    found += [_rejected(sound) for sound in by_word.values()]
    found += [f for f in fillers if f.witnesses == ("sound",) and _sound(f) in alone]
    kept = (f for f in found if f.probability >= REPORTED or f.confirmed is not None)
    return tuple(sorted(kept, key=lambda filler: filler.start))


def filler_places(filler: Filler, words: Sequence[Word]) -> tuple[int, ...]:
    """The indices of the `words` that a filler is written in; none for one that was only heard."""
    if filler.word is None:
        return ()
    left, places = len(filler.text.split()) or 1, []
    for place in range(filler.word, len(words)):
        parts = len(words[place].text.split())
        places += [place] if parts else []
        left -= parts
        if left <= 0:
            break
    return tuple(places)


def _read(words: Sequence[Word], speech: Sequence[Span], rough: bool) -> list[Filler]:
    """Fillers in the text, `word` being an index of `words`."""
    said, places = as_said(words)
    return [replace(f, word=places[f.word or 0]) for f in read_fillers(said, speech=speech, rough=rough)]


def _heard(
    fillers: Sequence[Filler], then: Sequence[Filler]
) -> tuple[dict[int | None, SoundFiller], list[SoundFiller]]:
    """What the sound bore witness to: beside a word, by that word's index; and alone."""
    by_text = {f.word: f for f in reversed(then)}
    by_word = {f.word: _sound(f, by_text.get(f.word)) for f in fillers if f.witnesses == ("text", "sound")}
    return by_word, [_sound(f) for f in fillers if f.witnesses == ("sound",)]


def _sound(filler: Filler, text: Filler | None = None) -> SoundFiller:
    """The sound's part in a filler, the text's taken out of the probability of both."""
    alone = 1 - (1 - filler.probability) / (1 - text.probability) if text and text.probability < 1 else None
    return SoundFiller(filler.start, filler.end, filler.probability if alone is None else max(0.0, alone))


def _witnessed(filler: Filler, by_word: dict[int | None, SoundFiller], alone: list[SoundFiller]) -> Filler:
    own = by_word.pop(filler.word, None) if filler.kind == "filled pause" else None
    return with_sound(filler, [own] if own else alone)


def _as_before(filler: Filler, fillers: Sequence[Filler]) -> Filler:
    """With the verdict it had, and the very filler it was where nothing about it is new."""
    same = [f for f in fillers if (f.word, f.kind, f.text) == (filler.word, filler.kind, filler.text)]
    if same:
        old = next((f for f in same if f.start == filler.start), same[0])
        judged = replace(filler, confirmed=old.confirmed)
        return old if _near(old, judged) and replace(old, probability=judged.probability) == judged else judged
    # An um that the person confirmed by ear and then wrote down.
    heard = (f for f in fillers if f.word is None and f.start < filler.end and filler.start < f.end)
    agreed = "sound" in filler.witnesses and any(f.confirmed for f in heard)
    return replace(filler, confirmed=True) if agreed else filler


def _near(one: Filler, other: Filler) -> bool:
    return abs(one.probability - other.probability) < SAME


def _vouched(fillers: Sequence[Filler], words: Sequence[Word], taken: set[int | None]) -> Iterator[Filler]:
    """Fillers in the text that the person judged, none of whose words are `taken`: changed, or read as a filler."""
    for filler in fillers:
        if filler.confirmed is not None and filler.word is not None and not taken & {*filler_places(filler, words)}:
            yield filler


def _rejected(sound: SoundFiller) -> Filler:
    return Filler(sound.start, sound.end, "um", "filled pause", ("sound",), sound.probability, confirmed=False)
