from datetime import date, timedelta

import pytest

from rehearse.coaching.guesses import Rated, guess_gaps, overall_points
from rehearse.coaching.trends import Reading

TODAY = date(2026, 11, 28)


def rated(back, guess, measured, *, key="speech_rate", unit="words/min", overall=3, engine="Whisper"):
    day = TODAY - timedelta(days=back)
    at = f"{day}T09:00:00+01:00"
    reading = Reading(f"t{back}", at, key, "Pace", measured, unit, "sure", None, engine)
    return Rated(f"t{back}", at, overall, {key: guess}, {key: reading})


def gap(ratings):
    (found,) = guess_gaps(ratings, today=TODAY)
    return found


def test_guess_minus_measured_take_by_take():
    found = gap([rated(3, 150, 170), rated(2, 140, 165), rated(1, 160, 170)])
    assert [p.value for p in found.trend.takes] == [-20, -25, -10]
    assert (found.recent, found.key, found.trend.unit) == (-20, "speech_rate", "words/min")
    assert found.sentence == "You guess your pace 20 words/min too low in your last 3 guesses."


def test_guessing_better_is_told_where_it_is_more_than_noise():
    first = [rated(back, 130, 170 + back % 2) for back in range(30, 20, -1)]
    later = [rated(back, 155, 170 + back % 2) for back in range(10, 0, -1)]
    sentence = gap([*first, *later]).sentence
    assert "16 words/min too low" in sentence
    assert sentence.endswith("closer than at first (40).")
    assert "than at first" not in gap(first).sentence
    assert gap([*later, *(rated(-n, 100, 170) for n in range(8))]).sentence.endswith("further off than at first (15).")


def test_about_right_is_what_nobody_would_hear():
    assert "about right" in gap([rated(n, 165, 170) for n in range(5)]).sentence


def test_too_few_guesses_say_nothing():
    found = gap([rated(1, 150, 170), rated(0, 150, 170)])
    assert found.recent is None
    assert found.sentence.startswith("Too early")


@pytest.mark.parametrize("guess", [0.7, 70])
def test_shares_are_guessed_from_0_to_1(guess):
    found = gap([rated(n, guess, 50.0, key="eye_contact_share", unit="%") for n in range(3)])
    assert found.recent == pytest.approx(20)


def test_what_could_not_be_told_and_what_was_not_guessed_are_left_out():
    untold = rated(0, 150, None)
    unguessed = Rated("t9", "2026-11-01T09:00:00+00:00", 4, {}, {})
    assert guess_gaps([untold, unguessed], today=TODAY) == ()
    points = overall_points([untold, unguessed, Rated("x", "2026-11-02T09:00:00+00:00", None, {}, {})])
    assert [(p.take_id, p.value) for p in points] == [("t0", 3), ("t9", 4)]


def test_guesses_about_figures_of_two_engines_are_not_mixed():
    mixed = [rated(n, 150, 190, engine="Rough one") for n in range(9, 5, -1)]
    mixed += [rated(n, 150, 155) for n in range(4, 0, -1)]
    found = gap(mixed)
    assert found.recent == -5
    assert [s.engine for s in found.trend.others] == ["Rough one"]
