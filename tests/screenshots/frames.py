"""Pictures for cameras that are not there: frames of the clips that come along, and recordings made of them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
ANSWER = ROOT / "assets" / "sample" / "answer.mp4"
PRESENTERS = ROOT / "tests" / "data" / "presenter"
THUMBNAIL = QSize(320, 180)
SECONDS_A_FRAME = 30


@cache
def frame_at(path: Path, seconds: float) -> NDArray[np.uint8]:
    """The frame shown at that time, (height, width, 3) RGB."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        container.seek(round(seconds * 1e6))
        for frame in container.decode(stream):
            if frame.time is not None and frame.time >= seconds:
                return frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
    raise AssertionError(f"{path} ends before {seconds} s")


def image_at(path: Path, seconds: float) -> QImage:
    """The same as an image of Qt."""
    pixels = frame_at(path, seconds)
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def thumbnail_at(path: Path, seconds: float) -> bytes:
    """The same as a take's small picture is kept."""
    small = image_at(path, seconds).scaled(
        THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "JPG", 85)  # type: ignore[call-overload] - the binding takes text alone
    return bytes(buffer.data().data())


def still_video(path: Path, seconds: float) -> None:
    """A recording of that length in which nothing moves: as quick to make for an hour as for two seconds."""
    picture = av.VideoFrame.from_ndarray(frame_at(PRESENTERS / "still.mp4", 2.0), format="rgb24")
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=Fraction(1, 1))
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, "yuvj420p"
        stream.time_base = Fraction(1, 1000)
        step = min(SECONDS_A_FRAME, seconds)
        for at in np.arange(0.0, seconds + 0.001, step):
            picture.pts, picture.time_base = round(1000 * at), Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
