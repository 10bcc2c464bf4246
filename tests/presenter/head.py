"""One person's head as maps over the directions seen from inside the skull: radius, normal, colour, gloss, jaw."""

from __future__ import annotations

import cv2
import numpy as np

from tests.presenter.geometry import bgr, bump, f32, normalise, smooth_step, value_noise
from tests.presenter.skin import HAIR, IRIS, SKIN, surface_colours
from tests.presenter.skull import head_distance, mouth_line

SHIFT, EXTENT = 1.6, 0.82  # a direction's place on the map: u = x / (SHIFT * r - z), within +-EXTENT
SIZE, FINE = 512, 1024  # pixels a side: of the shape, of the colours
JAW_SWING = 1.09


class Head:
    """A person. The maps are (SIZE, SIZE) or (FINE, FINE) float32; colours are linear blue, green, red."""

    def __init__(
        self, *, skin="light", hair="brown", style="short", iris="brown", glasses=False, stubble=0.0, width=1.0,
        smile=0.0, seed=1,
    ):  # fmt: skip
        rng = np.random.default_rng(seed)
        self.glasses, self.style = glasses, style
        self.skin, self.hair, self.iris = _colour(SKIN, skin), _colour(HAIR, hair), _colour(IRIS, iris)
        radius = _outermost(width, style != "long", smile)
        directions = _directions(SIZE)
        hair_mask = _hair_mask([c * radius for c in directions], style, rng)
        radius = radius + cv2.GaussianBlur(hair_mask, (0, 0), 4) * (
            (15 if style == "long" else 9) + 1.2 * value_noise((SIZE, SIZE), 22, rng)
        )
        radius += 0.5 * value_noise((SIZE, SIZE), 90, rng)  # nobody is quite symmetric
        self.radius = cv2.GaussianBlur(radius, (0, 0), 0.7)
        points = [(c * self.radius).astype(f32) for c in directions]
        self.normals = _normals(points)
        self._jaw(points, smile)
        self._paint(points, hair_mask, stubble, smile, rng)

    def _jaw(self, points, smile):
        """How far below the mouth's line a point lies, and how far the opening jaw takes it along."""
        aside, below = np.abs(points[0]), points[1] - mouth_line(points[0], smile)
        pull = np.clip(1 - (aside / (22 + 0.55 * np.clip(below, 0, 60))) ** 2, 0, 1) ** 0.7
        pull *= 1 - smooth_step(below, 44, 78)
        self.below_mouth = below.astype(f32)
        self.jaw_pull = np.where(points[2] <= -20, pull, 0).astype(f32)
        self.chin = cv2.GaussianBlur(self.jaw_pull * (below > 0), (0, 0), 1.5)

    def _paint(self, points, hair_mask, stubble, smile, rng):
        hollow = cv2.GaussianBlur(self.radius, (0, 0), 9) - self.radius
        under_jaw = smooth_step(points[1], 82, 125) * smooth_step(points[2], -95, -50)
        shade = np.clip(1 - 0.045 * np.clip(hollow, -2, 9), 0.6, 1.05) * (1 - 0.35 * under_jaw)
        fine = [cv2.resize(c, (FINE, FINE), interpolation=cv2.INTER_CUBIC) for c in points]
        # The colour reaches down the flank of the hair's thickness.
        hair_mask = np.clip(cv2.GaussianBlur(hair_mask, (0, 0), 5) * (3.0 if self.style == "long" else 2.2), 0, 1)
        mask = cv2.resize(hair_mask, (FINE, FINE))
        self.colours = surface_colours(
            fine, skin=self.skin, hair=self.hair, hair_mask=mask, stubble=stubble, smile=smile, rng=rng
        )
        self.colours *= cv2.resize(shade.astype(f32), (FINE, FINE))[..., None]
        gloss = 1 + 0.6 * bump(np.abs(fine[0]), fine[1], 0, 28, 12, 16) + 0.4 * bump(fine[0], fine[1], 0, -55, 30, 16)
        self.gloss = (gloss * (1 - mask * 0.6)).astype(f32)

    def opened(self, opening):
        """The radius map with the mouth open by `opening` millimetres."""
        if opening <= 0.05:
            return self.radius
        half, radius = SIZE // 2, self.radius.copy()
        x, y = np.meshgrid(np.arange(SIZE, dtype=f32), np.arange(half, SIZE, dtype=f32))
        radius[half:] = cv2.remap(self.radius, x, y - f32(opening * JAW_SWING) * self.chin[half:], cv2.INTER_LINEAR)
        return radius


def _colour(table, choice):
    return bgr(table[choice] if isinstance(choice, str) else choice)


def _directions(size):
    """Unit vectors (x, y, z), each (size, size), of the map's pixels."""
    edge = (np.arange(size) + 0.5) / size * 2 * EXTENT - EXTENT
    v, u = np.meshgrid(edge, edge, indexing="ij")
    rho = np.hypot(u, v) + 1e-9
    theta = np.arctan(rho) + np.arcsin(np.clip(rho * SHIFT / np.sqrt(1 + rho**2), 0, 1))
    s = np.sin(theta) / rho
    return [(u * s).astype(f32), (v * s).astype(f32), (-np.cos(theta)).astype(f32)]


def _outermost(width, ears, smile):
    """Radius of the outermost surface along each direction: sphere tracing inwards, coarse then fine."""
    radius = np.full((128, 128), 150, f32)
    for size, steps in ((128, 40), (SIZE, 9)):
        radius = cv2.resize(radius, (size, size)) + 1.5 * (size == SIZE)
        half = (slice(None), slice(0, size // 2))
        left, r = [c[half] for c in _directions(size)], radius[half]
        for _ in range(steps):
            r = r - 0.8 * head_distance([c * r for c in left], width=width, ears=ears, smile=smile)
        radius = np.concatenate([r, r[:, ::-1]], 1).astype(f32)
    return radius


def _normals(points):
    surface = np.stack(points, -1)
    n = normalise(np.cross(np.gradient(surface, axis=1), np.gradient(surface, axis=0)))
    n *= np.sign((n * surface).sum(-1, keepdims=True))
    return cv2.GaussianBlur(n.astype(f32), (0, 0), 0.8)


def _hair_mask(points, style, rng):
    ahead, aside = -points[2], np.abs(points[0])
    knots = {"short": [35, 25, 2, -30, -55, -70, -76], "long": [95, 92, 60, -20, -50, -68, -74]}[style]
    line = np.interp(ahead, [-100, 8, 26, 42, 60, 78, 95], knots) + 2.5 * value_noise((SIZE, SIZE), (40, 9), rng)
    mask = smooth_step(line - points[1], -2, 12)
    if style == "short":  # the ears stay free
        mask *= 1 - bump(ahead, points[1], -8, 4, 11, 22) * (aside > 55)
    else:  # at the sides only, not under the chin
        mask *= np.maximum(smooth_step(aside, 48, 60), 1 - smooth_step(points[1], -10, 10))
    return mask.astype(f32)
