"""How much the voice moves in pitch and loudness, and whether the recording is good enough to tell.

Liveliness follows the variation of F0 in 10 s windows (Hincks 2005: r = .83 with what listeners hear). There is no
universal cut-off, so no band: a person's own baseline is what to compare with. Loudness is told within a take only,
since microphones adjust their own gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rehearse.measures.answer import answer_span, filled_pauses
from rehearse.measures.seen import inside
from rehearse.signals import loudness as loudness_signal
from rehearse.signals import pitch as pitch_signal
from rehearse.signals.loudness import Loudness
from rehearse.signals.pitch import Pitch
from rehearse.types import Certainty, Curve, Filler, Measure, Provenance, Span

WINDOW_S, STEP_S = 10.0, 1.0
PITCH_STEP_S = 0.5
LEAST_VOICED_S, LEAST_WINDOW_S, LEAST_STEP_S = 3.0, 2.0, 0.08
NOISY_DB, TOO_NOISY_DB = 15.0, 5.0
# Part of the samples at full scale from which distortion is heard, and what to aim for. Chosen here.
CLIPPED_PERCENT = 0.1
GOOD_SNR_DB = 20.0
NO_SPEECH = "can't tell: no speech was heard"
NO_SOUND = "can't tell: the recording has no sound"

Floats = NDArray[np.float64]


def measure_voice(
    pitch: Pitch,
    loudness: Loudness,
    *,
    speech: Sequence[Span],
    fillers: Sequence[Filler] = (),
    clipped_share: float | None = 0.0,
) -> tuple[Measure, ...]:
    """Pitch variation and range (semitones), loudness range (LU), signal to noise (dB), clipping (%).

    Parameters
    ----------
    speech : only what lies inside counts.
    fillers : filled pauses among them are left out of the pitch.
    clipped_share : part (0..1) of the recorded samples at full scale; None where no sound was recorded.
    """
    return (
        *_pitch_measures(pitch, loudness, speech=speech, fillers=fillers),
        _loudness_range(loudness, speech=speech, clipped_share=clipped_share or 0.0),
        _signal_to_noise(loudness, speech=speech),
        _clipping(clipped_share),
    )


def voice_curves(
    pitch: Pitch, loudness: Loudness, *, speech: Sequence[Span], fillers: Sequence[Filler] = ()
) -> tuple[Curve, ...]:
    """Curves "pitch" (Hz, medians of 0.5 s), "pitch_variation" (semitones, 10 s windows), "loudness" (LUFS, 3 s)."""
    answer = answer_span(speech)
    if answer is None:
        return ()
    times, semitones = _voiced(pitch, speech, fillers)
    levels = loudness.short_term[:: round(STEP_S / loudness.step)]
    spreads = tuple(_rounded(v) for v in _window_spreads(times, semitones, answer, pitch.step))
    steps = _pitch_steps(times, semitones, answer.end, pitch.step)
    return (
        Curve("pitch", "Pitch", "Hz", 0.0, PITCH_STEP_S, steps),
        Curve("pitch_variation", "Pitch variation", "semitones", round(answer.start, 3), STEP_S, spreads),
        Curve("loudness", "Loudness", "LUFS", loudness.step / 2, STEP_S, tuple(_rounded(v) for v in levels)),
    )


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 2)


# --------------------------------------------------------------------------- pitch


def _voiced(pitch: Pitch, speech: Sequence[Span], fillers: Sequence[Filler]) -> tuple[Floats, Floats]:
    """Times (n,) and semitones above 1 Hz (n,) of voiced frames in speech, outside filled pauses."""
    times = np.arange(len(pitch.f0)) * pitch.step
    kept = np.isfinite(pitch.f0) & inside(times, speech)
    for pause in filled_pauses(fillers):
        kept &= ~((times >= pause.start) & (times <= pause.end))
    semitones: Floats = 12.0 * np.log2(pitch.f0[kept].astype(np.float64))
    voiced: Floats = times[kept]
    return voiced, semitones


def _pitch_measures(
    pitch: Pitch, loudness: Loudness, *, speech: Sequence[Span], fillers: Sequence[Filler]
) -> tuple[Measure, Measure]:
    times, semitones = _voiced(pitch, speech, fillers)
    share = len(times) / max(1, len(pitch.f0))
    note = _why_no_pitch(len(times) * pitch.step, loudness, speech)
    answer = answer_span(speech)
    if note or answer is None:
        return tuple(_unknown(key, label, "semitones", share, note) for key, label in PITCHES)  # type: ignore[return-value]
    low, high = np.percentile(semitones, (5, 95))
    windows = _window_spreads(times, semitones, answer, pitch.step)[:: round(WINDOW_S / STEP_S)]
    error = _standard_error(windows[np.isfinite(windows)])
    certainty: Certainty = "sure" if (loudness.signal_to_noise or 0) >= NOISY_DB else "estimate"
    made_by = pitch_signal.provenance(share=round(share, 3))
    (key, label), (range_key, range_label) = PITCHES
    return (
        Measure(key, label, round(float(semitones.std()), 2), "semitones", certainty, made_by, error=error),
        Measure(range_key, range_label, round(float(high - low), 2), "semitones", certainty, made_by),
    )


PITCHES = (("pitch_variation", "Pitch variation"), ("pitch_range", "Pitch range"))


def _why_no_pitch(voiced_s: float, loudness: Loudness, speech: Sequence[Span]) -> str:
    if not speech:
        return NO_SPEECH
    if voiced_s < LEAST_VOICED_S:
        return f"can't tell: only {voiced_s:.1f} s of voiced speech"
    if loudness.signal_to_noise is not None and loudness.signal_to_noise < TOO_NOISY_DB:
        return f"can't tell: the voice stands only {loudness.signal_to_noise:.0f} dB above the noise"
    return ""


def _window_spreads(times: Floats, semitones: Floats, answer: Span, step: float) -> Floats:
    """SD of pitch in 10 s windows around each second of the answer; nan under 2 s of voiced frames."""
    centres = np.arange(answer.start, answer.end, STEP_S)
    first, last = np.searchsorted(times, centres - WINDOW_S / 2), np.searchsorted(times, centres + WINDOW_S / 2)
    count = np.maximum(last - first, 1)
    level = semitones - (semitones.mean() if len(semitones) else 0.0)
    sums, squares = (np.concatenate([[0.0], np.cumsum(v)]) for v in (level, level**2))
    mean = (sums[last] - sums[first]) / count
    variance = (squares[last] - squares[first]) / count - mean**2
    spreads: Floats = np.where(count * step >= LEAST_WINDOW_S, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    return spreads


def _standard_error(values: Floats) -> float | None:
    """± of the mean over separate windows (two standard errors); None where there are too few to say."""
    return round(2 * float(values.std(ddof=1)) / sqrt(len(values)), 2) if len(values) >= 3 else None


def _pitch_steps(times: Floats, semitones: Floats, end: float, step: float) -> tuple[float | None, ...]:
    edges = np.searchsorted(times, np.arange(0.0, end + PITCH_STEP_S, PITCH_STEP_S))
    least = max(1, round(LEAST_STEP_S / step))
    return tuple(
        round(float(2 ** (np.median(semitones[a:b]) / 12)), 1) if b - a >= least else None for a, b in pairwise(edges)
    )


# --------------------------------------------------------------------------- loudness and quality


def _loudness_range(loudness: Loudness, *, speech: Sequence[Span], clipped_share: float) -> Measure:
    """10th to 95th percentile of short-term loudness while speaking, LU (EBU Tech 3342, gated by speech instead)."""
    row = ("loudness_range", "Loudness range")
    centres = (np.arange(len(loudness.short_term)) + 0.5) * loudness.step
    levels = loudness.short_term[inside(centres, speech)]
    made_by = loudness_signal.provenance(share=round(len(levels) / max(1, len(centres)), 3))
    if len(levels) * loudness.step < WINDOW_S:
        note = NO_SPEECH if not speech else "can't tell: under 10 s of speech"
        return Measure(*row, None, "LU", "unknown", made_by, note=note)
    low, high = np.percentile(levels, (10, 95))
    clipped = 100 * clipped_share > CLIPPED_PERCENT
    note = "the recording clips, so loud passages are cut" if clipped else ""
    return Measure(*row, round(float(high - low), 1), "LU", "estimate" if clipped else "sure", made_by, note=note)


def _signal_to_noise(loudness: Loudness, *, speech: Sequence[Span]) -> Measure:
    made_by = loudness_signal.provenance()
    if loudness.signal_to_noise is None:
        note = "can't tell: there is no silence to compare with" if speech else NO_SPEECH
        return Measure("snr", "Signal to noise", None, "dB", "unknown", made_by, (GOOD_SNR_DB, None), note=note)
    value = round(loudness.signal_to_noise, 1)
    note = "move closer to the microphone or find a quieter room" if value < NOISY_DB else ""
    return Measure("snr", "Signal to noise", value, "dB", "estimate", made_by, (GOOD_SNR_DB, None), note=note)


def _clipping(clipped_share: float | None) -> Measure:
    if clipped_share is None:
        return Measure("clipping", "Clipping", None, "%", "unknown", Provenance("sample count"), note=NO_SOUND)
    percent, advice = round(100 * clipped_share, 3), (None, CLIPPED_PERCENT)
    note = "turn the microphone down" if percent > CLIPPED_PERCENT else ""
    return Measure("clipping", "Clipping", percent, "%", "sure", Provenance("sample count"), advice, note=note)


def _unknown(key: str, label: str, unit: str, share: float, note: str) -> Measure:
    return Measure(key, label, None, unit, "unknown", pitch_signal.provenance(share=round(share, 3)), note=note)
