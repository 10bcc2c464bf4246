"""A thin dark frame, a weak reflection of a window; no refraction."""

from __future__ import annotations

import cv2
import numpy as np

from tests.presenter.geometry import f32
from tests.presenter.skull import EYE

FRAME = (0.03, 0.03, 0.035)
SUBPIXEL_BITS = 4


def draw_glasses(image, patch, camera, turn, place):
    thickness = max(1, round(1.9 / patch.pixel_mm))

    def line(points, *, closed=False):
        cv2.polylines(image, [points], closed, FRAME, thickness, cv2.LINE_AA, SUBPIXEL_BITS)

    def pixels(points):
        return np.round(camera.project(points @ turn.T + place) * 2**SUBPIXEL_BITS).astype(np.int32)

    for side in (-1, 1):
        rim = pixels(_rim(side))
        _reflect(image, rim, patch.pixel_mm)
        line(rim, closed=True)
        arm = _arm(side)
        outline, depth = pixels(arm), np.linalg.norm(arm @ turn.T + place, axis=1)
        for i in range(len(arm) - 1):
            if _in_front(patch, outline[i] >> SUBPIXEL_BITS, depth[i]):
                line(outline[i : i + 2])
    x = np.linspace(-8, 8, 8)
    line(pixels(np.stack([x, EYE[1] - 1 - 3 * np.cos(x * 1.5 / 8), np.full(8, -102.0)], 1)))


def _rim(side):
    a = np.linspace(0, 2 * np.pi, 44)
    x, y = (np.sign(f) * np.abs(f) ** 0.75 for f in (np.cos(a), np.sin(a)))
    return np.stack([side * (33 + 26 * x), EYE[1] + 3 + 17 * y, -100 + 0.11 * (26 * np.cos(a) + 10)], 1)


def _arm(side):
    n = 14
    return np.stack([side * np.linspace(59, 80, n), EYE[1] + np.linspace(-4, 2, n), np.linspace(-97, 5, n)], 1)


def _reflect(image, rim, pixel_mm):
    mask = cv2.fillPoly(np.zeros(image.shape[:2], np.uint8), [rim], 255, cv2.LINE_AA, SUBPIXEL_BITS)
    left, top, wide, high = cv2.boundingRect(rim >> SUBPIXEL_BITS)
    area = slice(max(0, top), top + high), slice(max(0, left), left + wide)
    y, x = (g[area].astype(f32) for g in np.mgrid[0 : image.shape[0], 0 : image.shape[1]])
    centre = rim.mean(0) / 2**SUBPIXEL_BITS
    slant = ((x - centre[0]) * 0.8 + (y - centre[1]) * 0.6 + 14 / pixel_mm) / (4.5 / pixel_mm)
    glow = np.exp(-(slant**2)) * 0.13
    image[area] += (glow[..., None] - 0.05 * image[area]) * (mask[area].astype(f32) / 255)[..., None]


def _in_front(patch, pixel, depth):
    """The temple arm shows only before the head's surface."""
    u, v = pixel[0] - patch.left, pixel[1] - patch.top
    high, wide = patch.along.shape
    return 0 <= v < high and 0 <= u < wide and depth < patch.along[v, u] + 4
