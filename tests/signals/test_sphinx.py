import itertools

import numpy as np
import pytest

from rehearse.errors import Cancelled
from rehearse.signals.sphinx import SphinxRecogniser, _gain, _pcm, _words
from tests.signals.spoken import read_spoken, word_error_rate


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    from tests.conftest import DATA

    return read_spoken(DATA, "flite-slt", tmp_path_factory.mktemp("flite"))


@pytest.fixture(scope="module")
def heard(answer):
    fractions = []
    transcript = SphinxRecogniser(processes=2).transcribe(
        answer.samples, speech=answer.speech, progress=fractions.append
    )
    return transcript, fractions


def test_understands_a_clear_synthetic_voice(answer, heard):
    assert word_error_rate(answer, heard[0]) <= 0.15


def test_words_are_in_order_inside_speech_with_probabilities(answer, heard):
    words = heard[0].words
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert all(any(s.start - 0.25 <= w.start and w.end <= s.end + 0.25 for s in answer.speech) for w in words)
    assert all(0.0 <= w.probability <= 1.0 for w in words)
    assert not any(set(w.text) & set("()<>[]+") for w in words)


def test_says_that_it_is_rough(heard):
    transcript, fractions = heard
    assert transcript.rough and transcript.language == "en" and transcript.provenance.engine == "pocketsphinx"
    assert fractions == sorted(fractions) and fractions[0] == 0.0 and fractions[-1] == 1.0


def test_the_number_of_processes_changes_nothing(answer, heard):
    alone = SphinxRecogniser(processes=1).transcribe(answer.samples, speech=answer.speech, progress=lambda _: None)
    assert alone.words == heard[0].words


def test_no_speech_no_words():
    silence = np.zeros(16000, np.float32)
    assert SphinxRecogniser().transcribe(silence, speech=(), progress=lambda _: None).words == ()


def test_cancelling_passes_through(answer):
    calls = itertools.count()

    def cancel(_):
        if next(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        SphinxRecogniser().transcribe(answer.samples, speech=answer.speech, progress=cancel)


@pytest.mark.parametrize("gain", [0.01, 1.0, 2.0])
def test_quiet_and_loud_recordings_reach_the_decoder_at_one_level(answer, gain):
    samples = answer.samples * np.float32(gain)
    scale = _gain(samples, answer.speech)
    pcm = b"".join(_pcm(samples, span, scale) for span in answer.speech)
    level = np.sqrt(np.mean(np.square(np.frombuffer(pcm, "<i2") / 32768.0)))
    assert level == pytest.approx(0.08, rel=0.05)


class Segment:
    def __init__(self, word, start_frame, end_frame, prob=1.0):
        self.word, self.start_frame, self.end_frame, self.prob = word, start_frame, end_frame, prob


def test_noises_go_and_alternate_pronunciations_lose_their_number():
    segments = [
        Segment("<s>", 0, 4),
        Segment("the(2)", 5, 11, 0.5),
        Segment("<sil>", 12, 30),
        Segment("[NOISE]", 31, 40),
        Segment("um", 41, 60, 1.0000002),
        Segment("++BREATH++", 61, 70),
        Segment("</s>", 71, 80),
    ]
    assert [(w.text, w.start, w.end, w.probability) for w in _words(segments)] == [
        ("the", 0.05, 0.12, 0.5),
        ("um", 0.41, 0.61, 1.0),
    ]
