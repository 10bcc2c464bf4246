"""Which of a camera's formats to use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtMultimedia import QCameraFormat, QVideoFrameFormat

WIDTH, HEIGHT, RATE = 1280, 720, 30.0
SLOWEST_RATE = 24.0
# Raw pictures cost less work than JPEG ones, where a camera offers both at the same rate.
COMPRESSED = (QVideoFrameFormat.PixelFormat.Format_Jpeg, QVideoFrameFormat.PixelFormat.Format_Invalid)


def best_format(formats: Sequence[QCameraFormat]) -> QCameraFormat | None:
    """720p30 where offered, else what comes nearest: first smooth enough, then of that size, then of that rate."""
    return min(formats, key=_distance, default=None)


def _distance(format: QCameraFormat) -> tuple[bool, float, float, bool]:
    size, rate = format.resolution(), format.maxFrameRate()
    away = abs(size.width() - WIDTH) / WIDTH + abs(size.height() - HEIGHT) / HEIGHT
    return rate < SLOWEST_RATE, away, abs(rate - RATE), format.pixelFormat() in COMPRESSED
