"""A sceptic pushes back on what was claimed, in the person's words where these can be trusted."""

import pytest

from rehearse.coaching.claims import find_claims, push_back, push_back_on, push_back_unquoted
from rehearse.types import Provenance, Transcript, Word
from tests.speed import quickest, within


def said(text, probability=0.95):
    words = tuple(Word(each, n / 2, n / 2 + 0.4, probability) for n, each in enumerate(text.split()))
    return Transcript(words, "en", Provenance("faster-whisper"))


@pytest.mark.parametrize(
    ("text", "element", "quote"),
    [
        ("We were late. There was no other way, so I did it.", "decision", "There was no other way"),
        ("and in the end everyone was happy about it you know", "tradeoff", "everyone was happy"),
        ("Nobody complained.", "tradeoff", "Nobody complained"),
        ("so we cut the queue by forty percent in May", "result", "we cut the queue by forty percent in May"),
        ("Our sales doubled in a year, which was nice.", "result", "Our sales doubled in a year"),
        ("It would never have shipped without me.", "action", "would never have shipped without me"),
        ("it was obvious that we should leave", "decision", "it was obvious that we should leave"),
        ("We delivered the whole thing on time", "cost", "We delivered the whole thing on time"),
        ("I decided to move it by two weeks instead of more", "decision", "I decided to move it by two weeks"),
        ("What I learned is to ask early.", "reflection", "What I learned is to ask early"),
    ],
)  # fmt: skip
def test_a_claim_is_found_and_quoted(text, element, quote):
    (asked, *_) = push_back(text)
    assert (asked.element, asked.quote) == (element, quote)
    assert asked.question.startswith(f"You said “{quote}”. ") and asked.question.endswith("?")
    assert quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Not everyone agreed.",
        "I don't think everybody was happy",
        "It was not the only way, and it wasn't obvious.",
        "I would let him go tomorrow",
        "He never said nobody noticed",
        "We talked about the weather for an hour",
        "",
        "为什么",
    ],
)
def test_what_is_no_claim_is_left_alone(text):
    assert push_back(text) == ()


def test_what_was_done_says_what_is_asked():
    (stopped,) = push_back("I cancelled the survey the same day")
    (refused,) = push_back("I said no to the cousin")
    assert "stop sooner" in stopped.question and "offer them instead" in refused.question


def test_each_sort_is_asked_about_once_the_weightiest_first():
    text = "I decided to go. There was no other way. I decided to stay. Everyone agreed."
    assert [claim.quote.quote for claim in find_claims(text)] == [
        "There was no other way",
        "Everyone agreed",
        "I decided to go",
    ]


def test_words_heard_roughly_are_not_quoted():
    text = "everyone agreed and we cut it by forty percent"
    rough = push_back_unquoted(text)
    assert rough and all(not each.quote and "“" not in each.question for each in rough)
    assert [each.element for each in rough] == [each.element for each in push_back(text)]


def test_in_a_transcript_quotes_have_times_and_doubted_words_are_not_quoted():
    (sure,) = push_back_on(said("well in the end everyone agreed"))
    assert (sure.quote, sure.start_s) == ("everyone agreed", 2.0)
    (doubted,) = push_back_on(said("well in the end everyone agreed", probability=0.2))
    assert doubted.quote == "" and doubted.start_s is None and "closest to saying otherwise" in doubted.question


def test_an_hour_of_talk_is_read_in_a_blink():
    talk = "we had the whole team and i was saying that the numbers went to the other " * 700
    assert quickest(lambda: push_back(talk)) < within(0.25)
