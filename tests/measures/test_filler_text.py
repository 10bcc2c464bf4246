"""Fillers by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.language.tokens import is_filled_pause
from rehearse.measures.filler_text import fillers_in_text, find_repetitions, find_text_fillers
from tests.accuracy.filler_data import own_passages, stripped
from tests.accuracy.fillers import calibration

WORDS = """um uh like you know I mean so okay right kind of sort actually , . the was he""".split()  # noqa: SIM905


def said(text: str, **options) -> list[str]:
    return [found.text for found in find_text_fillers(text.split(), **options)]


@pytest.mark.parametrize(
    "word", ["um", "Um,", "umm", "ummm", "uh", "uhh", "uhm", "er", "erm", "ehm", "ah", "hmm", "mm", "Uh…", "em,", "euh"]
)
def test_filled_pauses_in_every_spelling(word):
    assert is_filled_pause(word)


@pytest.mark.parametrize("word", ["uh-huh", "mm-hmm", "'em", "her", "aha", "oh", "hum", "am", "me", "", "2019"])
def test_what_only_looks_like_a_filled_pause(word):
    assert not is_filled_pause(word)


def test_backchannels_written_as_two_words_are_no_fillers():
    assert said("uh huh that is what he said") == []
    assert said("mm hmm") == []


def test_said_twice_is_counted_twice():
    assert said("uh, uh, we left") == ["uh", "uh"]


@pytest.mark.parametrize("passage", own_passages(), ids=lambda passage: " ".join(passage.words)[:40])
def test_own_sentences_as_written(passage):
    found = {i for f in find_text_fillers(passage.words) for i in range(f.word, f.word + f.count)}
    assert found == {i for i, filler in enumerate(passage.filler) if filler}


def test_without_marks_little_is_lost_and_nothing_invented():
    hits = said_count = 0
    for passage in own_passages():
        found = find_text_fillers(stripped(passage.words))
        said_count += len(found)
        hits += sum(passage.filler[f.word] for f in found)
    assert hits == said_count
    assert hits >= 25


def test_probabilities_order_true_fillers_above_others():
    """Each class that says "rather yes" holds more fillers than any that says "rather not"."""
    shares = {p: true / of for p, (true, of) in calibration(own_passages()).items()}
    assert min(share for p, share in shares.items() if p >= 0.5) > max(s for p, s in shares.items() if p < 0.5)


def test_pauses_stand_for_commas():
    words = ["the", "report", "was", "kind", "of", "a", "formality"]
    assert find_text_fillers(words) == ()
    set_off = find_text_fillers(words, pauses_before=[0, 0, 0, 0.4, 0, 0.3, 0])
    assert [found.text for found in set_off] == ["kind of"]


def test_short_gaps_are_not_pauses():
    words = ["the", "report", "was", "kind", "of", "a", "formality"]
    assert find_text_fillers(words, pauses_before=[0, 0, 0, 0.1, 0, 0.2, 0]) == ()


def test_a_marker_does_not_reach_over_a_full_stop():
    assert "okay so" not in said("It was okay. So we went on")


def test_candidates_can_be_had_with_their_doubts():
    assert said("I like it") == []
    (doubtful,) = find_text_fillers(["I", "like", "it"], minimum=0)
    assert doubtful.text == "like"
    assert doubtful.probability < 0.2


def test_repetitions_are_found_apart():
    assert find_repetitions(["I", "I", "went", "to", "the", "the", "bank"]) == (1, 5)
    assert find_repetitions(["it", "was", "very", "very", "good", "that", "that", "happened"]) == ()


def test_places_in_a_text():
    text = "So — um, we left.\n“Uh… like, nobody” knew, you know?"
    assert [text[f.start : f.end].lower() for f in fillers_in_text(text)] == ["um", "uh", "like", "you know"]


def test_twenty_thousand_words_take_linear_time():
    assert len(find_text_fillers(["um", "like", "word", "so", "the"] * 4000)) >= 4000


@given(
    st.lists(
        st.sampled_from(
            [
                "um",
                "uh",
                "like",
                "you",
                "know",
                "I",
                "mean",
                "so",
                "okay",
                "right",
                "kind",
                "of",
                "sort",
                "actually",
                ",",
                ".",
                "the",
                "was",
                "he",
            ]
        ),
        max_size=40,
    )
)
def test_fillers_never_overlap_and_lie_inside(words):
    found = find_text_fillers(words, minimum=0)
    ends = [f.word + f.count for f in found]
    assert all(f.word >= end for f, end in zip(found[1:], ends, strict=False))
    assert all(end <= len(words) for end in ends)
    assert all(0 <= f.probability <= 1 for f in found)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    for found in fillers_in_text(text, minimum=0):
        assert text[found.start : found.end] == found.text
        assert found.text.strip() == found.text != ""
