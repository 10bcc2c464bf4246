"""Where to look and how to move: per picture a target, a head pose and how far the lids are closed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tests.presenter.geometry import angles, rotation, smooth_curve, smooth_step
from tests.presenter.skull import EYE

SACCADE_S = 0.06
DRIFT_DEG = 0.22


class Performance(NamedTuple):
    points: np.ndarray  # (n, 3) mm, looked at
    names: list[str]
    poses: np.ndarray  # (n, 6) yaw, pitch, roll, x, y, z of the skull's middle
    closure: np.ndarray  # (n,) 0 open .. 1 shut


def targets(rig):
    """Named points in cm around the lens; the screen hangs below the lens, in its plane."""
    diagonal = rig.get("screen_inch", 14) * 2.54
    width, height, bezel = diagonal * 16 / 18.358, diagonal * 9 / 18.358, rig.get("bezel_cm", 0.8)
    return {
        "lens": (0, 0, 0),
        "screen_top": (0, bezel + 0.15 * height, 0),
        "screen_center": (0, bezel + height / 2, 0),
        "screen_bottom": (0, bezel + 0.92 * height, 0),
        "screen_left": (-0.42 * width, bezel + height / 2, 0),
        "screen_right": (0.42 * width, bezel + height / 2, 0),
        "notes": (12, 34, 0.42 * rig.get("distance_cm", 55)),
        "side_left": (-55, 2, 5),
        "side_right": (55, 2, 5),
        "away_up": (-22, -24, 0),
        **rig.get("targets", {}),
    }


def perform(script, cues, count, fps, mouth):
    """Play the script; `cues` are (time, cue) from the speech, `mouth` the opening per picture."""
    rng = np.random.default_rng(script.get("seed", 1) + 100)
    rig, motion = script.get("rig", {}), script.get("motion", {})
    head_x, head_y = (10.0 * v for v in rig.get("head_cm", (0, 4)))
    seat = np.array([head_x, head_y + EYE[1], rig.get("distance_cm", 55) * 10.0])  # distance is lens to eyes
    looks = sorted(
        [tuple(g) for g in script.get("gaze", [[0, "lens"]])] + [(t, c["look"]) for t, c in cues if "look" in c],
        key=lambda look: look[0],
    )
    turns = sorted(
        [(k[0], k[1:]) for k in script.get("head", [])] + [(t, c["head"]) for t, c in cues if "head" in c],
        key=lambda turn: turn[0],
    )
    points, names, relative = _look(looks, targets(rig), seat, count, fps, rng)
    poses = _move(relative, turns, motion, mouth, seat, count, fps, rng)
    closure = _blink(script.get("blinks"), [t for t, _ in looks[1:]], motion.get("blink_every", 3.6), count, fps, rng)
    return Performance(points, names, poses, closure)


def _look(looks, table, seat, count, fps, rng):
    """Saccades from target to target, fixational drift, reading hops; `relative` (n, 2) degrees off the lens."""
    points, names, relative = np.zeros((count, 3)), [], np.zeros((count, 2))
    drift = np.radians(DRIFT_DEG * np.stack([smooth_curve(count, fps, 2.0, rng) for _ in range(2)], 1))
    at = now = np.array(table["lens"], float) * 10
    index, started, reader = -1, 0, None
    for i in range(count):
        latest = sum(t <= i / fps + 1e-6 for t, _ in looks) - 1
        name = looks[max(latest, 0)][1]
        if latest != index:
            index, started, at, reader = latest, i, now.copy(), _Reader(fps, rng)
        reading = isinstance(name, str) and name.endswith("+read")
        base = name.removesuffix("+read") if isinstance(name, str) else "point"
        goal = np.array(table[base] if isinstance(name, str) else name, float) * 10
        if reading:
            goal = goal + reader.hop()
        distance = np.linalg.norm(goal - seat)
        step = smooth_step((i - started) / fps, 0.0, SACCADE_S) if i > started else 0.35
        now = at + (goal - at) * step if step < 1 else goal
        points[i] = now + np.append(drift[i] * distance, 0)
        names.append(base)
        relative[i] = np.array(angles(goal - seat)) - angles(-seat)
    return points, names, relative


class _Reader:
    """Hops along a line of text and back, millimetres from the target."""

    def __init__(self, fps, rng):
        self.fps, self.rng, self.x, self.y, self.left = fps, rng, 0.0, 0.0, 0

    def hop(self):
        if self.left <= 0:
            self.x = self.x + 3.2 if self.x < 6.5 else -7.0
            self.y += 0.5 if self.x == -7.0 else 0
            self.left = int(self.fps * self.rng.uniform(0.2, 0.33))
        self.left -= 1
        return 10 * np.array([self.x, self.y % 2.5, 0])


def _move(relative, turns, motion, mouth, seat, count, fps, rng):
    """The head follows the eyes late and in part, sways, and nods with the speech."""
    amount, rest = motion.get("amount", 1.0), np.array(motion.get("base", (0, -2, 0)), float)
    far = np.clip(np.abs(relative) - 14, 0, 60)
    wanted = np.sign(relative) * (motion.get("follow", 0.25) * np.abs(relative) + 0.45 * far)
    poses, late, base = np.zeros((count, 6)), np.zeros(2), rest.copy()
    for i in range(count):
        late += (wanted[max(0, i - 2)] - late) * (1 - np.exp(-1 / fps / 0.16))
        past = [turn for t, turn in turns if t <= i / fps]
        goal = np.array(past[-1], float) if past else rest
        base += (goal - base) * (1 - np.exp(-1 / fps / 0.22))
        poses[i, :3] = base + np.append(late, 0)
    for axis, (spread, hertz) in enumerate(((1.9, 0.35), (1.2, 0.35), (1.1, 0.3), (7, 0.22), (4, 0.2), (9, 0.15))):
        sway = smooth_curve(count, fps, hertz, rng) + 0.25 * smooth_curve(count, fps, 1.6, rng)
        poses[:, axis] += amount * spread * sway
    poses[:, 1] -= amount * 1.6 * np.convolve(mouth, np.hanning(fps // 2) / (fps / 4), "same") / 11.0
    for pose in poses:  # the eyes, not the skull, stay at the seat
        pose[3:] += seat - rotation(*pose[:3]) @ (EYE * (0, 1, 1)) * 0.75 - EYE * (0, 0.25, 0.25)
    return poses


def _blink(marks, shifts, every, count, fps, rng):
    """Lids: shut in 70 ms, open again in 150; at times of their own and with some gaze shifts, or at `marks`."""
    if marks is None:
        marks, t = [], 1.3
        while t < count / fps:
            marks.append(t)
            t += float(np.clip(rng.exponential(every), 0.7, 9))
        marks += [shift for shift in shifts if rng.random() < 0.3]
    closure, times = np.zeros(count), np.arange(count) / fps
    for mark in marks:
        since = times - mark
        lids = np.where(since < 0.07, smooth_step(since, -0.01, 0.07), 1 - smooth_step(since, 0.11, 0.26))
        closure = np.maximum(closure, lids)
    return closure
