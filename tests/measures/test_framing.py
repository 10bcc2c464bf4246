"""The picture's hints, from tracks with the face where it is put."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rehearse.measures.framing import HINTS, measure_framing
from tests.tracks import make_track


def shifted(track, **values):
    return replace(track, **{key: np.broadcast_to(v, getattr(track, key).shape) for key, v in values.items()})


def told(track):
    return {measure.key: measure for measure in measure_framing(track)}


def test_a_good_picture_gets_no_hint():
    measures = told(make_track())
    assert list(measures) == list(HINTS)
    assert {m.note for m in measures.values()} == {""}
    assert measures["face_offset"].value == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("change", "key", "hint"),
    [
        ({"box": (0.25, 0.4, 0.2, 0.35)}, "face_offset", "left"),
        ({"box": (0.7, 0.4, 0.2, 0.35)}, "face_offset", "right"),
        ({"eyes": (0.5, 0.62)}, "eye_height", "low"),
        ({"eyes": (0.5, 0.12)}, "eye_height", "high"),
        ({"box": (0.5, 0.4, 0.08, 0.12)}, "face_height", "closer"),
        ({"box": (0.5, 0.5, 0.5, 0.8)}, "face_height", "back"),
        ({"light": (0.1, 0.12)}, "face_light", "lamp"),
        ({"light": (0.95, 0.93)}, "face_light", "bright"),
        ({"light": (0.7, 0.3)}, "light_difference", "one side"),
        ({"faces": 2}, "several_faces", "somebody else"),
    ],
)
def test_each_fault_gets_its_own_hint(change, key, hint):
    measures = told(shifted(make_track(), **change))
    assert hint in measures[key].note
    assert [m.key for m in measures.values() if m.note] == [key]


def test_a_face_that_leaves_is_told():
    missing = told(make_track(missing=[(5, 10)]))["face_missing"]
    assert missing.value == pytest.approx(25, abs=0.5)
    assert "left the picture" in missing.note


def test_without_a_face_only_its_absence_is_told():
    measures = told(make_track(missing=[(0, 20)]))
    assert measures["face_missing"].value == 100
    assert measures["face_light"].certainty == "unknown"
    assert measures["face_light"].value is None


@pytest.mark.parametrize("track", [None, make_track(seconds=0)])
def test_sound_alone_says_that_nothing_was_seen(track):
    assert {(m.value, m.note) for m in measure_framing(track)} == {(None, "can't tell: nothing was seen")}
