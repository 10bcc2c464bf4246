"""Real recordings of a clip: what is in the file is what came in."""

import shutil
import stat
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaFormat, QMediaRecorder, QVideoFrame, QVideoFrameFormat, QVideoSink

from rehearse.types import Span
from tests.speed import within
from tests.ui.capture.recorded import make_clip, no_more_than, read
from tests.ui.stalls import StallMeter
from ui.capture import disk_watch, mishaps, room
from ui.capture.clip import ClipSource
from ui.capture.fitted import black_frame, frame_of
from ui.capture.matroska import set_duration
from ui.capture.recorder import Recorder
from ui.capture.source import Picture
from ui.capture.writer import TOO_SLOW, Writer, video_bit_rate

PRESENTER = Path(__file__).parents[2] / "data" / "presenter" / "still.mp4"
Usage = namedtuple("Usage", "total used free")


def record(qtbot, recorder: Recorder, path: Path, seconds: float, **options: int) -> float:
    """Record that many seconds of answer; the length of the file that `finished` tells."""
    recorder.begin(path, **options)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= seconds, timeout=int(seconds * 1000) + 15000)
    return stop(qtbot, recorder)


def stop(qtbot, recorder: Recorder) -> float:
    with qtbot.waitSignal(recorder.finished, timeout=10000) as done:
        recorder.stop()
    return done.args[1]


def test_three_seconds_are_whole_and_in_step(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    length = record(qtbot, recorder, tmp_path / "r.mkv", 3.3, count_down_s=0)
    file = read(tmp_path / "r.mkv")
    assert recorder.state == "previewing"
    assert len(file.frames) == recorder.counters.frames >= 99
    assert file.duration == pytest.approx(length, abs=0.005)
    assert length == pytest.approx(len(file.frames) / 30, abs=0.1)
    assert file.frames[0] == file.sound_start == 0
    assert file.flashes() == pytest.approx([1, 2, 3], abs=0.005)
    assert file.beeps() == pytest.approx([1, 2, 3], abs=0.005)


def test_only_the_owner_may_read_it(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    record(qtbot, recorder, tmp_path / "r.mkv", 0.2, count_down_s=0)
    assert stat.S_IMODE((tmp_path / "r.mkv").stat().st_mode) == 0o600


def test_the_last_second_before_go_is_in_the_file_and_is_the_baseline(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    ticks, states = [], []
    recorder.tick.connect(ticks.append)
    recorder.state_changed.connect(states.append)
    recorder.go.connect(lambda: ticks.append("go"))
    length = record(qtbot, recorder, tmp_path / "r.mkv", 1.0, count_down_s=3)
    file = read(tmp_path / "r.mkv")
    assert ticks == [3, 2, 1, "go"]
    assert states == ["counting", "recording", "finishing", "previewing"]
    assert recorder.baseline == Span(0.2, 1.2)
    assert length == pytest.approx(2.2, abs=0.2)
    assert file.flashes() == pytest.approx([1, 2][: len(file.flashes())], abs=0.005)
    assert len(file.flashes()) >= 1


def test_no_countdown_no_baseline(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    record(qtbot, recorder, tmp_path / "r.mkv", 0.3, count_down_s=0)
    assert recorder.baseline is None


def test_sound_only(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes, picture=False)
    length = record(qtbot, recorder, tmp_path / "r.mkv", 2.3, count_down_s=1)
    file = read(tmp_path / "r.mkv")
    assert recorder.baseline is None
    assert file.codecs == ("flac",) and not len(file.frames)
    assert file.duration == pytest.approx(length, abs=0.005)
    assert len(file.sound) / 48000 == pytest.approx(length, abs=0.001)
    assert file.beeps() == pytest.approx([1, 2, 3], abs=0.002)


def test_picture_only(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes, sound=False)
    length = record(qtbot, recorder, tmp_path / "r.mkv", 1.2, count_down_s=0)
    file = read(tmp_path / "r.mkv")
    assert file.codecs in {("mpeg4",), ("h264",)}
    assert len(file.frames) == recorder.counters.frames
    assert file.duration == pytest.approx(length, abs=0.005)


def test_as_fast_as_it_goes(qtbot, recorder, preview, tmp_path):
    clip = make_clip(tmp_path / "long.mkv", seconds=30)
    preview(clip, real_time=False)
    record(qtbot, recorder, tmp_path / "r.mkv", 28.0, count_down_s=0)
    file = read(tmp_path / "r.mkv")
    assert len(file.frames) == recorder.counters.frames
    assert file.flashes() == pytest.approx(np.arange(1, 1 + len(file.flashes())), abs=0.005)
    assert file.beeps() == pytest.approx(np.arange(1, 1 + len(file.beeps())), abs=0.005)
    assert min(len(file.flashes()), len(file.beeps())) >= 27


def test_a_clip_that_is_over_goes_on_with_its_last_frame_and_silence(qtbot, recorder, preview, tmp_path):
    clip = make_clip(tmp_path / "short.mkv", seconds=1.5)
    preview(clip, real_time=False)
    length = record(qtbot, recorder, tmp_path / "r.mkv", 4.0, count_down_s=0)
    file = read(tmp_path / "r.mkv")
    assert file.flashes() == pytest.approx([1], abs=0.005)
    assert np.diff(file.frames).max() < 0.05
    assert len(file.frames) == recorder.counters.frames >= 120
    assert len(file.sound) / 48000 == pytest.approx(length, abs=0.1)


def test_two_recordings_of_one_preview(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    for name in ("one.mkv", "two.mkv"):
        record(qtbot, recorder, tmp_path / name, 1.2, count_down_s=0)
        assert read(tmp_path / name).flashes() == pytest.approx([1], abs=0.005)
        assert len(read(tmp_path / name).frames) == recorder.counters.frames


def test_a_camera_that_is_lost_leaves_sound_and_a_mark(qtbot, recorder, preview, flashes, tmp_path):
    source = preview(flashes)
    events = []
    recorder.happened.connect(events.append)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.8, timeout=5000)
    source.unplug("camera")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 5.3, timeout=8000)
    length = stop(qtbot, recorder)
    file = read(tmp_path / "r.mkv")
    assert [e.kind for e in events] == ["camera lost"] and events == list(recorder.events)
    assert events[0].at == pytest.approx(0.8, abs=0.1)
    assert file.beeps() == pytest.approx([1, 2, 3, 4, 5], abs=0.005)
    assert len(file.sound) / 48000 == pytest.approx(length, abs=0.1)
    assert len(file.dark()) >= 4, "black, not a frozen face"
    assert len(file.flashes()) == 0


def test_a_camera_that_comes_back_is_seen_again(qtbot, recorder, preview, flashes, tmp_path):
    source = preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    source.unplug("camera")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 1.5, timeout=5000)
    source.plug("camera")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 3.5, timeout=5000)
    stop(qtbot, recorder)
    file = read(tmp_path / "r.mkv")
    assert [e.kind for e in recorder.events] == ["camera lost", "camera back"]
    assert file.flashes() == pytest.approx([2, 3], abs=0.005)
    assert file.beeps() == pytest.approx([1, 2, 3], abs=0.005)


class Shrinking(ClipSource):
    """A clip whose frames come small and in another kind of pixels once `small` is set."""

    small = False

    def _on_read(self, part):
        if self.small and isinstance(part, Picture):
            image = part.frame.toImage().scaled(160, 120)
            format = QVideoFrameFormat(QSize(160, 120), QVideoFrameFormat.PixelFormat.Format_NV12)
            part = Picture(frame_of(image, format), part.at)
        super()._on_read(part)


def test_a_camera_that_comes_back_with_another_picture_is_recorded_in_the_file_s_size(
    qtbot, recorder, flashes, tmp_path
):
    source = Shrinking(flashes)
    recorder.open(source)
    qtbot.waitUntil(lambda: recorder.state == "previewing", timeout=5000)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    source.unplug("camera")
    source.small = True
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 1.5, timeout=5000)
    source.plug("camera")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 3.5, timeout=5000)
    stop(qtbot, recorder)
    file = read(tmp_path / "r.mkv")
    assert [e.kind for e in recorder.events] == ["camera lost", "camera back"] and recorder.counters.left_out == 0
    assert file.flashes() == pytest.approx([2, 3], abs=0.005)


def test_pictures_that_cannot_go_into_the_file_are_told_and_black_stands_for_them(
    qtbot, recorder, preview, flashes, tmp_path, monkeypatch
):
    preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    monkeypatch.setattr("ui.capture.reel.fitted", lambda *_: None)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 4.5, timeout=8000)
    stop(qtbot, recorder)
    file = read(tmp_path / "r.mkv")
    assert [(e.kind, e.sentence) for e in recorder.events] == [("camera lost", mishaps.UNFIT)]
    assert len(file.dark()) >= 4 and file.beeps() == pytest.approx([1, 2, 3, 4], abs=0.005)


def test_a_camera_of_jpeg_pictures_can_be_lost_and_come_back(qtbot, tmp_path):
    """Anything but another JPEG would end the encoder."""
    format = QVideoFrameFormat(QSize(320, 180), QVideoFrameFormat.PixelFormat.Format_Jpeg)
    format.setStreamFrameRate(30)
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    parent = QObject()
    writer, told = Writer(tmp_path / "r.mkv", format, False, parent), []
    writer.failed.connect(told.append)
    writer.start()
    for number in range(60):
        seen = black_frame(format) if 20 <= number < 40 else frame_of(image, format)
        writer.write_picture(seen, number / 30)
    with qtbot.waitSignal(writer.done, timeout=10_000):
        writer.end()
    file = read(tmp_path / "r.mkv")
    assert told == [] and len(file.frames) == 60
    assert file.dark() == pytest.approx(np.arange(20, 40) / 30, abs=0.005)


def test_a_microphone_that_is_lost_leaves_the_picture_and_comes_back_in_step(
    qtbot, recorder, preview, flashes, tmp_path
):
    source = preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 1.5, timeout=5000)
    source.unplug("microphone")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 3.5, timeout=5000)
    source.plug("microphone")
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 5.3, timeout=5000)
    length = stop(qtbot, recorder)
    file = read(tmp_path / "r.mkv")
    assert [e.kind for e in recorder.events] == ["microphone lost", "microphone back"]
    assert file.flashes() == pytest.approx([1, 2, 3, 4, 5], abs=0.005)
    assert file.beeps() == pytest.approx([1, 4, 5], abs=0.035)
    assert len(file.sound) / 48000 == pytest.approx(length, abs=0.1)


def test_where_nothing_is_left_the_recording_ends_and_is_kept(qtbot, recorder, preview, flashes, tmp_path):
    source = preview(flashes, picture=False)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.finished, timeout=5000) as done:
        source.unplug("microphone")
    assert done.args[1] > 0.4
    assert "ended here" in recorder.events[0].sentence
    assert len(read(tmp_path / "r.mkv").sound) > 0.4 * 48000


def test_what_is_lost_before_a_recording_is_not_in_it(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes).unplug("camera")
    assert recorder.missing == {"camera"}
    record(qtbot, recorder, tmp_path / "r.mkv", 0.5, count_down_s=0)
    assert read(tmp_path / "r.mkv").codecs == ("flac",)
    assert recorder.events == ()


def test_who_sees_the_camera_again_in_a_recording_of_sound_alone_is_told(qtbot, recorder, preview, flashes, tmp_path):
    source = preview(flashes)
    source.unplug("camera")
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.3, timeout=5000)
    source.plug("camera")
    stop(qtbot, recorder)
    assert [(e.kind, e.sentence) for e in recorder.events] == [("camera back", mishaps.BACK_TOO_LATE["camera"])]
    assert read(tmp_path / "r.mkv").codecs == ("flac",)


def test_a_full_disk_is_told_before(qtbot, recorder, preview, flashes, tmp_path, monkeypatch):
    preview(flashes)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Usage(10**12, 0, 499_000_000))
    told = []
    recorder.failed.connect(lambda *failure: told.extend(failure))
    recorder.discarded.connect(lambda: told.append("discarded"))
    recorder.begin(tmp_path / "r.mkv")
    assert told[0] == "no room" and "499 MB" in told[1] and told[2:] == ["discarded"]
    assert recorder.state == "previewing" and not (tmp_path / "r.mkv").exists()


def test_a_disk_that_fills_up_ends_the_recording_cleanly(qtbot, recorder, preview, flashes, tmp_path, monkeypatch):
    monkeypatch.setattr(disk_watch, "EVERY_MS", 100)
    preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.finished, timeout=5000):
        monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Usage(10**12, 0, 99_000_000))
    assert [e.kind for e in recorder.events] == ["disk full"]
    assert len(read(tmp_path / "r.mkv").frames) == recorder.counters.frames


def test_a_folder_that_vanishes_in_mid_recording_ends_it_and_is_told(
    qtbot, recorder, preview, flashes, tmp_path, monkeypatch
):
    monkeypatch.setattr(disk_watch, "EVERY_MS", 100)
    preview(flashes)
    told = []
    recorder.failed.connect(lambda *failure: told.append(failure))
    (tmp_path / "take").mkdir()
    recorder.begin(tmp_path / "take" / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.discarded, timeout=5000):
        shutil.rmtree(tmp_path / "take")
    assert told == [("unwritable", mishaps.FILE_GONE)] and recorder.state == "previewing"


@pytest.mark.parametrize(
    ("free", "enough", "says"), [(10**10, True, ""), (1_900_000_000, True, "1.9 GB"), (4, False, "0 MB")]
)
def test_room(tmp_path, monkeypatch, free, enough, says):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Usage(10**12, 0, free))
    found = room.room(tmp_path / "not" / "yet" / "there")
    assert (found.enough, bool(found.sentence)) == (enough, bool(says))
    assert says in found.sentence


def test_the_longest_answer_ends_by_itself(qtbot, preview, flashes, recorder, tmp_path):
    recorder._longest_s = 1.0
    preview(flashes)
    with qtbot.waitSignal(recorder.finished, timeout=8000) as done:
        recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    assert done.args[1] == pytest.approx(1.0, abs=0.1)


def test_a_countdown_that_is_stopped_keeps_nothing(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    finished = []
    recorder.finished.connect(lambda *_: finished.append(1))
    for wait in (100, 2100):
        recorder.begin(tmp_path / "r.mkv")
        qtbot.wait(wait)
        assert recorder.state == "counting"
        with qtbot.waitSignal(recorder.discarded, timeout=5000):
            recorder.stop()
        assert recorder.state == "previewing" and not finished


def test_a_discarded_recording_is_not_told_as_finished(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    finished = []
    recorder.finished.connect(lambda *_: finished.append(1))
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.discarded, timeout=5000):
        recorder.discard()
    assert not finished


def test_closing_in_mid_recording_keeps_what_is_there(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with qtbot.waitSignal(recorder.finished, timeout=5000):
        recorder.close()
    assert recorder.state == "idle"
    assert len(read(tmp_path / "r.mkv").frames) == recorder.counters.frames


def test_another_source_takes_the_place_of_the_first(qtbot, recorder, preview, flashes, tmp_path):
    first = preview(flashes)
    seen = []
    recorder.seen.connect(seen.append)
    other = preview(make_clip(tmp_path / "small.mkv", seconds=2, size=(160, 90)))
    seen.clear()
    qtbot.waitUntil(lambda: len(seen) > 5, timeout=5000)
    assert recorder.source is other is not first
    assert {picture.frame.width() for picture in seen} == {160}


def test_the_preview_is_drawn_where_it_is_asked_for(qtbot, recorder, preview, flashes):
    sink = QVideoSink()
    recorder.show_in(sink)
    preview(flashes)
    qtbot.waitUntil(lambda: sink.videoFrame().isValid(), timeout=5000)
    assert sink.videoSize() == QSize(320, 180)
    recorder.show_in(None)


def test_720p30_takes_a_sensible_rate():
    format = QVideoFrameFormat(QSize(1280, 720), QVideoFrameFormat.PixelFormat.Format_NV12)
    format.setStreamFrameRate(30)
    for codec in (QMediaFormat.VideoCodec.H264, QMediaFormat.VideoCodec.MPEG4):
        assert 2_500_000 <= video_bit_rate(format, codec) <= 5_000_000


def test_only_a_file_that_states_a_length_is_changed(tmp_path, flashes):
    copy = tmp_path / "copy.mkv"
    copy.write_bytes(flashes.read_bytes())
    assert set_duration(copy, 4.5)
    assert read(copy).duration == 4.5
    assert len(read(copy).frames) == len(read(flashes).frames)
    other = tmp_path / "other.mkv"
    other.write_bytes(b"\x00" * 5000)
    assert not set_duration(other, 4.5) and other.read_bytes() == b"\x00" * 5000
    assert not set_duration(tmp_path / "none.mkv", 4.5)


def test_a_place_that_cannot_be_written_is_told(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    with qtbot.waitSignal(recorder.failed, timeout=3000) as told:
        recorder.begin(tmp_path / "no folder" / "r.mkv", count_down_s=0)
    assert told.args[0] == "unwritable" and told.args[1].startswith("The recording can't be written")


def test_an_encoder_that_gives_up_ends_the_recording_and_what_came_before_is_kept(
    qtbot, recorder, preview, flashes, tmp_path
):
    preview(flashes)
    told = []
    recorder.failed.connect(lambda *failure: told.append(failure))
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 1.0, timeout=5000)
    with qtbot.waitSignal(recorder.finished, timeout=5000):
        recorder._recording._reel._writer._recorder.errorOccurred.emit(
            QMediaRecorder.Error.OutOfSpaceError, "No space left."
        )
    assert told == [("unwritable", "The recording can't be written: No space left.")]
    assert len(read(tmp_path / "r.mkv").frames) >= 25 and recorder.state == "previewing"


@pytest.mark.qt_log_ignore("could not write trailer")
def test_a_disk_that_fills_while_the_file_is_closed_is_told(qtbot, recorder, preview, tmp_path):
    preview(PRESENTER)
    told = []
    recorder.failed.connect(lambda *failure: told.append((recorder.state, *failure)))
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 2.5, timeout=8000)
    with no_more_than(100_000):
        length = stop(qtbot, recorder)
    assert told == [("finishing", "unwritable", "The recording could not be closed properly; the disk may be full.")]
    assert 0.5 < read(tmp_path / "r.mkv").frames[-1] < length - 0.5 and not recorder.whole


def test_an_encoder_that_never_ends_is_waited_for_a_while_and_the_file_stays(
    qtbot, recorder, preview, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.capture.writer.CLOSE_MS", 300)
    monkeypatch.setattr(QMediaRecorder, "stop", lambda _: None)
    preview(PRESENTER)
    told = []
    recorder.failed.connect(lambda *failure: told.append(failure))
    length = record(qtbot, recorder, tmp_path / "r.mkv", 5.5, count_down_s=0)
    assert told == [("unwritable", "The recording could not be closed properly: the file was not closed in time.")]
    assert length > 5.4 and not recorder.whole and recorder.state == "previewing"
    assert len(read(tmp_path / "r.mkv").frames) > 30, "what was written by then can be played"
    stuck = recorder._recording._reel._writer._recorder
    monkeypatch.undo()
    assert record(qtbot, recorder, tmp_path / "next.mkv", 0.5, count_down_s=0) > 0.4 and recorder.whole
    assert stuck.recorderState() == QMediaRecorder.RecorderState.RecordingState, "it was not waited for"
    stuck.stop()
    qtbot.waitUntil(lambda: stuck.recorderState() == QMediaRecorder.RecorderState.StoppedState, timeout=5000)


@pytest.mark.qt_log_ignore("could not write trailer")
def test_what_is_discarded_need_not_be_closed_well(qtbot, recorder, preview, flashes, tmp_path):
    preview(flashes)
    told = []
    recorder.failed.connect(lambda *failure: told.append(failure))
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.5, timeout=5000)
    with no_more_than(1000), qtbot.waitSignal(recorder.discarded, timeout=5000):
        recorder.discard()
    assert told == []


def test_an_encoder_that_never_takes_anything_is_not_waited_for_and_does_not_fill_the_memory(
    qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.capture.writer.MOST_WAITING", 20)
    monkeypatch.setattr("ui.capture.writer.FLUSH_MS", 100)
    format = QVideoFrameFormat(QSize(64, 36), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    format.setStreamFrameRate(30)
    parent = QObject()
    writer = Writer(tmp_path / "r.mkv", format, True, parent)
    for number in range(50):
        writer.write_picture(QVideoFrame(format), number / 30)
    assert (writer.counters.frames, writer.counters.left_out) == (0, 30)
    told = []
    writer.failed.connect(told.append)
    with qtbot.waitSignal(writer.done, timeout=1000):
        writer.end()
    assert told == [TOO_SLOW]


def test_a_slow_encoder_is_given_time_as_long_as_it_takes_something(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.capture.writer.FLUSH_MS", 200)
    format = QVideoFrameFormat(QSize(64, 36), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    format.setStreamFrameRate(30)
    parent = QObject()
    writer, told = Writer(tmp_path / "r.mkv", format, False, parent), []
    writer.failed.connect(told.append)
    monkeypatch.setattr(writer._frame_input, "sendVideoFrame", lambda _: False)
    for number in range(8):
        writer.write_picture(QVideoFrame(format), number / 30)
    writer.end()
    for _ in range(8):
        qtbot.wait(100)
        monkeypatch.setattr(writer._frame_input, "sendVideoFrame", _once())
        writer._push()
    assert (writer.counters.frames, told) == (8, [])


def _once():
    answers = iter([True])
    return lambda _: next(answers, False)


def test_a_frame_of_another_size_is_left_out(tmp_path, qapp):
    format = QVideoFrameFormat(QSize(64, 36), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    format.setStreamFrameRate(30)
    parent = QObject()
    writer = Writer(tmp_path / "r.mkv", format, True, parent)
    writer.write_picture(
        QVideoFrame(QVideoFrameFormat(QSize(32, 18), QVideoFrameFormat.PixelFormat.Format_YUV420P)), 0.0
    )
    assert writer.counters.left_out == 1


def test_a_clip_that_cannot_be_read_is_told(qtbot, recorder, tmp_path):
    with qtbot.waitSignal(recorder.failed, timeout=3000) as told:
        recorder.open(ClipSource(tmp_path / "none.mp4"))
    assert told.args[0] == "unreadable" and "does not exist" in told.args[1] and recorder.state == "failed"


def test_a_clip_without_what_is_asked_for_is_told(qtbot, recorder, tmp_path):
    clip = make_clip(tmp_path / "mute.mkv", seconds=1, sound=False)
    with qtbot.waitSignal(recorder.failed, timeout=3000) as told:
        recorder.open(ClipSource(clip, picture=False))
    assert told.args[0] == "unreadable" and "nothing that can be shown or heard" in told.args[1]


def test_what_is_lost_twice_is_marked_once(qtbot, recorder, preview, flashes, tmp_path):
    source = preview(flashes)
    recorder.begin(tmp_path / "r.mkv", count_down_s=0)
    qtbot.waitUntil(lambda: recorder.elapsed_s >= 0.3, timeout=5000)
    for _ in range(2):
        source.lost.emit("camera")
    for _ in range(2):
        source.back.emit("camera")
    stop(qtbot, recorder)
    assert [e.kind for e in recorder.events] == ["camera lost", "camera back"]


def test_the_window_does_not_stall_while_720p_is_recorded(qtbot, recorder, preview, tmp_path):
    clip = make_clip(tmp_path / "hd.mkv", seconds=4, size=(1280, 720))
    meter = StallMeter()
    meter.start()
    preview(clip)
    record(qtbot, recorder, tmp_path / "r.mkv", 3.0, count_down_s=1)
    assert meter.stop() < within(0.05)
    assert len(read(tmp_path / "r.mkv").frames) == recorder.counters.frames
