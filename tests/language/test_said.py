"""Corrected words taken one by one."""

from __future__ import annotations

from rehearse.language.said import as_said
from rehearse.types import Word


def test_words_that_nobody_corrected_stay_the_very_same():
    words = (Word("New York", 0.0, 1.0, 0.4), Word("", 1.0, 1.1))
    said, places = as_said(words)
    assert said == words and said[0] is words[0]
    assert places == (0, 1)


def test_a_corrected_word_is_cut_into_its_words_by_their_letters():
    words = (Word("so", 0.0, 0.2), Word("abc d", 1.0, 1.8, 1.0, original="x"), Word("on", 2.0, 2.2))
    said, places = as_said(words)
    assert [(w.text, w.start, w.end) for w in said] == [
        ("so", 0.0, 0.2),
        ("abc", 1.0, 1.6),
        ("d", 1.6, 1.8),
        ("on", 2.0, 2.2),
    ]
    assert places == (0, 1, 1, 2)


def test_a_word_that_was_not_said_is_left_out():
    said, places = as_said((Word("", 0.0, 0.2, 1.0, original="the"), Word("on", 2.0, 2.2)))
    assert ([w.text for w in said], places) == (["on"], (1,))
