"""Pace, pauses and voice from values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.measures.answer import count_words, phonation_time
from rehearse.measures.pace import find_fast, find_slow, measure_pace, pace_curve
from rehearse.measures.pauses import find_pauses, long_silences, measure_pauses
from rehearse.measures.voice import measure_voice, voice_curves
from rehearse.signals.loudness import Loudness
from rehearse.signals.pitch import Pitch
from rehearse.types import Filler, Provenance, Span, Transcript, Word

ENGINE = Provenance("test")


def words_at(rate_wpm: float, start: float, end: float, text: str = "table") -> list[Word]:
    step = 60 / rate_wpm
    count = round((end - start) / step)
    return [Word(text, start + i * step, start + (i + 0.8) * step, 0.9) for i in range(count)]


def transcript(words, *, rough: bool = False) -> Transcript:
    return Transcript(tuple(words), "en", ENGINE, rough)


def by_key(measures):
    assert len({m.key for m in measures}) == len(measures)
    for measure in measures:
        assert (measure.value is None) == (measure.certainty == "unknown")
        assert measure.value is not None or measure.note.startswith("can't tell: ")
    return {m.key: m for m in measures}


def um(start: float, end: float, *, confirmed: bool | None = None) -> Filler:
    return Filler(start, end, "um", "filled pause", ("sound",), 0.9, confirmed=confirmed)


# --------------------------------------------------------------------------- pace


def test_rates_by_hand():
    speech = [Span(1, 11), Span(12, 31)]
    words = words_at(120, 1, 11) + words_at(120, 12, 31)  # 20 + 38 words of 2 syllables in 30 s, 29 s of them speech
    found = by_key(measure_pace(transcript(words), speech=speech, fillers=[um(2, 3)], question_ends=0.4))
    assert found["speech_rate"].value == pytest.approx(116, abs=0.01)
    assert found["syllable_rate"].value == pytest.approx(116 / 30, abs=0.01)
    assert found["articulation_rate"].value == pytest.approx(116 / 28, abs=0.01)
    assert found["answer_length"].value == 30
    assert found["response_latency"].value == pytest.approx(0.6)
    assert found["speech_rate"].band == (120, 170)


def test_fillers_are_no_words_and_numbers_are_several():
    counts = [count_words(Word(text, 0, 1)) for text in ("um", "Uh,", "40%", "twenty-two", "—", "don't")]
    assert counts == [0, 0, 2, 2, 0, 1]


def test_a_rejected_filler_counts_as_speech():
    speech = [Span(0, 10)]
    assert phonation_time(speech, [um(1, 2)]) == 9
    assert phonation_time(speech, [um(1, 2, confirmed=False)]) == 10
    assert phonation_time(speech, [um(9.5, 11)]) == 9.5


def test_rough_words_make_rough_rates():
    speech, words = [Span(0, 20)], words_at(150, 0, 20)
    sure = by_key(measure_pace(transcript(words), speech=speech))["speech_rate"]
    rough = by_key(measure_pace(transcript(words, rough=True), speech=speech))["speech_rate"]
    assert (sure.certainty, rough.certainty) == ("estimate", "rough")
    assert rough.error == pytest.approx(15)


@pytest.mark.parametrize("speech", [[], [Span(0.5, 2.0)]])
def test_too_little_speech_is_not_told(speech):
    words = [Word("hello", 0.6, 0.9)]
    found = by_key(measure_pace(transcript(words), speech=speech))
    assert found["speech_rate"].value is found["articulation_rate"].value is None
    assert (found["answer_length"].value is None) == (not speech)


def test_speech_without_words_is_not_told():
    found = by_key(measure_pace(transcript([]), speech=[Span(0, 30)]))
    assert found["speech_rate"].note == "can't tell: no words were recognised"
    assert found["answer_length"].value == 30


def test_curve_follows_a_change_of_pace():
    speech = [Span(0, 60)]
    curve = pace_curve(words_at(120, 0, 30) + words_at(200, 30, 60), speech=speech)
    at = {round(curve.start + i * curve.step): value for i, value in enumerate(curve.values)}
    assert at[15] == pytest.approx(120, abs=6)
    assert at[45] == pytest.approx(200, abs=6)
    assert at[30] == pytest.approx(160, abs=8)
    assert at[0] == pytest.approx(120, abs=12)


def test_curve_is_undefined_where_little_is_said():
    speech = [Span(0, 20), Span(40, 60)]
    curve = pace_curve(words_at(150, 0, 20) + words_at(150, 40, 60), speech=speech)
    values = dict(enumerate(curve.values))
    assert values[30] is None and values[10] is not None and values[50] is not None
    assert pace_curve([], speech=speech).values == pace_curve(words_at(150, 0, 1), speech=[]).values == ()


def test_stretches_are_found_with_their_mean():
    speech = [Span(0, 90)]
    words = words_at(140, 0, 30) + words_at(220, 30, 50) + words_at(140, 50, 70) + words_at(80, 70, 90)
    (fast,), (slow,) = find_fast(words, speech=speech), find_slow(words, speech=speech)
    assert fast.start == pytest.approx(28, abs=4) and fast.end == pytest.approx(52, abs=4)
    assert fast.wpm > 190
    assert slow.start == pytest.approx(68, abs=5) and slow.end == pytest.approx(90, abs=1)
    assert slow.wpm < 110
    assert find_fast(words_at(150, 0, 90), speech=speech) == ()
    assert find_fast(words_at(300, 0, 8), speech=[Span(0, 8)]) == ()


# --------------------------------------------------------------------------- pauses


def test_classes_and_minimum():
    edges = [0, 1, 1.2, 2, 2.3, 3, 3.6, 5, 6.2, 7, 9.5, 11]
    speech = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert [p.size for p in find_pauses(speech)] == ["brief", "medium", "long", "very long"]
    assert len(find_pauses(speech, minimum=0.15)) == 5
    assert all(p.place == "unknown" and p.before_word is None for p in find_pauses(speech))


def test_places():
    texts = "we shipped | it then | um | so we slept".replace("|", "").split()
    words = [Word(text, 2.0 * i, 2.0 * i + 1, 0.9) for i, text in enumerate(texts)]
    speech = [Span(w.start, w.end) for w in words]
    pauses = find_pauses(speech, words=words, clause_starts=[0, 3, 4])  # we | then | um so we slept
    assert [(p.before_word, p.place) for p in pauses] == [
        (1, "inside"), (2, "inside"), (3, "boundary"), (4, "boundary"), (5, "boundary"), (6, "inside"), (7, "inside"),
    ]  # fmt: skip


def test_a_pause_after_the_last_word_has_no_place():
    pauses = find_pauses([Span(0, 1), Span(2, 3)], words=[Word("hello", 0, 1)], clause_starts=[0])
    assert [(p.place, p.before_word) for p in pauses] == [("unknown", None)]


def test_pause_measures_by_hand():
    speech = [Span(0, 10), Span(11, 20), Span(20.5, 30)]
    words = words_at(120, 0, 10) + words_at(120, 11, 20)
    pauses = find_pauses(speech, words=words, clause_starts=[0])
    found = by_key(measure_pauses(pauses, speech=speech, transcript=transcript(words)))
    assert found["pauses_per_minute"].value == 4
    assert found["inside_pauses_per_minute"].value == 2
    assert found["mean_pause"].value == 0.75
    assert found["phonation_ratio"].value == 95
    assert found["mean_run"].value == pytest.approx(38 / 3, abs=0.01)
    assert "long_silences" not in found


def test_noise_makes_pauses_an_estimate():
    speech = [Span(0, 10), Span(11, 30)]
    pauses = find_pauses(speech)
    for snr, certainty in ((None, "sure"), (30.0, "sure"), (9.0, "estimate")):
        found = by_key(measure_pauses(pauses, speech=speech, transcript=transcript([]), signal_to_noise=snr))
        assert found["pauses_per_minute"].certainty == certainty
        assert ("9 dB" in found["pauses_per_minute"].note) == (snr == 9.0)


def test_long_silences_are_told_when_thinking_aloud():
    speech = [Span(0, 10), Span(19, 20), Span(27, 30)]
    pauses = find_pauses(speech)
    assert len(long_silences(pauses)) == 1
    found = by_key(measure_pauses(pauses, speech=speech, transcript=transcript([]), think_aloud=True))
    assert found["long_silences"].value == 1
    assert found["inside_pauses_per_minute"].value is None


@pytest.mark.parametrize("speech", [[], [Span(0, 2)]])
def test_no_answer_no_pause_measures(speech):
    by_key(found := measure_pauses((), speech=speech, transcript=transcript([]), think_aloud=True))
    assert all(m.value is None for m in found)


def test_no_pause_at_all():
    found = by_key(measure_pauses((), speech=[Span(0, 30)], transcript=transcript(words_at(150, 0, 30))))
    assert found["pauses_per_minute"].value == 0
    assert found["mean_pause"].value is None


@given(st.lists(st.floats(0.01, 3), min_size=2, max_size=40))
def test_pauses_and_speech_fill_the_answer(lengths):
    edges = np.cumsum(lengths[: len(lengths) // 2 * 2])
    speech = [Span(float(a), float(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    pauses = find_pauses(speech, minimum=0.0)
    silent = sum(p.end - p.start for p in pauses)
    assert silent + sum(s.end - s.start for s in speech) == pytest.approx(speech[-1].end - speech[0].start)


# --------------------------------------------------------------------------- voice


def steady(seconds: float, *, spread: float = 2.0, snr: float | None = 30.0) -> tuple[Pitch, Loudness]:
    """A voice whose pitch swings as a sine of SD `spread` semitones around 120 Hz, and whose level falls 10 LU."""
    steps = np.arange(round(seconds / 0.016))
    f0 = 120 * 2 ** (spread * np.sqrt(2) * np.sin(steps * 0.016 * 2) / 12)
    level = np.linspace(-20, -30, round(seconds * 10)).astype(np.float32)
    return Pitch(f0.astype(np.float32), np.ones(len(steps), np.float32)), Loudness(level, level, snr)


def test_voice_by_hand():
    pitch, loudness = steady(60)
    found = by_key(measure_voice(pitch, loudness, speech=[Span(0, 60)]))
    assert found["pitch_variation"].value == pytest.approx(2.0, abs=0.05)
    assert found["pitch_variation"].error is not None
    assert found["pitch_range"].value == pytest.approx(2 * 2 * np.sqrt(2) * np.sin(0.45 * np.pi), abs=0.1)
    assert found["loudness_range"].value == pytest.approx(8.5, abs=0.1)
    assert found["snr"].value == 30
    assert found["clipping"].value == 0


def test_only_speech_outside_filled_pauses_counts():
    pitch, loudness = steady(60)
    pitch.f0[:1875] *= 1.6  # the first 30 s are another voice
    alone = by_key(measure_voice(pitch, loudness, speech=[Span(30, 60)]))
    assert alone["pitch_variation"].value == pytest.approx(2.0, abs=0.05)
    filled = by_key(measure_voice(pitch, loudness, speech=[Span(0, 60)], fillers=[um(0, 30)]))
    assert filled["pitch_variation"].value == pytest.approx(2.0, abs=0.05)


def test_quality_gates():
    pitch, loudness = steady(60, snr=3.0)
    noisy = by_key(measure_voice(pitch, loudness, speech=[Span(0, 60)], clipped_share=0.02))
    assert noisy["pitch_variation"].value is None
    assert "3 dB" in noisy["pitch_variation"].note
    assert noisy["loudness_range"].certainty == "estimate"
    assert noisy["clipping"].value == 2 and noisy["clipping"].note
    pitch, loudness = steady(60, snr=10.0)
    assert by_key(measure_voice(pitch, loudness, speech=[Span(0, 60)]))["pitch_variation"].certainty == "estimate"


@pytest.mark.parametrize("seconds", [0, 2])
@pytest.mark.parametrize("speaks", [True, False])
def test_short_and_silent_takes_abstain(seconds, speaks):
    pitch, loudness = steady(seconds, snr=None)
    speech = [Span(0, seconds)] if speaks and seconds else []
    found = by_key(measure_voice(pitch, loudness, speech=speech))
    assert all(found[key].value is None for key in ("pitch_variation", "pitch_range", "loudness_range", "snr"))
    assert all(len(curve.values) <= 5 for curve in voice_curves(pitch, loudness, speech=speech))


def test_curves():
    pitch, loudness = steady(30)
    curves = {curve.key: curve for curve in voice_curves(pitch, loudness, speech=[Span(0, 10), Span(12, 30)])}
    assert set(curves) == {"pitch", "pitch_variation", "loudness"}
    hz = curves["pitch"].values
    assert hz[22] is None and hz[2] is not None and 80 < hz[2] < 200
    assert curves["pitch_variation"].values[15] == pytest.approx(2.0, abs=0.3)
    assert curves["loudness"].values[0] == -20
