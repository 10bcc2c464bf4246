"""How fast somebody talks.

Speech rate counts pauses in, articulation rate leaves them and filled pauses out (de Jong & Wempe 2009). Advice:
120-170 words a minute; published bands are 100-165 (PowerPoint coach), 130-175 (Read AI), 140-160 (Speech Away, which
flags under 110 and over 190). Filled pauses are not counted as words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rehearse.language.syllables import count_syllables
from rehearse.language.tokens import is_filled_pause
from rehearse.measures.answer import answer_span, count_words, phonation_time
from rehearse.signals import voice_activity
from rehearse.types import Certainty, Curve, Filler, Measure, Span, Transcript, Word

ADVICE_WPM = (120.0, 170.0)
ADVICE_LENGTH_S = (90.0, 150.0)
SLOW_WPM, FAST_WPM = 110.0, 190.0
WINDOW_S, STEP_S, LEAST_SPEECH_S = 10.0, 1.0, 3.0
EDGE_ERROR_S = 0.1
# Part of the word count that is doubted where the recogniser gives no probabilities, or only a stopgap's. Chosen here.
DOUBT, ROUGH_DOUBT = 0.05, 0.1

Times = NDArray[np.float64]
Row = tuple[str, str, str, tuple[float, float] | None]
RATES: tuple[Row, Row, Row] = (
    ("speech_rate", "Pace", "words/min", ADVICE_WPM),
    ("syllable_rate", "Syllable rate", "syllables/s", None),
    ("articulation_rate", "Articulation rate", "syllables/s", None),
)


@dataclass(frozen=True)
class Stretch(Span):
    """A sustained stretch of slow or fast speech, at `wpm` words a minute on average."""

    wpm: float = 0.0


def measure_pace(
    transcript: Transcript,
    *,
    speech: Sequence[Span],
    fillers: Sequence[Filler] = (),
    question_ends: float = 0.0,
    target_s: tuple[float, float] | None = ADVICE_LENGTH_S,
) -> tuple[Measure, ...]:
    """Speech rate, syllable rate, articulation rate, answer length and response latency.

    Parameters
    ----------
    speech : speech regions of the whole recording, in order.
    fillers : filled pauses among them are left out of the phonation time.
    question_ends : when the spoken question ended, s; 0 where the recording starts with silence.
    target_s : the question's advice for the answer's length; None for no advice.
    """
    return (*measure_rates(transcript, speech=speech, fillers=fillers), *_times(speech, question_ends, target_s))


def pace_curve(words: Sequence[Word], *, speech: Sequence[Span]) -> Curve:
    """Words per minute in 10 s windows, one a second, each value at its window's centre.

    None where the window holds under 3 s of speech. At the answer's edges the window is what lies inside the answer.
    """
    answer = answer_span(speech)
    if answer is None or not words:
        return Curve("pace", "Pace", "words/min", 0.0, STEP_S, ())
    centres = np.arange(answer.start, answer.end, STEP_S)
    half = WINDOW_S / 2
    starts, ends = np.maximum(centres - half, answer.start), np.minimum(centres + half, answer.end)
    values = tuple(None if np.isnan(v) else round(float(v), 1) for v in _wpm(_running(words), speech, starts, ends))
    return Curve("pace", "Pace", "words/min", round(answer.start, 3), STEP_S, values)


def find_slow(words: Sequence[Word], *, speech: Sequence[Span]) -> tuple[Stretch, ...]:
    """Stretches of at least 10 s under 110 words a minute (pauses included)."""
    return _stretches(words, speech, beyond=lambda wpm: wpm < SLOW_WPM, extreme=np.argmin)


def find_fast(words: Sequence[Word], *, speech: Sequence[Span]) -> tuple[Stretch, ...]:
    """Stretches of at least 10 s over 190 words a minute."""
    return _stretches(words, speech, beyond=lambda wpm: wpm > FAST_WPM, extreme=np.argmax)


# --------------------------------------------------------------------------- windows


class _Running(NamedTuple):
    """The middles of n words, and how many words are said before each of them and after all, (n + 1,)."""

    middles: Times
    until: NDArray[np.int_]


def _running(words: Sequence[Word]) -> _Running:
    middles = np.array([(word.start + word.end) / 2 for word in words])
    return _Running(middles, np.concatenate([[0], np.cumsum([count_words(word) for word in words])]))


def _wpm(words: _Running, speech: Sequence[Span], starts: Times, ends: Times) -> Times:
    """Words per minute from each start to its end; nan under 3 s of speech. A word counts where its middle lies."""
    said = words.until[np.searchsorted(words.middles, ends)] - words.until[np.searchsorted(words.middles, starts)]
    spoken = _speech_until(speech, ends) - _speech_until(speech, starts)
    wpm: Times = np.where(spoken >= LEAST_SPEECH_S, 60 * said / np.maximum(ends - starts, STEP_S), np.nan)
    return wpm


def _speech_until(speech: Sequence[Span], times: Times) -> Times:
    edges = np.array([(span.start, span.end) for span in speech]).reshape(-1)
    gained = np.array([(0.0, span.end - span.start) for span in speech]).reshape(-1)
    until: Times = np.interp(times, edges, np.cumsum(gained))
    return until


def _stretches(
    words: Sequence[Word], speech: Sequence[Span], *, beyond: Callable[[Any], Any], extreme: Callable[[Times], Any]
) -> tuple[Stretch, ...]:
    answer = answer_span(speech)
    if answer is None or not words or answer.end - answer.start < WINDOW_S:
        return ()
    starts, running = np.arange(answer.start, answer.end - WINDOW_S + 1e-6, STEP_S), _running(words)
    wpm = _wpm(running, speech, starts, starts + WINDOW_S)
    found = np.flatnonzero(beyond(wpm))
    runs = np.split(found, np.flatnonzero(np.diff(found) * STEP_S >= WINDOW_S) + 1)
    return tuple(_stretch(running, speech, starts[run], wpm[run], beyond, extreme) for run in runs if len(run))


def _stretch(
    words: _Running, speech: Sequence[Span], starts: Times, wpm: Times, beyond: Callable[[Any], Any], extreme: Any
) -> Stretch:
    """Overlapping windows taken together, or, where their mean is within the limits, the most extreme of them."""
    start, end = float(starts[0]), float(starts[-1]) + WINDOW_S
    mean = float(_wpm(words, speech, np.array([start]), np.array([end]))[0])
    if not beyond(mean):
        most = int(extreme(wpm))
        start, end, mean = float(starts[most]), float(starts[most]) + WINDOW_S, float(wpm[most])
    return Stretch(round(start, 3), round(end, 3), round(mean, 1))


# --------------------------------------------------------------------------- whole take


def measure_rates(
    transcript: Transcript, *, speech: Sequence[Span], fillers: Sequence[Filler] = ()
) -> tuple[Measure, ...]:
    """Speech rate, syllable rate and articulation rate: the part of `measure_pace` that hangs on the words."""
    answer, phonation = answer_span(speech), phonation_time(speech, fillers)
    words = [word for word in transcript.words if not is_filled_pause(word.text)]
    said, syllables = sum(count_words(word) for word in words), sum(count_syllables(word.text) for word in words)
    if answer is None or phonation < LEAST_SPEECH_S or not said:
        note = (
            "can't tell: no words were recognised" if phonation >= LEAST_SPEECH_S else "can't tell: under 3 s of speech"
        )
        values: tuple[float | None, ...] = (None, None, None)
    else:
        length = answer.end - answer.start
        note, values = "", (60 * said / length, syllables / length, syllables / phonation)
    doubt = _doubt(transcript, words)
    return tuple(
        _rate(row, value, doubt=doubt, transcript=transcript, note=note)
        for row, value in zip(RATES, values, strict=True)
    )


def _rate(row: Row, value: float | None, *, doubt: float, transcript: Transcript, note: str) -> Measure:
    key, label, unit, band = row
    made_by = transcript.provenance
    if value is None:
        return Measure(key, label, None, unit, "unknown", made_by, band, note=note)
    certainty: Certainty = "rough" if transcript.rough else "estimate"
    return Measure(key, label, round(value, 2), unit, certainty, made_by, band, error=round(value * doubt, 2))


def _doubt(transcript: Transcript, words: Sequence[Word]) -> float:
    """Part of the word count that may be wrong: two standard deviations, each word being there with its probability."""
    if transcript.rough or any(word.probability is None for word in words) or not words:
        return ROUGH_DOUBT if transcript.rough else DOUBT
    chances = [min(1.0, max(0.0, word.probability or 0.0)) for word in words]
    return min(1.0, 2 * sqrt(sum(chance * (1 - chance) for chance in chances)) / len(words))


def _times(
    speech: Sequence[Span], question_ends: float, target_s: tuple[float, float] | None
) -> tuple[Measure, Measure]:
    made_by, answer = voice_activity.provenance(), answer_span(speech)
    rows: tuple[Row, Row] = (
        ("answer_length", "Answer length", "s", target_s),
        ("response_latency", "Time before the first word", "s", None),
    )
    if answer is None:
        note = "can't tell: no speech was heard"
        length, latency = (Measure(k, name, None, unit, "unknown", made_by, b, note=note) for k, name, unit, b in rows)
        return length, latency
    values = (answer.end - answer.start, max(0.0, answer.start - question_ends))
    length, latency = (
        Measure(k, name, round(value, 2), unit, "sure", made_by, band, error=EDGE_ERROR_S)
        for (k, name, unit, band), value in zip(rows, values, strict=True)
    )
    return length, latency
