"""Syllables and numbers as spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.language.numbers import spoken
from rehearse.language.syllables import count_syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("I", 1), ("we've", 1), ("decided", 3), ("interesting", 3), ("Queue,", 1), ("people", 2), ("business", 2),
        ("twenty-two", 3), ("Anna's", 2), ("AWS", 5), ("um", 1), ("", 0), ("...", 0), ("—", 0), ("don’t", 1),
    ],
)  # fmt: skip
def test_words_of_the_dictionary(word, count):
    assert count_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("refactored", 3), ("kubernetes", 4), ("microservices", 5), ("dockerised", 3), ("sharded", 2), ("blorping", 2)],
)
def test_words_outside_it_by_spelling(word, count):
    assert abs(count_syllables(word) - count) <= (1 if word == "kubernetes" else 0)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2019", "twenty nineteen"),
        ("2005", "two thousand five"),
        ("1900", "nineteen hundred"),
        ("40%", "forty percent"),
        ("3.25", "three point two five"),
        ("$5,000", "five thousand dollars"),
        ("$1.2m", "one point two million dollars"),
        ("1,234", "one thousand two hundred thirty four"),
        ("90s", "ninety"),
        ("1st", "one"),
        ("10:30", "ten thirty"),
        ("24/7.", "twenty four seven"),
        ("0", "zero"),
        ("007", "zero zero seven"),
        ("1000000", "one million"),
        ("word", "word"),
    ],
)
def test_numbers_are_read_out(written, words):
    assert " ".join(spoken(written)) == words


def test_syllables_of_numbers():
    assert count_syllables("2019") == 4
    assert count_syllables("40%") == 4


@given(st.text(max_size=30))
def test_any_text_counts(text):
    assert count_syllables(text) >= 0
    assert all(isinstance(part, str) for part in spoken(text))


@given(st.integers(0, 10**18))
def test_every_number_has_syllables(value):
    assert count_syllables(str(value)) >= 1
