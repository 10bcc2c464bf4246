import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.errors import RecogniserError
from rehearse.signals.recognisers import open_recogniser
from rehearse.signals.words import REACH_S, SHORTEST_WORD_S, clip_to_speech, join_close
from rehearse.types import Span, Word

SPEECH = (Span(1.0, 2.0), Span(3.0, 5.0))


def clipped(*times, speech=SPEECH):
    words, dropped = clip_to_speech([Word(str(i), *t) for i, t in enumerate(times)], speech)
    return [(w.start, w.end) for w in words], dropped


def test_a_word_inside_speech_is_left_alone():
    assert clipped((1.2, 1.5)) == ([(1.2, 1.5)], 0)


def test_a_word_stretched_into_silence_ends_with_the_speech():
    assert clipped((1.6, 2.9)) == ([(1.6, 2.0)], 0)
    assert clipped((2.2, 3.4)) == ([(3.0, 3.4)], 0)


def test_a_word_over_a_pause_keeps_the_side_it_overlaps_more():
    assert clipped((1.5, 3.1)) == ([(1.5, 2.0)], 0)
    assert clipped((1.9, 3.6)) == ([(3.0, 3.6)], 0)


def test_a_closure_shorter_than_a_pause_does_not_cut_a_word():
    assert clipped((1.0, 2.0), speech=(Span(0.9, 1.4), Span(1.6, 2.1))) == ([(1.0, 2.0)], 0)


def test_words_far_from_speech_are_dropped_and_near_ones_moved_to_it():
    assert clipped((2.3, 2.7), (7.0, 8.0)) == ([], 2)
    assert clipped((5.1, 5.4)) == ([(5.0 - SHORTEST_WORD_S, 5.0)], 0)
    assert clipped((1.0, 2.0), speech=()) == ([], 1)


def test_overlapping_words_follow_each_other():
    (first, second), _ = clipped((1.0, 1.6), (1.4, 1.9))
    assert first[1] == second[0] == 1.4


times = st.floats(0, 30, allow_nan=False)
spans = st.lists(st.tuples(times, times), max_size=12).map(
    lambda pairs: join_close(sorted((Span(min(p), max(p) + 0.05) for p in pairs), key=lambda s: s.start), gap=0.01)
)
words_in = st.lists(st.tuples(times, st.floats(0, 4)), max_size=30)


@given(spans, words_in)
def test_kept_words_are_ordered_apart_and_never_empty(speech, drawn):
    words = [Word(str(i), start, start + length) for i, (start, length) in enumerate(drawn)]
    kept, dropped = clip_to_speech(words, speech)
    assert len(kept) + dropped == len(words)
    assert all(word.end - word.start > 0 for word in kept)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert [w.text for w in kept] == [
        w.text for w in sorted(words, key=lambda w: (w.start, w.end)) if w.text in {k.text for k in kept}
    ]


@given(spans, words_in)
def test_words_that_do_not_crowd_each_other_stay_inside_speech(speech, drawn):
    at, words = 0.0, []
    for i, (gap, length) in enumerate(drawn):
        at += gap + 0.5
        words.append(Word(str(i), at, at + length + 0.1))
        at += length + 0.1
    kept, _ = clip_to_speech(words, speech)
    for word in kept:
        home = [s for s in join_close(speech, gap=0.25) if s.start - 1e-9 <= word.start and word.end <= s.end + 1e-9]
        assert home or word.end - word.start <= SHORTEST_WORD_S * len(words) + REACH_S


def test_auto_takes_sphinx_without_weights_and_whisper_with(data):
    assert open_recogniser("auto").name == "sphinx"
    assert open_recogniser("auto", model=data / "whisper-synthetic").name == "whisper"
    assert open_recogniser("sphinx", model=data / "whisper-synthetic").name == "sphinx"
    with pytest.raises(RecogniserError, match="No Whisper weights"):
        open_recogniser("whisper")
