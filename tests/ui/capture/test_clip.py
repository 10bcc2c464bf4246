"""A file as camera: it stands upright, whichever way the phone was held."""

from pathlib import Path

import pytest
from PySide6.QtMultimedia import QVideoFrame

from rehearse.media.frames import read_frames
from tests.media.media_clips import red_corner, write_clip
from ui.capture.clip_file import open_clip, picture_format, pictures
from ui.capture.small_picture import small_picture

TIMES = [n / 30 for n in range(45)]


def corner(frame: QVideoFrame) -> str:
    small = small_picture(frame, 0.0)
    assert small is not None
    return red_corner(small.rgb)


@pytest.mark.parametrize(
    ("rotation", "mirrored", "size", "where"),
    [
        (0, False, (64, 48), "top left"),
        (90, False, (48, 64), "bottom left"),
        (180, False, (64, 48), "bottom right"),
        (270, False, (48, 64), "top right"),
        (0, True, (64, 48), "top right"),
    ],
)
def test_a_clip_stands_upright(
    qapp, tmp_path: Path, rotation: int, mirrored: bool, size: tuple[int, int], where: str
) -> None:
    path = write_clip(tmp_path / "a.mp4", times=TIMES[:5], rotation=rotation, mirrored=mirrored)
    with open_clip(path) as clip:
        format = picture_format(clip)
    assert format is not None and format.frameSize().toTuple() == size
    frames = [picture.frame for picture in pictures(path, format)]
    assert [(f.size().toTuple(), corner(f)) for f in frames] == [(size, where)] * 5


def test_a_size_that_is_odd_is_made_even(qapp, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", times=TIMES[:2], size=(51, 39), codec="ffv1")
    with open_clip(path) as clip:
        format = picture_format(clip)
    assert format is not None and format.frameSize().toTuple() == (50, 38)
    assert len(list(pictures(path, format))) == 2


def test_a_recording_of_a_phone_held_upright_is_upright(qtbot, recorder, preview, tmp_path: Path) -> None:
    preview(write_clip(tmp_path / "phone.mp4", times=TIMES, rotation=90, size=(320, 240)), sound=False)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.finished, timeout=5000):
        recorder.stop()
    rgb = next(read_frames(tmp_path / "r.mkv", rate=30)).rgb
    assert rgb.shape == (320, 240, 3) and red_corner(rgb) == "bottom left"
