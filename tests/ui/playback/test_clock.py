"""Time between the player's reports: smooth, never backwards, never far ahead of what is played."""

from __future__ import annotations

import pytest

from ui.playback.clock import AHEAD_S, PlaybackClock


def test_time_is_carried_on_at_the_speed_played():
    clock = PlaybackClock(rate=1.5).set(10.0, 100.0)
    assert clock.tick(100.1).told == pytest.approx(10.15)


def test_a_report_a_little_behind_does_not_go_back():
    clock = PlaybackClock().set(10.0, 100.0).tick(100.2).report(10.1, 100.2)
    assert clock.told == pytest.approx(10.2)
    assert clock.tick(100.25).told == clock.told
    assert clock.tick(100.35).told > clock.told


def test_a_report_far_from_what_was_told_is_believed():
    assert PlaybackClock().set(10.0, 100.0).report(4.0, 100.1).told == 4.0
    assert PlaybackClock().set(10.0, 100.0).report(14.0, 100.1).told == 14.0


def test_a_player_that_stalls_does_not_seem_to_play():
    assert PlaybackClock().set(10.0, 100.0).tick(130.0).told == 10.0 + AHEAD_S
