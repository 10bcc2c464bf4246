"""From signals to everything that is said about the take. Pure but for the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rehearse import __version__
from rehearse.analysis.hearing import Heard
from rehearse.analysis.request import Request
from rehearse.analysis.seeing import Seen
from rehearse.coaching.follow_ups import find_follow_ups
from rehearse.coaching.moments import find_moments
from rehearse.coaching.priorities import find_priorities
from rehearse.language.clauses import split_clauses
from rehearse.measures.answer import answer_span
from rehearse.measures.eye_contact import EyeContact, measure_eye_contact
from rehearse.measures.filler_sound import find_sound_fillers
from rehearse.measures.fillers import find_fillers, measure_fillers
from rehearse.measures.framing import measure_framing
from rehearse.measures.pace import ADVICE_LENGTH_S, find_fast, find_slow, measure_pace, pace_curve
from rehearse.measures.pauses import find_pauses, measure_pauses
from rehearse.measures.voice import measure_voice, voice_curves
from rehearse.story.check import check_transcript
from rehearse.story.timing import measure_timing
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
    mode = question.mode if question else "story"
    target_s = question.target_s if question else ADVICE_LENGTH_S
    delivery = measure_delivery(heard, target_s=target_s, think_aloud=mode == "think-aloud")
    eyes = measure_eye_contact(seen.gaze if seen else None, speech=heard.speech)
    story = check_transcript(heard.transcript) if heard.transcript.words and mode == "story" else None
    answer = answer_span(heard.speech)
    timing = measure_timing(story, transcript=heard.transcript, answer=answer) if mode == "story" else ()
    measures = (*delivery.measures, *timing, *eyes.measures, *measure_framing(seen.track if seen else None))
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
        moments=find_moments(
            transcript=heard.transcript,
            pauses=delivery.pauses,
            fillers=delivery.fillers,
            slow=find_slow(heard.transcript.words, speech=heard.speech),
            fast=find_fast(heard.transcript.words, speech=heard.speech),
            glances=eyes.glances,
            story=story,
            mode=mode,
        ),
        priorities=find_priorities(story=story, measures=measures, mode=mode),
        follow_ups=find_follow_ups(story, question=question, words=heard.transcript.words, rough=heard.transcript.rough)
        if heard.transcript.words
        else (),
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
