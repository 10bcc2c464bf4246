"""Silent pauses: where they fall counts more than how many there are.

A silent pause is a gap of 0.25 s or more between speech regions (Goldman-Eisler 1968). Only pauses inside a clause cost
fluency (Kahng 2017), so a pause at a clause boundary is counted but never advised against.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rehearse.language.tokens import is_filled_pause
from rehearse.measures.answer import answer_span, count_words
from rehearse.signals import voice_activity
from rehearse.types import Certainty, Measure, Pause, PauseClass, PausePlace, Provenance, Span, Transcript, Word

MINIMUM_S = 0.25
CLASSES: tuple[tuple[float, PauseClass], ...] = ((2.0, "very long"), (1.0, "long"), (0.5, "medium"))
LONG_SILENCE_S = 8.0
LEAST_ANSWER_S = 5.0
NOISY_DB = 15.0
NO_SPEECH = "can't tell: no speech was heard"
TOO_SHORT = "can't tell: the answer is under 5 s long"
NO_WORDS = "can't tell: no words were recognised"


def find_pauses(
    speech: Sequence[Span], *, words: Sequence[Word] = (), clause_starts: Sequence[int] = (), minimum: float = MINIMUM_S
) -> tuple[Pause, ...]:
    """Gaps of at least `minimum` s between speech regions, with their class and place.

    `clause_starts` indexes the words that begin a clause; fillers on the way from there to the pause don't make it an
    inner one ("um, [pause] so we"). The place is unknown where there are no words on both sides.
    """
    gaps = [Span(a.end, b.start) for a, b in pairwise(speech) if b.start - a.end >= minimum]
    return place_pauses(gaps, words=words, clause_starts=clause_starts)


def place_pauses(
    gaps: Sequence[Span | Pause], *, words: Sequence[Word], clause_starts: Sequence[int]
) -> tuple[Pause, ...]:
    """The silences `gaps` as pauses, each with its class and its place among `words`; see `find_pauses`."""
    middles = [(word.start + word.end) / 2 for word in words]
    starts = set(clause_starts)
    return tuple(_pause(gap.start, gap.end, words=words, middles=middles, clause_starts=starts) for gap in gaps)


def measure_pauses(
    pauses: Sequence[Pause],
    *,
    speech: Sequence[Span],
    transcript: Transcript,
    think_aloud: bool = False,
    signal_to_noise: float | None = None,
) -> tuple[Measure, ...]:
    """Pauses a minute, those inside clauses, mean length, share of phonation, mean run of words, long silences.

    The answer, from first to last speech, is what "a minute" counts. Long silences (over 8 s, where a listener of
    somebody who thinks aloud takes them for being stuck) are told for `think_aloud` alone. Under 15 dB of
    `signal_to_noise` the ends of words drown, so the figures are estimates that say so.
    """
    answer = answer_span(speech)
    of_words = measure_pauses_in_words(pauses, speech=speech, transcript=transcript, signal_to_noise=signal_to_noise)
    if answer is None or answer.end - answer.start < LEAST_ANSWER_S:
        note = NO_SPEECH if answer is None else TOO_SHORT
        of_time = [_unknown(row, note) for row in OF_TIME]
        silences = [_unknown(SILENCES, note)] if think_aloud else []
    else:
        of_time = _of_time(pauses, answer)
        silences = [_known(SILENCES, float(len(long_silences(pauses))), "sure", _heard())] if think_aloud else []
    heard = [_in_noise(measure, signal_to_noise) for measure in (*of_time, *silences)]
    return (*heard[: len(OF_TIME)], *of_words, *heard[len(OF_TIME) :])


def measure_pauses_in_words(
    pauses: Sequence[Pause], *, speech: Sequence[Span], transcript: Transcript, signal_to_noise: float | None = None
) -> tuple[Measure, ...]:
    """Pauses inside clauses a minute and mean run of words: the part of `measure_pauses` that hangs on the words."""
    answer = answer_span(speech)
    if answer is None or answer.end - answer.start < LEAST_ANSWER_S:
        return tuple(_unknown(row, NO_SPEECH if answer is None else TOO_SHORT) for row in OF_WORDS)
    return tuple(_in_noise(measure, signal_to_noise) for measure in _of_words(pauses, answer, transcript))


def _in_noise(measure: Measure, signal_to_noise: float | None) -> Measure:
    # The figure is told to a tenth, and judged as it is told.
    if measure.value is None or signal_to_noise is None or round(signal_to_noise, 1) >= NOISY_DB:
        return measure
    note = f"the voice stands only {round(signal_to_noise, 1):.0f} dB above the noise, so pauses are placed roughly"
    return replace(measure, certainty="rough" if measure.certainty == "rough" else "estimate", note=note)


def long_silences(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """Pauses of more than 8 s."""
    return tuple(pause for pause in pauses if pause.end - pause.start > LONG_SILENCE_S)


# --------------------------------------------------------------------------- one pause


def _pause(
    start: float, end: float, *, words: Sequence[Word], middles: Sequence[float], clause_starts: set[int]
) -> Pause:
    following = bisect_right(middles, (start + end) / 2)
    size: PauseClass = next((name for least, name in CLASSES if end - start >= least), "brief")
    before_word = following if following < len(words) else None
    return Pause(start, end, size, _place(following, words=words, clause_starts=clause_starts), before_word)


def _place(following: int, *, words: Sequence[Word], clause_starts: set[int]) -> PausePlace:
    if not 0 < following < len(words):
        return "unknown"
    first = following
    while first > 0 and first not in clause_starts and is_filled_pause(words[first - 1].text):
        first -= 1
    return "boundary" if first in clause_starts else "inside"


# --------------------------------------------------------------------------- figures

Row = tuple[str, str, str]
PER_MINUTE: Row = ("pauses_per_minute", "Pauses", "per minute")
MEAN: Row = ("mean_pause", "Mean pause", "s")
PHONATION: Row = ("phonation_ratio", "Time spent speaking", "%")
INSIDE: Row = ("inside_pauses_per_minute", "Pauses inside clauses", "per minute")
RUN: Row = ("mean_run", "Words between pauses", "words")
SILENCES: Row = ("long_silences", "Silences over 8 s", "")
OF_TIME = (PER_MINUTE, MEAN, PHONATION)
OF_WORDS = (INSIDE, RUN)


def _of_time(pauses: Sequence[Pause], answer: Span) -> list[Measure]:
    length = answer.end - answer.start
    silent = sum(pause.end - pause.start for pause in pauses)
    mean = (
        _known(MEAN, silent / len(pauses), "sure", _heard(), error=0.05)
        if pauses
        else _unknown(MEAN, "can't tell: there is no pause")
    )
    return [
        _known(PER_MINUTE, 60 * len(pauses) / length, "sure", _heard()),
        mean,
        _known(PHONATION, 100 * (1 - silent / length), "sure", _heard(), error=1.0),
    ]


def _of_words(pauses: Sequence[Pause], answer: Span, transcript: Transcript) -> list[Measure]:
    if not transcript.words:
        return [_unknown(INSIDE, NO_WORDS), _unknown(RUN, NO_WORDS)]
    minutes = (answer.end - answer.start) / 60
    inside = sum(pause.place == "inside" for pause in pauses)
    said = sum(count_words(word) for word in transcript.words)
    certainty: Certainty = "rough" if transcript.rough else "estimate"
    return [
        _known(INSIDE, inside / minutes, certainty, transcript.provenance),
        _known(RUN, said / (len(pauses) + 1), certainty, transcript.provenance),
    ]


def _heard() -> Provenance:
    return voice_activity.provenance(minimum_pause_s=MINIMUM_S)


def _known(row: Row, value: float, certainty: Certainty, made_by: Provenance, *, error: float | None = None) -> Measure:
    key, label, unit = row
    return Measure(key, label, round(value, 2), unit, certainty, made_by, error=error)


def _unknown(row: Row, note: str) -> Measure:
    key, label, unit = row
    return Measure(key, label, None, unit, "unknown", _heard(), note=note)
