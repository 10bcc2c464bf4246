"""Pictures evenly in time, upright, on the same clock as the sound."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.errors import MediaError
from rehearse.media.frames import read_frames, thumbnail
from rehearse.media.orientation import Orientation, from_matrix, shown_size
from rehearse.media.picture import ToRgb
from rehearse.media.probe import probe
from rehearse.media.waveform import peaks
from tests.media.media_clips import picture, red_corner, tone, write_clip

THIRTY = tuple(i / 30 for i in range(90))


@pytest.mark.parametrize("rate", [5, 10, 15, 30, 60])
def test_an_even_sample_of_a_constant_rate(tmp_path, rate):
    times = [f.time for f in read_frames(write_clip(tmp_path / "a.mkv", times=THIRTY), rate=rate)]
    assert len(times) == pytest.approx(3 * min(rate, 30), abs=1)
    assert np.diff(times) == pytest.approx(1 / min(rate, 30), abs=0.002)


def test_variable_rate_is_sampled_by_time(tmp_path):
    fast, slow = [i / 60 for i in range(60)], [1 + i / 8 for i in range(8)]
    path = write_clip(tmp_path / "a.mkv", times=fast + slow)
    times = np.array([f.time for f in read_frames(path, rate=10)])
    assert np.sum(times < 0.99) == 10
    assert np.sum(times > 0.99) == 8


def test_mjpeg_is_sampled_the_same(tmp_path):
    path = write_clip(tmp_path / "a.mkv", times=THIRTY, codec="mjpeg")
    frames = list(read_frames(path, rate=10))
    assert np.diff([f.time for f in frames]) == pytest.approx(0.1, abs=0.002)
    assert red_corner(frames[3].rgb) == "top left"


@pytest.mark.parametrize(
    ("rotation", "mirrored", "corner"),
    [
        (0, False, "top left"),
        (90, False, "bottom left"),
        (180, False, "bottom right"),
        (270, False, "top right"),
        (0, True, "top right"),
    ],
)
def test_pictures_are_upright(tmp_path, rotation, mirrored, corner):
    path = write_clip(tmp_path / "a.mp4", times=THIRTY[:4], rotation=rotation, mirrored=mirrored)
    rgb = next(read_frames(path, rate=15)).rgb
    assert rgb.shape == ((64, 48, 3) if rotation % 180 else (48, 64, 3))
    assert rgb.dtype == np.uint8 and rgb.flags["C_CONTIGUOUS"]
    assert red_corner(rgb) == corner


def test_a_large_picture_is_scaled_down(tmp_path):
    path = write_clip(tmp_path / "a.mp4", times=THIRTY[:3], size=(1920, 1080))
    assert next(read_frames(path, rate=15)).rgb.shape == (720, 1280, 3)


def test_the_clock_is_the_sound_s(tmp_path):
    late = [0.5 + t for t in THIRTY]
    path = write_clip(tmp_path / "a.ts", sound=tone(3, rate=48_000), times=late, shift=5.0)
    assert next(read_frames(path, rate=15)).time == pytest.approx(0.5, abs=0.04)


def test_frames_differ_and_are_not_overwritten(tmp_path):
    path = write_clip(tmp_path / "a.mkv", times=THIRTY[:30])
    frames = list(read_frames(path, rate=30))
    shades = [int(f.rgb[-1, -1, 0]) for f in frames]
    assert shades == sorted(shades) and len(set(shades)) > 20
    assert shades[0] == pytest.approx(int(picture(40)[-1, -1, 0]), abs=3)


def test_no_video_no_frames(tmp_path):
    path = write_clip(tmp_path / "a.wav", sound=tone(0.5, rate=48_000))
    assert list(read_frames(path, rate=15)) == []
    with pytest.raises(MediaError, match="holds no picture"):
        thumbnail(path, at=0)


def test_a_cut_file_gives_the_frames_before_the_cut(tmp_path):
    path = write_clip(tmp_path / "a.mkv", times=THIRTY, size=(320, 240), codec="mjpeg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    times = [f.time for f in read_frames(path, rate=30)]
    assert 30 < len(times) < 60


@pytest.mark.parametrize("at", [0.0, 1.5, 99.0])
def test_thumbnail_is_a_jpeg_of_its_moment(tmp_path, at):
    data = thumbnail(write_clip(tmp_path / "a.mp4", times=THIRTY, size=(640, 480)), at=at)
    (tmp_path / "a.jpg").write_bytes(data)
    import av

    with av.open(str(tmp_path / "a.jpg")) as image:
        shown = next(image.decode(video=0)).to_ndarray(format="rgb24")
    assert shown.shape == (240, 320, 3)
    assert red_corner(shown) == "top left"


def test_matrix_of_a_mirrored_quarter_turn():
    one = 1 << 16
    assert from_matrix(np.array([one, 0, 0, 0, one, 0, 0, 0, 1 << 30], np.int32)) == Orientation()
    assert from_matrix(np.array([-one, 0, 0, 0, one, 0, 0, 0, 1 << 30], np.int32)) == Orientation(0, mirrored=True)
    assert from_matrix(np.array([0, one, 0, -one, 0, 0, 0, 0, 1 << 30], np.int32)) == Orientation(3)


@given(st.integers(0, 5000), st.sampled_from([10, 50, 100]))
def test_peaks_bound_every_sample(count, per_second):
    samples = np.random.default_rng(count).uniform(-1, 1, count).astype(np.float32)
    found = peaks(samples, rate=1000, per_second=per_second)
    step = 1000 // per_second
    assert found.shape == (-(-count // step), 2)
    for number, (low, high) in enumerate(found):
        part = samples[number * step : (number + 1) * step]
        assert (low, high) == (part.min(), part.max())


def test_peaks_over_block_edges():
    samples = np.arange(130_000, dtype=np.float32)
    assert np.array_equal(peaks(samples, rate=1000, per_second=50)[:, 0], np.arange(0, 130_000, 20, dtype=np.float32))


def test_a_change_of_size_within_a_video():
    import av

    to_rgb = ToRgb(aspect=None, longest=1280)
    for width, height in ((64, 48), (96, 64), (64, 48)):
        frame = av.VideoFrame.from_ndarray(picture(90, width=width, height=height), format="rgb24").reformat(
            format="yuv420p"
        )
        assert to_rgb(frame).shape == (height, width, 3)


def test_pixels_that_are_not_square():
    assert shown_size(720, 576, aspect=Fraction(64, 45), orientation=Orientation()) == (1024, 576)
    assert shown_size(720, 576, aspect=Fraction(64, 45), orientation=Orientation(1), longest=512) == (288, 512)


def test_a_cover_picture_is_no_video(tmp_path):
    import av
    from av.stream import Disposition

    path = tmp_path / "a.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        audio = container.add_stream("aac", rate=48_000, layout="mono")
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        frame = av.AudioFrame.from_ndarray(tone(1.0, rate=48_000)[None, :1024], format="fltp", layout="mono")
        frame.sample_rate = 48_000
        image = av.VideoFrame.from_ndarray(picture(90), format="rgb24")
        for packet in [*cover.encode(image), *cover.encode(None), *audio.encode(frame), *audio.encode(None)]:
            container.mux(packet)
    assert list(read_frames(path, rate=15)) == []
    assert not probe(path).has_video
