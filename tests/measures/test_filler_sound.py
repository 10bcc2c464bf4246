"""Filled pauses by their sound, on vowels made here and on a talking head whose fillers are known."""

import numpy as np
import pytest

from rehearse.measures.doubtful_speech import believed, uncovered
from rehearse.measures.filler_sound import find_sound_fillers, pitch_slope
from rehearse.signals.pitch import STEP, Pitch
from rehearse.types import Span, Word
from tests.accuracy.filler_data import sounds
from tests.accuracy.fillers import hear, matched

RATE = 16_000
SCHWA, AH, EE = (500.0, 1500.0), (800.0, 1200.0), (300.0, 2300.0)
SPEECH = (Span(0.95, 1.45),)


def vowel(seconds: float, *targets: tuple[float, float], hz: float = 120.0) -> np.ndarray:
    """Harmonics under two resonances that move through `targets`."""
    t = np.arange(round(seconds * RATE)) / RATE
    places = np.linspace(0, len(t) - 1, len(targets))
    tracks = [np.interp(np.arange(len(t)), places, [target[k] for target in targets]) for k in (0, 1)]
    wave = np.zeros(len(t))
    for harmonic in range(1, 25):
        gain = sum(1 / (1 + ((harmonic * hz - track) / 90) ** 2) for track in tracks)
        wave += gain * np.sin(2 * np.pi * harmonic * hz * t)
    return (0.1 * wave).astype(np.float32)


def scene(*parts: tuple[float, np.ndarray], seconds: float = 5.0, hz: float = 120.0) -> tuple[np.ndarray, Pitch]:
    """Faint noise with `parts` put in at their times, and the pitch of those that are voiced."""
    samples = np.random.default_rng(1).normal(0, 1e-4, round(seconds * RATE)).astype(np.float32)
    f0 = np.full(round(seconds / STEP), np.nan, np.float32)
    for start, wave in parts:
        at = round(start * RATE)
        samples[at : at + len(wave)] += wave
        f0[round(start / STEP) : round((start + len(wave) / RATE) / STEP)] = hz
    return samples, Pitch(f0=f0, confidence=np.isfinite(f0).astype(np.float32))


def find(samples, pitch, words=(), speech=SPEECH):
    return find_sound_fillers(samples, speech=speech, words=words, pitch=pitch)


def test_a_steady_vowel_without_a_word_is_heard():
    (found,) = find(*scene((1.0, vowel(0.4, SCHWA))))
    assert found.start == pytest.approx(1.0, abs=0.03)
    assert found.end == pytest.approx(1.4, abs=0.03)
    assert found.probability == 0.8


def test_speech_that_a_word_covers_is_left_alone():
    assert find(*scene((1.0, vowel(0.4, SCHWA))), words=[Word("her", 0.95, 1.45)]) == ()


def test_the_text_s_own_filler_does_not_hide_the_sound():
    assert len(find(*scene((1.0, vowel(0.4, SCHWA))), words=[Word("uh,", 0.95, 1.45)])) == 1


@pytest.mark.parametrize(
    "wave",
    [
        vowel(0.4, AH, EE, AH, EE, AH),
        np.random.default_rng(2).normal(0, 0.05, RATE // 2).astype(np.float32),
        vowel(0.1, SCHWA),
        vowel(1.5, SCHWA),
    ],
    ids=["moving vowel", "noise", "too short", "too long"],
)
def test_what_is_not_a_filled_pause(wave):
    samples, pitch = scene((1.0, wave))
    if len(wave) == RATE // 2:
        pitch.f0[:] = np.nan
    assert find(samples, pitch, speech=(Span(0.95, 1.05 + len(wave) / RATE),)) == ()


def test_a_lone_syllable_may_change_more_than_one_beside_words():
    wave = vowel(0.3, SCHWA, (420.0, 1150.0), SCHWA)
    (alone,) = find(*scene((1.0, wave)))
    assert alone.probability == 0.7
    assert find(*scene((1.0, wave)), words=[Word("and", 0.5, 0.95)], speech=(Span(0.5, 1.45),)) == ()


def test_a_word_that_nobody_believes_does_not_hide_a_lone_syllable():
    lone = scene((1.0, vowel(0.4, SCHWA)))
    assert len(find(*lone, words=[Word("hand", 0.97, 1.42, 0.01)])) == 1
    assert find(*lone, words=[Word("hand", 0.97, 1.42, 0.6)]) == ()


def test_beside_words_a_falling_voice_is_less_sure():
    samples, pitch = scene((1.0, vowel(0.4, SCHWA)))
    beside = {"words": [Word("and", 0.5, 0.9)], "speech": (Span(0.5, 1.45),)}
    assert [found.probability for found in find(samples, pitch, **beside)] == [0.8]
    voiced = np.flatnonzero(np.isfinite(pitch.f0))
    pitch.f0[voiced] = np.geomspace(160, 100, len(voiced))
    assert [found.probability for found in find(samples, pitch, **beside)] == [0.6]


def test_the_drawn_out_end_of_a_word_is_not_a_filler():
    samples, pitch = scene((1.0, vowel(0.6, SCHWA)))
    assert find(samples, pitch, words=[Word("day", 1.0, 1.3)], speech=(Span(1.0, 1.6),)) == ()


def words_at(*starts: float) -> list[Word]:
    return [Word("word", start, start + 0.3) for start in starts]


def test_a_word_that_swallowed_a_filler():
    samples, pitch = scene((1.0, vowel(0.4, SCHWA)), (1.8, vowel(0.3, AH, EE)))
    words = [Word("then", 1.0, 2.1), *words_at(2.2, 2.6, 3.0, 3.4, 3.8)]
    (found,) = find(samples, pitch, words=words, speech=(Span(1.0, 4.1),))
    assert found.start == pytest.approx(1.0, abs=0.03)


def test_a_word_that_is_merely_long():
    samples, pitch = scene((1.0, vowel(1.0, SCHWA)))
    words = [Word("then", 1.0, 2.1), *words_at(2.2, 2.6, 3.0, 3.4, 3.8)]
    assert find(samples, pitch, words=words, speech=(Span(1.0, 2.1),)) == ()


@pytest.mark.parametrize("speech", [(), (Span(0, 0.1),), (Span(4.9, 9.0),)])
def test_nothing_to_hear(speech):
    assert find(*scene(), speech=speech) == ()
    assert find(np.zeros(0, np.float32), Pitch(np.zeros(0, np.float32), np.zeros(0, np.float32)), speech=speech) == ()


def test_uncovered_speech_is_what_words_leave():
    words = [Word("a", 1.0, 1.5), Word("b", 1.4, 2.0), Word("c", 3.0, 3.1)]
    left = [(s.start, s.end, s.after_word) for s in uncovered([Span(0.5, 2.5), Span(2.9, 4.0)], words)]
    assert left == [(0.5, 1.0, False), (2.0, 2.5, True), (3.1, 4.0, True)]


def test_slope_is_robust_to_one_octave_jump():
    f0 = np.full(40, 100.0)
    f0[20] = 200.0
    assert pitch_slope(f0) == pytest.approx(0.0)
    assert pitch_slope(100 * 2 ** (np.arange(100) / 1200)) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("clip", ["interview_good", "reader"])
def test_known_fillers_of_the_talking_head(clip, tmp_path):
    sound = next(sound for sound in sounds() if sound.path.stem == clip)
    found = hear(sound, tmp_path)
    assert matched(found["dropped"], sound.filled) == len(sound.filled) == len(found["dropped"])
    assert matched(found["swallowed"], sound.filled) == len(found["swallowed"])


@pytest.mark.parametrize(("text", "kept"), [("the", False), ("and", True)])
def test_people_pause_after_a_conjunction(text, kept):
    speech = (Span(0.0, 1.0), Span(1.5, 1.9), Span(2.4, 4.0))
    words = [Word("so", 0.1, 0.9), Word(text, 1.5, 1.9), Word("bank", 2.8, 3.3)]
    assert (words[1] in believed(speech, words)) == kept


def test_a_word_pulled_back_onto_a_filler_is_not_believed():
    speech = (Span(0.0, 1.0), Span(1.5, 1.9), Span(2.4, 4.0))
    before, pulled, after = Word("so", 0.1, 0.9), Word("the", 1.5, 1.9), Word("bank", 2.8, 3.3)
    assert believed(speech, [before, pulled, after]) == [before, after]
    at_its_place = Word("bank", 2.4, 2.9)
    assert believed(speech, [before, pulled, at_its_place]) == [before, pulled, at_its_place]
