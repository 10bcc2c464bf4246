"""How well the recognisers understand: word error rate plain and verbatim, and when words are said to begin.

"plain" leaves um, uh and er out on both sides; "verbatim" counts them. The tiny Whisper weights of the tests understand
espeak-ng voices alone, PocketSphinx flite voices and people: each is judged where it is meant to work. Weights that are
installed on this machine are judged on people too.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rehearse.media.audio import decode_audio
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import speech_probabilities
from rehearse.signals.words import Recogniser
from rehearse.types import Transcript
from rehearse.weights.shelf import installed

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
FILLED = {"um", "uh", "er", "erm", "ah", "mm", "hmm", "uhm"}
JFK = "and so my fellow americans ask not what your country can do for you ask what you can do for your country"


@dataclass(frozen=True)
class Reference:
    """A recording with the words said; `starts` are their onsets in seconds where known."""

    file: Path
    words: tuple[str, ...]
    starts: tuple[float, ...] = ()


def rows() -> list[dict[str, Any]]:
    """One row per recogniser and kind of speech: word error rates, and median and 90th percentile of onset errors."""
    return [_row(name, recogniser, data, refs) for name, recogniser, data, refs in _trials() if refs]


def _trials() -> Iterator[tuple[str, Recogniser, str, list[Reference]]]:
    sphinx = open_recogniser("sphinx")
    tiny = open_recogniser("whisper", model=DATA / "whisper-synthetic")
    yield "PocketSphinx", sphinx, "flite voice: sample answer, one clip", _flite()
    yield "tiny test weights", tiny, "espeak-ng voices: two answers", _timed(sorted((DATA / "speech").glob("a0*.json")))
    if not os.environ.get("REHEARSE_EVAL"):
        return
    speech = Path(os.environ["REHEARSE_EVAL"]) / "speech"
    yield (
        "tiny test weights",
        tiny,
        "espeak-ng voices: five answers (eval)",
        _timed(sorted(speech.glob("espeak/*.json"))),
    )
    people = {
        "person speaking: jfk (eval)": _existing(Reference(speech / "jfk.flac", words_of(JFK))),
        "person speaking: acoustic_corpus (eval)": _mfa(speech / "mfa"),
        "meetings, distant microphone: AMI (eval)": _ami(speech / "ami"),
    }
    engines = {"PocketSphinx": sphinx}
    engines |= {f"Whisper {w.name}": open_recogniser("whisper", model=w.folder) for w in installed()}
    for name, engine in engines.items():
        for data, references in people.items():
            yield name, engine, data, references


def _row(name: str, recogniser: Recogniser, data: str, references: Sequence[Reference]) -> dict[str, Any]:
    heard = [_transcribe(recogniser, reference.file) for reference in references]
    said = [reference.words for reference in references]
    texts = [words_of(" ".join(word.text for word in transcript.words)) for transcript in heard]
    onsets = np.concatenate([_onset_errors(r, t) for r, t in zip(references, heard, strict=True)])
    return {
        "recogniser": name,
        "data": data,
        "words": sum(map(len, said)),
        "wer_plain": word_error_rate(list(map(_without_fillers, said)), list(map(_without_fillers, texts))),
        "wer_verbatim": word_error_rate(said, texts),
        "onset_median_ms": 1000 * float(np.median(onsets)) if onsets.size else None,
        "onset_p90_ms": 1000 * float(np.percentile(onsets, 90)) if onsets.size else None,
    }


def word_error_rate(said: Sequence[Sequence[str]], heard: Sequence[Sequence[str]]) -> float:
    import jiwer

    return float(jiwer.wer([" ".join(words) for words in said], [" ".join(words) for words in heard]))


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z' ]", " ", text.lower().replace("-", " ")).split())


def _without_fillers(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in FILLED)


def _transcribe(recogniser: Recogniser, file: Path) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        samples = decode_audio(file, out=Path(folder, "sound")).samples
        speech = find_speech(samples, speech_probabilities(samples))
        return recogniser.transcribe(samples, speech=speech, progress=lambda _: None)


def _onset_errors(reference: Reference, transcript: Transcript) -> np.ndarray:
    """Seconds between true and recognised start, of the words that were recognised."""
    if not reference.starts:
        return np.zeros(0)
    heard = [" ".join(words_of(word.text)) for word in transcript.words]
    matcher = difflib.SequenceMatcher(None, reference.words, heard, autojunk=False)
    pairs = [(block.a + i, block.b + i) for block in matcher.get_matching_blocks() for i in range(block.size)]
    return np.array([abs(reference.starts[a] - transcript.words[b].start) for a, b in pairs])


# --------------------------------------------------------------------------- data


@cache
def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _existing(*references: Reference) -> list[Reference]:
    return [reference for reference in references if reference.file.exists()]


def _flite() -> list[Reference]:
    sample = _words(ROOT / "assets/sample/answer.mp4", _json(DATA / "presenter/sample.truth.json")["words"])
    clip = Reference(DATA / "speech/flite-slt.flac", words_of(_json(DATA / "speech/flite-slt.json")["text"]))
    return [sample, clip]


def _timed(truths: Sequence[Path]) -> list[Reference]:
    return [_words(truth.with_suffix(".flac"), _json(truth)["words"]) for truth in truths]


def _words(file: Path, items: Sequence[dict[str, Any]]) -> Reference:
    pairs = [(word, item["start"]) for item in items for word in words_of(item.get("word") or item["text"])]
    return Reference(file, tuple(word for word, _ in pairs), tuple(start for _, start in pairs))


def _mfa(folder: Path) -> list[Reference]:
    name = "acoustic_corpus.wav"
    return [Reference(folder / name, words_of(_json(folder / "transcripts.json")[name]))] if folder.is_dir() else []


def _ami(folder: Path) -> list[Reference]:
    """Several people at once: their words, without onsets, since whose word was recognised is not known."""
    truths = sorted(folder.glob("*.words.json"))
    return [Reference(truth.with_name(truth.name.replace(".words.json", ".flac")), _spoken(truth)) for truth in truths]


def _spoken(truth: Path) -> tuple[str, ...]:
    items = (item for item in _json(truth)["words"] if item["kind"] == "w" and not item["punc"])
    return tuple(word for item in items for word in words_of(item["text"]))
