"""Face tracks made to measure: a head that looks where it is told, as the tracker would have seen it."""

from __future__ import annotations

import numpy as np

from rehearse.signals.face import FaceTrack
from rehearse.signals.gaze import IRIS_PITCH, IRIS_YAW, UPWARD

OPEN, SHUT = 0.30, 0.08


def make_track(
    *,
    seconds=20.0,
    rate=15.0,
    yaw=lambda t: 0 * t,
    pitch=lambda t: 0 * t,
    shut=(),
    missing=(),
    noise=0.0,
    apart=0.0,
    start=0.0,
):
    """`yaw`, `pitch` give degrees off the lens at times (n,); `shut`, `missing` are (start, end) stretches; `noise`
    degrees, 1 sigma, for each picture; `apart` degrees, 1 sigma, by which the eyes disagree."""
    rng = np.random.default_rng(7)
    times = start + np.arange(round(seconds * rate)) / rate
    n = len(times)
    x = (yaw(times) + noise * rng.standard_normal(n)) / IRIS_YAW
    y = pitch(times)
    y = (np.where(y > 0, y / UPWARD, y) + noise * rng.standard_normal(n)) / IRIS_PITCH
    split = np.repeat(rng.standard_normal(n // 15 + 1), 15)[:n] * apart / IRIS_YAW / 2
    openness, present = np.full(n, OPEN), np.ones(n, bool)
    for a, b in shut:
        openness[(times >= a) & (times < b)] = SHUT
    for a, b in missing:
        present[(times >= a) & (times < b)] = False

    def column(*values):
        out = np.stack([np.broadcast_to(v, n) for v in values], axis=1).astype(np.float32)
        out[~present] = np.nan
        return out

    return FaceTrack(
        times=times,
        rate=rate,
        width=640,
        height=480,
        present=present,
        faces=present.astype(np.int8),
        head_yaw=column(0.0)[:, 0],
        head_pitch=column(76.0)[:, 0],
        head_roll=column(0.0)[:, 0],
        iris_x=column(x - split, x + split),
        iris_y=column(y, y),
        openness=column(openness, openness),
        upper_lid=column(0.0, 0.0),
        box=column(0.5, 0.4, 0.2, 0.35),
        eyes=column(0.5, 0.33),
        eye_distance=column(80.0)[:, 0],
        light=column(0.6, 0.55),
    )


def between(start, end, degrees):
    """A direction that is `degrees` from start to end, else 0."""
    return lambda t: np.where((t >= start) & (t < end), degrees, 0.0)
