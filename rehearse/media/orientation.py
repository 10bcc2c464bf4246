"""Which way up a picture is shown: phones record sideways (or mirrored) and say so in a display matrix."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


@dataclass(frozen=True)
class Orientation:
    """How to make a decoded picture upright: mirror it left to right, then turn it counter-clockwise."""

    quarter_turns: int = 0
    mirrored: bool = False

    @property
    def degrees(self) -> int:
        return self.quarter_turns * 90


def orientation(frame: VideoFrame) -> Orientation:
    """Read a frame's display matrix; upright where it has none. Angles are rounded to quarter turns."""
    data: Any = frame.side_data.get("DISPLAYMATRIX")
    return Orientation() if data is None else from_matrix(np.frombuffer(bytes(data), dtype=np.int32))


def from_matrix(matrix: NDArray[np.int32]) -> Orientation:
    """Orientation of FFmpeg's display matrix, 9 numbers row by row: (x, y) is shown at (a x + c y, b x + d y)."""
    a, b, _, c, d = (float(v) for v in matrix[:5])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    return Orientation(quarter_turns=round(-math.atan2(b, a) / (math.pi / 2)) % 4, mirrored=mirrored)


def shown_size(
    width: int, height: int, *, aspect: Fraction | None, orientation: Orientation, longest: int | None = None
) -> tuple[int, int]:
    """(width, height) as shown: with square pixels, turned upright, scaled down so that no side exceeds `longest`."""
    shown = (float(width * (aspect or 1)), float(height))
    scale = min(1.0, longest / max(shown)) if longest else 1.0
    w, h = (max(1, round(side * scale)) for side in shown)
    return (h, w) if orientation.quarter_turns % 2 else (w, h)
