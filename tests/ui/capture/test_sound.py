"""Levels, the sound's place in time, and a device's clock: plain numbers."""

import numpy as np
import pytest
from PySide6.QtMultimedia import QAudioFormat

from ui.capture.clock import SteadyClock
from ui.capture.meter import CLIPPING, FLOOR_DB, SILENCE, Meter, is_clipped, levels
from ui.capture.microphone import to_mono
from ui.capture.source import SOUND_RATE, Sound
from ui.capture.track import SoundTrack


def tone(amplitude: float, seconds: float, hz: float = 440.0) -> np.ndarray:
    return (amplitude * 32767 * np.sin(2 * np.pi * hz * np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE)).astype(
        np.int16
    )


def chunks(samples: np.ndarray, step: int = 480):
    return [Sound(samples[i : i + step], i / SOUND_RATE) for i in range(0, len(samples), step)]


@pytest.mark.parametrize(
    ("amplitude", "rms", "peak"), [(1.0, -3.01, 0.0), (0.1, -23.01, -20.0), (0.0, FLOOR_DB, FLOOR_DB)]
)
def test_levels_are_those_of_a_sine(amplitude, rms, peak):
    assert levels(tone(amplitude, 0.05)) == pytest.approx((rms, peak), abs=0.05)


def test_a_constant_offset_is_not_sound():
    assert levels(np.full(2400, 9000, np.int16)) == (FLOOR_DB, FLOOR_DB)


def test_clipping_is_a_peak_cut_off_and_not_one_that_just_touches():
    assert not is_clipped(tone(0.99, 0.05, hz=1000))
    assert not is_clipped(np.array([0, 32767, 32767, 0, -32768], np.int16))
    assert is_clipped(np.clip(tone(0.5, 0.05).astype(int) * 3, -32768, 32767).astype(np.int16))


def test_twenty_levels_a_second_whatever_the_chunks(qapp):
    for step in (100, 480, 2400, 7000):
        meter, heard = Meter(), []
        meter.level.connect(heard.append)
        for sound in chunks(tone(0.1, 1.0), step):
            meter.add(sound)
        assert len(heard) == 20 and not any(level.silent or level.clipping for level in heard)


def test_silence_is_told_after_three_seconds_and_taken_back(qapp):
    meter, warnings, heard = Meter(), [], []
    meter.warned.connect(warnings.append)
    meter.level.connect(heard.append)
    for sound in chunks(np.zeros(4 * SOUND_RATE, np.int16)):
        meter.add(sound)
    assert warnings == [SILENCE]
    assert [level.silent for level in heard].index(True) == 59
    meter.add(Sound(tone(0.1, 0.1), 4.0))
    assert warnings == [SILENCE, ""]


def test_clipping_is_told_and_ends(qapp):
    meter, warnings = Meter(), []
    meter.warned.connect(warnings.append)
    loud = np.clip(tone(0.5, 0.1).astype(int) * 3, -32768, 32767).astype(np.int16)
    for sound in chunks(np.concatenate([loud, tone(0.1, 3.0)])):
        meter.add(sound)
    assert warnings == [CLIPPING, ""]


def format_of(kind, channels=1, rate=SOUND_RATE):
    format = QAudioFormat()
    format.setSampleFormat(kind)
    format.setChannelCount(channels)
    format.setSampleRate(rate)
    return format


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (QAudioFormat.SampleFormat.Int16, np.array([0, 16384, -16384], np.int16)),
        (QAudioFormat.SampleFormat.UInt8, np.array([128, 192, 64], np.uint8)),
        (QAudioFormat.SampleFormat.Int32, np.array([0, 2**30, -(2**30)], np.int32)),
        (QAudioFormat.SampleFormat.Float, np.array([0, 0.5, -0.5], np.float32)),
    ],
)
def test_every_sample_format_becomes_int16(kind, data):
    assert to_mono(data.tobytes(), format_of(kind)) == pytest.approx([0, 16384, -16384], abs=1)
    both = np.repeat(data, 2)
    assert to_mono(both.tobytes(), format_of(kind, channels=2)) == pytest.approx([0, 16384, -16384], abs=1)


def test_another_rate_keeps_the_length_and_the_pitch():
    samples = tone(0.5, 1.0)[::3]
    heard = to_mono(samples.tobytes(), format_of(QAudioFormat.SampleFormat.Int16, rate=16_000))
    assert len(heard) == SOUND_RATE
    assert np.abs(np.fft.rfft(heard)).argmax() == 440


def placed(sounds, start=0.0):
    track = SoundTrack(start)
    return np.concatenate([track.place(s) for s in sounds]), track


def test_sound_that_is_in_time_is_left_as_it_is():
    samples = tone(0.5, 1.0)
    assert np.array_equal(placed(chunks(samples))[0], samples)


def test_what_was_heard_before_the_start_is_left_out():
    samples = tone(0.5, 1.0)
    out, track = placed(chunks(samples), start=0.105)
    assert np.array_equal(out, samples[round(0.105 * SOUND_RATE) :])
    assert track.end == pytest.approx(1.0, abs=1e-4)


def test_a_gap_is_filled_with_silence_and_what_follows_is_in_its_place():
    samples = tone(0.5, 3.0)
    out, _ = placed([c for c in chunks(samples) if not 1.0 <= c.at < 2.0])
    assert len(out) == 3 * SOUND_RATE
    assert not out[SOUND_RATE : 2 * SOUND_RATE].any()
    assert np.array_equal(out[2 * SOUND_RATE :], samples[2 * SOUND_RATE :])


def test_what_comes_after_silence_was_filled_in_is_not_doubled():
    track = SoundTrack(0.0)
    track.place(Sound(tone(0.5, 1.0), 0.0))
    track.fill(2.5)
    track.place(Sound(tone(0.5, 1.0), 2.0))
    assert track.end == pytest.approx(3.0, abs=1e-4)


@pytest.mark.parametrize("drift", [300e-6, -300e-6])
def test_a_sound_card_that_runs_fast_or_slow_stays_with_the_picture_for_an_hour(drift):
    track = SoundTrack(0.0)
    chunk = np.zeros(4800, np.int16)
    worst = 0.0
    for number in range(36_000):
        track.place(Sound(chunk, number * 0.1 * (1 + drift)))
        worst = max(worst, abs(track.end - (number + 1) * 0.1 * (1 + drift)))
    assert worst < 0.04


def test_a_clock_takes_out_jitter_and_follows_drift():
    clock, random = SteadyClock(), np.random.default_rng(1)
    off = []
    for number in range(20_000):
        own = number * 0.05
        true = own * (1 + 200e-6) + 7.0
        off.append(clock.at(own, true + 0.01 + random.exponential(0.01)) - true)
    assert np.ptp(off[100:]) < 0.01


def test_a_clock_starts_anew_after_a_pause():
    clock = SteadyClock()
    clock.at(1.0, 11.0)
    assert clock.at(2.0, 17.0) == 17.0
