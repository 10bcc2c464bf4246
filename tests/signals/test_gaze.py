"""Gaze from tracks whose direction, blinks and noise are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.signals import gaze as g
from rehearse.signals.smoothing import runs
from rehearse.types import Span
from tests.tracks import between, make_track

BASELINE = Span(0.0, 1.0)
RATES = (5.0, 10.0, 15.0, 30.0, 60.0)


@pytest.mark.parametrize("rate", RATES)
def test_a_look_aside_is_away_and_the_rest_is_lens(rate):
    gaze = g.estimate_gaze(make_track(rate=rate, yaw=between(5, 7, 20.0), noise=0.5), baseline=BASELINE)
    inner = (gaze.times > 5.4) & (gaze.times < 6.6)
    outer = (gaze.times < 4.6) | (gaze.times > 7.4)
    assert (gaze.zone[inner] == g.AWAY).all()
    assert (gaze.zone[outer] == g.LENS).all()
    assert gaze.baseline_kind == "given"
    assert gaze.yaw[inner] == pytest.approx(20.0, abs=2)


@pytest.mark.parametrize(
    ("pitch", "zone"), [(-6.0, g.LENS), (6.0, g.NEAR), (-9.5, g.NEAR), (-14.0, g.AWAY), (9.0, g.AWAY)]
)
def test_the_lens_zone_reaches_farther_down_than_up(pitch, zone):
    gaze = g.estimate_gaze(make_track(pitch=between(5, 10, pitch)), baseline=BASELINE)
    assert gaze.zone[(gaze.times > 6) & (gaze.times < 9)].tolist() == [zone] * 44


@pytest.mark.parametrize("rate", RATES[1:])
def test_a_blink_does_not_break_the_look(rate):
    gaze = g.estimate_gaze(make_track(rate=rate, shut=[(6.0, 6.2)]), baseline=BASELINE)
    assert gaze.blink[(gaze.times >= 6.0) & (gaze.times < 6.19)].all()
    assert gaze.blink.sum() <= 0.2 * rate + 1
    assert (gaze.zone == g.LENS).all()


def test_eyes_shut_for_long_are_no_blink_and_no_contact():
    gaze = g.estimate_gaze(make_track(shut=[(6.0, 7.5)]), baseline=BASELINE)
    long = (gaze.times >= 6.0) & (gaze.times < 7.45)
    assert not gaze.blink.any()
    assert (gaze.zone[long] == g.AWAY).all()


def test_noise_is_told_from_the_take_itself():
    track = make_track(seconds=60, yaw=between(10, 20, 15.0), noise=2.0)
    yaw, pitch = g.estimate_gaze(track, baseline=BASELINE).noise
    assert yaw == pytest.approx(2.0, rel=0.15)
    assert pitch == pytest.approx(2.0, rel=0.15)


def test_trembling_irises_are_doubted():
    assert (g.estimate_gaze(make_track(noise=7.0), baseline=BASELINE).doubt == g.UNSTEADY).mean() > 0.9
    assert not (g.estimate_gaze(make_track(noise=1.5), baseline=BASELINE).doubt == g.UNSTEADY).any()


def test_eyes_that_disagree_are_doubted():
    assert (g.estimate_gaze(make_track(apart=60.0), baseline=BASELINE).doubt == g.EYES_DISAGREE).mean() > 0.5
    assert not (g.estimate_gaze(make_track(apart=3.0), baseline=BASELINE).doubt == g.EYES_DISAGREE).any()


def test_where_no_face_is_seen_nothing_is_told():
    gaze = g.estimate_gaze(make_track(missing=[(8, 12)]), baseline=BASELINE)
    gone = (gaze.times >= 8) & (gaze.times < 12)
    assert (gaze.doubt[gone] == g.NO_FACE).all()
    assert (gaze.zone[gone] == g.UNKNOWN).all()
    assert np.isnan(gaze.yaw[gone]).all()
    assert gaze.usable[~gone].all()


def test_without_a_baseline_the_most_frequent_direction_serves_and_is_warned_of():
    looks = lambda t: np.where(t % 5 < 3.5, 3.0, -14.0)  # noqa: E731
    gaze = g.estimate_gaze(make_track(pitch=looks, noise=0.7))
    assert gaze.baseline_kind == "self-calibrated"
    assert "screen" in " ".join(gaze.warnings)
    assert (gaze.zone == g.LENS).mean() == pytest.approx(0.7, abs=0.08)


def test_a_baseline_with_shut_eyes_is_not_used():
    gaze = g.estimate_gaze(make_track(shut=[(0.0, 1.1)]), baseline=BASELINE)
    assert gaze.baseline_kind == "self-calibrated"
    assert len(gaze.warnings) == 2


@pytest.mark.parametrize(
    "track", [make_track(seconds=0), make_track(seconds=3, missing=[(0, 3)]), make_track(seconds=0.1)]
)
def test_nothing_to_see_is_unknown_not_an_error(track):
    gaze = g.estimate_gaze(track, baseline=BASELINE)
    assert gaze.baseline_kind == "none"
    assert (gaze.zone == g.UNKNOWN).all()
    assert not gaze.usable.any()
    assert gaze.warnings


def test_a_flicker_shorter_than_a_glance_does_not_count():
    gaze = g.estimate_gaze(make_track(rate=60.0, yaw=between(5, 5.1, 20.0)), baseline=BASELINE)
    assert (gaze.zone == g.LENS).all()


@given(st.lists(st.booleans(), max_size=60))
def test_runs_cover_everything_once(flags):
    values = np.array(flags, bool)
    found = runs(values)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(flags)))
    assert all(len(set(flags[a:b])) == 1 for a, b in found)
    assert all(flags[b - 1] != flags[b] for _, b in found[:-1])
