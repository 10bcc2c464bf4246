"""The face check beside the window: its pictures, its process, and what happens when that dies."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from tests.ui.capture.recorded import read
from ui.capture.framing import FramingCheck
from ui.capture.small_picture import small_picture
from ui.capture.source import Picture

SAMPLE = Path(__file__).parents[3] / "assets" / "sample" / "answer.mp4"
Pixels = QVideoFrameFormat.PixelFormat

# Answers as the real one does, at once; what it was sent is told in place of figures.
ANSWERS = """
import sys
from rehearse.analysis.framing_protocol import *
out = sys.stdout.buffer
out.write(line(ReadyMessage())); out.flush()
while frame := read_frame(sys.stdin.buffer):
    hint = "Move closer." if frame.seconds < 11 else ""
    out.write(line(FramingMessage(frame.seconds, faces=frame.width, hint=hint))); out.flush()
"""


def frame_of(rgb: tuple[int, int, int], pixels: Pixels, size: tuple[int, int] = (640, 360)) -> QVideoFrame:
    """A frame of one colour, by the numbers of BT.601."""
    r, g, b = (c / 255 for c in rgb)
    y = 16 + 65.481 * r + 128.553 * g + 24.966 * b
    u = 128 - 37.797 * r - 74.203 * g + 112.0 * b
    v = 128 + 112.0 * r - 93.786 * g - 18.214 * b
    patterns = {
        Pixels.Format_YUV420P: ([y], [u], [v]),
        Pixels.Format_NV12: ([y], [u, v]),
        Pixels.Format_YUYV: ([y, u, y, v],),
    }
    frame = QVideoFrame(QVideoFrameFormat(QSize(*size), pixels))
    frame.map(QVideoFrame.MapMode.WriteOnly)
    for plane, pattern in enumerate(patterns[pixels]):
        into = np.frombuffer(frame.bits(plane), np.uint8)
        into[:] = np.resize(np.round(pattern).astype(np.uint8), len(into))
    frame.unmap()
    return frame


@pytest.mark.parametrize("pixels", [Pixels.Format_YUV420P, Pixels.Format_NV12, Pixels.Format_YUYV])
@pytest.mark.parametrize("rgb", [(200, 30, 40), (20, 180, 60), (30, 60, 210), (128, 128, 128)])
def test_colours_survive_being_made_small(qapp, pixels, rgb):
    small = small_picture(frame_of(rgb, pixels), 0.0)
    assert small.rgb.shape == (180, 320, 3)
    assert np.abs(small.rgb.astype(int) - rgb).max() <= 4


@pytest.fixture
def check(qtbot, tmp_path):
    script = tmp_path / "answers.py"
    script.write_text(ANSWERS)
    made = FramingCheck(command=[sys.executable, str(script)])
    yield made
    made.stop()


def show(qtbot, check: FramingCheck, at: float) -> None:
    check.add(Picture(frame_of((128, 128, 128), Pixels.Format_NV12), at))


def test_three_pictures_a_second_are_looked_at(qtbot, check):
    seen, hints = [], []
    check.seen.connect(seen.append)
    check.hint.connect(hints.append)
    check.start()
    qtbot.waitUntil(lambda: check._ready, timeout=10000)
    for number in range(60):
        show(qtbot, check, 10 + number / 30)
        qtbot.waitUntil(lambda: check._unanswered == 0, timeout=5000)
    assert [round(m.seconds - 10, 2) for m in seen] == pytest.approx([0, 0.33, 0.67, 1, 1.33, 1.67], abs=0.05)
    assert {m.faces for m in seen} == {320}
    assert hints == ["Move closer.", ""]


def test_pictures_that_nobody_answers_are_not_piled_up(qtbot, tmp_path):
    script = tmp_path / "deaf.py"
    script.write_text(ANSWERS.split("while", maxsplit=1)[0] + "import time; time.sleep(60)")
    check = FramingCheck(command=[sys.executable, str(script)])
    check.start()
    qtbot.waitUntil(lambda: check._ready, timeout=10000)
    for number in range(10):
        show(qtbot, check, float(number))
    assert check._unanswered == 2
    check.stop()


def test_a_check_that_dies_is_started_once_more_and_then_left(qtbot, check):
    check.start()
    for _ in range(2):
        qtbot.waitUntil(lambda: check.running and check._ready, timeout=10000)
        dying = check._process
        dying.kill()
        qtbot.waitUntil(lambda process=dying: check._process is not process, timeout=5000)
    assert not check.running
    show(qtbot, check, 1.0)


def test_a_check_that_cannot_be_started_is_done_without(qtbot, tmp_path):
    check = FramingCheck(command=[str(tmp_path / "nothing")])
    check.start()
    qtbot.waitUntil(lambda: not check.running, timeout=5000)


def test_no_frame_is_dropped_with_the_real_face_check_on(qtbot, recorder, preview, tmp_path):
    """Ten seconds of 720p30 with the face model at work: frames in are the frames in the file."""
    check, seen = FramingCheck(), []
    check.seen.connect(seen.append)
    recorder.seen.connect(check.add)
    check.start()
    preview(SAMPLE)
    qtbot.waitUntil(lambda: bool(seen), timeout=60000)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 10.0, timeout=30000)
    with qtbot.waitSignal(recorder.finished, timeout=10000):
        recorder.stop()
    check.stop()
    file = read(tmp_path / "r.mkv")
    print(f"frames in {recorder.counters.frames}, in the file {len(file.frames)}; {len(seen)} pictures looked at")
    assert len(file.frames) == recorder.counters.frames >= 300
    assert recorder.counters.left_out == 0
    assert np.diff(file.frames).max() < 0.05
    assert any(message.faces == 1 for message in seen)
    assert len(seen) >= 15
