"""Which direction is that of the lens: from a look at it on request, or guessed from where the eyes are mostly."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rehearse.signals.face import FaceTrack
from rehearse.types import Span

Flags = NDArray[np.bool_]
BaselineKind = Literal["given", "self-calibrated", "none"]

BASELINE_S = 0.5  # the least that serves
DRIFT_DEG, DRIFT_LIMIT_DEG = 2.0, 4.0
MODE_DEG = 2.5
FRONTAL_DEG = 15.0
# About where looking straight at a lens lies before any baseline, on rendered heads and on people.
FRONTAL = (0.0, 46.0)


def find_origin(
    track: FaceTrack, raw: NDArray[np.float64], open_eyes: Flags, baseline: Span | None
) -> tuple[NDArray[np.float64] | None, BaselineKind, tuple[str, ...]]:
    """The direction of the lens, how it was found, and what to warn of."""
    warnings: tuple[str, ...] = ()
    if baseline is not None:
        inside = open_eyes & (track.times >= baseline.start) & (track.times <= baseline.end)
        if inside.sum() >= max(2, BASELINE_S * track.rate):
            given: NDArray[np.float64] = np.median(raw[inside], axis=0)
            return _drifted(raw[open_eyes], given), "given", ()
        warnings = ("Your eyes were not seen in the second of looking at the lens, so it could not be used.",)
    if open_eyes.sum() < max(2, BASELINE_S * track.rate):
        return None, "none", (*warnings, "No open eyes were seen.")
    guess = "No look at the lens was recorded to start from: the direction looked in most is taken for the lens. "
    return _mode(raw[open_eyes]), "self-calibrated", (*warnings, guess + "It may have been the screen.")


def _mode(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """The densest direction near frontal: a Gaussian density, then mean shift to its top."""
    points = raw[:: max(1, len(raw) // 600)]
    apart = ((points[:, None] - points) ** 2).sum(-1)
    frontal = np.exp(-((points - FRONTAL) ** 2).sum(-1) / (2 * FRONTAL_DEG**2))
    return _climb(points, points[np.argmax(np.exp(-apart / (2 * MODE_DEG**2)).sum(1) * frontal)], MODE_DEG)


def _drifted(raw: NDArray[np.float64], given: NDArray[np.float64]) -> NDArray[np.float64]:
    """The baseline moved to the top of the density it stands in, by 4 degrees at most.

    A second of silent looking is not quite what talking to the same lens looks like: mouth and head move the mesh.
    """
    moved = _climb(raw, given, DRIFT_DEG) - given
    return given + moved * min(1.0, DRIFT_LIMIT_DEG / max(float(np.hypot(*moved)), 1e-9))


def _climb(points: NDArray[np.float64], start: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Mean shift (Comaniciu & Meer 2002) of `start` (2,) among `points` (n, 2) with a Gaussian kernel."""
    top = start
    for _ in range(10):
        weights = np.exp(-((points - top) ** 2).sum(-1) / (2 * sigma**2))
        top = np.average(points, axis=0, weights=weights + 1e-12)
    return top
