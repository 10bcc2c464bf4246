"""An hour of talk, as a timeline meets it: thousands of marks, an hour of curves and sound."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from rehearse.types import Analysis, Curve, Filler, Glance, Pause, Span
from tests.builders import make_analysis


def long_analysis(seconds: int) -> Analysis:
    """A pause every 3 s, a filler every 7, a look away every 11, curves each second."""
    base = make_analysis()
    starts = np.arange(3.0, seconds - 3, 3.0).tolist()
    return dataclasses.replace(
        base,
        recording=dataclasses.replace(base.recording, duration=float(seconds)),
        speech=tuple(Span(s - 2.4, s) for s in starts),
        pauses=tuple(Pause(s, s + 0.6, "medium", "inside" if i % 3 else "boundary") for i, s in enumerate(starts)),
        fillers=tuple(_filler(float(s), i) for i, s in enumerate(range(5, seconds - 5, 7))),
        glances=tuple(Glance(float(s), s + 1.5, "down", 15.0) for s in range(6, seconds - 6, 11)),
        curves=(
            _curve("pace", "Pace", "words/min", 1.0, 140 + 30 * np.sin(np.arange(seconds) / 17)),
            _curve("pitch_variation", "Pitch variation", "semitones", 1.0, 3 + np.sin(np.arange(seconds) / 23)),
            _curve("gaze_angle", "Gaze off the lens", "°", 0.5, 4 + np.cos(np.arange(2 * seconds) / 9)),
        ),
    )


def long_peaks(seconds: int) -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    high = np.abs(rng.normal(0.0, 0.2, 50 * seconds)).astype(np.float32)
    return np.stack([-high, high], axis=1)


def _filler(start: float, index: int) -> Filler:
    witnesses = ("sound",) if index % 4 == 0 else ("text", "sound")
    return Filler(start, start + 0.3, "um", "filled pause", witnesses, 0.8, confirmed=False if index % 9 == 5 else None)


def _curve(key: str, label: str, unit: str, step: float, values: NDArray[np.float64]) -> Curve:
    told = tuple(None if i % 40 == 0 else round(float(v), 2) for i, v in enumerate(values))
    return Curve(key, label, unit, 0.0, step, told)
