"""A copy of the video: as it is, or as MP4 with picture and sound still together."""

import os
import stat

import av
import numpy as np
import pytest

from rehearse.errors import Cancelled, ExportError, MediaError
from rehearse.export import video
from rehearse.export.mp4 import who_plays
from rehearse.export.video import copy_video
from rehearse.media.audio import decode_audio
from rehearse.media.frames import thumbnail
from rehearse.media.probe import probe
from tests.clips import FPS, RATE, SECONDS, SIGNAL_AT, make_video, tone


def pictures(path):
    """(time, brightness) of each frame."""
    with av.open(str(path)) as media:
        return [(float(f.pts * f.time_base), f.to_ndarray(format="gray").mean()) for f in media.decode(video=0)]


def signal_in_picture(path):
    return next(at for at, bright in pictures(path) if bright > 128)


def signal_in_sound(path, tmp_path):
    out = tmp_path / "samples.f32"
    samples = np.array(decode_audio(path, out=out).samples)
    out.unlink()
    return int(np.argmax(np.abs(samples) > 0.2)) / 16_000


@pytest.fixture
def recording(tmp_path):
    return make_video(tmp_path / "recording.mkv")


def left(tmp_path):
    return sorted(p.name for p in tmp_path.iterdir())


# ------------------------------------------------------------------------------- as it is


def test_a_copy_is_the_same_file(recording, tmp_path):
    told = []
    copied = copy_video(recording, tmp_path / "copy.mkv", progress=told.append)
    assert copied.file.read_bytes() == recording.read_bytes()
    assert copied.note == ""
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600
    assert told == sorted(told)
    assert told[-1] == 1.0


# ------------------------------------------------------------------------------- MP4


@pytest.mark.parametrize("sound", ["flac", "libopus", "aac"])
@pytest.mark.parametrize("start", [0.0, 1.5])
def test_mp4_plays_as_long_with_picture_and_sound_together(tmp_path, sound, start):
    source = make_video(tmp_path / "recording.mkv", sound=sound, start=start)
    told = []
    copied = copy_video(source, tmp_path / "out.mp4", progress=told.append)
    found, before = probe(copied.file), probe(source)
    assert (found.video_codec, found.audio_codec) == ("mpeg4", "aac")
    assert found.container.startswith("mov,mp4")
    assert found.duration == pytest.approx(SECONDS, abs=0.06)
    assert (found.width, found.height, found.fps) == (64, 48, pytest.approx(before.fps, abs=0.2))
    assert len(pictures(copied.file)) == SECONDS * FPS
    assert signal_in_picture(copied.file) == pytest.approx(SIGNAL_AT, abs=0.02)
    assert signal_in_sound(copied.file, tmp_path) == pytest.approx(SIGNAL_AT, abs=0.025)
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600
    assert told == sorted(told)
    assert left(tmp_path) == ["out.mp4", "recording.mkv"]


def test_the_picture_is_not_encoded_again(recording, tmp_path):
    copied = copy_video(recording, tmp_path / "out.mp4").file
    assert [round(b, 3) for _, b in pictures(copied)] == [round(b, 3) for _, b in pictures(recording)]
    assert "browsers" in copy_video(recording, copied, force=True).note


def test_frames_that_are_decoded_out_of_order_all_arrive(tmp_path, data):
    """Matroska says nothing of when H.264's first frames are decoded."""
    source = tmp_path / "answer.mkv"
    with av.open(str(data / "presenter" / "still.mp4")) as clip, av.open(str(source), "w") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in (clip.streams.video[0], clip.streams.audio[0])}
        for packet in clip.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
    with av.open(str(source)) as media:
        assert any(p.dts is None for p in media.demux(video=0) if p.size)
    copied = copy_video(source, tmp_path / "out.mp4")
    assert copied.note == ""
    times, before = ([at for at, _ in pictures(path)] for path in (copied.file, source))
    assert len(times) == len(before)
    assert np.allclose(np.diff(times), np.diff(before), atol=0.002)


def test_a_recording_cut_off_by_a_kill_becomes_an_mp4_of_what_is_there(recording, tmp_path):
    whole = recording.read_bytes()
    recording.write_bytes(whole[: len(whole) * 3 // 4])
    found = probe(copy_video(recording, tmp_path / "out.mp4").file)
    assert found.has_video
    assert 1.0 < found.duration < SECONDS


def test_a_picture_alone(tmp_path):
    source = make_video(tmp_path / "mute.mkv", sound=None)
    found = probe(copy_video(source, tmp_path / "out.mp4").file)
    assert (found.has_audio, found.has_video) == (False, True)
    assert found.duration == pytest.approx(SECONDS, abs=0.05)


def test_a_still_comes_out_of_it(recording, tmp_path):
    assert thumbnail(copy_video(recording, tmp_path / "out.mp4").file, at=3.0).startswith(b"\xff\xd8")


def test_what_mp4_cannot_hold_is_told(tmp_path):
    source = make_video(tmp_path / "web.webm", codec="libvpx", sound="libopus")
    with pytest.raises(ExportError, match="vp8") as caught:
        copy_video(source, tmp_path / "out.mp4")
    assert "--format video" in caught.value.hint
    assert left(tmp_path) == ["web.webm"]


def test_sound_alone_is_no_mp4(tmp_path):
    source = tmp_path / "voice.mkv"
    with av.open(str(source), "w") as out:
        audio = out.add_stream("flac", rate=RATE, layout="mono")
        for n in range(30):
            out.mux(audio.encode(tone(n, 0.0)))
        out.mux(audio.encode(None))
    with pytest.raises(ExportError, match="sound alone"):
        copy_video(source, tmp_path / "out.mp4")
    assert copy_video(source, tmp_path / "copy.mkv").file.exists()


def test_damaged_recordings_are_told(tmp_path):
    source = tmp_path / "recording.mkv"
    source.write_bytes(b"\x1aE\xdf\xa3" + b"nothing" * 100)
    with pytest.raises(MediaError):
        copy_video(source, tmp_path / "out.mp4")
    assert left(tmp_path) == ["recording.mkv"]


def test_who_plays_is_told_of_each_codec():
    assert who_plays("h264") == ""
    assert "browsers" in who_plays("mpeg4")
    assert "older players" in who_plays("av1")


# ------------------------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("name", ["out.mkv", "out.mp4"])
def test_another_file_is_never_written_over_unasked(recording, tmp_path, name):
    target = tmp_path / name
    target.write_bytes(b"precious")
    with pytest.raises(ExportError, match="exists already"):
        copy_video(recording, target)
    assert target.read_bytes() == b"precious"
    copy_video(recording, target, force=True)
    assert probe(target).has_video
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert left(tmp_path) == sorted([name, "recording.mkv"])


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_file_that_comes_meanwhile_is_kept(recording, tmp_path, monkeypatch, hard_links):
    if not hard_links:
        monkeypatch.setattr(video.Path, "hardlink_to", no_hard_links)
    target = tmp_path / "out.mkv"

    def another(part):
        if part == 1.0:
            target.write_bytes(b"precious")

    with pytest.raises(ExportError, match="exists already"):
        copy_video(recording, target, progress=another)
    assert target.read_bytes() == b"precious"
    assert left(tmp_path) == ["out.mkv", "recording.mkv"]


def no_hard_links(self, target):
    raise PermissionError(1, "Operation not permitted")


def test_a_disk_without_hard_links_will_do(recording, tmp_path, monkeypatch):
    monkeypatch.setattr(video.Path, "hardlink_to", no_hard_links)
    target = copy_video(recording, tmp_path / "out.mkv").file
    assert target.read_bytes() == recording.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert left(tmp_path) == ["out.mkv", "recording.mkv"]


@pytest.mark.parametrize("name", ["out.mkv", "out.mp4"])
@pytest.mark.parametrize("force", [True, False])
def test_cancelled_half_way_nothing_is_changed(recording, tmp_path, monkeypatch, name, force):
    monkeypatch.setattr(video, "BLOCK", 1024)
    target = tmp_path / name
    if force:
        target.write_bytes(b"precious")
    told = []
    with pytest.raises(Cancelled):
        copy_video(recording, target, force=force, progress=told.append, cancelled=lambda: len(told) > 3)
    assert 0 < told[-1] < 1
    assert not force or target.read_bytes() == b"precious"
    assert left(tmp_path) == sorted([name, "recording.mkv"] if force else ["recording.mkv"])


@pytest.mark.parametrize("name", ["out.mkv", "out.mp4"])
def test_a_failing_disk_leaves_nothing(recording, tmp_path, monkeypatch, name):
    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(video.os, "fsync", fail)
    with pytest.raises(ExportError, match="No space"):
        copy_video(recording, tmp_path / name)
    assert left(tmp_path) == ["recording.mkv"]


def test_too_little_room_is_told_before_copying(recording, tmp_path, monkeypatch):
    monkeypatch.setattr(video.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(ExportError, match="free"):
        copy_video(recording, tmp_path / "out.mkv")


def test_wrong_names_are_told(recording, tmp_path):
    (tmp_path / "folder.mkv").mkdir()
    for name, said in (
        ("out.avi", "no name"),
        ("out", "no name"),
        ("folder.mkv", "folder"),
        ("none/out.mkv", "does not exist"),
        ("recording.mkv", "recording itself"),
    ):
        with pytest.raises(ExportError, match=said):
            copy_video(recording, tmp_path / name, force=True)
    with pytest.raises(ExportError, match="not there"):
        copy_video(tmp_path / "gone.mkv", tmp_path / "out.mkv")
    os.link(recording, tmp_path / "twin.mkv")
    with pytest.raises(ExportError, match="recording itself"):
        copy_video(recording, tmp_path / "twin.mkv", force=True)
