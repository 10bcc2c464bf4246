"""Sound on the recording's own clock, whatever the container does with it."""

from __future__ import annotations

import stat

import numpy as np
import pytest

from rehearse.errors import Cancelled, MediaError
from rehearse.media.audio import decode_audio
from tests.media.media_clips import beep_at, tone, write_clip

THIRTY = tuple(i / 30 for i in range(60))


def onset(samples) -> float:
    """The first sample that is clearly not silence, s."""
    return float(np.argmax(np.abs(samples) > 0.1)) / 16_000


@pytest.mark.parametrize("suffix", ["wav", "flac", "m4a", "mp4", "mov", "mkv", "webm", "ogg"])
def test_every_container_keeps_the_time_of_a_beep(tmp_path, suffix):
    path = write_clip(tmp_path / f"a.{suffix}", sound=beep_at(1.0, 2.0, rate=48_000))
    audio = decode_audio(path, out=tmp_path / "out")
    assert onset(audio.samples) == pytest.approx(1.0, abs=0.01)
    assert audio.duration == pytest.approx(2.0, abs=0.06)
    assert (audio.rate, audio.source_rate, audio.damaged) == (16_000, 48_000, False)
    assert audio.samples.dtype == np.float32


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (96_000, 2)])
def test_rates_and_channels(tmp_path, rate, channels):
    mono = tone(1.5, rate=rate, level=0.4)
    path = write_clip(tmp_path / "a.wav", sound=np.stack([mono] * channels), rate=rate)
    audio = decode_audio(path, out=tmp_path / "out")
    assert audio.duration == pytest.approx(1.5, abs=0.01)
    assert np.sqrt(np.mean(audio.samples[4000:-4000] ** 2)) == pytest.approx(0.4 / np.sqrt(2), rel=0.02)


def test_sound_that_starts_after_the_picture_is_padded(tmp_path):
    path = write_clip(tmp_path / "a.mkv", sound=beep_at(0.5, 1.5, rate=48_000), sound_starts=0.4, times=THIRTY)
    audio = decode_audio(path, out=tmp_path / "out")
    assert onset(audio.samples) == pytest.approx(0.9, abs=0.01)


def test_a_clock_that_starts_late_is_zeroed(tmp_path):
    path = write_clip(tmp_path / "a.ts", sound=beep_at(0.5, 1.5, rate=48_000), times=THIRTY, shift=5.0)
    audio = decode_audio(path, out=tmp_path / "out")
    assert onset(audio.samples) == pytest.approx(0.5, abs=0.04)


def test_a_gap_in_the_timestamps_becomes_silence(tmp_path):
    path = write_clip(
        tmp_path / "a.mkv", sound=beep_at(1.5, 2.0, rate=48_000), sound_gap=(1.0, 0.7), acodec="pcm_s16le"
    )
    audio = decode_audio(path, out=tmp_path / "out")
    assert onset(audio.samples) == pytest.approx(2.2, abs=0.01)
    assert audio.duration == pytest.approx(2.7, abs=0.05)


def test_clipping_is_counted(tmp_path):
    loud = np.clip(tone(1.0, rate=48_000, level=2.0), -1, 1)
    clipped = decode_audio(write_clip(tmp_path / "a.wav", sound=loud), out=tmp_path / "out").clipped_share
    assert clipped == pytest.approx(2 / 3, abs=0.02)  # |sin| > 0.5 for two thirds of a period
    quiet = write_clip(tmp_path / "b.wav", sound=tone(1.0, rate=48_000))
    assert decode_audio(quiet, out=tmp_path / "out").clipped_share == 0


def test_no_sound_gives_no_samples(tmp_path):
    audio = decode_audio(write_clip(tmp_path / "a.mp4", times=THIRTY), out=tmp_path / "out")
    assert audio.samples.shape == (0,)
    assert audio.source_rate == 0


def test_a_cut_matroska_gives_what_was_written(tmp_path):
    path = write_clip(tmp_path / "a.mkv", sound=tone(8.0, rate=48_000), acodec="pcm_s16le")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    audio = decode_audio(path, out=tmp_path / "out")
    assert 3.0 < audio.duration < 4.5
    assert audio.damaged


def test_rubbish_in_the_middle_is_skipped_and_told(tmp_path):
    random = np.random.default_rng(0)
    path = write_clip(tmp_path / "a.mp4", sound=random.uniform(-0.5, 0.5, 6 * 48_000).astype(np.float32))
    data = bytearray(path.read_bytes())
    middle = data.index(b"mdat") + 20_000
    data[middle : middle + 4_000] = random.bytes(4_000)
    path.write_bytes(bytes(data))
    audio = decode_audio(path, out=tmp_path / "out")
    assert audio.duration == pytest.approx(6.0, abs=0.1)
    assert audio.damaged


def test_samples_are_private_and_read_only(tmp_path):
    audio = decode_audio(write_clip(tmp_path / "a.wav", sound=tone(0.5, rate=48_000)), out=tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    with pytest.raises(ValueError, match="read-only"):
        audio.samples[0] = 1


def test_cancel_leaves_no_file(tmp_path):
    def cancel(fraction: float) -> None:
        raise Cancelled

    path = write_clip(tmp_path / "a.wav", sound=tone(2.0, rate=48_000))
    with pytest.raises(Cancelled):
        decode_audio(path, out=tmp_path / "out", progress=cancel)
    assert not (tmp_path / "out").exists()


def test_progress_rises_to_one(tmp_path):
    told: list[float] = []
    decode_audio(
        write_clip(tmp_path / "a.wav", sound=tone(5.0, rate=48_000)), out=tmp_path / "out", progress=told.append
    )
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 5


def test_out_that_cannot_be_written_is_one_sentence(tmp_path):
    path = write_clip(tmp_path / "a.wav", sound=tone(0.5, rate=48_000))
    with pytest.raises(MediaError, match="cannot be unpacked"):
        decode_audio(path, out=tmp_path / "no" / "out")
