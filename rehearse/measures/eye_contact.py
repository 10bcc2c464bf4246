"""Eye contact: how much of the speaking time was spent looking at the lens, and where else the eyes went.

Zones: lens within 5 degrees (7 below, where a look still counts as contact: Chen, CHI 2002), near to 8, away beyond. No
validated target share exists, so none of these figures has an advice band.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehearse.measures.seen import inside, unseen, vision
from rehearse.signals import gaze as g
from rehearse.signals.gaze import Gaze
from rehearse.signals.smoothing import runs
from rehearse.types import Certainty, Curve, Direction, Glance, Measure, Span

Flags = NDArray[np.bool_]

ABSTAIN_SHARE = 0.30
SELF_CALIBRATION_DEG = 2.0  # how far off the lens the most frequent direction may lie, 1 sigma
DOWNWARD_SPREAD = 1.4  # factor by which a look down may be told too large or too small, 1 sigma: it differs by face
INDEPENDENT_LOOK_S = 1.0  # what is seen a second apart counts as two looks
FAST_ENOUGH_FOR_BLINKS = 12.0  # pictures a second
CURVE_STEP_S = 0.5

LABELS = {
    "eye_contact_share": ("Eye contact while speaking", "%"),
    "gaze_near_share": ("Just beside the lens", "%"),
    "gaze_away_share": ("Looking away", "%"),
    "longest_look_away": ("Longest look away", "s"),
    "glances_per_minute": ("Looks away", "per minute"),
    "blink_rate": ("Blinks", "per minute"),
}
REASONS = {
    g.NO_FACE: "no face was seen in {:.0f} % of the speaking time",
    g.UNSTEADY: "the irises could not be read steadily in {:.0f} % of the speaking time",
    g.EYES_DISAGREE: "the two eyes disagreed in {:.0f} % of the speaking time",
}


@dataclass(frozen=True)
class EyeContact:
    """All that is told about the eyes; times in seconds from the start of the recording."""

    measures: tuple[Measure, ...]
    curve: Curve
    glances: tuple[Glance, ...] = ()
    blinks: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()


def measure_eye_contact(gaze: Gaze | None, *, speech: tuple[Span, ...]) -> EyeContact:
    """Shares of the speaking time, glances away, blinks. `gaze` is None where there was no picture."""
    if gaze is None:
        return _unknown("can't tell: nothing was seen")
    speaking = inside(gaze.times, speech)
    reason = _why_not(gaze, speaking)
    if reason:
        return _unknown(f"can't tell: {reason}", gaze)
    answer = Span(speech[0].start, speech[-1].end)
    glances = find_glances(gaze, answer=answer)
    measures = (*_shares(gaze, speaking), *_glance_measures(gaze, glances, answer), _blink_rate(gaze))
    return EyeContact(measures, gaze_curve(gaze), glances, find_blinks(gaze), gaze.warnings)


def find_glances(gaze: Gaze, *, answer: Span) -> tuple[Glance, ...]:
    """Each time the eyes left the lens for the away zone inside `answer`, from leaving the lens until being back.

    The direction is the person's own: their left is at picture right.
    """
    glances = []
    off = (gaze.zone == g.NEAR) | (gaze.zone == g.AWAY)
    for first, last in runs(off):
        away = slice(first, last)
        if not off[first] or not (gaze.zone[away] == g.AWAY).any():
            continue
        start, end = max(gaze.times[first], answer.start), min(_end(gaze, last), answer.end)
        if start < end:
            glances.append(_glance(gaze, away, start, end))
    return tuple(glances)


def find_blinks(gaze: Gaze) -> tuple[Span, ...]:
    """Closures of the lids of 0.4 s at the most."""
    found = [(first, last) for first, last in runs(gaze.blink) if gaze.blink[first]]
    return tuple(Span(round(float(gaze.times[a]), 3), round(_end(gaze, b), 3)) for a, b in found)


def gaze_curve(gaze: Gaze) -> Curve:
    """Degrees off the lens, the median of each half second."""
    angle = np.where(gaze.usable, np.hypot(gaze.yaw, gaze.pitch), np.nan)
    slot = (gaze.times / CURVE_STEP_S).astype(int)
    slots = np.searchsorted(slot, np.arange(slot[-1] + 2)) if len(slot) else np.zeros(1, int)
    values = tuple(_median(angle[a:b]) for a, b in itertools.pairwise(slots))
    return Curve("gaze_angle", "Gaze off the lens", "°", 0.0, CURVE_STEP_S, values)


def _median(angles: NDArray[np.float32]) -> float | None:
    known = angles[np.isfinite(angles)]
    return round(float(np.median(known)), 1) if known.size else None


def _end(gaze: Gaze, last: int) -> float:
    """When the picture before index `last` ends."""
    return float(gaze.times[last]) if last < len(gaze.times) else float(gaze.times[-1] + 1 / gaze.rate)


def _glance(gaze: Gaze, away: slice, start: float, end: float) -> Glance:
    yaw, pitch = float(np.median(gaze.yaw[away])), float(np.median(gaze.pitch[away]))
    direction: Direction = "up" if pitch > 0 else "down"
    if abs(yaw) > abs(pitch):
        direction = "left" if yaw > 0 else "right"
    return Glance(round(float(start), 3), round(float(end), 3), direction, round(float(np.hypot(yaw, pitch)), 1))


def _why_not(gaze: Gaze, speaking: Flags) -> str:
    """The reason for which nothing can be said, or ""."""
    if not speaking.any():
        return "nobody spoke"
    for doubt, reason in REASONS.items():
        share = float((gaze.doubt[speaking] == doubt).mean())
        if share > ABSTAIN_SHARE:
            return reason.format(100 * share)
    usable = float(gaze.usable[speaking].mean())
    return f"the eyes could be read in {100 * usable:.0f} % of the speaking time" if usable < 1 - ABSTAIN_SHARE else ""


def _shares(gaze: Gaze, speaking: Flags) -> tuple[Measure, ...]:
    seen = speaking & gaze.usable
    keys = {"eye_contact_share": g.LENS, "gaze_near_share": g.NEAR, "gaze_away_share": g.AWAY}
    return tuple(
        _measure(gaze, key, 100 * float((gaze.zone[seen] == zone).mean()), error=_share_error(gaze, seen, zone))
        for key, zone in keys.items()
    )


def _share_error(gaze: Gaze, seen: Flags, zone: int) -> float:
    """1 sigma in points: noise and scale of the angles at the zone's borders, and how few looks were sampled."""
    wobble = float(np.nan_to_num(np.hypot(*gaze.noise)))
    if gaze.baseline_kind == "self-calibrated":
        wobble = float(np.hypot(wobble, SELF_CALIBRATION_DEG))
    yaw, pitch = gaze.yaw[seen], gaze.pitch[seen]
    off = g.off_lens(yaw, pitch)
    border = _swing(off - wobble, off + wobble, zone)
    scale = _swing(g.off_lens(yaw, pitch / DOWNWARD_SPREAD), g.off_lens(yaw, pitch * DOWNWARD_SPREAD), zone)
    share, looks = float((gaze.zone[seen] == zone).mean()), seen.sum() / gaze.rate / INDEPENDENT_LOOK_S
    sampled = np.sqrt(share * (1 - share) / max(looks, 1.0))
    return 100 * float(np.linalg.norm([border, scale, sampled]))


def _swing(smaller: NDArray[np.float32], larger: NDArray[np.float32], zone: int) -> float:
    """Half of what the zone's share changes between smaller and larger angles."""
    return float(abs(_in_zone(larger, zone).mean() - _in_zone(smaller, zone).mean())) / 2


def _in_zone(off: NDArray[np.float32], zone: int) -> Flags:
    low, high = {g.LENS: (-np.inf, g.LENS_DEG), g.NEAR: (g.LENS_DEG, g.NEAR_DEG), g.AWAY: (g.NEAR_DEG, np.inf)}[zone]
    within: Flags = (off > low) & (off <= high)
    return within


def _glance_measures(gaze: Gaze, glances: tuple[Glance, ...], answer: Span) -> tuple[Measure, Measure]:
    longest = max((glance.end - glance.start for glance in glances), default=0.0)
    minutes = (answer.end - answer.start) / 60
    return (
        _measure(gaze, "longest_look_away", longest, error=1 / gaze.rate),
        _measure(gaze, "glances_per_minute", len(glances) / minutes),
    )


def _blink_rate(gaze: Gaze) -> Measure:
    """Over all the time a face was seen, speaking or not. Bentivoglio et al. 1997: 26 a minute talking, 17 at rest."""
    minutes = float((gaze.doubt != g.NO_FACE).sum()) / gaze.rate / 60
    count = len(find_blinks(gaze))
    rate = _measure(gaze, "blink_rate", count / minutes, error=float(np.sqrt(count)) / minutes)
    if gaze.rate >= FAST_ENOUGH_FOR_BLINKS:
        return rate
    return _measure(gaze, "blink_rate", rate.value, certainty="rough", note="too few pictures a second to see them all")


def _measure(
    gaze: Gaze, key: str, value: float | None, *, error: float | None = None, certainty: Certainty = "estimate",
    note: str = "",
) -> Measure:  # fmt: skip
    label, unit = LABELS[key]
    by_guess = gaze.baseline_kind == "self-calibrated" and key != "blink_rate"
    if by_guess:
        certainty, note = "rough", "no look at the lens to start from: the lens was guessed"
    share = float(gaze.usable.mean()) if len(gaze.times) else 0.0
    return Measure(
        key, label, value, unit, certainty, vision(gaze.rate, share, baseline=gaze.baseline_kind), None, error, note
    )


def _unknown(note: str, gaze: Gaze | None = None) -> EyeContact:
    measures = tuple(unseen(key, label, unit, note) for key, (label, unit) in LABELS.items())
    curve = (
        gaze_curve(gaze) if gaze is not None else Curve("gaze_angle", "Gaze off the lens", "°", 0.0, CURVE_STEP_S, ())
    )
    return EyeContact(measures, curve, warnings=gaze.warnings if gaze is not None else ())
