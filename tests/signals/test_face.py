"""The face mesh on rendered clips whose head pose is known."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from rehearse.media.frames import Frame, read_frames
from rehearse.signals import face_geometry
from rehearse.signals.face import track_faces
from rehearse.signals.gaze import LENS, estimate_gaze
from rehearse.types import Span
from tests.accuracy.eye_contact import read_truth
from tests.presenter.geometry import rotation

CLIP = Path(__file__).parents[1] / "data" / "presenter" / "interview_good.mp4"


class Seen(NamedTuple):
    track: object
    truth: dict
    at: np.ndarray


@pytest.fixture(scope="module")
def seen():
    track = track_faces(read_frames(CLIP, rate=15.0), rate=15.0)
    truth = read_truth(CLIP.with_suffix(".truth.json"))
    at = np.clip(np.round(track.times * truth["fps"]).astype(int), 0, len(truth["closure"]) - 1)
    return Seen(track, truth, at)


def test_the_face_is_found_in_every_picture(seen):
    assert seen.track.present.all()
    assert (seen.track.faces == 1).all()
    assert len(seen.track.times) == pytest.approx(15 * seen.truth["duration"], abs=2)


def test_lids_close_in_blinks(seen):
    closure, openness = seen.truth["closure"][seen.at], seen.track.openness.mean(1)
    assert openness[closure > 0.9].max() < 0.62 * np.median(openness)


def test_looking_at_the_lens_is_told_from_looking_at_the_screen(seen):
    gaze = estimate_gaze(seen.track, baseline=Span(*seen.truth["baseline"]))
    angle = seen.truth["gaze_angle"][seen.at]
    judged = (seen.truth["closure"][seen.at] < 0.3) & ((angle < 5) | (angle >= 9))
    assert ((gaze.zone == LENS) == (angle < 5))[judged].mean() > 0.95


def test_two_people_are_counted():
    one = next(iter(read_frames(CLIP, rate=1.0))).rgb
    beside = np.ascontiguousarray(np.concatenate([one[:, 100:540], one[:, 100:540]], axis=1))
    track = track_faces((Frame(time=i / 5, rgb=beside) for i in range(3)), rate=5.0)
    assert (track.faces == 2).all()


def test_pictures_without_a_face_are_told():
    grey = np.full((240, 320, 3), 90, np.uint8)
    track = track_faces((Frame(time=i / 5, rgb=grey) for i in range(3)), rate=5.0)
    assert not track.present.any()
    assert (track.faces == 0).all()
    assert np.isnan(track.head_yaw).all()


def test_no_pictures_at_all():
    track = track_faces(iter(()), rate=15.0)
    assert track.times.shape == (0,)
    assert track.iris_x.shape == (0, 2)


def test_nothing_is_printed_and_matplotlib_stays_out():
    code = f"""
import sys
from pathlib import Path
from rehearse.media.frames import read_frames
from rehearse.signals.face import track_faces
track = track_faces(read_frames(Path({str(CLIP)!r}), rate=0.5), rate=0.5)
assert track.present.all()
assert not any(name.startswith("matplotlib") for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("yaw", "pitch", "roll"), [(0, 0, 0), (20, 0, 0), (-15, 10, 0), (8, -18, 0), (0, 0, 12)])
@pytest.mark.parametrize("place", [(0, 0, 600), (120, -60, 500)])
def test_head_pose_is_recovered_from_projected_points(yaw, pitch, roll, place):
    size, focal = (640, 480), 320 / np.tan(np.radians(face_geometry.ASSUMED_FIELD_OF_VIEW / 2))
    head = face_geometry.HEAD_MM @ rotation(yaw, pitch, roll).T + place
    points = np.zeros((1, len(face_geometry.POINTS), 2), np.float32)
    points[0, :6] = head[:, :2] / head[:, 2:] * focal + (320, 240)
    told = [float(angle[0]) for angle in face_geometry.head_pose(points, size=size)]
    middle = head[2:4].mean(0)
    seen_yaw = yaw + np.degrees(np.arctan(middle[0] / middle[2]))
    seen_pitch = pitch - np.degrees(np.arctan(middle[1] / middle[2]))
    assert told[:2] == pytest.approx([seen_yaw, seen_pitch], abs=1.0)
    assert told[2] == pytest.approx(roll, abs=2.0)
