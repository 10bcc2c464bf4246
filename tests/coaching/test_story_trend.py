from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.story_trend import Levels, by_chance, story_changes, story_points, wins_only

TODAY = date(2026, 11, 28)


def told(back, decision=2, tradeoff=1, cost=0, result=2):
    return Levels(f"t{back}", (TODAY - timedelta(days=back)).isoformat(), decision, tradeoff, cost, result)


def test_parts_end_today_and_parts_without_an_answer_stay():
    points = story_points([told(20), told(15, cost=2), told(0, cost=1)], first=TODAY - timedelta(days=20), last=TODAY)
    assert [(p.first, p.last, p.answers) for p in points] == [
        ("2026-11-08", "2026-11-14", 2),
        ("2026-11-15", "2026-11-21", 0),
        ("2026-11-22", "2026-11-28", 1),
    ]
    assert [p.clear["cost"] for p in points] == [1, 0, 0]
    assert [p.heard["cost"] for p in points] == [1, 0, 1]
    assert points[0].takes == ("t20", "t15")


def test_the_first_part_may_be_shorter():
    points = story_points([told(9)], first=TODAY - timedelta(days=9), last=TODAY)
    assert [(p.first, p.last) for p in points] == [("2026-11-19", "2026-11-21"), ("2026-11-22", "2026-11-28")]


def test_a_share_changes_only_where_chance_would_hardly_do_it():
    before = [told(back) for back in range(13, 6, -1)]
    cost = {c.element: c for c in story_changes([*before, *(told(b, cost=2) for b in range(7))], today=TODAY, days=7)}
    assert cost["cost"].changed
    assert cost["cost"].sentence == "Cost: more often clear; clear in 7 of 7 answers, 0 of 7 in the 7 days before."
    assert not cost["decision"].changed
    few = story_changes([told(8), told(1, cost=2)], today=TODAY, days=7)[2]
    assert not few.changed
    assert "chance" in few.sentence
    assert "too early" in story_changes([told(1)], today=TODAY, days=7)[0].sentence


def test_wins_only_is_said_of_the_newest_answers_without_a_cost():
    assert wins_only([told(9, cost=2), told(2), told(1), told(0)]).takes == ("t0", "t1", "t2")
    assert wins_only([told(2), told(1)]) is None
    assert wins_only([told(3), told(2), told(1), told(0, cost=1)]) is None
    assert wins_only([told(3, result=0), told(2, result=0), told(1), told(0)]) is None
    assert "3 of them with a result" in wins_only([told(3, result=0), told(2), told(1), told(0)]).sentence
    assert wins_only([]) is None


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_chance_is_one(a, more, b, others):
    chance = by_chance((a, a + more), (b, b + others))
    assert 0 <= chance <= 1
    assert chance == pytest.approx(by_chance((b, b + others), (a, a + more)))


def test_the_chance_against_the_textbook():
    assert by_chance((1, 10), (8, 10)) == pytest.approx(0.0055, abs=0.0001)
    assert by_chance((3, 4), (1, 4)) == pytest.approx(0.4857, abs=0.0001)
