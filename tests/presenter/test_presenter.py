"""The generator keeps its promises, and so do the clips made by it. Needs no voice."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.accuracy.eye_contact import read_truth
from tests.presenter.geometry import angles, rotation
from tests.presenter.performance import perform, targets
from tests.presenter.renderer import Renderer, gaze_truth
from tests.presenter.skull import EYE
from tests.presenter.speech import _marked, _pauses, _spelled

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "presenter"
CLIPS = {path: path.with_suffix(".truth.json") for path in sorted(DATA.glob("*.mp4"))}
CLIPS[ROOT / "assets" / "sample" / "answer.mp4"] = DATA / "sample.truth.json"
FPS, COUNT = 30, 90


def act(**script):
    return perform(script, script.pop("cues", []), COUNT, FPS, np.zeros(COUNT))


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_truth_fits_its_clip(clip):
    truth = read_truth(CLIPS[clip])
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, float(video.average_rate)) == (truth["width"], truth["height"], truth["fps"])
        assert video.frames == len(truth["gaze_yaw"]) == len(truth["closure"])
        assert float(container.duration / av.time_base) == pytest.approx(truth["duration"], abs=0.1)
    starts = [word["start"] for word in truth["words"]]
    assert starts == sorted(starts)
    assert all(filler["start"] in starts for filler in truth["fillers"])
    assert truth["pauses"] == _pauses(truth["words"], truth["duration"])


def test_looking_at_the_lens_is_zero_wherever_the_head_is():
    for pose in ((0, 0, 0, 0, 40, 600), (25, -10, 8, 120, -60, 500)):
        truth = gaze_truth(rotation(*pose[:3]), np.array(pose[3:], float), np.zeros(3), pose)
        assert truth["gaze_angle"] == pytest.approx(0, abs=1e-3)


def test_screen_and_notes_lie_where_people_have_them():
    table = targets({"distance_cm": 55, "screen_inch": 14})
    down = np.degrees(np.arctan(table["screen_center"][1] / 55))
    assert 9 < down < 12
    assert table["side_right"][0] > 0 > table["away_up"][1]


def test_eyes_go_to_the_target_within_a_saccade():
    acted = act(gaze=[[0, "lens"], [1.0, "side_right"]])
    arrived = round(1.1 * FPS)
    assert np.linalg.norm(acted.points[: FPS - 1], axis=1).max() < 15
    assert acted.points[arrived:, 0] == pytest.approx(550, abs=15)
    assert acted.names[FPS - 1 : FPS + 1] == ["lens", "side_right"]


def test_the_eyes_stay_at_their_seat_while_the_head_turns():
    acted = act(head=[[0, 15, -5, 3]], motion={"amount": 0.0}, rig={"distance_cm": 55})
    pose = acted.poses[-1]
    middle = rotation(*pose[:3]) @ (EYE * (0, 1, 1)) + pose[3:]
    assert pose[:3] == pytest.approx((15, -5, 3), abs=0.1)
    assert middle[2] == pytest.approx(550, abs=25)


def test_blinks_come_when_told():
    closure = act(blinks=[1.0]).closure
    assert closure[round(1.08 * FPS)] == pytest.approx(1.0, abs=0.01)
    assert closure[: FPS - 1].max() == 0
    assert closure[2 * FPS :].max() == 0


def test_marked_words_become_fillers():
    words = [{"word": w, "start": i, "end": i + 0.5} for i, w in enumerate(["it", "was", "you", "know", "hard"])]
    assert _marked("It was, *you know*, hard.", words) == [{"word": "you know", "start": 2, "end": 3.5}]
    with pytest.raises(ValueError, match="4 words written, 5 spoken"):
        _marked("It was *you* know", words)


def test_words_are_spelled_as_written():
    assert _spelled([("were", 0, 1), ("late", 1, 2)], "We're late.") == [("we're", 0, 1), ("late", 1, 2)]
    assert _spelled([("twenty", 0, 1), ("one", 1, 2)], "21") == [("twenty", 0, 1), ("one", 1, 2)]


def test_a_picture_has_eyes_that_follow_the_target_and_shut():
    renderer = Renderer(width=320, height=240, noise_sigma=0, rest=(0, 5, 62))
    pose = (0, 0, 0, 0, 50, 620)
    ahead, left, shut = (
        renderer.render(pose, point, closure=closure)[0].astype(int)
        for point, closure in (((0, 0, 0), 0), ((-300, 0, 0), 0), ((0, 0, 0), 1))
    )
    eye = renderer.camera.project(np.array([[31.5, 38, 546]]))[0].astype(int)
    patch = np.s_[eye[1] - 4 : eye[1] + 5, eye[0] - 9 : eye[0] + 10]
    dark = [np.argmin(image[patch].sum((0, 2))) for image in (ahead, left)]
    assert dark[1] < dark[0]
    assert shut[patch].min() > ahead[patch].min() + 20


def test_angles_invert_rotations():
    assert angles(-rotation(12, -7)[:, 2]) == pytest.approx((12, -7), abs=1e-6)
