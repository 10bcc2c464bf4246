"""The microphone's whole way: a tone spoken into a virtual microphone is found in the file, as loud as it was."""

import wave

import numpy as np
import pytest

from tests.speed import within
from tests.ui.capture.processes import recording
from tests.ui.capture.recorded import RATE, read
from ui.capture.meter import SILENCE

TONE_HZ = 440
AMPLITUDE = 0.25


@pytest.fixture(scope="module")
def tone(tmp_path_factory):
    path = tmp_path_factory.mktemp("tone") / "tone.wav"
    samples = AMPLITUDE * 32767 * np.sin(2 * np.pi * TONE_HZ * np.arange(2 * RATE) / RATE)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def strongest_hz(samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / RATE)[spectrum.argmax()])


def test_a_tone_is_recorded_at_its_pitch_level_and_length(sound_server, tone, tmp_path):
    with recording("", tmp_path / "r.mkv", 4.0, sound_server.environment) as process:
        process.until(lambda told: told.get("elapsed", 0) > 0.5)
        player = sound_server.play(tone)
        done = process.until(lambda told: "finished" in told)
        assert player.wait(10) == 0
    file = read(tmp_path / "r.mkv")
    heard = np.flatnonzero(np.abs(file.sound.astype(int)) > 1000)
    middle = file.sound[heard[0] + RATE // 2 : heard[0] + RATE * 3 // 2]
    assert (heard[-1] - heard[0]) / RATE == pytest.approx(2.0, abs=0.05)
    assert strongest_hz(middle) == pytest.approx(TONE_HZ, abs=1.0)
    assert np.abs(middle.astype(int)).max() == pytest.approx(AMPLITUDE * 32767, rel=0.05)
    assert done["loudest"] == pytest.approx(20 * np.log10(AMPLITUDE / np.sqrt(2)), abs=0.5)
    assert done["finished"] == pytest.approx(file.duration, abs=0.01)
    assert done["stall"] < within(0.05)
    assert process.told[0]["microphones"] and process.told[0]["cameras"] == []


def test_a_microphone_in_which_nothing_is_said_is_told(sound_server, tmp_path):
    with recording("", tmp_path / "r.mkv", 5.0, sound_server.environment) as process:
        told = process.until(lambda told: told.get("warned") == SILENCE)
        assert told
        assert 2.5 < max(t.get("elapsed", 0) for t in process.told) < 4.5


def remapped(name: str) -> str:
    return f"module-remap-source master=spk.monitor source_name={name} source_properties=device.description={name}"


def test_a_microphone_pulled_out_ends_a_recording_of_sound_which_is_kept(sound_server, tmp_path):
    """The system's own choice is another device then, and a picker can follow."""
    sound_server.plug_in("other", remapped("other"))
    try:
        with recording("", tmp_path / "r.mkv", 30.0, sound_server.environment) as process:
            process.until(lambda told: told.get("elapsed", 0) > 1.0)
            sound_server.unplug("vmic")
            lost = process.until(lambda told: "event" in told)
            done = process.until(lambda told: "finished" in told)
    finally:
        sound_server.unplug("other")
        sound_server.plug_in("vmic", remapped("vmic"))
    assert lost["event"] == "microphone lost"
    assert done["finished"] > 0.9
    assert len(read(tmp_path / "r.mkv").sound) / RATE == pytest.approx(done["finished"], abs=0.05)
    assert process.told[0]["microphones"][1:] == ["other"]
    assert [t["microphones"] for t in process.told if "microphones" in t][-1] == ["other"]
