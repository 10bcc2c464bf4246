"""A black frame in the format of others."""

from __future__ import annotations

import numpy as np
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_Pixels = QVideoFrameFormat.PixelFormat
# Bytes that repeat through each plane to make black; other formats hold red, green and blue, where 0 is black.
_BLACK = {
    _Pixels.Format_YUV420P: (b"\x10", b"\x80", b"\x80"),
    _Pixels.Format_YUV422P: (b"\x10", b"\x80", b"\x80"),
    _Pixels.Format_YV12: (b"\x10", b"\x80", b"\x80"),
    _Pixels.Format_NV12: (b"\x10", b"\x80"),
    _Pixels.Format_NV21: (b"\x10", b"\x80"),
    _Pixels.Format_YUYV: (b"\x10\x80",),
    _Pixels.Format_UYVY: (b"\x80\x10",),
}


def black_frame(format: QVideoFrameFormat) -> QVideoFrame:
    frame = QVideoFrame(format)
    if frame.map(QVideoFrame.MapMode.WriteOnly):
        for plane in range(frame.planeCount()):
            into = np.frombuffer(frame.bits(plane), np.uint8)
            pattern = np.frombuffer(_BLACK.get(format.pixelFormat(), (b"\x00",) * 4)[plane], np.uint8)
            into[:] = np.resize(pattern, len(into))
        frame.unmap()
    return frame
