"""Filled pauses and discourse markers, each with its witnesses, and what may be said about how many there are.

Bands: listeners' ratings fall at 12 fillers a minute, not at 5, and talk holds 2-3 as a rule (Laske & DiGennaro Reed
2024). There is no lower bound: none at all is nothing to praise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from typing import Literal

from rehearse.measures.answer import count_words
from rehearse.measures.filler_sound import SoundFiller
from rehearse.measures.filler_text import REPORTED, TextFiller, find_text_fillers
from rehearse.types import Certainty, Filler, Measure, Provenance, Span, Witness, Word

FINE_PER_MINUTE, FIX_PER_MINUTE = 5.0, 12.0
CLUSTER_COUNT, CLUSTER_S = 3, 10.0
ROUGH_TRUST = 0.8
LEAST_SPEECH_S = 10.0

Advice = Literal["fine", "look", "fix"]


@dataclass(frozen=True)
class WitnessPrecision:
    """How often the person agreed with fillers of these witnesses: `confirmed` of `answered`."""

    witnesses: tuple[Witness, ...]
    confirmed: int
    answered: int


# --------------------------------------------------------------------------- finding


def find_fillers(
    words: Sequence[Word], *, speech: Sequence[Span], sound: Sequence[SoundFiller] = (), rough: bool = False
) -> tuple[Filler, ...]:
    """Merge both witnesses, in order of time. Where they agree the filler keeps both and is surer than either.

    Parameters
    ----------
    words : the transcript's words.
    speech : where somebody speaks; the gaps are the pauses that set markers off.
    sound : what `find_sound_fillers` heard on the same words.
    rough : a stopgap recogniser wrote the words, so they are trusted less, and so is sound that no word accounts for.
    """
    trust = ROUGH_TRUST if rough else 1.0
    heard = [replace(found, probability=found.probability * trust) for found in sound]
    merged = [with_sound(filler, heard) for filler in read_fillers(words, speech=speech, rough=rough)]
    merged += [_from_sound(found) for found in heard]
    return tuple(sorted((f for f in merged if f.probability >= REPORTED), key=lambda filler: filler.start))


def read_fillers(words: Sequence[Word], *, speech: Sequence[Span], rough: bool = False) -> list[Filler]:
    """The fillers that the text bears witness to, whatever their probability after trust; see `find_fillers`."""
    text = find_text_fillers([word.text for word in words], pauses_before=silence_before(words, speech))
    return [_from_text(found, words, ROUGH_TRUST if rough else 1.0) for found in text]


def silence_before(words: Sequence[Word], speech: Sequence[Span]) -> list[float]:
    """Seconds of silence before each word, by the speech regions rather than the words' own edges."""
    middles = [(word.start + word.end) / 2 for word in words]
    silences = [0.0] * len(words)
    for left, right in pairwise(speech):
        index = bisect_left(middles, (left.end + right.start) / 2)
        if index < len(silences):
            silences[index] += right.start - left.end
    return silences


def _from_text(found: TextFiller, words: Sequence[Word], trust: float) -> Filler:
    own = words[found.word : found.word + found.count]
    # What the person wrote is as trusted as any text.
    probability = found.probability * (1.0 if all(word.original is not None for word in own) else trust)
    return Filler(own[0].start, own[-1].end, found.text, found.kind, ("text",), probability, word=found.word)


def _from_sound(found: SoundFiller) -> Filler:
    return Filler(found.start, found.end, "um", "filled pause", ("sound",), found.probability)


def with_sound(filler: Filler, heard: list[SoundFiller]) -> Filler:
    """The filler with sound as a second witness where one was heard at its place, which is then taken off `heard`."""
    if filler.kind != "filled pause":
        return filler
    for found in heard:
        if found.start < filler.end and filler.start < found.end:
            heard.remove(found)
            probability = 1 - (1 - filler.probability) * (1 - found.probability)
            return replace(filler, witnesses=("text", "sound"), probability=probability)
    return filler


# --------------------------------------------------------------------------- counting


def counted(fillers: Iterable[Filler]) -> tuple[Filler, ...]:
    """Those that count: all but what the person rejected."""
    return tuple(filler for filler in fillers if filler.confirmed is not False)


def count_error(fillers: Iterable[Filler]) -> float:
    """Standard deviation of the count from each filler's probability; none where the person confirmed it."""
    return sqrt(sum(f.probability * (1 - f.probability) for f in fillers if f.confirmed is None))


def find_clusters(
    fillers: Sequence[Filler], *, count: int = CLUSTER_COUNT, within: float = CLUSTER_S
) -> tuple[Span, ...]:
    """Stretches in which `count` fillers or more stand within `within` seconds; overlapping stretches are one."""
    kept = sorted(counted(fillers), key=lambda filler: filler.start)
    clusters: list[Span] = []
    for first in range(len(kept) - count + 1):
        start, end = kept[first].start, max(filler.end for filler in kept[first : first + count])
        if end - start > within:
            continue
        if clusters and start <= clusters[-1].end:
            clusters[-1] = Span(clusters[-1].start, max(end, clusters[-1].end))
        else:
            clusters.append(Span(start, end))
    return tuple(clusters)


def advice(per_minute: float) -> Advice:
    """ "fine" up to 5 a minute, "fix" from 12, "look" between."""
    if per_minute <= FINE_PER_MINUTE:
        return "fine"
    return "look" if per_minute < FIX_PER_MINUTE else "fix"


def precision_on_this_voice(fillers: Iterable[Filler]) -> tuple[WitnessPrecision, ...]:
    """The person's own answers by witness; pass the fillers of many takes to know more."""
    answers: dict[tuple[Witness, ...], list[bool]] = {}
    for filler in fillers:
        if filler.confirmed is not None:
            answers.setdefault(filler.witnesses, []).append(filler.confirmed)
    return tuple(WitnessPrecision(key, sum(given), len(given)) for key, given in sorted(answers.items()))


# --------------------------------------------------------------------------- measures


def measure_fillers(
    fillers: Sequence[Filler], *, speech: Sequence[Span], words: Sequence[Word], rough: bool, provenance: Provenance
) -> tuple[Measure, ...]:
    """Fillers a minute of speaking (all, filled pauses, discourse markers) and per 100 words.

    `provenance` is that of the transcript. Without words or with under 10 s of speech they are unknown.
    """
    minutes = sum(span.end - span.start for span in speech) / 60
    said = sum(count_words(word) for word in words)
    why_not = _why_unknown(minutes, said)
    kept = counted(fillers)
    filled = [filler for filler in kept if filler.kind == "filled pause"]
    markers = [filler for filler in kept if filler.kind == "discourse marker"]

    def measure(key: str, label: str, group: Sequence[Filler], per: float, unit: str) -> Measure:
        band = (None, FINE_PER_MINUTE) if key == "fillers_per_minute" else None
        if why_not:
            return Measure(key, label, None, unit, "unknown", provenance, band, note=why_not)
        # One more or one fewer is always possible, however sure each of them is.
        value, error = round(len(group) / per, 2), round(max(1.0, count_error(group)) / per, 2)
        certainty: Certainty = "rough" if rough else "estimate"
        return Measure(key, label, value, unit, certainty, provenance, band, error, _note(group, rough=rough))

    return (
        measure("fillers_per_minute", "Fillers", kept, minutes, "per minute"),
        measure("filled_pauses_per_minute", "Filled pauses", filled, minutes, "per minute"),
        measure("discourse_markers_per_minute", "Discourse markers", markers, minutes, "per minute"),
        measure("fillers_per_100_words", "Fillers per 100 words", kept, said / 100, "per 100 words"),
    )


def _why_unknown(minutes: float, said: int) -> str:
    if not minutes:
        return "can't tell: no speech was heard"
    if minutes * 60 < LEAST_SPEECH_S:
        return f"can't tell: only {minutes * 60:.0f} s of speech"
    return "" if said else "can't tell: no words were recognised"


def _note(group: Sequence[Filler], *, rough: bool) -> str:
    only_markers = bool(group) and all(filler.kind == "discourse marker" for filler in group)
    unseen = sum(filler.witnesses == ("sound",) and filler.confirmed is None for filler in group)
    notes = (
        (f"{unseen} of {len(group)} heard in the sound alone, for you to confirm", unseen > 0),
        ("at least: the rough recogniser writes many ums as other words", rough and not only_markers),
    )
    return "; ".join(note for note, holds in notes if holds)
