"""The story check on recognised speech: development answers spoken by a flite voice, written down by PocketSphinx.

`python -m tests.accuracy.spoken [HOW MANY]`, about half a minute an answer; needs flite. Prints F1 on the written and
on the recognised text of the same answers.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rehearse.media.audio import decode_audio
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import speech_probabilities
from rehearse.story import check_story
from rehearse.story.scores import CORE
from rehearse.types import Story
from tests.accuracy.stories import load, stripped

VOICES = ("rms", "slt", "awb")
USUAL = 20


def main(argv: Sequence[str] = ()) -> None:
    most = int(argv[0]) if argv else USUAL
    rows = [row for name in ("dev-a", "dev-b") for row in load(name)][::2]  # neighbours share most of their text
    rows = rows[:: max(1, len(rows) // most)][:most]
    heard = [recognised(row["text"], VOICES[number % len(VOICES)]) for number, row in enumerate(rows)]
    for how, texts in (("written", [row["text"] for row in rows]), ("recognised", heard)):
        stories = [check_story(text) for text in texts]
        print(f"{how:<11}", " ".join(f"{name} {_f1(name, rows, stories)}" for name in CORE), f"of {len(rows)}")


def recognised(text: str, voice: str) -> str:
    """What PocketSphinx hears when a flite voice says a text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "said.wav")
        subprocess.run(["flite", "-voice", voice, "-t", stripped(text), "-o", file], check=True)
        audio = decode_audio(file, out=Path(folder, "samples"))
        speech = find_speech(audio.samples, speech_probabilities(audio.samples))
        transcript = open_recogniser("sphinx").transcribe(audio.samples, speech=speech, progress=lambda _: None)
    return " ".join(word.text for word in transcript.words)


def _f1(name: str, rows: Sequence[dict[str, object]], stories: Sequence[Story]) -> str:
    """Precision, recall and F1 of "clear"."""
    labels = [row["labels"][name] == 2 for row in rows]  # type: ignore[index]
    found = [next(e.level for e in story.elements if e.name == name) == 2 for story in stories]
    right = sum(label and hit for label, hit in zip(labels, found, strict=True))
    precision, recall = right / max(1, sum(found)), right / max(1, sum(labels))
    return f"P {precision:.2f} R {recall:.2f} F1 {2 * precision * recall / max(1e-9, precision + recall):.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
