"""Amounts in spoken and in written words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.bank.amounts import find_amounts
from rehearse.language.numbers import spoken


def told(text):
    return [(amount.value, amount.unit) for amount in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("we lost forty thousand dollars and two and a half weeks", [(40_000, "dollar"), (2.5, "week")]),
        ("$40k and 12% of users", [(40_000, "dollar"), (12, "%")]),
        ("three or four people, half a million", [(3, "person"), (4, "person"), (500_000, "")]),
        ("in twenty nineteen it was one hundred and twenty percent", [(2019, ""), (120, "%")]),
        ("one of us had two hundred k and one guy", [(200_000, "")]),
        ("seven of our customers, um, a dozen eggs", [(7, "customer"), (12, "egg")]),
        ("forty thousand a year", [(40_000, "a year")]),
        ("1,200 customers waited 2.5 weeks", [(1200, "customer"), (2.5, "week")]),
        ("one of them left at 4:30, the first to go", []),
        ("twenty five thirty people", [(25, "person"), (30, "person")]),
        ("", []),
    ],
)
def test_amounts_and_what_they_count(text, amounts):
    assert told(text) == amounts


@given(st.integers(min_value=2, max_value=999_999).filter(lambda value: not 1100 <= value < 2100))
def test_a_number_means_the_same_in_words_and_in_digits(value):
    words = " ".join(spoken(str(value)))
    assert told(f"{words} bricks") == told(f"{value} bricks") == [(value, "brick")]


def test_an_amount_knows_its_place_and_what_it_is_about():
    text = "Spain. We moved the launch by three weeks."
    (amount,) = find_amounts(text)
    assert text[amount.start : amount.end] == "three"
    assert amount.about >= {"launch", "spain"} and "we" not in amount.about
