"""Frames and samples of a clip as Qt takes them. The only file of the app's own process that uses PyAV.

PyAV is imported when a clip is read, in the thread that reads it, never otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from ui.capture.source import SOUND_RATE, Picture, Sound

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from av.video.frame import VideoFrame


def open_clip(path: Path) -> InputContainer:
    """Raises MediaError where the file can't be read."""
    from rehearse.media.container import open_media

    return open_media(path)


def has_sound(clip: InputContainer) -> bool:
    from rehearse.media.container import audio_stream

    return audio_stream(clip) is not None


def picture_format(clip: InputContainer) -> QVideoFrameFormat | None:
    """How the clip's frames come: planar 4:2:0, upright, in the size as shown, made even; None without a frame."""
    from rehearse.media.container import decoded, video_stream
    from rehearse.media.orientation import orientation, shown_size

    stream = video_stream(clip)
    frames: Iterator[VideoFrame] = decoded(clip, stream) if stream is not None else iter(())
    frame = next(frames, None)
    if stream is None or frame is None:
        return None
    turn = orientation(frame)
    width, height = shown_size(frame.width, frame.height, aspect=stream.sample_aspect_ratio, orientation=turn)
    size = QSize(max(2, width // 2 * 2), max(2, height // 2 * 2))
    format = QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_YUV420P)
    format.setStreamFrameRate(float(stream.average_rate or 30))
    return format


def pictures(path: Path, format: QVideoFrameFormat) -> Iterator[Picture]:
    """The clip's frames in order; times from the clip's beginning."""
    from rehearse.media.container import decoded, time_zero, video_stream
    from rehearse.media.picture import Upright

    upright = Upright("yuv420p", size=format.frameSize().toTuple())
    with open_clip(path) as clip:
        stream = video_stream(clip)
        assert stream is not None
        stream.thread_type = "AUTO"
        zero = time_zero(clip)
        frames: Iterator[VideoFrame] = decoded(clip, stream)
        for frame in frames:
            if frame.time is not None and frame.time >= zero:
                yield Picture(_qt_frame(upright(frame), format), frame.time - zero)


def sounds(path: Path) -> Iterator[Sound]:
    """The clip's sound, mono at SOUND_RATE; times from the clip's beginning."""
    from av.audio.resampler import AudioResampler

    from rehearse.media.container import audio_stream, decoded, time_zero

    with open_clip(path) as clip:
        stream = audio_stream(clip)
        assert stream is not None
        zero = time_zero(clip)
        mono = AudioResampler(format="s16", layout="mono", rate=SOUND_RATE)
        frames: Iterator[AudioFrame] = decoded(clip, stream)
        for frame in frames:
            for part in mono.resample(frame):
                if part.time is not None:
                    yield Sound(part.to_ndarray()[0], part.time - zero)


def copy_of(frame: QVideoFrame) -> QVideoFrame:
    """A frame of its own: those that Qt copies share their times."""
    made = QVideoFrame(frame.surfaceFormat())
    frame.map(QVideoFrame.MapMode.ReadOnly)
    made.map(QVideoFrame.MapMode.WriteOnly)
    for plane in range(frame.planeCount()):
        np.frombuffer(made.bits(plane), np.uint8)[:] = np.frombuffer(frame.bits(plane), np.uint8)
    made.unmap()
    frame.unmap()
    return made


def _qt_frame(planar: VideoFrame, format: QVideoFrameFormat) -> QVideoFrame:
    made = QVideoFrame(format)
    made.map(QVideoFrame.MapMode.WriteOnly)
    for index, plane in enumerate(planar.planes):
        into = np.frombuffer(made.bits(index), np.uint8).reshape(-1, made.bytesPerLine(index))
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        into[: plane.height, : plane.width] = rows[: plane.height, : plane.width]
    made.unmap()
    return made
