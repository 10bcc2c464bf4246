"""How well fillers are found: by text on passages with known fillers, by sound where the words leave them out."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from rehearse.language.tokens import is_filled_pause
from rehearse.measures.filler_sound import SoundFiller, find_sound_fillers
from rehearse.measures.filler_text import REPORTED, TextFiller, find_text_fillers
from rehearse.measures.fillers import find_fillers
from rehearse.media.audio import decode_audio
from rehearse.signals.pitch import Pitch, track_pitch
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import speech_probabilities
from rehearse.signals.words import Recogniser, clip_to_speech
from rehearse.types import Filler, Span, Word
from tests.accuracy.filler_data import (
    DATA,
    ESPEAK,
    Passage,
    Sound,
    edited_passages,
    own_passages,
    sounds,
    spoken_by_espeak,
    stripped,
)

SWALLOWED_WITHIN_S = 1.5


def rows() -> list[dict[str, Any]]:
    """One row per witness, data, variant and marker: precision, recall, F1 and the counts behind them.

    Text: "own sentences" were written beside the rules and show that they do what they say, not how they fare on
    speech; "edited podcasts" counts what an editor left out, which is fewer than the discourse uses there are. Sound:
    the true words stand in for a recogniser that drops filled pauses, or whose next word's span swallows them. Both:
    a recogniser's own words and times, by the witnesses that each filler found has.
    """
    table = []
    for data, passages in (("own sentences", own_passages()), ("edited podcasts", edited_passages())):
        table += _text_rows(data, "as written", passages, [list(p.words) for p in passages])
        table += _text_rows(data, "no case, no marks", passages, [stripped(p.words) for p in passages])
    return table + _sound_rows(sounds()) + _merged_rows()


# --------------------------------------------------------------------------- text


def _text_rows(
    data: str, variant: str, passages: Sequence[Passage], texts: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    hits, said, real = Counter[str](), Counter[str](), Counter[str]()
    for passage, words in zip(passages, texts, strict=True):
        for found in find_text_fillers(words, minimum=0):
            true = passage.filler[found.word]
            for name in _names(found):
                real[name] += true
                said[name] += found.probability >= REPORTED
                hits[name] += true and found.probability >= REPORTED
    about = {"witness": "text", "data": data, "variant": variant}
    told = [name for name in sorted(real) if real[name] + said[name]]
    return [about | {"marker": name} | scores(hits[name], said[name], real[name]) for name in told]


def _names(found: TextFiller) -> tuple[str, ...]:
    return (f"all {found.kind}s",) if found.kind == "filled pause" else (f"all {found.kind}s", found.text)


def calibration(passages: Iterable[Passage], *, keep_marks: bool = True) -> dict[float, tuple[int, int]]:
    """For each probability the finder gives: how many of its candidates are fillers, of how many."""
    classes: dict[float, list[bool]] = defaultdict(list)
    for passage in passages:
        words = list(passage.words) if keep_marks else stripped(passage.words)
        for found in find_text_fillers(words, minimum=0):
            classes[found.probability].append(passage.filler[found.word])
    return {probability: (sum(true), len(true)) for probability, true in sorted(classes.items())}


# --------------------------------------------------------------------------- sound


def _sound_rows(recordings: Iterable[Sound]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for sound in recordings:
            for variant, found in hear(sound, Path(folder)).items():
                count = counts[sound.source, variant]
                count["hits"] += matched(found, sound.filled)
                count["said"] += len(found)
                count["real"] += len(sound.filled)
    return [
        {"witness": "sound", "data": source, "variant": variant, "marker": "filled pauses"}
        | scores(count["hits"], count["said"], count["real"])
        for (source, variant), count in counts.items()
    ]


def hear(sound: Sound, folder: Path) -> dict[str, tuple[SoundFiller, ...]]:
    """What the sound witness finds, by what the words do with the fillers."""
    samples, speech, pitch = _signals(sound, folder)
    variants = {"dropped": dropped(sound.words), "swallowed": clip_to_speech(swallowed(sound.words), speech)[0]}
    return {
        name: find_sound_fillers(samples, speech=speech, words=words, pitch=pitch) for name, words in variants.items()
    }


def _signals(sound: Sound, folder: Path) -> tuple[np.ndarray, tuple[Span, ...], Pitch]:
    samples = decode_audio(sound.path, out=folder / "samples").samples
    return samples, find_speech(samples, speech_probabilities(samples)), track_pitch(samples)


def dropped(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if not is_filled_pause(word.text))


def swallowed(words: Sequence[Word]) -> tuple[Word, ...]:
    """Each filled pause's time given to the word that follows it soon."""
    starts: dict[Word, float] = {}
    for filler, after in pairwise(words):
        if is_filled_pause(filler.text) and after.start - filler.end < SWALLOWED_WITHIN_S:
            starts[after] = starts.pop(filler, filler.start)
    kept = [word for word in words if not is_filled_pause(word.text)]
    return tuple(Word(word.text, starts.get(word, word.start), word.end) for word in kept)


def matched(found: Sequence[SoundFiller | Filler], real: Sequence[Word]) -> int:
    """How many of `found` overlap a true filler, each true one used once."""
    left = list(real)
    hits = 0
    for filler in found:
        hit = next((word for word in left if filler.start < word.end and word.start < filler.end), None)
        if hit:
            left.remove(hit)
            hits += 1
    return hits


# --------------------------------------------------------------------------- both


def _merged_rows() -> list[dict[str, Any]]:
    rows = _recognised(open_recogniser("whisper", model=DATA / "whisper-synthetic"), list(spoken_by_espeak()))
    understood = [sound for sound in sounds() if sound.source != ESPEAK]
    return rows + _recognised(open_recogniser("sphinx"), understood)


def _recognised(recogniser: Recogniser, recordings: Sequence[Sound]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for sound in recordings:
            for filler_witnesses, found in _by_witness(_find(recogniser, sound, Path(folder))).items():
                count = counts[sound.source, filler_witnesses]
                count["hits"] += matched(found, sound.filled)
                count["said"] += len(found)
                count["real"] += len(sound.filled)
    about = {"variant": recogniser.name, "marker": "filled pauses"}
    return [
        {"witness": witness, "data": source} | about | scores(count["hits"], count["said"], count["real"])
        for (source, witness), count in counts.items()
    ]


def _find(recogniser: Recogniser, sound: Sound, folder: Path) -> list[Filler]:
    samples, speech, pitch = _signals(sound, folder)
    words = recogniser.transcribe(samples, speech=speech, progress=lambda _: None).words
    heard = find_sound_fillers(samples, speech=speech, words=words, pitch=pitch)
    found = find_fillers(words, speech=speech, sound=heard, rough=recogniser.rough)
    return [filler for filler in found if filler.kind == "filled pause"]


def _by_witness(found: Sequence[Filler]) -> dict[str, list[Filler]]:
    names = {"text alone": ("text",), "sound alone": ("sound",), "text and sound": ("text", "sound")}
    return {name: [f for f in found if f.witnesses == which] for name, which in names.items()} | {"either": list(found)}


def scores(hits: int, said: int, real: int) -> dict[str, Any]:
    return {
        "precision": round(hits / said, 3) if said else None,
        "recall": round(hits / real, 3) if real else None,
        "f1": round(2 * hits / (said + real), 3) if said + real else None,
        "hits": hits,
        "found": said,
        "true": real,
    }


if __name__ == "__main__":
    for row in rows():
        print(row)
