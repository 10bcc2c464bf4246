"""Where the eyes point, as degrees off the lens, picture by picture; and how far that can be trusted.

Head pose and eye-in-head offsets are added with fixed gains, relative to a baseline: a stretch of looking at the lens.
The gains were fitted on rendered heads whose gaze is known; glances of 10 degrees and more can be told on people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehearse.signals.face import FaceTrack
from rehearse.signals.gaze_origin import FRONTAL, FRONTAL_DEG, BaselineKind, find_origin
from rehearse.signals.smoothing import Flags, Floats, bridge, median_filter, runs, split_by_length, widen
from rehearse.types import Span

LENS, NEAR, AWAY, UNKNOWN = 0, 1, 2, -1
LENS_DEG, NEAR_DEG, BELOW_DEG = 5.0, 8.0, 2.0
# Why a picture's gaze can't be told, by the number in `Gaze.doubt`.
SURE, NO_FACE, UNSTEADY, EYES_DISAGREE = 0, 1, 2, 3

# Degrees for a degree of head, and for an eye width of iris or lid.
HEAD_YAW, IRIS_YAW = 0.67, 185.0
HEAD_PITCH, IRIS_PITCH, LID_PITCH = 0.65, -470.0, -120.0
UPWARD = 0.5  # looking down the lids hide part of the iris, so the mesh moves less for a degree than looking up

SMOOTH_S = 0.3
DWELL_S = 0.20
HYSTERESIS_DEG = 0.5
CLOSED, HALF_OPEN = 0.62, 0.85  # of the take's usual openness
LIDS_MOVE_S, LIDS_SETTLE_S = 0.07, 0.25  # around a closure the lids hide the iris: surely, and as long as half open
BLINK_S = 0.4
NOISE_DEG, NOISE_WINDOW_S = 3.3, 2.0  # vertical, 1 sigma
DISAGREE_DEG, DISAGREE_WINDOW_S, FAR_DEG = 15.0, 0.5, 20.0
SIGMA_OF_SECOND_DIFFERENCE = 1.4826 / 6**0.5  # median absolute second difference to 1 sigma of white noise


@dataclass(frozen=True)
class Gaze:
    """Gaze over n pictures.

    times : (n,) float64, seconds.
    yaw, pitch : (n,) degrees off the lens, smoothed; yaw > 0 to picture right (the person's left), pitch > 0 up;
        bridged over blinks, NaN where nothing can be told.
    blink : (n,) bool, lids closed for 0.4 s at the most.
    doubt : (n,) int8, SURE, NO_FACE, UNSTEADY (vertical noise over 3.3 degrees) or EYES_DISAGREE.
    zone : (n,) int8, LENS, NEAR, AWAY or, where there is doubt, UNKNOWN. Eyes shut or cast down for longer than a blink
        are AWAY.
    noise : 1 sigma of one picture's (yaw, pitch), degrees, from the take itself.
    warnings : sentences for the person.
    """

    times: NDArray[np.float64]
    rate: float
    yaw: Floats
    pitch: Floats
    blink: Flags
    doubt: NDArray[np.int8]
    zone: NDArray[np.int8]
    baseline_kind: BaselineKind
    noise: tuple[float, float]
    warnings: tuple[str, ...] = ()

    @property
    def usable(self) -> Flags:
        """(n,) bool, the gaze can be told (blinks included)."""
        sure: Flags = self.doubt == SURE
        return sure


def estimate_gaze(track: FaceTrack, *, baseline: Span | None = None) -> Gaze:
    """Gaze of a tracked face. `baseline` is when the person looked at the lens on request.

    Without a baseline (or with one that shows no open eyes) the most frequent direction near frontal serves.
    """
    closed, open_eyes = _lids(track)
    raw = _directions(track)
    origin, kind, warnings = find_origin(track, raw, open_eyes, baseline)
    if origin is None:
        return _nothing(track, warnings)
    raw = bridge(raw - origin, open_eyes)
    yaw, pitch = (median_filter(column, SMOOTH_S * track.rate) for column in raw.T)
    pitch[pitch > 0] *= UPWARD
    blink, shut = split_by_length(closed, BLINK_S * track.rate)
    off = off_lens(yaw, pitch)
    doubt = _doubt(track, raw, open_eyes, off)
    zone = _zones(off, track.rate)
    zone[shut] = AWAY
    zone[doubt != SURE] = UNKNOWN
    yaw[doubt == NO_FACE] = pitch[doubt == NO_FACE] = np.nan
    return Gaze(track.times, track.rate, yaw, pitch, blink, doubt, zone, kind, _noise(raw, open_eyes), warnings)


def off_lens(yaw: Floats, pitch: Floats) -> Floats:
    """Degrees off the lens as others see it: the lens zone reaches `BELOW_DEG` farther down than up (Chen 2002)."""
    stretch = np.where(pitch < 0, LENS_DEG / (LENS_DEG + BELOW_DEG), 1.0)
    off: Floats = np.hypot(yaw, pitch * stretch).astype(np.float32)
    return off


def about_at_lens(track: FaceTrack) -> Flags:
    """(n,) whether the eyes point about at the lens, to within `FRONTAL_DEG`: a guess, without any baseline."""
    off = np.hypot(*(_directions(track) - FRONTAL).T)
    near: Flags = track.present & (off <= FRONTAL_DEG)
    return near


def _directions(track: FaceTrack) -> NDArray[np.float64]:
    """(n, 2) yaw and pitch in degrees from an unknown origin."""
    yaw = HEAD_YAW * track.head_yaw + IRIS_YAW * track.iris_x.mean(1)
    lids = IRIS_PITCH * track.iris_y.mean(1) + LID_PITCH * track.upper_lid.mean(1)
    pitch = HEAD_PITCH * track.head_pitch + lids
    directions: NDArray[np.float64] = np.stack([yaw, pitch], axis=1).astype(np.float64)
    return directions


def _lids(track: FaceTrack) -> tuple[Flags, Flags]:
    """Where the eyes are closed, and where they are open enough to read."""
    openness = track.openness.mean(1)
    usual = np.median(openness[track.present]) if track.present.any() else 0.0
    closed = track.present & (openness < CLOSED * usual)
    moving = widen(closed, LIDS_SETTLE_S * track.rate) & (openness < HALF_OPEN * usual)
    return closed, track.present & ~moving & ~widen(closed, LIDS_MOVE_S * track.rate)


def _zones(off: Floats, rate: float) -> NDArray[np.int8]:
    """Zones with hysteresis at each border; states shorter than the dwell time take the zone before them."""
    zone = np.zeros(len(off), np.int8)
    now = LENS
    for i, angle in enumerate(off.tolist()):
        lens = LENS_DEG + (HYSTERESIS_DEG if now == LENS else 0)
        near = NEAR_DEG + (HYSTERESIS_DEG if now <= NEAR else 0)
        now = LENS if angle <= lens else NEAR if angle <= near else AWAY
        zone[i] = now
    for start, end in runs(zone):
        if start and end - start < DWELL_S * rate:
            zone[start:end] = zone[start - 1]
    return zone


def _doubt(track: FaceTrack, raw: NDArray[np.float64], open_eyes: Flags, off: Floats) -> NDArray[np.int8]:
    """Why a picture can't be told. Far off the lens the eyes may disagree: one of them is seen from the side."""
    wobble = np.zeros(len(raw))
    wobble[1:-1] = SIGMA_OF_SECOND_DIFFERENCE * np.abs(np.diff(raw[:, 1], 2))
    apart = IRIS_YAW * bridge(track.iris_x[:, [1]] - track.iris_x[:, [0]], open_eyes)[:, 0]
    apart = np.abs(median_filter(apart - np.median(apart), DISAGREE_WINDOW_S * track.rate))
    doubt = np.full(len(raw), SURE, np.int8)
    doubt[(apart > DISAGREE_DEG) & (off < FAR_DEG)] = EYES_DISAGREE
    doubt[median_filter(wobble, NOISE_WINDOW_S * track.rate) > NOISE_DEG] = UNSTEADY
    doubt[~track.present] = NO_FACE
    return doubt


def _noise(raw: NDArray[np.float64], good: Flags) -> tuple[float, float]:
    """1 sigma of a single picture's yaw and pitch, from second differences, which slow moves don't touch."""
    clear = good[2:] & good[1:-1] & good[:-2]
    if clear.sum() < 5:
        return (float("nan"), float("nan"))
    yaw, pitch = SIGMA_OF_SECOND_DIFFERENCE * np.median(np.abs(np.diff(raw, 2, axis=0)[clear]), axis=0)
    return (float(yaw), float(pitch))


def _nothing(track: FaceTrack, warnings: tuple[str, ...]) -> Gaze:
    n = len(track.times)
    blank, never = np.full(n, np.nan, np.float32), np.zeros(n, bool)
    doubt = np.full(n, NO_FACE, np.int8)
    zone = np.full(n, UNKNOWN, np.int8)
    return Gaze(track.times, track.rate, blank, blank, never, doubt, zone, "none", (np.nan, np.nan), warnings)
