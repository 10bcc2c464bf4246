"""Colours of the head's surface: skin, lips, brows, stubble, hair. Linear blue, green, red."""

from __future__ import annotations

import numpy as np

from tests.presenter.geometry import bump, f32, smooth_step, value_noise
from tests.presenter.skull import EYE, MOUTH_Y, mouth_line

SKIN = {"light": (234, 190, 168), "tan": (203, 152, 122), "brown": (152, 105, 80), "dark": (98, 67, 52)}
HAIR = {"black": (28, 24, 24), "brown": (72, 48, 34), "blond": (170, 132, 84), "grey": (140, 138, 136)}
IRIS = {"brown": (82, 50, 28), "blue": (92, 128, 160), "green": (96, 112, 70)}


def surface_colours(points, *, skin, hair, hair_mask, stubble, smile, rng):
    """(n, n, 3) colours at the surface points (x, y, z), each (n, n)."""
    x, y, ahead = points[0], points[1], -points[2]
    aside = np.abs(x)
    front = (ahead > 20).astype(f32)
    colour = _skin(x, aside, y, front, skin, rng)
    if stubble:
        colour *= 1 - _stubble(aside, y, front, stubble, rng)
    colour = _lips(colour, x, aside, y, front, skin, smile, rng)
    colour *= 1 - (0.80 * bump(aside, y, 6.5, 41.5, 3.4, 1.9) * front)[..., None]  # nostrils
    brow = _brows(aside, y, front, rng)[..., None]
    colour = colour * (1 - brow) + hair * 0.7 * brow
    strands = 1 + 0.30 * value_noise(x.shape, (70, 3), rng) + 0.18 * value_noise(x.shape, (30, 9), rng)
    colour = colour * (1 - hair_mask[..., None]) + (hair * strands[..., None]) * hair_mask[..., None]
    return np.clip(colour, 0.002, 1).astype(f32)


def _skin(x, aside, y, front, skin, rng):
    fine, broad = value_noise(x.shape, 3, rng, 2), value_noise(x.shape, 60, rng, 3)
    colour = skin * (1 + 0.035 * fine + 0.05 * broad)[..., None]
    red = (
        0.9 * bump(aside, y, 44, 26, 17, 15) + 0.8 * bump(aside, y, 0, 32, 13, 9) + 0.35 * bump(aside, y, 0, 90, 20, 9)
    )
    colour *= 1 - (red * front)[..., None] * np.array([0.20, 0.20, 0.02], f32)
    around_eyes = 0.22 * bump(aside, y, 28, 0, 12, 5) + 0.20 * bump(aside, y, 17, -13, 5, 7)
    colour *= 1 - (around_eyes + 0.12 * bump(aside, y, 33, -21, 13, 3.5))[..., None]
    fold = np.abs(aside - np.interp(y, [34, 62], [19, 33])) * 0.8
    beside_nose = 0.13 * np.exp(-((fold / 2.2) ** 2)) * smooth_step(y, 30, 40) * (1 - smooth_step(y, 54, 66))
    colour *= 1 - (beside_nose * front)[..., None]
    crease = y - (EYE[1] - 7.6 + 0.022 * (aside - 31) ** 2)
    lid = 0.30 * np.exp(-((crease / 0.9) ** 2)) * smooth_step(aside, 17, 22) * (1 - smooth_step(aside, 42, 47))
    return colour * (1 - (lid * front)[..., None])


def _stubble(aside, y, front, amount, rng):
    beard = smooth_step(y, 40, 60) * smooth_step(aside + (y - 46) * 1.2, 16, 34)
    beard *= (1 - 0.8 * bump(aside, y, 0, 66, 15, 9)) * front
    grain = 0.45 + 0.25 * value_noise(y.shape, 2, rng)
    return (amount * beard * grain)[..., None] * np.array([0.7, 0.8, 0.9], f32)


def _lips(colour, x, aside, y, front, skin, smile, rng):
    lift = MOUTH_Y - mouth_line(x, smile)
    upper = MOUTH_Y - (6.8 * np.clip(1 - (aside / 25) ** 1.6, 0, 1) - 1.8 * np.exp(-((aside / 4.5) ** 2))) - lift
    lower = MOUTH_Y + 10.5 * np.clip(1 - (aside / 23) ** 2.2, 0, 1) - lift
    lip = smooth_step(y, upper - 0.8, upper + 0.8) * (1 - smooth_step(y, lower - 1.0, lower + 1.0))
    lip = 0.85 * (lip * (1 - smooth_step(aside, 22, 26)) * front)[..., None]
    red = skin * np.array([0.42, 0.40, 0.74], f32) + np.array([0.010, 0.005, 0.03], f32)
    red = red * (1 + 0.10 * value_noise(x.shape, (14, 3), rng))[..., None] * (1 - 0.25 * (y < MOUTH_Y))[..., None]
    colour = colour * (1 - lip) + red * lip
    meet = y - mouth_line(x, smile)
    reach = 1 - smooth_step(aside, 21 + 2 * smile, 27 + 2 * smile)
    colour = colour * (1 - (0.72 * np.exp(-(meet**2)) * reach * front)[..., None])
    return colour * (1 - (0.25 * bump(aside, y, 0, 73, 13, 3) * front)[..., None])  # shadow under the lower lip


def _brows(aside, y, front, rng):
    t = np.clip((aside - 12) / 40, 0, 1)
    middle = EYE[1] - 17.5 - 7.0 * np.sin(np.pi * 0.62 * t) + 5.5 * t**3
    half = 4.4 - 2.6 * t**1.5
    strokes = 0.86 + 0.14 * value_noise(y.shape, (3, 7), rng)
    brow = np.clip((1 - smooth_step(np.abs(y - middle), half * 0.55, half * 1.15)) * strokes, 0, 1)
    return brow * smooth_step(aside, 11, 16) * (1 - smooth_step(aside, 48, 54)) * front * 0.88
