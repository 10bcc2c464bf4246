from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.practice import find_practice

TODAY = date(2026, 11, 26)  # a Thursday


def practice(*back, loops=(), days_aim=5, loops_aim=2):
    def days(found):
        return [TODAY - timedelta(days=n) for n in found]

    return find_practice(days(back), days(loops), today=TODAY, days_aim=days_aim, loops_aim=loops_aim)


def test_the_week_runs_from_monday_and_counts_days_not_answers():
    found = practice(0, 0, 1, 3, 4, loops=(2, 5))
    assert found.week == (1, 0, 1, 2, 0, 0, 0)
    assert (found.days, found.loops) == (3, 1)
    assert found.aim_sentence == "Answered on 3 of 5 days, 1 of 2 mock loops."


def test_an_aim_that_is_reached_is_said_plainly():
    assert practice(0, 1, days_aim=2, loops_aim=0).aim_sentence == "Answered on 2 of 2 days, as you set out to."
    assert practice(0, 1, 2, days_aim=2, loops_aim=0).aim_sentence == "Answered on 3 days, as you set out to."
    assert practice(0, days_aim=0, loops_aim=1).aim_sentence == "0 of 1 mock loop."
    assert practice(0, days_aim=0, loops_aim=0).aim_sentence == ""


def test_a_missed_day_takes_nothing_away():
    with_gaps = practice(0, 2, 5, 9, 40)
    assert (with_gaps.ever, with_gaps.recent, with_gaps.away) == (5, 4, 0)
    assert with_gaps.streak_sentence == "5 days of practice so far, 4 of them in the last 28."
    assert practice(0, 1).streak_sentence == "2 days of practice so far."
    assert practice(27).streak_sentence == "1 day of practice so far."


def test_after_a_long_time_it_goes_on_from_there():
    away = practice(40, 50)
    assert (away.ever, away.recent, away.away) == (2, 0, 40)
    assert (
        away.streak_sentence == "2 days of practice so far, the last 40 days ago. The next answer goes on from there."
    )


def test_before_the_first_answer():
    assert practice().streak_sentence == "The first answer begins it."
    assert practice().away is None


@given(st.lists(st.integers(0, 400)), st.integers(1, 400))
def test_another_day_never_makes_it_less(back, later):
    before, after = practice(*back), practice(*back, later)
    assert after.ever >= before.ever
    assert after.recent >= before.recent
