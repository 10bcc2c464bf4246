"""Eyeballs met by each pixel's own ray and seen between the lids, so the iris is where perspective puts it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.presenter.geometry import angles, f32, normalise, smooth_step
from tests.presenter.skull import EYE, EYE_RADIUS, IRIS_RADIUS

IRIS_ANGLE = np.arcsin(IRIS_RADIUS / EYE_RADIUS)
PUPIL_ANGLE = 0.17
EYE_FRONT = np.array([0, 0, -EYE_RADIUS])


@dataclass
class _Lids:
    opening: np.ndarray  # 0 lid .. 1 eye
    upper: np.ndarray  # heights of the edges, mm below the eye's centre
    lower: np.ndarray
    height: np.ndarray  # of the pixel
    arch: np.ndarray  # 1 in the middle, 0 at the corners
    near: np.ndarray  # where lashes may be


def draw_eyes(colours, patch, renderer, turn, place, target, closure):
    """Draw both eyes looking at `target` into `colours`, the colours of the patch."""
    for side in (-1, 1):
        centre = EYE * (side, 1, 1)
        sight = turn.T @ (target - (turn @ centre + place))
        sight /= np.linalg.norm(sight)
        area = _area(patch, renderer.camera.project(turn @ (centre + EYE_FRONT) + place)[0])
        if patch.points[0][area].size:
            lids = _lids(patch, area, centre, side, -np.radians(angles(sight)[1]), closure)
            eye = _eyeball(patch, area, renderer, turn, centre, sight, lids)
            part = colours[area]
            part += (eye - part) * lids.opening[..., None]
            part *= _lashes(lids, patch.pixel_mm, closure)[..., None]


def _area(patch, pixel):
    x, y = pixel - (patch.left, patch.top)
    reach = int(22 / patch.pixel_mm) + 2
    return slice(max(0, int(y) - reach), int(y) + reach), slice(max(0, int(x) - reach), int(x) + reach)


def _lids(patch, area, centre, side, down, closure):
    """The opening between the lids; the upper one follows the gaze, `down` in radians."""
    x, y, z = (p[area] for p in patch.points)
    aside, height, mm = (x - centre[0]) * side, y - centre[1], patch.pixel_mm
    arch, tilt = np.clip(1 - (aside / 13.6) ** 2, 0, 1), -0.07 * aside
    lower = (4.6 + np.clip(3.2 * down, -1.5, 2.2)) * arch**0.9
    upper = np.clip(-5.3 + (9.3 if down > 0 else 7.0) * np.sin(down), -8, 3.0) * arch**0.75
    upper = np.minimum(upper + (lower - 0.4 - upper) * closure, lower - 0.1) + tilt
    lower = lower - 0.9 * closure * arch + tilt
    between = np.clip((height - upper) / mm + 0.5, 0, 1) * np.clip((lower - height) / mm + 0.5, 0, 1)
    opening = between * (np.abs(aside) < 13.6) * (z < -55) * (closure <= 0.93)
    return _Lids(opening, upper, lower, height, arch, (np.abs(aside) < 14.2) * (z < -55))


def _eyeball(patch, area, renderer, turn, centre, sight, lids):
    rays = [r[area] for r in patch.rays]
    origin = patch.origin - centre
    towards = sum(origin[i] * rays[i] for i in range(3))
    inside = towards * towards - (origin @ origin - EYE_RADIUS**2)
    along = -towards - np.sqrt(np.maximum(inside, 0))
    normals = np.stack([(origin[i] + along * rays[i]) / EYE_RADIUS for i in range(3)], -1).astype(f32)
    colour = _iris(normals, sight, patch.pixel_mm, renderer.head.iris, 1 - lids.arch)
    corner = renderer.head.skin * np.array([0.65, 0.62, 0.95], f32)
    shadow = 0.45 + 0.55 * smooth_step(lids.height - lids.upper, -0.3, 3.0)
    lamp = (turn.T @ renderer.light.towards).astype(f32)
    lit = np.clip((normals @ lamp + 0.5) / 1.5, 0, 1) * 0.62 + renderer.light.ambient + 0.10
    hit = np.clip(inside / 20, 0, 1)
    colour = (corner + (colour - corner) * hit[..., None]) * (shadow * lit)[..., None]
    half = normalise(lamp - np.stack(rays, -1))
    catchlight = np.clip((normals * half).sum(-1), 0, 1) ** 160 * 0.85 * shadow * hit
    return colour + catchlight[..., None]


def _iris(normals, sight, pixel_mm, iris_colour, towards_corner):
    """White, iris with its dark ring, pupil."""
    off = np.arccos(np.clip(normals @ sight.astype(f32), -1, 1))
    soft = pixel_mm / EYE_RADIUS * 0.55
    iris = 1 - smooth_step(off, IRIS_ANGLE - soft, IRIS_ANGLE + soft)
    pupil = 1 - smooth_step(off, PUPIL_ANGLE - soft, PUPIL_ANGLE + soft)
    ring = np.clip((off - IRIS_ANGLE * 0.72) / (IRIS_ANGLE * 0.28), 0, 1)
    white = np.array([0.53, 0.57, 0.63], f32) * (1 - 0.25 * towards_corner)[..., None]
    colour = iris_colour * (1.15 - 0.75 * ring)[..., None]
    return (white + (colour - white) * iris[..., None]) * (1 - 0.96 * pupil)[..., None]


def _lashes(lids, pixel_mm, closure):
    """What lashes and the lower rim leave of the light."""
    thick = max(0.85, 0.5 * pixel_mm) * (1 + 0.4 * closure)
    lash = np.exp(-(((lids.height - lids.upper + 0.5) / thick) ** 2)) * lids.near * (0.35 + 0.65 * lids.arch**0.5)
    rim = np.exp(-(((lids.height - lids.lower - 0.4) / 0.8) ** 2)) * lids.near * lids.arch
    return (1 - 0.82 * lash) * (1 - 0.22 * rim)
