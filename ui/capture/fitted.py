"""Frames in the size and pixel format of a file: an encoder that is given another draws nonsense, or gives up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_Pixels = QVideoFrameFormat.PixelFormat
Bytes = NDArray[np.uint8]

JPEG_QUALITY = 90
JPEG_BEGINS = b"\xff\xd8"
# Each plane's parts, in the order of its bytes: the luma, or one of the chromas.
_PLANES = {
    _Pixels.Format_YUV420P: ("y", "u", "v"),
    _Pixels.Format_YV12: ("y", "v", "u"),
    _Pixels.Format_YUV422P: ("y", "u", "v"),
    _Pixels.Format_NV12: ("y", "uv"),
    _Pixels.Format_NV21: ("y", "vu"),
    _Pixels.Format_YUYV: ("yuyv",),
    _Pixels.Format_UYVY: ("uyvy",),
}
_HALF_AS_HIGH = (_Pixels.Format_YUV420P, _Pixels.Format_YV12, _Pixels.Format_NV12, _Pixels.Format_NV21)


def fitted(frame: QVideoFrame, format: QVideoFrameFormat) -> QVideoFrame | None:
    """The frame itself where it has that format, else its picture in it, the whole of it, on black.

    None where it holds no picture, or none can be made in that format.
    """
    if frame.size() == format.frameSize() and frame.pixelFormat() == format.pixelFormat():
        whole = frame.pixelFormat() != _Pixels.Format_Jpeg or _is_jpeg(frame)
        return QVideoFrame(frame) if whole else None
    image = frame.toImage()
    return None if image.isNull() else frame_of(_on_black(image, format.frameSize()), format)


def black_frame(format: QVideoFrameFormat) -> QVideoFrame | None:
    """None where none can be made in that format."""
    black = QImage(format.frameSize(), QImage.Format.Format_RGB32)
    black.fill(Qt.GlobalColor.black)
    return frame_of(black, format)


def frame_of(image: QImage, format: QVideoFrameFormat) -> QVideoFrame | None:
    """An image of the format's size, as a frame of its pixels."""
    pixels = format.pixelFormat()
    if pixels in _PLANES:
        return _filled(format, _planes(image, format))
    if pixels == _Pixels.Format_Jpeg:
        return _filled(format, [_jpeg(image)])
    kind = QVideoFrameFormat.imageFormatFromPixelFormat(pixels)
    return None if kind == QImage.Format.Format_Invalid else QVideoFrame(image.convertToFormat(kind))


def _on_black(image: QImage, size: QSize) -> QImage:
    ground = QImage(size, QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.black)
    scaled = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(ground)
    painter.drawImage((size.width() - scaled.width()) // 2, (size.height() - scaled.height()) // 2, scaled)
    painter.end()
    return ground


def _filled(format: QVideoFrameFormat, planes: list[Bytes]) -> QVideoFrame | None:
    """A frame with these planes, row by row; a plane of one row is put in as it is."""
    frame = QVideoFrame(format)
    if not frame.map(QVideoFrame.MapMode.WriteOnly):
        return None
    try:
        for number, plane in enumerate(planes):
            into = np.frombuffer(frame.bits(number), np.uint8)
            stride = plane.size if len(plane) == 1 else frame.bytesPerLine(number)
            if len(into) < stride * len(plane):
                return None
            into[: stride * len(plane)].reshape(len(plane), stride)[:, : plane.shape[1]] = plane
    finally:
        frame.unmap()
    return frame


def _planes(image: QImage, format: QVideoFrameFormat) -> list[Bytes]:
    """As television has it: luma 16 to 235, chroma around 128."""
    blue, green, red = _channels(image)
    down = 2 if format.pixelFormat() in _HALF_AS_HIGH else 1
    parts = {"y": _luma(red, green, blue)}
    red, green, blue = (part[::down, ::2] for part in (red, green, blue))
    parts["u"] = _chroma(-38, -74, 112, red, green, blue)
    parts["v"] = _chroma(112, -94, -18, red, green, blue)
    return [_woven(names, parts) for names in _PLANES[format.pixelFormat()]]


def _channels(image: QImage) -> tuple[Bytes, Bytes, Bytes]:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    rows = rows[:, : image.width()]
    return rows[..., 0], rows[..., 1], rows[..., 2]


def _luma(red: Bytes, green: Bytes, blue: Bytes) -> Bytes:
    sum_of = np.multiply(red, np.uint16(66), dtype=np.uint16)
    sum_of += np.multiply(green, np.uint16(129), dtype=np.uint16)
    sum_of += np.multiply(blue, np.uint16(25), dtype=np.uint16)
    luma: Bytes = (((sum_of + 128) >> 8) + 16).astype(np.uint8)
    return luma


def _chroma(by_red: int, by_green: int, by_blue: int, red: Bytes, green: Bytes, blue: Bytes) -> Bytes:
    weighed = by_red * red.astype(np.int16) + by_green * green.astype(np.int16) + by_blue * blue.astype(np.int16)
    chroma: Bytes = (((weighed + 128) >> 8) + 128).astype(np.uint8)
    return chroma


def _woven(names: str, parts: dict[str, Bytes]) -> Bytes:
    """One plane: its parts byte by byte; the luma has two bytes where a chroma has one."""
    if len(names) == 1:
        return parts[names]
    halves = iter((0, 1)) if "y" in names else iter(())
    columns = [parts["y"][:, next(halves) :: 2] if name == "y" else parts[name] for name in names]
    width = min(column.shape[1] for column in columns)
    woven: Bytes = np.stack([column[:, :width] for column in columns], axis=2).reshape(len(columns[0]), -1)
    return woven


def _jpeg(image: QImage) -> Bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", JPEG_QUALITY)  # type: ignore[call-overload]
    buffer.close()
    return np.frombuffer(data.data(), np.uint8).reshape(1, -1)


def _is_jpeg(frame: QVideoFrame) -> bool:
    """Cameras send a torn picture now and then; one without a beginning would end the recording."""
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return False
    try:
        return bytes(frame.bits(0)[:2]) == JPEG_BEGINS
    finally:
        frame.unmap()
