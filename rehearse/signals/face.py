"""The face, picture by picture: where it is, how it is turned, where the irises sit between the lids.

MediaPipe's face mesh (478 points, refined eyes and irises; Kartynnik et al. 2019, Grishchenko et al. 2020) is run on
every sampled picture and only the points that matter are kept; everything else is computed afterwards on whole arrays.
"""

from __future__ import annotations

import contextlib
import os
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehearse.signals import face_geometry as geometry

if TYPE_CHECKING:
    from rehearse.media.frames import Frame

Floats = NDArray[np.float32]

COUNT_EVERY_S = 1.0
LIGHT_GRID = 24
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


@dataclass(frozen=True)
class FaceTrack:
    """One face over n pictures; values are NaN where `present` is False.

    Pairs are (picture-left eye, picture-right eye), the picture not mirrored. Offsets are in eye widths.

    times : (n,) float64, seconds.
    rate : pictures a second, nominal.
    present : (n,) bool, the mesh found a face.
    faces : (n,) int8, faces counted by a detector once a second, held in between.
    head_yaw, head_pitch, head_roll : (n,) degrees; 0 is a head turned squarely to the lens from wherever it sits,
        yaw > 0 turns to picture right, pitch > 0 up, roll > 0 clockwise in the picture.
    iris_x, iris_y : (n, 2) iris centre from the middle of the eye's corners, along and across the corner line.
    openness : (n, 2) distance between the lids.
    upper_lid : (n, 2) height of the upper lid across the corner line.
    box : (n, 4) face centre x, y, width, height as fractions of the picture.
    eyes : (n, 2) middle between the eyes, x and y as fractions of the picture.
    eye_distance : (n,) between the outer eye corners, pixels.
    light : (n, 2) mean luma 0..1 of the picture-left and picture-right half of the face.
    """

    times: NDArray[np.float64]
    rate: float
    width: int
    height: int
    present: NDArray[np.bool_]
    faces: NDArray[np.int8]
    head_yaw: Floats
    head_pitch: Floats
    head_roll: Floats
    iris_x: Floats
    iris_y: Floats
    openness: Floats
    upper_lid: Floats
    box: Floats
    eyes: Floats
    eye_distance: Floats
    light: Floats


def track_faces(frames: Iterable[Frame], *, rate: float) -> FaceTrack:
    """Follow the (largest) face through `frames`, which come at about `rate` a second.

    Holds one picture at a time and some 200 bytes of each. Progress and cancelling belong to whoever reads the frames.
    """
    times, points, lights, counts = [], [], [], []
    size, faces, counted = (0, 0), 0, -np.inf
    with _Mesh() as mesh:
        for frame in frames:
            size = (frame.rgb.shape[1], frame.rgb.shape[0])
            found = mesh.find(frame.rgb)
            if frame.time - counted >= COUNT_EVERY_S:
                faces, counted = mesh.count(frame.rgb), frame.time
            times.append(frame.time)
            points.append(found)
            lights.append(_light(frame.rgb, found))
            counts.append(max(faces, int(np.isfinite(found[0, 0]))))
    return _track(np.array(times), np.array(points, np.float32), np.array(lights, np.float32), counts, size, rate)


@contextlib.contextmanager
def open_face_watch() -> Iterator[Callable[[Frame], FaceTrack]]:
    """Yields what looks at single pictures as they come: each gives a track of length 1, its faces counted anew."""
    with _Mesh() as mesh:

        def look(frame: Frame) -> FaceTrack:
            found = mesh.find(frame.rgb)
            count = max(mesh.count(frame.rgb), int(np.isfinite(found[0, 0])))
            light = np.array([_light(frame.rgb, found)], np.float32)
            size = (frame.rgb.shape[1], frame.rgb.shape[0])
            return _track(np.array([frame.time]), found[None], light, [count], size, rate=0.0)

        yield look


def _track(
    times: NDArray[np.float64], points: Floats, lights: Floats, counts: list[int], size: tuple[int, int], rate: float
) -> FaceTrack:
    points = points.reshape(-1, len(geometry.POINTS), 2)
    pixels = points * np.array(size, np.float32)
    eyes = geometry.eye_shapes(pixels)
    yaw, pitch, roll = geometry.head_pose(pixels, size=size)
    return FaceTrack(
        times=times.astype(np.float64),
        rate=rate,
        width=size[0],
        height=size[1],
        present=np.isfinite(points[:, 0, 0]),
        faces=np.array(counts, np.int8),
        head_yaw=yaw,
        head_pitch=pitch,
        head_roll=roll,
        iris_x=eyes.iris_x,
        iris_y=eyes.iris_y,
        openness=eyes.openness,
        upper_lid=eyes.upper_lid,
        box=geometry.face_box(points),
        eyes=geometry.eye_middle(points),
        eye_distance=geometry.eye_distance(pixels),
        light=lights.reshape(-1, 2),
    )


def _light(rgb: NDArray[np.uint8], points: Floats) -> tuple[float, float]:
    """Mean luma of the two halves of the face, from a coarse grid of its pixels."""
    if not np.isfinite(points[0, 0]):
        return (np.nan, np.nan)
    high, wide = rgb.shape[:2]
    (left, top), (right, bottom) = points.min(0), points.max(0)
    x = np.linspace(left * wide, right * wide, LIGHT_GRID).clip(0, wide - 1).astype(int)
    y = np.linspace(top * high, bottom * high, LIGHT_GRID).clip(0, high - 1).astype(int)
    columns = rgb[y[:, None], x].mean(0) @ LUMA / 255
    return (float(columns[: LIGHT_GRID // 2].mean()), float(columns[LIGHT_GRID // 2 :].mean()))


class _Mesh:
    """MediaPipe's two models, opened and closed together."""

    def __enter__(self) -> _Mesh:
        with _no_chatter():
            solutions = mediapipe_solutions()
            self._mesh = solutions.face_mesh.FaceMesh(max_num_faces=1, refine_landmarks=True)
            self._detector = solutions.face_detection.FaceDetection(model_selection=0)
            for model in (self._mesh, self._detector):
                model.process(np.zeros((64, 64, 3), np.uint8))
        self._met = False
        return self

    def __exit__(self, *_: object) -> None:
        self._mesh.close()
        self._detector.close()

    def find(self, rgb: NDArray[np.uint8]) -> Floats:
        """The kept points, (k, 2) as fractions of the picture, NaN where there is no face."""
        # The mesh speaks once more at its first face.
        with contextlib.nullcontext() if self._met else _no_chatter():
            faces = self._mesh.process(rgb).multi_face_landmarks
        if not faces:
            return np.full((len(geometry.POINTS), 2), np.nan, np.float32)
        self._met = True
        marks = faces[0].landmark
        return np.array([(marks[i].x, marks[i].y) for i in geometry.POINTS], np.float32)

    def count(self, rgb: NDArray[np.uint8]) -> int:
        return len(self._detector.process(rgb).detections or ())


def mediapipe_solutions() -> Any:
    """MediaPipe without matplotlib, which its drawing helpers import and nothing here draws with.

    A stub stands in for the time of the import: that halves the start and saves 90 MB of memory and a dependency.
    """
    stubs = [name for name in ("matplotlib", "matplotlib.pyplot") if name not in sys.modules]
    sys.modules.update({name: types.ModuleType(name) for name in stubs})
    try:
        from mediapipe.python import solutions
    finally:
        for name in stubs:
            del sys.modules[name]
    return solutions


@contextlib.contextmanager
def _no_chatter() -> Iterator[None]:
    """Keep the native libraries' start-up notes, which no setting turns off, out of stderr."""
    os.environ.setdefault("GLOG_minloglevel", "2")
    sys.stderr.flush()
    kept, sink = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(sink)
