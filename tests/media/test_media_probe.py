"""What a file holds, and one clear sentence for each that cannot be read."""

from __future__ import annotations

import os

import pytest

from rehearse.errors import MediaError
from rehearse.media.probe import probe
from tests.media.media_clips import tone, write_clip

THIRTY = tuple(i / 30 for i in range(60))


def test_sound_and_picture(tmp_path):
    path = write_clip(tmp_path / "a.mp4", sound=tone(2.0, rate=44_100), rate=44_100, times=THIRTY)
    recording = probe(path)
    assert recording.has_audio and recording.has_video
    assert (recording.width, recording.height, recording.rotation) == (64, 48, 0)
    assert (recording.sample_rate, recording.channels) == (44_100, 1)
    assert (recording.audio_codec, recording.video_codec) == ("aac", "h264")
    assert recording.duration == pytest.approx(2.0, abs=0.06)
    assert recording.fps == pytest.approx(30, abs=0.6)
    assert recording.size_bytes == path.stat().st_size


def test_sound_alone(tmp_path):
    recording = probe(write_clip(tmp_path / "a.flac", sound=tone(1.0, rate=48_000)))
    assert recording.has_audio and not recording.has_video
    assert (recording.width, recording.fps, recording.video_codec) == (0, 0.0, "")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_phone(tmp_path, rotation):
    recording = probe(write_clip(tmp_path / "a.mp4", times=THIRTY, rotation=rotation))
    assert recording.rotation == rotation
    assert (recording.width, recording.height) == ((64, 48) if rotation == 180 else (48, 64))


def test_a_killed_matroska_has_a_duration(tmp_path):
    path = write_clip(tmp_path / "a.mkv", sound=tone(8.0, rate=48_000), acodec="pcm_s16le")
    data = path.read_bytes()
    stated = data.index(b"\x44\x89")  # the Duration element, as a recorder that was killed leaves it: not there
    path.write_bytes((data[:stated] + b"\xec\x89" + data[stated + 2 :])[: len(data) // 2])
    assert 3.0 < probe(path).duration < 4.5


@pytest.mark.parametrize("part", [1.0, 0.5])
def test_where_no_duration_is_stated_the_packets_tell_it(tmp_path, monkeypatch, part):
    path = write_clip(tmp_path / "a.mkv", sound=tone(8.0, rate=48_000), acodec="pcm_s16le")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    monkeypatch.setattr("rehearse.media.probe._stated_duration", lambda container: 0.0)
    assert probe(path).duration == pytest.approx(8.0 * part, abs=0.3)


def test_variable_frame_rate(tmp_path):
    times = [0.0, 0.03, 0.07, 0.5, 0.55, 1.4, 1.43, 2.0]
    recording = probe(write_clip(tmp_path / "a.mkv", times=times))
    assert recording.duration == pytest.approx(2.03, abs=0.1)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"hello, this is text\n" * 50, "is not a sound or video file"),
        ("list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://localhost/x.ts\n", "is not a sound or video file"),
        ("cut.mkv", b"\x1aE\xdf\xa3" + b"\x00" * 20, "cut off or damaged"),
    ],
)
def test_what_is_not_a_recording(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MediaError, match=sentence) as caught:
        probe(tmp_path / name)
    assert caught.value.hint
    assert name in caught.value.message


def test_missing_folder_and_special_file(tmp_path):
    with pytest.raises(MediaError, match="does not exist"):
        probe(tmp_path / "nowhere.mp4")
    with pytest.raises(MediaError, match="is a folder"):
        probe(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MediaError, match="not a regular file"):
        probe(tmp_path / "pipe")


def test_an_mp4_without_its_index_was_cut_off(tmp_path):
    path = write_clip(tmp_path / "a.mp4", times=THIRTY)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])
    with pytest.raises(MediaError, match="cut off before its index"):
        probe(path)


def test_subtitles_alone_are_neither_sound_nor_picture(tmp_path):
    (tmp_path / "a.mkv").write_bytes(write_clip(tmp_path / "b.mkv", times=THIRTY).read_bytes()[:100])
    with pytest.raises(MediaError):
        probe(tmp_path / "a.mkv")


def test_names_that_look_like_protocols_are_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_clip(tmp_path / "http:x.wav", sound=tone(0.5, rate=48_000))
    assert probe(path.relative_to(tmp_path)).duration == pytest.approx(0.5, abs=0.01)
