"""How well pauses and pace are told: against speech whose word times are known.

`rows()` reads the clips in tests/data/presenter and the answers in tests/data/speech, and where the environment names a
folder in REHEARSE_EVAL also its presenter/clips, speech/espeak, speech/mfa (one person, word times by hand and aligner)
and speech/ami (a distant microphone, several speakers). Run it with `python -m tests.accuracy.pauses`.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from rehearse.measures.answer import count_words
from rehearse.measures.pace import measure_pace
from rehearse.measures.pauses import MINIMUM_S, find_pauses
from rehearse.media.audio import decode_audio
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import speech_probabilities
from rehearse.types import Span, Word

DATA = Path(__file__).parents[1] / "data"
MODEL = DATA / "whisper-synthetic"
COLLAR_S = 0.1
FLITE_VOICES = ("rms", "slt", "awb")
Engine = Literal["whisper", "sphinx"]
SOURCES = (("presenter", "presenter/*.mp4"), ("espeak", "speech/a*.flac"))
EVAL_SOURCES = (
    ("presenter", "presenter/clips/*.mp4"),
    ("espeak", "speech/espeak/*.flac"),
    ("mfa", "speech/mfa/acoustic_corpus.wav"),
    ("ami", "speech/ami/*.flac"),
)


def rows() -> list[dict[str, Any]]:
    """A row for each kind of data: pause precision, recall and F1 at a 100 ms collar on both ends, duration error, and
    for synthetic speech the error of the pace, with the recogniser that understands the voice.
    """
    folders = [(DATA, SOURCES)]
    if os.environ.get("REHEARSE_EVAL"):
        folders.append((Path(os.environ["REHEARSE_EVAL"]), EVAL_SOURCES))
    return [
        _row(name if folder == DATA else f"{name} (eval)", files, engine)
        for folder, sources in folders
        for name, pattern in sources
        for engine, files in by_engine(sorted(folder.glob(pattern)))
    ]


def by_engine(files: Sequence[Path]) -> Iterable[tuple[Engine | None, list[Path]]]:
    """Files by the recogniser that understands their voice: flite is for PocketSphinx, espeak for the model here."""
    for engine in ("whisper", "sphinx", None):
        if own := [file for file in files if _engine(file) == engine]:
            yield engine, own


def _engine(file: Path) -> Engine | None:
    if file.with_suffix(".TextGrid").exists() or file.with_suffix(".words.json").exists():
        return None
    return "sphinx" if _script(file).get("voice", {}).get("voice") in FLITE_VOICES else "whisper"


def _script(file: Path) -> dict[str, Any]:
    """What a presenter's clip was made from; empty where there is none."""
    places = (file.with_suffix(".script.json"), file.parents[1] / "scripts" / f"{file.stem}.json")
    return next((json.loads(place.read_text()) for place in places if place.exists()), {})


def _row(name: str, files: Sequence[Path], engine: Engine | None) -> dict[str, Any]:
    measured = [_measure(file, engine) for file in files]
    hits = [error for item in measured for error in item["hits"]]
    found, true = (sum(item[key] for item in measured) for key in ("found", "true"))
    paces = [item["pace"] for item in measured if item["pace"] is not None]
    return {
        "data": name,
        "files": len(files),
        "pauses": true,
        "precision": len(hits) / max(1, found),
        "recall": len(hits) / max(1, true),
        "f1": 2 * len(hits) / max(1, found + true),
        "duration_error_ms": 1000 * sum(hits) / len(hits) if hits else None,
        "pace_by": engine,
        "pace_error_percent": 100 * sum(paces) / len(paces) if paces else None,
    }


def _measure(file: Path, engine: Engine | None) -> dict[str, Any]:
    said = said_spans(file)
    with tempfile.TemporaryDirectory() as folder:
        samples = decode_audio(file, out=Path(folder, "sound")).samples
        speech = find_speech(samples, speech_probabilities(samples))
        error = _pace_error(file, engine, samples, speech, said) if engine else None
    found = [Span(p.start, p.end) for p in find_pauses(speech)]
    true = _gaps(said)
    return {"hits": list(_hits(found, true)), "found": len(found), "true": len(true), "pace": error}


def _hits(found: Sequence[Span], true: Sequence[Span]) -> Iterable[float]:
    """The duration error of each true pause that one found pause matches at both ends."""
    free = list(found)
    for pause in true:
        match = next((f for f in free if max(abs(f.start - pause.start), abs(f.end - pause.end)) <= COLLAR_S), None)
        if match:
            free.remove(match)
            yield abs((match.end - match.start) - (pause.end - pause.start))


def _gaps(said: Sequence[Span]) -> list[Span]:
    gaps, end = [], said[0].end
    for span in said[1:]:
        if span.start - end >= MINIMUM_S - 1e-6:
            gaps.append(Span(end, span.start))
        end = max(end, span.end)
    return gaps


def _pace_error(file: Path, engine: Engine, samples: Any, speech: Sequence[Span], said: Sequence[Span]) -> float:
    recogniser = open_recogniser(engine, model=MODEL)
    transcript = recogniser.transcribe(samples, speech=speech, progress=lambda _: None)
    rate = next(m.value for m in measure_pace(transcript, speech=speech) if m.key == "speech_rate")
    true = 60 * _true_words(file) / (said[-1].end - said[0].start)
    return abs((rate or 0.0) / true - 1)


def _true_words(file: Path) -> int:
    """Words by the text that was spoken (the voice's own word events run short words together), without um and uh."""
    script = _script(file)
    spoken = script["speech"] if script else [json.loads(file.with_suffix(".json").read_text())["text"]]
    words = " ".join(item for item in spoken if isinstance(item, str)).split()
    return sum(count_words(Word(word.strip("*"), 0.0, 0.0)) for word in words)


def said_spans(file: Path) -> list[Span]:
    """Everything said in a file, in order, by the truth beside it."""
    if file.suffix == ".mp4":
        truth = json.loads(file.with_suffix(".truth.json").read_text())
        spans = [Span(w["start"], w["end"]) for w in truth["words"] + truth["fillers"]]
    elif file.with_suffix(".TextGrid").exists():
        spans = _textgrid_words(file.with_suffix(".TextGrid"))
    elif file.with_suffix(".words.json").exists():
        words = json.loads(file.with_suffix(".words.json").read_text())["words"]
        spans = [Span(w["start"], w["end"]) for w in words if not w["punc"] and w["end"] > w["start"]]
    else:
        words = json.loads(file.with_suffix(".json").read_text())["words"]
        spans = [Span(w["start"], w["end"]) for w in words]
    return sorted(spans, key=lambda span: span.start)


def _textgrid_words(file: Path) -> list[Span]:
    """The words tier of a short-form TextGrid: name, start, end, count, then start, end, text of each interval."""
    lines = file.read_text().splitlines()
    tier = lines.index('"words"')
    body = lines[tier + 4 : tier + 4 + 3 * int(lines[tier + 3])]
    rows = zip(body[::3], body[1::3], body[2::3], strict=True)
    return [Span(float(start), float(end)) for start, end, text in rows if text != '""']


def main() -> None:
    for row in rows():
        print({key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()})


if __name__ == "__main__":
    main()
