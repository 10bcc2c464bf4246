"""Pitch and loudness on sounds whose pitch and loudness are known."""

from __future__ import annotations

import numpy as np
import pytest

from rehearse.signals.loudness import measure_loudness
from rehearse.signals.pitch import track_pitch, without_octave_errors
from rehearse.types import Span

RATE = 16_000


def voice(hz, *, level: float = 0.1) -> np.ndarray:
    """A buzz with the harmonics of a vowel at `hz` (n,), per sample."""
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    return (level * sum(np.sin(k * phase) / k for k in range(1, 12))).astype(np.float32)


def test_pitch_of_a_known_glide():
    hz = np.linspace(100, 200, 3 * RATE)
    pitch = track_pitch(voice(hz))
    times = np.arange(len(pitch.f0)) * pitch.step
    middle = (times > 0.2) & (times < 2.8)
    assert np.isfinite(pitch.f0[middle]).mean() > 0.95
    assert np.nanmedian(np.abs(pitch.f0[middle] / (100 + 100 * times[middle] / 3) - 1)) < 0.01
    assert pitch.f0.dtype == pitch.confidence.dtype == np.float32


def test_no_pitch_in_silence_and_noise():
    assert not np.isfinite(track_pitch(np.zeros(RATE, np.float32)).f0).any()
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * RATE).astype(np.float32)
    assert np.isfinite(track_pitch(noise).f0).mean() < 0.05
    assert len(track_pitch(np.zeros(0, np.float32)).f0) == 0


def test_blocks_do_not_change_the_pitch(monkeypatch):
    samples = voice(np.full(4 * RATE, 130.0))
    whole = track_pitch(samples).f0
    monkeypatch.setattr("rehearse.signals.pitch.BLOCK", 5000)
    assert track_pitch(samples).f0 == pytest.approx(whole, rel=1e-3, nan_ok=True)


def test_octave_errors_go_and_speech_melody_stays():
    f0 = (120 * 2 ** (np.sin(np.arange(400) / 30) * 5 / 12)).astype(np.float32)
    f0[::7] = np.nan
    wrong = f0.copy()
    wrong[[50, 51, 52, 201]] *= 2
    wrong[[300, 302]] /= 2
    cleaned = without_octave_errors(wrong)
    assert np.isnan(cleaned[[50, 51, 52, 201, 300, 302]]).all()
    rest = np.setdiff1d(np.arange(400), [50, 51, 52, 201, 300, 302])
    assert np.array_equal(cleaned[rest], f0[rest], equal_nan=True)


def test_full_scale_sine_reads_minus_three_lufs():
    """BS.1770: a 0 dBFS, 997 Hz sine in one channel is -3.01 LUFS."""
    sine = np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE).astype(np.float32)
    loudness = measure_loudness(sine)
    assert loudness.short_term[20] == pytest.approx(-3.01, abs=0.1)
    assert loudness.momentary[20] == pytest.approx(-3.01, abs=0.1)
    assert measure_loudness(sine / 10).short_term[20] == pytest.approx(-23.01, abs=0.1)


def test_windows_are_centred_and_floored():
    samples = np.zeros(10 * RATE, np.float32)
    samples[5 * RATE : 6 * RATE] = voice(np.full(RATE, 150.0))
    loudness = measure_loudness(samples)
    assert len(loudness.momentary) == len(loudness.short_term) == 100
    assert loudness.momentary[0] == -100
    loud = np.flatnonzero(loudness.momentary > -60) * loudness.step
    assert loud[0] == pytest.approx(4.8, abs=0.15) and loud[-1] == pytest.approx(6.1, abs=0.15)
    assert np.argmax(loudness.short_term) * loudness.step == pytest.approx(5.5, abs=1.1)


def test_blocks_do_not_change_the_loudness(monkeypatch):
    samples = voice(np.full(9 * RATE, 150.0))
    whole = measure_loudness(samples).short_term
    monkeypatch.setattr("rehearse.signals.loudness.BLOCK_HOPS", 3)
    assert measure_loudness(samples).short_term == pytest.approx(whole, abs=1e-3)


def test_loudness_agrees_with_pyloudnorm():
    from pyloudnorm import Meter

    samples = np.concatenate([voice(np.full(3 * RATE, hz), level=0.05) for hz in (80.0, 140.0, 220.0, 300.0)])
    loudness = measure_loudness(samples)
    for second in (2, 5, 8):
        window = samples[round((second - 1.45) * RATE) : round((second + 1.55) * RATE)]
        theirs = Meter(RATE, block_size=3.0).integrated_loudness(window)
        assert loudness.short_term[second * 10] == pytest.approx(theirs, abs=0.3)


@pytest.mark.parametrize("wanted", [10.0, 30.0])
def test_signal_to_noise(wanted):
    noise = np.random.default_rng(1).normal(0, 1, 8 * RATE).astype(np.float32)
    speech = np.zeros_like(noise)
    speech[2 * RATE : 5 * RATE] = np.random.default_rng(2).normal(0, 1, 3 * RATE)
    mixed = 0.01 * noise + 0.01 * 10 ** (wanted / 20) * speech
    assert measure_loudness(mixed, speech=[Span(2, 5)]).signal_to_noise == pytest.approx(wanted, abs=0.5)


def test_signal_to_noise_needs_both():
    samples = voice(np.full(RATE, 150.0))
    assert measure_loudness(samples, speech=[Span(0, 1)]).signal_to_noise is None
    assert measure_loudness(samples).signal_to_noise is None
    assert measure_loudness(np.zeros(0, np.float32)).signal_to_noise is None
