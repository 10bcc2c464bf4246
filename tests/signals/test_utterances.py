import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.signals.utterances import RATE, plan_utterances, speech_share
from rehearse.types import Span

SILENCE = np.zeros(60 * RATE, np.float32)


def plan(*speech, samples=SILENCE, longest=10.0, gap=0.5, pad=0.1):
    spans = plan_utterances([Span(*s) for s in speech], samples, longest=longest, gap=gap, pad=pad)
    return [(round(s.start, 3), round(s.end, 3)) for s in spans]


def test_near_regions_share_an_utterance_and_far_ones_do_not():
    assert plan((1, 2), (2.3, 3), (4, 5)) == [(0.9, 3.1), (3.9, 5.1)]


def test_what_grows_too_long_is_cut_at_the_longest_silence_of_its_second_half():
    assert plan((0, 3), (3.4, 6), (6.4, 7), (7.1, 9), (9.2, 12)) == [(0, 6.1), (6.3, 12.1)]


def test_a_region_too_long_in_itself_is_cut_where_it_is_quietest():
    noise = np.random.default_rng(1).normal(0, 0.1, 30 * RATE).astype(np.float32)
    noise[int(7.0 * RATE) : int(7.1 * RATE)] = 0.0
    first, second = plan((0, 15), samples=noise)[:2]
    assert first[1] == pytest.approx(7.05, abs=0.05) and second[0] == first[1]


def test_padding_stops_at_the_neighbour_and_at_the_ends():
    assert plan((0, 1), (1.1, 59.95), gap=0.05, longest=60, pad=0.2) == [(0, 1.05), (1.05, 60)]


def test_no_speech_no_utterances():
    assert plan() == [] and speech_share([], SILENCE) == 0.0


regions = st.lists(st.tuples(st.floats(0.02, 3), st.floats(0.05, 20)), max_size=12)


@given(regions, st.sampled_from([6.0, 15.0, 30.0]), st.sampled_from([0.3, 2.0]))
def test_utterances_hold_all_speech_once_and_are_never_too_long(drawn, longest, gap):
    speech, at = [], 0.0
    for silence, length in drawn:
        speech.append(Span(at + silence, at + silence + length))
        at += silence + length
    samples = np.zeros(int((at + 1) * RATE), np.float32)
    spans = plan_utterances(speech, samples, longest=longest, gap=gap, pad=0.15)
    assert all(0 < s.end - s.start <= longest + 1e-6 for s in spans)
    assert all(a.end <= b.start + 1e-9 for a, b in itertools.pairwise(spans))
    covered = sum(max(0.0, min(r.end, s.end) - max(r.start, s.start)) for r in speech for s in spans)
    assert covered == pytest.approx(sum(r.end - r.start for r in speech), abs=1e-6)
