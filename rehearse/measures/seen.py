"""What the measures of the picture share: which moments count, who made the figure, and not being able to tell."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Measure, Provenance, Span

ENGINE = "MediaPipe face mesh"


def inside(times: NDArray[np.float64], spans: Sequence[Span]) -> NDArray[np.bool_]:
    """(n,) whether each moment lies in one of the (sorted, disjoint) spans."""
    edges = np.array([(span.start, span.end) for span in spans]).reshape(-1)
    within: NDArray[np.bool_] = np.searchsorted(edges, times, side="right") % 2 == 1
    return within


def vision(rate: float, share: float, **settings: str | float | bool) -> Provenance:
    """Made from pictures, `rate` a second, on `share` (0..1) of the take."""
    try:
        number = version("mediapipe")
    except PackageNotFoundError:
        number = ""
    return Provenance(ENGINE, number, "attention mesh, 478 points", {"pictures_per_second": rate, **settings}, share)


def unseen(key: str, label: str, unit: str, note: str) -> Measure:
    """A figure that can't be told; `note` says why."""
    return Measure(key, label, None, unit, "unknown", vision(0.0, 0.0), note=note)
