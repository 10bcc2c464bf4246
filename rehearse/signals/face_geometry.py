"""From face-mesh points to angles and ratios, for all pictures of a take at once. Pure functions on arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Face-mesh numbers of the points that are kept, by name; left and right are the picture's.
POINTS = (
    *(1, 152, 33, 263, 61, 291),  # nose tip, chin, outer eye corners, mouth corners: the rigid points of the pose
    *(133, 362),  # inner eye corners
    *(468, 473),  # irises
    *(159, 386, 145, 374),  # upper lids, lower lids
    *(10, 234, 454),  # forehead, the two sides
)
NOSE, CHIN, OUTER_LEFT, OUTER_RIGHT, MOUTH_LEFT, MOUTH_RIGHT = range(6)
INNER_LEFT, INNER_RIGHT, IRIS_LEFT, IRIS_RIGHT = range(6, 10)
UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT = range(10, 14)

# A generic head, millimetres, in the order of the six pose points: x to picture right, y down, z away from the lens.
HEAD_MM = np.array(
    [(0, 45, -34), (0, 115, -10), (-45, 0, 12), (45, 0, 12), (-26, 72, -8), (26, 72, -8)], dtype=np.float64
)
# Of the longer side of the picture. Webcams have 55-90 degrees; the baseline absorbs most of the error.
ASSUMED_FIELD_OF_VIEW = 65.0
POSE_ROUNDS = 8


class EyeShapes(NamedTuple):
    """Per picture and eye, (n, 2), in eye widths; see `FaceTrack`."""

    iris_x: Floats
    iris_y: Floats
    openness: Floats
    upper_lid: Floats


def eye_shapes(pixels: Floats) -> EyeShapes:
    """Where iris and lids lie against the line through each eye's corners. `pixels` is (n, k, 2)."""
    starts = pixels[:, [OUTER_LEFT, INNER_RIGHT]]
    ends = pixels[:, [INNER_LEFT, OUTER_RIGHT]]
    width = np.linalg.norm(ends - starts, axis=-1, keepdims=True)
    along = (ends - starts) / width
    across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    middle = (starts + ends) / 2

    def offset(points: list[int], axis: Floats) -> Floats:
        offsets: Floats = (((pixels[:, points] - middle) / width) * axis).sum(-1).astype(np.float32)
        return offsets

    irises, uppers, lowers = [IRIS_LEFT, IRIS_RIGHT], [UPPER_LEFT, UPPER_RIGHT], [LOWER_LEFT, LOWER_RIGHT]
    gap = np.linalg.norm((pixels[:, uppers] - pixels[:, lowers]) / width, axis=-1).astype(np.float32)
    return EyeShapes(offset(irises, along), offset(irises, across), gap, offset(uppers, across))


def head_pose(pixels: Floats, *, size: tuple[int, int]) -> tuple[Floats, Floats, Floats]:
    """Yaw, pitch, roll in degrees, each (n,), as seen from the lens: swaying aside does not count as turning.

    POSIT (DeMenthon & Davis 1995) on six rigid points and a generic head, for all pictures at once.
    """
    focal = max(size) / 2 / np.tan(np.radians(ASSUMED_FIELD_OF_VIEW) / 2)
    image = (pixels.astype(np.float64) - np.array(size) / 2) / max(focal, 1.0)
    facing, roll = _posit(image[:, :6])
    middle = image[:, [OUTER_LEFT, OUTER_RIGHT]].mean(1)
    yaw = np.degrees(np.arctan2(facing[:, 0], -facing[:, 2]) + np.arctan(middle[:, 0]))
    pitch = np.degrees(np.arctan2(-facing[:, 1], np.hypot(facing[:, 0], facing[:, 2])) - np.arctan(middle[:, 1]))
    return yaw.astype(np.float32), pitch.astype(np.float32), np.degrees(roll).astype(np.float32)


def _posit(image: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Facing direction (n, 3) and roll in radians (n,) from pose points (n, 6, 2) in units of the focal length."""
    model = HEAD_MM[1:] - HEAD_MM[0]
    solve = np.linalg.pinv(model)
    depth = np.zeros((len(image), len(model)))
    first, rest = image[:, :1], image[:, 1:]
    for _ in range(POSE_ROUNDS):
        rows = np.einsum("ij,njk->nki", solve, rest * (1 + depth[..., None]) - first)
        scale = np.linalg.norm(rows, axis=-1, keepdims=True)
        right, down = np.moveaxis(rows / scale, 1, 0)
        away = np.cross(right, down)
        away /= np.linalg.norm(away, axis=-1, keepdims=True)
        depth = away @ model.T * np.sqrt(scale.prod(1))
    facing = -np.stack([right[:, 2], down[:, 2], away[:, 2]], axis=-1)
    return facing, np.arctan2(down[:, 0] - right[:, 1], right[:, 0] + down[:, 1])


def face_box(points: Floats) -> Floats:
    """Centre x, y, width and height, (n, 4), in the units of `points` (n, k, 2)."""
    low, high = points.min(1), points.max(1)
    return np.concatenate([(low + high) / 2, high - low], axis=1)


def eye_middle(points: Floats) -> Floats:
    """The middle between the outer eye corners, (n, 2)."""
    middle: Floats = points[:, [OUTER_LEFT, OUTER_RIGHT]].mean(1)
    return middle


def eye_distance(pixels: Floats) -> Floats:
    """Between the outer eye corners, (n,), pixels."""
    distance: Floats = np.linalg.norm(pixels[:, OUTER_RIGHT] - pixels[:, OUTER_LEFT], axis=-1)
    return distance
