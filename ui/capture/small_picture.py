"""A frame made small, as red, green and blue, for the face check. Runs outside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

WIDTH = 320

Bytes = NDArray[np.uint8]
_Pixels = QVideoFrameFormat.PixelFormat
_PLANAR = (_Pixels.Format_YUV420P, _Pixels.Format_YUV422P)
# Rows give red, green, blue from luma, blue difference, red difference (ITU-R BT.601, video range).
_TO_RGB = np.array([[1.164, 0.0, 1.596], [1.164, -0.392, -0.813], [1.164, 2.017, 0.0]], np.float32)
_OFFSET = np.array([16, 128, 128], np.float32)


@dataclass(frozen=True, eq=False)
class Small:
    """`rgb` (height, width, 3) uint8, rows from the top, not mirrored; seen at `at` seconds."""

    rgb: Bytes
    at: float


def small_picture(frame: QVideoFrame, at: float, *, width: int = WIDTH) -> Small | None:
    """About `width` wide; None where the frame's bytes can't be read."""
    planes = _planes(frame)
    if planes is None:
        return _by_qt(frame, at, width)
    luma, blue, red = planes
    step = max(1, frame.width() // width)
    small = _shrunk(luma, step)
    h, w = small.shape
    yuv = np.stack([small, _fitted(blue, h, w), _fitted(red, h, w)], axis=-1)
    rgb = (yuv - _OFFSET) @ _TO_RGB.T
    return Small(np.ascontiguousarray(np.clip(rgb, 0, 255).astype(np.uint8)), at)


def _planes(frame: QVideoFrame) -> tuple[Bytes, Bytes, Bytes] | None:
    """Luma and both colour differences of the formats that cameras give; copies, so that the frame is free again."""
    kind = frame.pixelFormat()
    if kind not in (*_PLANAR, _Pixels.Format_NV12, _Pixels.Format_YUYV):
        return None
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        width = frame.width()
        rows = [np.frombuffer(frame.bits(i), np.uint8).reshape(-1, frame.bytesPerLine(i)) for i in _range(frame)]
        if kind == _Pixels.Format_YUYV:
            packed = rows[0][: frame.height(), : width // 2 * 4]
            return packed[:, ::2].copy(), packed[:, 1::4].copy(), packed[:, 3::4].copy()
        luma = rows[0][: frame.height(), :width].copy()
        if kind == _Pixels.Format_NV12:
            return luma, rows[1][:, : width // 2 * 2 : 2].copy(), rows[1][:, 1 : width // 2 * 2 : 2].copy()
        return luma, rows[1][:, : width // 2].copy(), rows[2][:, : width // 2].copy()
    finally:
        frame.unmap()


def _range(frame: QVideoFrame) -> range:
    return range(frame.planeCount())


def _shrunk(plane: Bytes, step: int) -> NDArray[np.float32]:
    """Means of squares of `step` pixels."""
    h, w = plane.shape[0] // step, plane.shape[1] // step
    squares = plane[: h * step, : w * step].reshape(h, step, w, step)
    means: NDArray[np.float32] = squares.mean(axis=(1, 3), dtype=np.float32)
    return means


def _fitted(plane: Bytes, height: int, width: int) -> NDArray[np.float32]:
    down = np.arange(height) * plane.shape[0] // height
    across = np.arange(width) * plane.shape[1] // width
    fitted: NDArray[np.float32] = plane[np.ix_(down, across)].astype(np.float32)
    return fitted


def _by_qt(frame: QVideoFrame, at: float, width: int) -> Small | None:
    image = frame.toImage()
    if image.isNull():
        return None
    small = image.scaledToWidth(width, Qt.TransformationMode.FastTransformation)
    small = small.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), small.bytesPerLine())
    return Small(rows[:, : small.width() * 3].reshape(small.height(), small.width(), 3).copy(), at)
