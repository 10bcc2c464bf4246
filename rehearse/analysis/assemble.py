"""From signals to everything that is said about the take. Pure but for the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rehearse import __version__
from rehearse.analysis.conclude import coach, mode_of, read_story
from rehearse.analysis.hearing import Heard
from rehearse.analysis.request import Request
from rehearse.analysis.seeing import Seen
from rehearse.language.clauses import split_clauses
from rehearse.measures.eye_contact import EyeContact, measure_eye_contact
from rehearse.measures.filler_sound import find_sound_fillers
from rehearse.measures.fillers import find_fillers, measure_fillers
from rehearse.measures.framing import measure_framing
from rehearse.measures.pace import ADVICE_LENGTH_S, measure_pace, pace_curve
from rehearse.measures.pauses import find_pauses, measure_pauses
from rehearse.measures.voice import measure_voice, voice_curves
from rehearse.types import ANALYSIS_SCHEMA, Analysis, Curve, Filler, Measure, Pause, Recording

NOTHING_HEARD = "No speech was found in this recording: check the microphone before the next take."
NOTHING_SEEN = "There is no picture in this recording: nothing was seen."
NO_SOUND = "There is no sound in this recording: nothing was heard."
DAMAGED = "Parts of this recording are damaged: what could be read was analysed."


@dataclass(frozen=True)
class Delivery:
    """How it was said."""

    pauses: tuple[Pause, ...]
    fillers: tuple[Filler, ...]
    measures: tuple[Measure, ...]
    curves: tuple[Curve, ...]


def assemble(
    request: Request, recording: Recording, heard: Heard, seen: Seen | None, timings: dict[str, float]
) -> Analysis:
    """Everything that follows from the signals."""
    question = request.question
    target_s = question.target_s if question else ADVICE_LENGTH_S
    delivery = measure_delivery(heard, target_s=target_s, think_aloud=mode_of(question) == "think-aloud")
    eyes = measure_eye_contact(seen.gaze if seen else None, speech=heard.speech)
    story, timing = read_story(heard.transcript, question=question, speech=heard.speech)
    measures = (*delivery.measures, *timing, *eyes.measures, *measure_framing(seen.track if seen else None))
    coaching = coach(
        transcript=heard.transcript,
        speech=heard.speech,
        pauses=delivery.pauses,
        fillers=delivery.fillers,
        glances=eyes.glances,
        story=story,
        measures=measures,
        question=question,
    )
    return Analysis(
        schema=ANALYSIS_SCHEMA,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        app_version=__version__,
        recording=recording,
        question=question,
        transcript=heard.transcript,
        speech=heard.speech,
        pauses=delivery.pauses,
        fillers=delivery.fillers,
        glances=eyes.glances,
        blinks=eyes.blinks,
        measures=measures,
        curves=(*delivery.curves, *((eyes.curve,) if seen else ())),
        story=story,
        moments=coaching.moments,
        priorities=coaching.priorities,
        follow_ups=coaching.follow_ups,
        warnings=_warnings(recording, heard, eyes, seen),
        timings=dict(timings),
    )


def measure_delivery(heard: Heard, *, target_s: tuple[float, float], think_aloud: bool) -> Delivery:
    """Fillers first: pace and voice leave them out."""
    transcript, speech = heard.transcript, heard.speech
    fillers = _fillers(heard)
    starts = split_clauses([word.text for word in transcript.words])
    pauses = find_pauses(speech, words=transcript.words, clause_starts=starts)
    measures = (
        *measure_pace(transcript, speech=speech, fillers=fillers, target_s=target_s),
        *measure_pauses(
            pauses,
            speech=speech,
            transcript=transcript,
            think_aloud=think_aloud,
            signal_to_noise=heard.loudness.signal_to_noise,
        ),
        *measure_fillers(
            fillers,
            speech=speech,
            words=transcript.words,
            rough=transcript.rough,
            provenance=transcript.provenance,
        ),
        *measure_voice(
            heard.pitch,
            heard.loudness,
            speech=speech,
            fillers=fillers,
            clipped_share=heard.audio.clipped_share if len(heard.audio.samples) else None,
        ),
    )
    voice = voice_curves(heard.pitch, heard.loudness, speech=speech, fillers=fillers)
    curves = (pace_curve(transcript.words, speech=speech), *voice)
    return Delivery(pauses, fillers, measures, curves)


def _fillers(heard: Heard) -> tuple[Filler, ...]:
    words = heard.transcript.words
    sound = find_sound_fillers(
        heard.audio.samples,
        speech=heard.speech,
        words=words,
        pitch=heard.pitch,
    )
    return find_fillers(words, speech=heard.speech, sound=sound, rough=heard.transcript.rough)


def _warnings(recording: Recording, heard: Heard, eyes: EyeContact, seen: Seen | None) -> tuple[str, ...]:
    told = (
        (NO_SOUND, not recording.has_audio),
        (NOTHING_HEARD, recording.has_audio and not heard.speech),
        (DAMAGED, heard.audio.damaged),
        (NOTHING_SEEN, seen is None),
    )
    return (*(sentence for sentence, holds in told if holds), *eyes.warnings)
