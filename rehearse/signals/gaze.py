"""Where the eyes point, as degrees off the lens, picture by picture; and how far that can be trusted.

Head pose and eye-in-head offsets are added with fixed gains, relative to a baseline: a stretch of looking at the lens.
The gains were fitted on rendered heads whose gaze is known; glances of 10 degrees and more can be told on people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rehearse.signals.face import FaceTrack
from rehearse.types import Span

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
BaselineKind = Literal["given", "self-calibrated", "none"]

LENS, NEAR, AWAY, UNKNOWN = 0, 1, 2, -1
LENS_DEG, NEAR_DEG, BELOW_DEG = 5.0, 8.0, 2.0

# Degrees for a degree of head, and for an eye width of iris or lid.
HEAD_YAW, IRIS_YAW = 0.67, 185.0
HEAD_PITCH, IRIS_PITCH, LID_PITCH = 0.50, -250.0, -150.0

SMOOTH_S = 0.23
DWELL_S = 0.20
HYSTERESIS_DEG = 0.5
CLOSED = 0.62  # of the take's usual openness
LIDS_MOVE_S = 0.07  # either side of a closure the lids still hide the iris
BLINK_S = 0.4
BASELINE_S = 0.5  # the least that serves
MODE_DEG = 2.5
FRONTAL_DEG = 12.0
# Mean of looking straight at the lens (yaw, pitch), before any baseline, of rendered heads: only says what is frontal.
FRONTAL = (0.0, 40.8)


@dataclass(frozen=True)
class Gaze:
    """Gaze over n pictures.

    times : (n,) float64, seconds.
    yaw, pitch : (n,) degrees off the lens, smoothed; yaw > 0 to picture right (the person's left), pitch > 0 up;
        bridged over blinks, NaN where nothing can be told.
    blink : (n,) bool, lids closed for 0.4 s at the most.
    usable : (n,) bool, a face with eyes that can be read (blinks included).
    zone : (n,) int8, LENS, NEAR, AWAY or UNKNOWN. Eyes shut or cast down for longer than a blink are AWAY.
    noise : 1 sigma of one picture's (yaw, pitch), degrees, from the take itself.
    disagreement : (n,) degrees between what the two eyes say, sideways.
    warnings : sentences for the person.
    """

    times: NDArray[np.float64]
    rate: float
    yaw: Floats
    pitch: Floats
    blink: Flags
    usable: Flags
    zone: NDArray[np.int8]
    baseline_kind: BaselineKind
    noise: tuple[float, float]
    disagreement: Floats
    warnings: tuple[str, ...] = ()


def estimate_gaze(track: FaceTrack, *, baseline: Span | None = None) -> Gaze:
    """Gaze of a tracked face. `baseline` is when the person looked at the lens on request.

    Without a baseline (or with one that shows no open eyes) the most frequent direction near frontal serves.
    """
    closed = _closed(track)
    open_eyes = track.present & ~_widen(closed, track.rate * LIDS_MOVE_S)
    raw = _directions(track)
    origin, kind, warnings = _origin(track, raw, open_eyes, baseline)
    if origin is None:
        return _nothing(track, warnings)
    raw = _bridge(raw - origin, open_eyes)
    yaw, pitch = (_median_filter(raw[:, i], SMOOTH_S * track.rate) for i in (0, 1))
    blink, shut = _split_by_length(closed, BLINK_S * track.rate)
    zone = _zones(off_lens(yaw, pitch), track.rate)
    zone[shut] = AWAY
    zone[~track.present] = UNKNOWN
    for angle in (yaw, pitch):
        angle[~track.present] = np.nan
    return Gaze(
        times=track.times,
        rate=track.rate,
        yaw=yaw,
        pitch=pitch,
        blink=blink & track.present,
        usable=track.present,
        zone=zone,
        baseline_kind=kind,
        noise=_noise(raw, open_eyes),
        disagreement=_disagreement(track, open_eyes),
        warnings=warnings,
    )


def off_lens(yaw: Floats, pitch: Floats) -> Floats:
    """Degrees off the lens as others see it: the lens zone reaches `BELOW_DEG` farther down than up (Chen 2002)."""
    stretch = np.where(pitch < 0, LENS_DEG / (LENS_DEG + BELOW_DEG), 1.0)
    return np.hypot(yaw, pitch * stretch).astype(np.float32)


def _directions(track: FaceTrack) -> NDArray[np.float64]:
    """(n, 2) yaw and pitch in degrees from an unknown origin."""
    yaw = HEAD_YAW * track.head_yaw + IRIS_YAW * track.iris_x.mean(1)
    lids = IRIS_PITCH * track.iris_y.mean(1) + LID_PITCH * track.upper_lid.mean(1)
    return np.stack([yaw, HEAD_PITCH * track.head_pitch + lids], axis=1).astype(np.float64)


def _closed(track: FaceTrack) -> Flags:
    openness = track.openness.mean(1)
    if not track.present.any():
        return np.zeros(len(openness), bool)
    usual = np.nanmedian(openness)
    return track.present & (openness < CLOSED * usual)


def _origin(
    track: FaceTrack, raw: NDArray[np.float64], open_eyes: Flags, baseline: Span | None
) -> tuple[NDArray[np.float64] | None, BaselineKind, tuple[str, ...]]:
    """The direction of the lens, how it was found, and what to warn of."""
    warnings: tuple[str, ...] = ()
    if baseline is not None:
        inside = open_eyes & (track.times >= baseline.start) & (track.times <= baseline.end)
        if inside.sum() >= max(2, BASELINE_S * track.rate):
            return np.median(raw[inside], axis=0), "given", ()
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
    top = points[np.argmax(np.exp(-apart / (2 * MODE_DEG**2)).sum(1) * frontal)]
    for _ in range(10):
        weights = np.exp(-((points - top) ** 2).sum(-1) / (2 * MODE_DEG**2))
        top = weights @ points / weights.sum()
    return top


def _bridge(raw: NDArray[np.float64], good: Flags) -> NDArray[np.float64]:
    """Straight lines across what could not be read."""
    index, known = np.arange(len(raw)), np.flatnonzero(good)
    return np.stack([np.interp(index, known, raw[known, i]) for i in (0, 1)], axis=1)


def _median_filter(values: NDArray[np.float64], width: float) -> Floats:
    size = int(round(width)) | 1
    padded = np.pad(values, size // 2, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, size), axis=1).astype(np.float32)


def _zones(off: Floats, rate: float) -> NDArray[np.int8]:
    """Zones with hysteresis at each border; states shorter than the dwell time take the zone before them."""
    zone = np.zeros(len(off), np.int8)
    now = LENS
    for i, angle in enumerate(off):
        lens = LENS_DEG + (HYSTERESIS_DEG if now == LENS else 0)
        near = NEAR_DEG + (HYSTERESIS_DEG if now <= NEAR else 0)
        now = LENS if angle <= lens else NEAR if angle <= near else AWAY
        zone[i] = now
    for start, end in _runs(zone):
        if start and end - start < DWELL_S * rate:
            zone[start:end] = zone[start - 1]
    return zone


def _runs(values: NDArray[np.generic]) -> list[tuple[int, int]]:
    """(start, end) of each stretch of equal values."""
    if not len(values):
        return []
    cuts = np.flatnonzero(values[1:] != values[:-1]) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(values)], strict=True))


def _split_by_length(flags: Flags, limit: float) -> tuple[Flags, Flags]:
    """Flags in stretches of `limit` pictures at most, and those in longer ones."""
    short, long = np.zeros_like(flags), np.zeros_like(flags)
    for start, end in _runs(flags):
        if flags[start]:
            (short if end - start <= max(1.0, limit) else long)[start:end] = True
    return short, long


def _widen(flags: Flags, width: float) -> Flags:
    """Flags spread by `width` pictures to both sides."""
    size = 2 * int(np.ceil(width)) + 1
    return np.convolve(flags, np.ones(size), "same")[: len(flags)] > 0.5 if len(flags) >= size else flags.copy()


def _noise(raw: NDArray[np.float64], good: Flags) -> tuple[float, float]:
    """1 sigma of a single picture's yaw and pitch: robust spread of second differences, which slow moves don't touch."""
    second = raw[2:] - 2 * raw[1:-1] + raw[:-2]
    clear = good[2:] & good[1:-1] & good[:-2]
    if clear.sum() < 5:
        return (float("nan"), float("nan"))
    yaw, pitch = 1.4826 * np.median(np.abs(second[clear]), axis=0) / np.sqrt(6)
    return (float(yaw), float(pitch))


def _disagreement(track: FaceTrack, good: Flags) -> Floats:
    """Degrees between the two eyes' sideways directions, their usual difference taken out."""
    apart = IRIS_YAW * (track.iris_x[:, 1] - track.iris_x[:, 0])
    return np.abs(apart - np.median(apart[good])).astype(np.float32)


def _nothing(track: FaceTrack, warnings: tuple[str, ...]) -> Gaze:
    n = len(track.times)
    blank, never = np.full(n, np.nan, np.float32), np.zeros(n, bool)
    return Gaze(
        times=track.times,
        rate=track.rate,
        yaw=blank,
        pitch=blank,
        blink=never,
        usable=never,
        zone=np.full(n, UNKNOWN, np.int8),
        baseline_kind="none",
        noise=(float("nan"), float("nan")),
        disagreement=blank,
        warnings=warnings,
    )
