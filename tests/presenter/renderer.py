"""One picture: the head's map is ray-marched, the eyes are exact spheres, all of it laid over torso and room."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tests.presenter import scene
from tests.presenter.eyes import draw_eyes
from tests.presenter.geometry import angles, bgr, f32, rotation, smooth_step
from tests.presenter.glasses import draw_glasses
from tests.presenter.head import EXTENT, FINE, JAW_SWING, SHIFT, SIZE, Head
from tests.presenter.skull import EYE

STEPS = 21


@dataclass
class Patch:
    """The part of the picture that the head's sphere covers, with each pixel's ray in the head's frame."""

    left: int
    top: int
    right: int
    bottom: int
    origin: np.ndarray  # (3,) the lens
    rays: list  # x, y, z of unit vectors, each (h, w)
    along: np.ndarray  # (h, w) distance to the surface
    points: tuple  # x, y, z of the surface, each (h, w)
    pixel_mm: float  # size of a pixel at the head

    @property
    def area(self):
        return slice(self.top, self.bottom), slice(self.left, self.right)


class Renderer:
    """Camera, room, torso and one head; `render` gives a picture and its truth."""

    def __init__(
        self, look=None, *, width=640, height=480, hfov=65.0, cam_pitch=0.0, light=(0.45, -0.55, -0.75), ambient=0.42,
        brightness=1.0, background="room", noise_sigma=2.0, backlight=0.0, shirt=(70, 90, 120), rest=(0.0, 4.0, 55.0),
        seed=1,
    ):  # fmt: skip
        self.head = Head(**(look or {}))
        self.camera = scene.Camera(width=width, height=height, hfov=hfov, pitch=cam_pitch)
        self.light = scene.Light(towards=light, ambient=ambient)
        self.brightness = brightness
        self.rng = np.random.default_rng(seed)
        play = scene.GRAIN_PLAY
        self.grain = (self.rng.standard_normal((height + play, width + play, 3)) * noise_sigma).astype(np.int16)
        self.rest = np.array(rest) * 10.0
        self.room = scene.room(self.camera, background, backlight)
        self.torso = scene.torso(self.camera, self.light, self.rest, self.head.skin, bgr(shirt), self.rng)

    def render(self, pose, target, *, closure=0.0, mouth=0.0):
        """Draw one moment.

        pose : yaw, pitch, roll (degrees), x, y, z of the skull's middle (mm).
        target : the point looked at (mm). closure : lids, 0 open to 1 shut. mouth : opening in mm.
        Returns the picture (h, w, 3) uint8, blue-green-red, and a dictionary of truth.
        """
        turn, place, target = rotation(*pose[:3]), np.array(pose[3:6], float), np.asarray(target, float)
        image = self.room.copy()
        self._draw_torso(image, turn, place, pose[2])
        patch = self._patch(turn, place)
        if patch is not None:
            self._draw_head(image, patch, turn, place, target, closure, mouth)
        return self._finish(image), gaze_truth(turn, place, target, pose)

    def _draw_torso(self, image, turn, place, roll):
        sway = place * (0.85, 0.85, 0) + self.rest * (0.15, 0.15, 0) + place * (0, 0, 1)
        before, after = self.camera.project(self.rest)[0], self.camera.project(sway)[0]
        k = self.rest[2] / place[2]
        move = np.array([[k, 0, after[0] - k * before[0]], [0, k, after[1] - k * before[1]]])
        size = (self.camera.width, self.camera.height)
        colours, coverage = (cv2.warpAffine(m, move, size, borderMode=cv2.BORDER_REPLICATE) for m in self.torso)
        if self.head.style == "long":
            self._draw_long_hair(image, turn, place, roll)
        rows = slice(max(0, int(self.camera.project(place)[0][1])), self.camera.height)
        image[rows] += (colours[rows] - image[rows]) * coverage[rows, :, None]

    def _draw_long_hair(self, image, turn, place, roll):
        """Hair that falls behind the neck."""
        scale = self.camera.focal / place[2]
        centre = self.camera.project(place + turn @ np.array([0, 45, 30]))[0]
        mask, axes = np.zeros(image.shape[:2], np.uint8), (int(84 * scale), int(118 * scale))
        cv2.ellipse(mask, (int(centre[0]), int(centre[1])), axes, roll, 0, 360, 255, -1, cv2.LINE_AA)
        soft = cv2.GaussianBlur(mask, (0, 0), 1.5).astype(f32) / 255
        image += (self.head.hair * 0.45 - image) * soft[..., None]

    def _patch(self, turn, place):
        camera = self.camera
        centre = camera.project(place + turn @ np.array([0, -8, 0]))[0]
        reach = 138 * camera.focal / max(place[2] - 60, 100)
        left, right = max(0, int(centre[0] - reach * 0.82)), min(camera.width, int(centre[0] + reach * 0.82))
        top, bottom = max(0, int(centre[1] - reach)), min(camera.height, int(centre[1] + reach))
        if right - left < 8 or bottom - top < 8:
            return None
        x, y = np.meshgrid(np.arange(left, right, dtype=f32), np.arange(top, bottom, dtype=f32))
        x, y = (x - camera.width / 2) / camera.focal, (y - camera.height / 2) / camera.focal
        axes, length = (turn.T @ camera.axes.T).astype(f32), np.sqrt(x * x + y * y + 1)
        rays = [(axes[i, 0] * x + axes[i, 1] * y + axes[i, 2]) / length for i in range(3)]
        origin = (-turn.T @ place).astype(f32)
        return Patch(left, top, right, bottom, origin, rays, length, (), place[2] / camera.focal)

    def _draw_head(self, image, patch, turn, place, target, closure, mouth):
        head = self.head
        u, v, miss = _march(patch, head.opened(mouth))
        coverage = np.clip(1.35 - miss / patch.pixel_mm, 0, 1)
        below = cv2.remap(head.below_mouth, u, v, cv2.INTER_LINEAR)
        drop = np.zeros_like(below)
        if mouth > 0.05:
            drop = f32(mouth) * (below > 0) * cv2.remap(head.jaw_pull, u, v, cv2.INTER_LINEAR)
        skin_v, k = v - JAW_SWING * drop, FINE / SIZE
        fine_u, fine_v = u * k + (k - 1) / 2, skin_v * k + (k - 1) / 2
        normals = _pick(head.normals, u, skin_v) @ turn.T.astype(f32)
        colours = self.light.shade(normals, _pick(head.colours, fine_u, fine_v), _pick(head.gloss, fine_u, fine_v))
        if mouth > 0.3:
            self._draw_mouth(colours, patch, below, drop)
        draw_eyes(colours, patch, self, turn, place, target, closure)
        part = image[patch.area]
        part += (colours - part) * coverage[..., None]
        if head.glasses:
            draw_glasses(image, patch, self.camera, turn, place)

    def _draw_mouth(self, colours, patch, below, drop):
        x, _, z = patch.points
        inside = np.clip(below / patch.pixel_mm, 0, 1) * np.clip((drop - below) / patch.pixel_mm + 0.5, 0, 1)
        inside *= smooth_step(drop, 0.2, 1.5) * (z < -60)
        teeth = smooth_step(below, 0.2, 1.0) * (1 - smooth_step(below, 4.0, 5.2)) * (1 - smooth_step(np.abs(x), 13, 19))
        dark, white = np.array([0.018, 0.016, 0.055], f32), np.array([0.40, 0.46, 0.50], f32)
        colour = dark + (white - dark) * teeth[..., None]
        colours += (colour * (self.light.ambient + 0.5) - colours) * inside[..., None]

    def _finish(self, linear):
        image = np.sqrt(np.clip(linear * self.brightness, 0, 1)) * 255
        image = cv2.GaussianBlur(image, (0, 0), 0.55 * self.camera.width / 640)
        dy, dx = self.rng.integers(0, scene.GRAIN_PLAY, 2)
        grain = self.grain[dy : dy + self.camera.height, dx : dx + self.camera.width]
        return np.clip(image.astype(np.int16) + grain, 0, 255).astype(np.uint8)


def _pick(values, u, v):
    return cv2.remap(values, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _march(patch, radius):
    """Walk each ray to the surface; fills `along` and `points`, returns map place u, v and the nearest miss in mm."""
    origin, rays = patch.origin, patch.rays
    towards = sum(origin[i] * rays[i] for i in range(3))
    along = -towards - np.sqrt(np.maximum(towards * towards - (origin @ origin - 140.0**2), 0))
    outside, inside, nearest = along.copy(), np.full_like(along, 1e6), along.copy()
    miss = np.full_like(along, 99)
    for step in range(STEPS + 2):
        if step == STEPS + 1:
            along = np.where(inside < 1e5, along, nearest)
        x, y, z = (origin[i] + along * rays[i] for i in range(3))
        r = np.sqrt(x * x + y * y + z * z)
        scale = SIZE / (2 * EXTENT) / (SHIFT * r - np.minimum(z, 0.6 * r))
        u, v = x * scale + (SIZE / 2 - 0.5), y * scale + (SIZE / 2 - 0.5)
        gap = r - _pick(radius, u, v)
        hit = gap < 0
        inside, outside = np.where(hit, along, inside), np.where(hit, outside, along)
        nearest = np.where(gap < miss, along, nearest)
        miss = np.minimum(miss, np.maximum(gap, 0))
        if step < STEPS:
            onward = along + np.maximum(0.75 * gap, 6.0)
            along = np.where(inside < 1e5, 0.5 * (outside + inside), onward)
    patch.along, patch.points = along, (x, y, z)
    return u, v, miss


def gaze_truth(turn, place, target, pose):
    """Line of sight against the line from the eyes' middle to the lens: degrees."""
    middle = turn @ (EYE * (0, 1, 1)) + place
    sight, lens = target - middle, -middle
    (yaw, pitch), (lens_yaw, lens_pitch) = angles(sight), angles(lens)
    cosine = sight @ lens / (np.linalg.norm(sight) * np.linalg.norm(lens) + 1e-9)
    return {
        "gaze_yaw": yaw - lens_yaw,
        "gaze_pitch": pitch - lens_pitch,
        "gaze_angle": float(np.degrees(np.arccos(np.clip(cosine, -1, 1)))),
        "head_yaw": pose[0],
        "head_pitch": pose[1],
        "head_roll": pose[2],
    }
