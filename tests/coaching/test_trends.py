import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.trends import (
    NOTICEABLE,
    Reading,
    day_medians,
    find_trends,
    gaps,
    stretches,
    take_to_take_spread,
)
from tests.speed import quickest, within

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


def test_what_another_engine_measured_stands_beside_it_marked():
    rough = series(100, 101, 100, gap=3, engine="Sphinx", certainty="rough")
    early = [r._replace(created_at=r.created_at.replace("2026", "2025")) for r in rough]
    untold = reading(1, None, certainty="unknown")
    (trend,) = find_trends([*early, untold, *series(150, 151, 150, 149)], today=TODAY)
    (other,) = trend.others
    assert (other.engine, other.rough, [p.value for p in other.takes]) == ("Sphinx", True, [100, 101, 100])
    assert {day.date for day in other.days}.isdisjoint(day.date for day in trend.days)
    assert [(s.date, s.engine, s.rough) for s in trend.switches] == [("2026-11-25", "Whisper", False)]
    assert (trend.left_out, trend.unknown, len(trend.takes)) == (4, 1, 4)


def test_going_back_and_forth_between_engines_shows_every_switch():
    both = [reading(back, 150, engine="Whisper" if back % 2 else "Other") for back in range(5, 0, -1)]
    (trend,) = find_trends(both, today=TODAY)
    assert [s.engine for s in trend.switches] == ["Other", "Whisper", "Other", "Whisper"]
    assert (trend.engine, len(trend.takes), len(trend.others[0].takes)) == ("Whisper", 3, 2)


def test_takes_of_one_day_are_points_of_their_own():
    (trend,) = find_trends([reading(0, 150, hour=8), reading(0, 170, hour=9), reading(0, 160, hour=10)], today=TODAY)
    assert [p.value for p in trend.takes] == [150, 170, 160]
    assert [(d.value, d.takes) for d in trend.days] == [(160, 3)]


def test_the_advice_is_that_of_the_newest_take():
    given = [reading(2, 150)._replace(band_low=100.0, band_high=160.0), reading(1, 150)._replace(band_high=5.0)]
    assert find_trends(given, today=TODAY)[0].band == (None, 5.0)
    assert find_trends([*given, reading(0, 150)], today=TODAY)[0].band is None


def test_days_without_a_take_are_gaps_and_never_joined():
    (trend,) = find_trends([reading(back, 150) for back in (9, 8, 5, 2)], today=TODAY)
    runs = stretches(trend.days)
    assert [[d.date[-2:] for d in run] for run in runs] == [["19", "20"], ["23"], ["26"]]
    assert [len(run) for run in stretches(trend.days, apart=3)] == [4]
    assert stretches(()) == ()
    found = gaps(trend.days, first=TODAY - timedelta(days=9), last=TODAY)
    assert [(a.day, b.day) for a, b in found] == [(21, 22), (24, 25), (27, 28)]
    assert gaps((), first=TODAY, last=TODAY) == ((TODAY, TODAY),)


def test_three_months_are_held_against_three_months_else_the_first_takes():
    (trend,) = find_trends(series(*[180] * 60, *[140] * 80), today=TODAY)
    assert trend.over(90).sentence == "Down from the 90 days before: 180 to 140 words/min."
    (short,) = find_trends(series(*[180] * 20, *[140] * 20), today=TODAY)
    assert short.over(90) == short.changes[-1]
    assert short.over(28).days == 28


def test_where_nothing_changes_chance_is_hardly_ever_told_as_a_change():
    """Noise about one value: without a margin for chance a fifth of the weeks would be told as changes."""
    told = {7: 0, 28: 0, 0: 0}
    for seed in range(150):
        chance = random.Random(seed)
        days = [back for back in range(60, -1, -1) if chance.random() < 0.7]
        found = changes([reading(back, 150 + chance.gauss(0, 25)) for back in days])
        for length in told:
            told[length] += found[length].verdict == "changed"
    assert all(count <= 0.1 * 150 for count in told.values()), told


def test_a_real_change_within_the_noise_is_still_found():
    found = 0
    for seed in range(60):
        chance = random.Random(seed)
        values = [(178 if back >= 28 else 150) + chance.gauss(0, 10) for back in range(55, -1, -1)]
        found += changes(series(*values))[28].verdict == "changed"
    assert found >= 57


def test_readings_without_a_date_are_left_out():
    assert find_trends([reading(0, 150)._replace(created_at="yesterday")], today=TODAY) == ()
    (trend,) = find_trends([reading(0, 150)._replace(created_at="20261128T090000+0100")], today=TODAY)
    assert trend.days[0].date == "2026-11-28"


def test_three_years_of_daily_takes_are_quick():
    keys = ("speech_rate", "fillers_per_minute", "inside_pauses_per_minute", "eye_contact_share", "pitch_variation")
    chance = random.Random(1)
    years = [reading(back, chance.gauss(150, 10), key=key) for back in range(1095, -1, -1) for key in keys]
    assert len(find_trends(years, today=TODAY)) == 5
    assert quickest(lambda: find_trends(years, today=TODAY)) < within(0.05)
