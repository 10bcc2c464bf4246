"""What was heard: sound to speech regions, voice and words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rehearse.analysis.request import Request
from rehearse.analysis.stage import Stages
from rehearse.media.audio import Audio, decode_audio
from rehearse.signals.loudness import Loudness, measure_loudness
from rehearse.signals.pitch import Pitch, track_pitch
from rehearse.signals.speech_regions import find_speech
from rehearse.signals.voice_activity import SpeechProbabilities, speech_probabilities
from rehearse.signals.words import Recogniser
from rehearse.types import Span, Transcript

SAMPLES_FILE = "samples.f32"


@dataclass(frozen=True)
class Heard:
    """Arrays and words of one recording's sound, all on the same clock."""

    audio: Audio
    probabilities: SpeechProbabilities
    speech: tuple[Span, ...]
    pitch: Pitch
    loudness: Loudness
    transcript: Transcript


def hear(request: Request, recogniser: Recogniser, stages: Stages) -> Heard:
    """Run the stages of sound in order. The decoded samples lie in `request.out` as long as they are used."""
    with stages.stage("sound") as advance:
        audio = decode_audio(request.path, out=Path(request.out, SAMPLES_FILE), progress=advance)
    with stages.stage("speech") as advance:
        probabilities = speech_probabilities(audio.samples, progress=advance)
        speech = find_speech(audio.samples, probabilities)
    with stages.stage("voice") as advance:
        pitch = track_pitch(audio.samples, progress=advance)
        loudness = measure_loudness(audio.samples, speech=speech)
    with stages.stage("words") as advance:
        transcript = recogniser.transcribe(audio.samples, speech=speech, progress=advance)
    return Heard(audio, probabilities, speech, pitch, loudness, transcript)
