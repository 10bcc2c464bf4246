"""Camera, light, room and torso."""

from __future__ import annotations

import cv2
import numpy as np

from tests.presenter.geometry import bgr, f32, normalise, rotation, smooth_step, value_noise
from tests.presenter.skull import capsule, ellipsoid, join

ROOMS = {"room": (176, 172, 162), "warm": (196, 182, 160), "dark": (44, 46, 52), "plain": (196, 200, 204)}
GRAIN_PLAY = 64  # pixels by which the noise is shifted from picture to picture


class Camera:
    """A pinhole camera of `hfov` degrees across; `pitch` tilts it (the gaze truth stays relative to the lens)."""

    def __init__(self, *, width, height, hfov, pitch=0.0):
        self.width, self.height = width, height
        self.focal = width / 2 / np.tan(np.radians(hfov) / 2)
        self.axes = rotation(0, pitch).T

    def project(self, points):
        """(n, 3) millimetres to (n, 2) pixels."""
        p = np.atleast_2d(points) @ self.axes.T
        x = self.focal * p[:, 0] / p[:, 2] + self.width / 2
        return np.stack([x, self.focal * p[:, 1] / p[:, 2] + self.height / 2], 1)


class Light:
    """One lamp and the room's light."""

    def __init__(self, *, towards=(0.45, -0.55, -0.75), ambient=0.42):
        self.towards = normalise(np.array(towards, f32))
        self.ambient = ambient
        self._half = normalise(self.towards + np.array([0, 0, -1], f32))

    def shade(self, normals, colours, gloss):
        diffuse = np.clip((normals @ self.towards + 0.25) / 1.25, 0, 1)[..., None]
        ambient = self.ambient * (0.82 - 0.18 * normals[..., 1])
        ambient += 0.22 * np.clip(normals @ np.array([0, 0.25, -0.97], f32), 0, 1)  # the screen's glow
        shine = np.clip(normals @ self._half, 0, 1) ** 22 * 0.055 * gloss
        return colours * (diffuse * np.array([0.865, 0.90, 0.975], f32) + ambient[..., None]) + shine[..., None]


def room(camera, kind, backlight):
    """The wall behind, with a shelf of books and a picture, out of focus."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width].astype(f32)
    image = bgr(ROOMS[kind]) * (0.75 + 0.35 * (x / camera.width) - 0.2 * (y / camera.height))[..., None]
    if kind in ("room", "warm"):
        scale = camera.width / 640
        for left, top, right, bottom, colour in _furniture(np.random.default_rng(7)):
            corners = (int(left * scale), int(top * scale)), (int(right * scale), int(bottom * scale))
            cv2.rectangle(image, *corners, bgr(colour).tolist(), -1)
        image = cv2.GaussianBlur(image, (0, 0), 3.2 * scale)
    return image.astype(f32) * (1 + backlight)


def _furniture(rng):
    for i in range(13):
        yield 20 + 14 * i, 190 - rng.integers(45, 70), 32 + 14 * i, 190, rng.integers(55, 170, 3)
    yield from ((8, 190, 215, 197, (110, 80, 55)), (480, 70, 590, 170, (90, 110, 130)))
    yield 488, 78, 582, 162, (190, 180, 150)


def torso(camera, light, rest, skin, shirt, rng):
    """Neck and shoulders at the rest position: (colours, coverage), ray-marched once and later only shifted."""
    high, wide = int(camera.height * 0.65), camera.width // 2  # half size; reaches below the picture
    y, x = np.mgrid[0:high, 0:wide].astype(f32) * 2
    rays = np.stack(
        [(x - camera.width / 2) / camera.focal, (y - camera.height / 2) / camera.focal, np.ones_like(x)], -1
    )
    rays = normalise(rays @ camera.axes)
    along = np.full((high, wide), max(rest[2] - 160, 100), f32)
    for _ in range(35):
        points = [along * rays[..., i] - rest[i] for i in range(3)]
        neck, chest = _body_distance(points)
        along = np.minimum(along + 0.85 * np.minimum(neck, chest), 5000)
    surface = np.stack(points, -1)
    normals = normalise(np.cross(np.gradient(surface, axis=0), np.gradient(surface, axis=1)))
    normals *= -np.sign((normals * rays).sum(-1, keepdims=True))
    bare = smooth_step(chest - neck, -1.5, 1.5)[..., None]
    weave = 1 + 0.08 * value_noise((high, wide), 2, rng) + 0.10 * value_noise((high, wide), 30, rng)
    under_chin = 1 - 0.60 * (1 - smooth_step(points[1], 95, 165))[..., None]
    colours = shirt * weave[..., None] * (1 - bare) + skin * under_chin * bare
    colours = light.shade(normals.astype(f32), colours.astype(f32), 0.4 * bare[..., 0])
    coverage = np.clip(1 - np.minimum(neck, chest) / 2.0, 0, 1)
    return tuple(cv2.resize(m.astype(f32), (2 * wide, 2 * high)) for m in (colours, coverage))


def _body_distance(p):
    mirrored = (np.abs(p[0]), p[1], p[2])
    slope = capsule(mirrored, (10, 180, 44), (75, 208, 48), 34, 26)
    neck = join(capsule(p, (0, 50, 25), (0, 165, 42), 47, 52), slope, 36)
    chest = join(
        capsule(mirrored, (40, 232, 45), (160, 262, 52), 44, 44), ellipsoid(p, (0, 370, 45), (185, 190, 98)), 40
    )
    return neck, join(chest, capsule(mirrored, (175, 270, 52), (205, 480, 40), 46, 42), 30)
