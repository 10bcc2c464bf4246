"""Directions, rotations, soft steps and noise.

The world is the camera's frame: millimetres, x to picture right, y down, z away from the lens, lens at the origin.
The head's frame has the same axes when the head faces the lens squarely; its origin is the middle of the skull.
yaw > 0 turns to picture right (the person's left), pitch > 0 looks up, roll > 0 tilts clockwise in the picture.
"""

from __future__ import annotations

import cv2
import numpy as np

f32 = np.float32


def rotation(yaw, pitch, roll=0.0):
    """Head-to-camera rotation (3, 3); minus its last column is where the face points."""
    y, p, r = np.radians([-yaw, -pitch, roll])
    turn = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    nod = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return turn @ nod @ tilt


def angles(direction):
    """(yaw, pitch) of a direction, degrees."""
    x, y, z = direction
    return np.degrees(np.arctan2(x, -z)), np.degrees(np.arctan2(-y, np.hypot(x, z)))


def smooth_step(x, low, high):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def bump(x, y, centre_x, centre_y, sigma_x, sigma_y):
    """A Gaussian hill of height 1."""
    return np.exp(-0.5 * (((x - centre_x) / sigma_x) ** 2 + ((y - centre_y) / sigma_y) ** 2))


def normalise(vectors):
    return vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)


def value_noise(shape, cell, rng, octaves=1):
    """Smooth noise in about -1..1; `cell` is the size of its features in pixels, one number or (y, x)."""
    out, size = np.zeros(shape, f32), np.broadcast_to(cell, 2).astype(float)
    for octave in range(octaves):
        high, wide = np.maximum((np.array(shape) / size).astype(int) + 2, 2)
        grid = rng.uniform(-1, 1, (high, wide)).astype(f32)
        out += cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_CUBIC) / 2**octave
        size = np.maximum(size / 2, 1)
    return out


def smooth_curve(count, fps, hertz, rng):
    """(count,) a random curve through normal deviates that come `hertz` times a second (Catmull-Rom)."""
    knots = max(4, int(count / fps * hertz) + 4)
    at = np.linspace(0, knots - 1.001, count)
    deviates, i = rng.standard_normal(knots + 3), at.astype(int)
    t = at - i
    a, b, c, d = (deviates[i + k] for k in range(4))
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def bgr(rgb):
    """sRGB 0..255 to nearly linear (gamma 2) blue, green, red 0..1."""
    return (np.array(rgb[::-1], f32) / 255.0) ** 2
