"""The bald head as a signed distance: ellipsoids and capsules, smoothly joined. Millimetres, head's frame."""

from __future__ import annotations

import numpy as np

EYE = np.array([31.5, -12.0, -74.0])  # eyeball of the picture-right eye; the other one mirrored in x
EYE_RADIUS, IRIS_RADIUS = 12.0, 5.9
MOUTH_Y = 59.0


def mouth_line(x, smile):
    """Height at which the lips meet."""
    return MOUTH_Y - (0.0012 + 0.0034 * smile) * x * x


def ellipsoid(p, centre, radii):
    q = [(p[i] - centre[i]) / radii[i] for i in range(3)]
    k0 = np.sqrt(q[0] ** 2 + q[1] ** 2 + q[2] ** 2)
    k1 = np.sqrt(sum((q[i] / radii[i]) ** 2 for i in range(3))) + 1e-9
    return k0 * (k0 - 1) / k1


def capsule(p, start, end, start_radius, end_radius):
    a, d = np.array(start, float), np.array(end, float) - np.array(start, float)
    t = np.clip(sum((p[i] - a[i]) * d[i] for i in range(3)) / (d @ d), 0, 1)
    apart = np.sqrt(sum((p[i] - a[i] - t * d[i]) ** 2 for i in range(3)))
    return apart - (start_radius + t * (end_radius - start_radius))


def join(a, b, softness):
    h = np.maximum(softness - np.abs(a - b), 0) / softness
    return np.minimum(a, b) - h * h * softness / 4


def carve(a, b, softness):
    return -join(-a, b, softness)


def head_distance(p, *, width=1.0, ears=True, smile=0.0):
    """Distance to the surface at p = (x, y, z) arrays; `width` scales jaw and cheeks. Symmetric in x."""
    p = (np.abs(p[0]), p[1], p[2])
    d = ellipsoid(p, (0, -40, 8), (75, 84, 98))  # cranium
    d = join(d, ellipsoid(p, (0, 12, -22), (63 * width, 82, 68)), 26)  # middle of the face
    d = join(d, ellipsoid(p, (0, 50, -30), (55 * width, 50, 57)), 26)  # jaw
    d = join(d, ellipsoid(p, (0, 85, -74), (21 * width, 17, 19)), 20)  # chin
    d = join(d, ellipsoid(p, (43 * width, 14, -58), (18, 16, 19 + 2 * smile)), 26)  # cheekbone
    d = join(d, ellipsoid(p, (0, 56, -78), (31, 23, 19)), 16)  # muzzle
    d = _eyes(d, p)
    d = _nose(d, p)
    d = join(d, capsule(p, (0, 55, -97), (18, 57.2 - 1.4 * smile, -88), 4.8, 2.4), 4)  # upper lip
    d = join(d, capsule(p, (0, 64.5, -96), (14, 61.5 - 0.8 * smile, -89), 5.4, 3.0), 4)  # lower lip
    return join(d, ellipsoid(p, (76, 2, 8), (7, 29, 15)), 6) if ears else d


def _eyes(d, p):
    d = join(d, capsule(p, (8, -26, -83), (42, -31, -67), 9, 8), 12)  # brow ridge
    d = carve(d, ellipsoid(p, (31, -9, -102), (19, 13, 19)), 12)  # socket
    ball = np.sqrt(sum((p[i] - EYE[i]) ** 2 for i in range(3))) - (EYE_RADIUS + 1)
    return join(d, ball, 5)


def _nose(d, p):
    d = join(d, capsule(p, (0, -14, -84), (0, 27, -105), 6, 8.5), 9)  # bridge
    d = join(d, ellipsoid(p, (0, 31, -107), (10.5, 9.5, 10.5)), 6)  # tip
    d = join(d, ellipsoid(p, (12.5, 34, -97), (7, 7, 9)), 5)  # wing
    return carve(d, ellipsoid(p, (6, 42.5, -104), (4, 3.2, 5)), 2.5)  # nostril
