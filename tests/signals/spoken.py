"""Speech with its text, and how well it was understood."""

import difflib
import json
import re
from dataclasses import dataclass

import numpy as np

from rehearse.media.audio import decode_audio
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import speech_probabilities
from rehearse.types import Span


@dataclass(frozen=True)
class Spoken:
    samples: np.ndarray
    speech: tuple[Span, ...]
    text: str
    words: tuple[dict, ...]


def read_spoken(data, name, tmp_path):
    truth = json.loads((data / "speech" / f"{name}.json").read_text())
    samples = decode_audio(data / "speech" / f"{name}.flac", out=tmp_path / f"{name}.f32").samples
    return Spoken(
        samples, find_speech(samples, speech_probabilities(samples)), truth["text"], tuple(truth.get("words", ()))
    )


def plain(text):
    return re.sub(r"[^a-z' ]", " ", text.lower().replace("-", " ")).split()


def word_error_rate(spoken, transcript, *, leave_out=()):
    import jiwer

    said = [w for w in plain(spoken.text) if w not in leave_out]
    heard = [w for word in transcript.words for w in plain(word.text) if w not in leave_out]
    return jiwer.wer(" ".join(said), " ".join(heard))


def onset_errors(spoken, transcript):
    """Seconds between the true and the recognised start, of the words that were recognised."""
    said = [" ".join(plain(w["word"])) for w in spoken.words]
    heard = [" ".join(plain(w.text)) for w in transcript.words]
    blocks = difflib.SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks()
    pairs = [(block.a + i, block.b + i) for block in blocks for i in range(block.size)]
    return np.array([abs(spoken.words[a]["start"] - transcript.words[b].start) for a, b in pairs])
