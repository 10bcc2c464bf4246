import itertools
import shutil

import numpy as np
import pytest

from rehearse.errors import Cancelled, RecogniserError
from rehearse.signals.whisper import open_whisper
from rehearse.types import Span
from tests.signals.spoken import onset_errors, read_spoken, word_error_rate


def ignore(_):
    pass


@pytest.fixture(scope="module")
def model():
    from tests.conftest import DATA

    return DATA / "whisper-synthetic"


@pytest.fixture(scope="module")
def a02(model, tmp_path_factory):
    return read_spoken(model.parent, "a02", tmp_path_factory.mktemp("a02"))


@pytest.fixture(scope="module")
def heard(model, a02):
    fractions = []
    transcript = open_whisper(model).transcribe(a02.samples, speech=a02.speech, progress=fractions.append)
    return transcript, fractions


def test_understands_the_voices_it_was_made_for(model, a02, heard, tmp_path):
    a04 = read_spoken(model.parent, "a04", tmp_path)
    assert word_error_rate(a02, heard[0]) <= 0.09
    assert word_error_rate(a04, open_whisper(model).transcribe(a04.samples, speech=a04.speech, progress=ignore)) <= 0.09


def test_word_times_are_right_and_inside_speech(a02, heard):
    words = heard[0].words
    assert np.median(onset_errors(a02, heard[0])) <= 0.020
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert all(any(s.start - 0.25 <= w.start and w.end <= s.end + 0.25 for s in a02.speech) for w in words)
    assert all(0.0 <= w.probability <= 1.0 for w in words)


def test_fillers_stay_in_the_transcript(a02, heard):
    said = [w["word"].lower().strip(",.") for w in a02.words]
    assert [w.text.lower().strip(",.") for w in heard[0].words].count("um") == said.count("um") > 0


def test_says_what_made_it(heard):
    transcript, fractions = heard
    made_by = transcript.provenance
    assert (made_by.engine, made_by.model, transcript.language) == ("faster-whisper", "whisper-synthetic", "en")
    assert not transcript.rough and made_by.settings["condition_on_previous_text"] is False
    assert "language_probability" not in made_by.settings
    assert fractions == sorted(fractions) and fractions[0] == 0.0 and fractions[-1] == 1.0 and len(fractions) > 10


def test_silence_and_noise_are_not_made_into_words(model):
    recogniser = open_whisper(model)
    noise = np.random.default_rng(0).normal(0, 0.003, 16000 * 8).astype(np.float32)
    assert recogniser.transcribe(noise, speech=(), progress=ignore).words == ()
    assert recogniser.transcribe(np.zeros(0, np.float32), speech=(), progress=ignore).words == ()
    assert len(recogniser.transcribe(noise, speech=(Span(1.0, 7.0),), progress=ignore).words) <= 2


def test_cancelling_passes_through(model, a02):
    def cancel(fraction):
        if fraction > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_whisper(model).transcribe(a02.samples, speech=a02.speech, progress=cancel)


def test_a_folder_that_lacks_a_file_is_named_with_the_file(model, tmp_path):
    lacking = shutil.copytree(model, tmp_path / "lacking")
    (lacking / "tokenizer.json").unlink()
    with pytest.raises(RecogniserError, match=r"lacks tokenizer\.json"):
        open_whisper(lacking)
    with pytest.raises(RecogniserError, match="not a folder"):
        open_whisper(tmp_path / "nowhere")


def test_damaged_weights_are_told_in_a_sentence(model, tmp_path, a02):
    damaged = shutil.copytree(model, tmp_path / "damaged")
    (damaged / "model.bin").write_bytes((damaged / "model.bin").read_bytes()[:100_000])
    with pytest.raises(RecogniserError, match="cannot be loaded"):
        open_whisper(damaged).transcribe(a02.samples, speech=a02.speech, progress=ignore)


def test_another_language_needs_weights_that_know_it(model, a02):
    with pytest.raises(RecogniserError, match="English only"):
        open_whisper(model, language="de").transcribe(a02.samples, speech=a02.speech, progress=ignore)
