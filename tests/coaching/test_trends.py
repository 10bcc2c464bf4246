from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.trends import NOTICEABLE, Reading, day_medians, find_trends, take_to_take_spread

TODAY = date(2026, 11, 28)


def reading(
    days_ago, value, *, key="speech_rate", certainty="sure", engine="Whisper", error=None, hour=9, unit="words/min"
):
    day = TODAY - timedelta(days=days_ago)
    return Reading(
        f"t{days_ago}-{hour}", f"{day}T{hour:02d}:00:00+01:00", key, "Pace", value, unit, certainty, error, engine
    )


def changes(readings):
    (trend,) = find_trends(readings, today=TODAY)
    return {c.days: c for c in trend.changes}


def series(*values, gap=1, **options):
    """One take every `gap` days, the last one today."""
    return [reading((len(values) - 1 - i) * gap, v, **options) for i, v in enumerate(values)]


def test_an_audible_change_is_told_with_both_figures():
    change = changes(series(171, 170, 172, 171, 170, 171, 172, 146, 147, 145, 146, 147, 146, 146))[7]
    assert change.verdict == "changed"
    assert (change.before, change.now) == (171, 146)
    assert change.sentence == "Down from the 7 days before: 171 to 146 words/min."


def test_a_difference_nobody_hears_is_no_change():
    change = changes(series(150, 150, 151, 150, 150, 150, 150, 156, 156, 156, 156, 157, 156, 156))[7]
    assert change.verdict == "no audible change"
    assert change.threshold == pytest.approx(8.0)


def test_a_difference_within_the_own_spread_is_no_change():
    wild = [130, 170, 128, 172, 131, 169, 150, 175, 140, 178, 142, 180, 141, 176]
    change = changes(series(*wild))[7]
    assert change.now - change.before > 8
    assert change.verdict == "no audible change"
    assert "your own spread" in change.sentence


def test_a_difference_within_the_error_is_no_change():
    values = [50.0] * 7 + [62.0] * 7
    options = {"key": "eye_contact_share", "unit": "%"}
    assert changes(series(*values, **options, error=6.0))[7].verdict == "changed"
    loose = changes(series(*values, **options, error=14.0))[7]
    assert loose.verdict == "no audible change"
    assert "No visible change" in loose.sentence


def test_too_few_takes_say_nothing():
    assert {c.verdict for c in changes([reading(0, 150), reading(8, 100)]).values()} == {"too early"}
    assert changes(series(100, 101, 102))[0].verdict == "too early"  # the baseline alone


def test_the_baseline_is_the_median_of_the_first_three_takes():
    readings = series(100, 140, 102, 150, 151, 150, gap=40)
    (trend,) = find_trends(readings, today=TODAY)
    assert trend.baseline == 102
    change = trend.changes[-1]
    assert (change.days, change.before, change.now) == (0, 102, 150)


def test_engines_and_rough_figures_are_never_mixed():
    readings = series(100, 101, 100, engine="Sphinx", certainty="rough") + series(150, 151, 150, 149)
    (trend,) = find_trends(readings, today=TODAY)
    assert (trend.engine, trend.rough, trend.left_out) == ("Whisper", False, 3)
    assert trend.baseline == 150
    same_engine = [*series(100, 101, 100, certainty="rough"), reading(0, 150, hour=23)]
    (trend,) = find_trends(same_engine, today=TODAY)
    assert [day.value for day in trend.days] == [150]


def test_what_could_not_be_told_is_left_out():
    readings = [*series(150, 151, 150), reading(0, None, certainty="unknown", hour=22)]
    (trend,) = find_trends(readings, today=TODAY)
    assert trend.left_out == 1
    assert find_trends([reading(0, None, certainty="unknown")], today=TODAY) == ()


def test_days_without_takes_stay_gaps_and_a_busy_day_counts_once():
    readings = [reading(3, 100), reading(1, 140, hour=8), reading(1, 150, hour=9), reading(1, 190, hour=10)]
    days = day_medians(readings)
    assert [(d.date, d.value, d.takes) for d in days] == [("2026-11-25", 100, 1), ("2026-11-27", 150, 3)]


def test_a_time_that_is_none_is_left_out():
    broken = Reading("x", "yesterday", "speech_rate", "Pace", 1.0, "words/min", "sure", None, "Whisper")
    assert find_trends([broken], today=TODAY) == ()


def test_spread_sees_noise_and_not_drift():
    assert take_to_take_spread([100, 101]) is None
    assert take_to_take_spread([float(v) for v in range(100, 200)]) == pytest.approx(1.05, abs=0.01)
    import random

    rng = random.Random(1)
    noisy = [rng.gauss(150, 10) + i * 0.2 for i in range(2000)]
    assert take_to_take_spread(noisy) == pytest.approx(10, rel=0.1)


def test_every_threshold_says_where_it_comes_from():
    assert all(n.source and (n.absolute or n.relative) for n in NOTICEABLE.values())


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0, 300)), max_size=30))
def test_a_change_always_exceeds_its_threshold(pairs):
    for trend in find_trends([reading(d, v) for d, v in pairs], today=TODAY):
        for change in trend.changes:
            if change.verdict == "changed":
                assert abs(change.now - change.before) > change.threshold >= 8.0
            elif change.verdict == "no audible change":
                assert abs(change.now - change.before) <= change.threshold
