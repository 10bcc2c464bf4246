"""Both witnesses together, and what is said about the count."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.measures.filler_sound import SoundFiller
from rehearse.measures.fillers import (
    WitnessPrecision,
    advice,
    find_clusters,
    find_fillers,
    measure_fillers,
    precision_on_this_voice,
    silence_before,
)
from rehearse.types import Filler, Provenance, Span, Word

ENGINE = Provenance("test")
SAID = ("so", "um", "we", "had", "like", "four", "weeks")
WORDS = tuple(Word(text, i * 0.5, i * 0.5 + 0.4) for i, text in enumerate(SAID))
SPEECH = (Span(0.0, 60.0),)


def filler(start: float, probability: float = 0.9, **fields) -> Filler:
    return replace(Filler(start, start + 0.3, "um", "filled pause", ("text",), probability), **fields)


def measures(fillers, *, speech=SPEECH, words=WORDS, rough=False):
    found = measure_fillers(fillers, speech=speech, words=words, rough=rough, provenance=ENGINE)
    return {measure.key: measure for measure in found}


def test_text_alone_points_to_its_words():
    um, like = find_fillers(WORDS, speech=SPEECH)
    assert (um.text, um.word, um.start, um.end, um.witnesses) == ("um", 1, 0.5, 0.9, ("text",))
    assert (like.text, like.kind, like.word) == ("like", "discourse marker", 4)


def test_agreement_keeps_both_witnesses_and_is_surer_than_either():
    um = find_fillers(WORDS, speech=SPEECH, sound=[SoundFiller(0.55, 0.95, 0.8)])[0]
    assert um.witnesses == ("text", "sound")
    assert um.probability > find_fillers(WORDS, speech=SPEECH)[0].probability


def test_sound_alone_stands_on_its_own_in_order():
    found = find_fillers(WORDS, speech=SPEECH, sound=[SoundFiller(0.1, 0.35, 0.8)])
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert (found[0].witnesses, found[0].word) == (("sound",), None)


def test_one_sound_is_used_for_one_filler_alone():
    words = (Word("um", 0.5, 0.8), Word("uh", 0.7, 1.0))
    both = find_fillers(words, speech=SPEECH, sound=[SoundFiller(0.6, 0.9, 0.8)])
    assert sorted(f.witnesses for f in both) == [("text",), ("text", "sound")]


def test_rough_words_lower_every_probability_and_drop_what_was_doubtful():
    sound = [SoundFiller(3.5, 3.8, 0.6), SoundFiller(5.0, 5.4, 0.8)]
    clear, rough = (find_fillers(WORDS, speech=SPEECH, sound=sound, rough=r) for r in (False, True))
    assert len(clear) == 4
    assert [f.start for f in rough] == [0.5, 5.0]
    assert all(f.probability < 0.9 for f in rough)


def test_pauses_come_from_speech_not_from_word_edges():
    words = [Word("a", 0.0, 1.9), Word("b", 1.9, 2.4), Word("c", 2.4, 2.8)]
    assert silence_before(words, [Span(0.0, 1.0), Span(1.6, 2.8)]) == pytest.approx([0.0, 0.6, 0.0])


def test_rates():
    found = measures([filler(1), filler(2, kind="discourse marker", text="like"), filler(3)], speech=(Span(0, 30.0),))
    assert found["fillers_per_minute"].value == pytest.approx(6)
    assert found["filled_pauses_per_minute"].value == pytest.approx(4)
    assert found["discourse_markers_per_minute"].value == pytest.approx(2)
    assert found["fillers_per_100_words"].value == pytest.approx(3 / 0.06, abs=0.01)
    assert found["fillers_per_minute"].band == (None, 5.0)
    assert found["fillers_per_minute"].certainty == "estimate"


def test_the_error_is_the_count_s_standard_deviation():
    found = measures([*(filler(place, 0.5) for place in range(8)), filler(9, 0.5, confirmed=True)])
    assert found["fillers_per_minute"].error == pytest.approx(2**0.5, abs=0.01)


def test_the_error_is_never_under_one_filler():
    assert measures([])["fillers_per_minute"].error == pytest.approx(1.0)
    assert measures([filler(1, confirmed=True)])["fillers_per_minute"].error == pytest.approx(1.0)


def test_rough_words_make_the_count_a_least():
    found = measures([filler(1)], rough=True)["fillers_per_minute"]
    assert found.certainty == "rough" and found.note.startswith("at least")


def test_the_person_s_verdict_overrides():
    found = measures([filler(1), filler(2, confirmed=False), filler(3, confirmed=True)])
    assert found["fillers_per_minute"].value == 2


def test_what_only_the_sound_says_is_told():
    assert "1 of 2" in measures([filler(1), filler(2, witnesses=("sound",))])["fillers_per_minute"].note


def test_rough_is_said():
    assert measures([filler(1)], rough=True)["fillers_per_minute"].certainty == "rough"


@pytest.mark.parametrize(
    ("speech", "words"), [((), ()), ((Span(0, 2),), WORDS), (SPEECH, ()), (SPEECH, (Word("um", 0, 1),))]
)
def test_unknown_says_why(speech, words):
    for measure in measures([filler(1)], speech=speech, words=words).values():
        assert measure.value is None
        assert measure.certainty == "unknown"
        assert measure.note.startswith("can't tell: ")


@pytest.mark.parametrize(("rate", "word"), [(0, "fine"), (5, "fine"), (5.1, "look"), (11.9, "look"), (12, "fix")])
def test_advice(rate, word):
    assert advice(rate) == word


def test_three_within_ten_seconds_are_a_cluster():
    found = find_clusters([filler(t) for t in (1, 5, 9, 40, 49, 70, 75, 79, 84)])
    assert found == (Span(1, 9.3), Span(70, 84.3))


def test_rejected_fillers_make_no_cluster():
    assert find_clusters([filler(1), filler(2, confirmed=False), filler(3)]) == ()


@given(st.lists(st.floats(0, 300), max_size=30))
def test_clusters_are_apart_and_hold_three_or_more(starts):
    fillers = [filler(start) for start in starts]
    spans = find_clusters(fillers)
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
    assert all(sum(s.start <= f.start and f.end <= s.end for f in fillers) >= 3 for s in spans)


def test_precision_on_this_voice_counts_answers_by_witness():
    answers = [
        filler(1, confirmed=True),
        filler(2, confirmed=False),
        filler(3),
        filler(4, witnesses=("sound",), confirmed=True),
    ]
    assert precision_on_this_voice(answers) == (
        WitnessPrecision(("sound",), 1, 1),
        WitnessPrecision(("text",), 1, 2),
    )
