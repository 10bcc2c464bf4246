"""Curves and the sound as SVG paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.export.timeline.shapes import CURVE_WIDTH, HEIGHT, Scale
from rehearse.types import Curve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CURVE_TOP, CURVE_BOTTOM = 4.0, 24.0
WAVE_COLUMNS = 700


def wave_path(peaks: NDArray[np.float32]) -> str:
    """Vertical strokes from the lowest to the highest sample of each column, the loudest filling the lane."""
    import numpy as np

    edges = np.linspace(0, len(peaks), min(WAVE_COLUMNS, len(peaks)) + 1).astype(int)[:-1]
    low, high = np.minimum.reduceat(peaks[:, 0], edges), np.maximum.reduceat(peaks[:, 1], edges)
    low, high = np.nan_to_num(low), np.nan_to_num(high)
    loudest = max(float(np.max(np.abs([low, high]))), 1e-6)
    middle, half = HEIGHT / 2, (CURVE_BOTTOM - CURVE_TOP) / 2
    x = np.linspace(0, CURVE_WIDTH, len(edges), endpoint=False)
    tops, bottoms = middle - half * high / loudest, middle - half * low / loudest
    return "".join(f"M{a:.0f} {b:.1f}V{max(c, b + 0.5):.1f}" for a, b, c in zip(x, tops, bottoms, strict=True))


@dataclass(frozen=True)
class Height:
    """Puts values from `low` to `high` into the height of a lane."""

    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return round(CURVE_BOTTOM - share * (CURVE_BOTTOM - CURVE_TOP), 1)


def curve_paths(curve: Curve, scale: Scale, height: Height) -> Iterator[str]:
    """One path for each stretch where the curve is defined."""
    points: list[str] = []
    for index, value in enumerate((*curve.values, None)):
        if value is not None:
            x = scale.x(curve.start + index * curve.step) * CURVE_WIDTH / 100
            points.append(f"{x:.1f} {height.y(value)}")
        elif points:
            yield "M" + "L".join(points if len(points) > 1 else points * 2)
            points = []
