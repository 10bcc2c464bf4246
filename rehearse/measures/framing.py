"""The picture: is the face in the middle, at a good height and distance, evenly lit, alone, and there at all.

The bands are photographers' and webcam makers' common advice (eyes on the upper third line, head and shoulders in the
picture, light from the front), not the outcome of a study: quiet hints, wide on purpose.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rehearse.measures.seen import unseen, vision
from rehearse.signals.face import FaceTrack
from rehearse.types import Measure


class _Hint(NamedTuple):
    label: str
    unit: str
    low: float | None
    high: float | None
    when_low: str
    when_high: str


HINTS = {
    "face_offset": _Hint(
        "Face right of the middle", "% of width", -12, 12,
        "the face stands to the left in the picture", "the face stands to the right in the picture",
    ),
    "eye_height": _Hint(
        "Eyes below the top edge", "% of height", 22, 48,
        "the face sits high: tilt the camera up or sit lower", "the face sits low: tilt the camera down or sit higher",
    ),
    "face_height": _Hint(
        "Face height", "% of height", 22, 60,
        "far away: come closer, so that the eyes can be seen", "very close: move back until the shoulders show",
    ),
    "face_light": _Hint(
        "Light on the face", "% of white", 25, 85,
        "dark: put a lamp or a window in front of you", "too bright: turn the light down or away",
    ),
    "light_difference": _Hint(
        "Difference of light, left and right", "%", None, 45,
        "", "lit from one side: turn towards the light",
    ),
    "several_faces": _Hint(
        "More than one face", "% of the time", None, 2,
        "", "somebody else was in the picture: the measures follow one face only",
    ),
    "face_missing": _Hint(
        "No face in the picture", "% of the time", None, 5,
        "", "the face left the picture or was hidden",
    ),
}  # fmt: skip


def measure_framing(track: FaceTrack | None) -> tuple[Measure, ...]:
    """Medians over the take, each with a note where it lies outside its band. `track` is None where nothing was seen.

    "right" and "left" are the picture's, as others see it.
    """
    if track is None or not len(track.times):
        return tuple(unseen(key, hint.label, hint.unit, "can't tell: nothing was seen") for key, hint in HINTS.items())
    everywhere = {
        "several_faces": 100 * float((track.faces > 1).mean()),
        "face_missing": 100 * float((~track.present).mean()),
    }
    values = {**of_the_face(track), **everywhere} if track.present.any() else everywhere
    return tuple(_measure(track, key, values.get(key)) for key in HINTS)


def of_the_face(track: FaceTrack) -> dict[str, float]:
    """The figures of the face where it is seen, medians in the units of `HINTS`, by their keys."""
    here = track.present
    centre, eyes, size = track.box[here, 0], track.eyes[here, 1], track.box[here, 3]
    light = track.light[here]
    bright = np.maximum(light.mean(1), 1e-3)
    return {
        "face_offset": 100 * float(np.median(centre) - 0.5),
        "eye_height": 100 * float(np.median(eyes)),
        "face_height": 100 * float(np.median(size)),
        "face_light": 100 * float(np.median(bright)),
        "light_difference": 100 * float(np.median(np.abs(light[:, 0] - light[:, 1]) / bright)),
    }


def _measure(track: FaceTrack, key: str, value: float | None) -> Measure:
    hint = HINTS[key]
    if value is None:
        return unseen(key, hint.label, hint.unit, "can't tell: no face was seen")
    note = hint.when_low if hint.low is not None and value < hint.low else ""
    note = hint.when_high if hint.high is not None and value > hint.high else note
    made = vision(track.rate, float(track.present.mean()))
    return Measure(key, hint.label, value, hint.unit, "sure", made, (hint.low, hint.high), note=note)
