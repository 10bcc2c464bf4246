"""Captions of a take by time."""

from __future__ import annotations

from rehearse.export.captions import make_cues
from rehearse.types import Provenance, Transcript, Word
from tests.builders import make_analysis
from ui.playback.captions import Captions

TRANSCRIPT = make_analysis().transcript


def test_each_cue_is_shown_from_its_start_to_its_end():
    captions = Captions(TRANSCRIPT)
    for cue in make_cues(TRANSCRIPT):
        assert captions.at(cue.start) == "\n".join(cue.lines)
        assert captions.at(cue.end - 0.001) == "\n".join(cue.lines)


def test_nothing_is_shown_before_the_first_word_and_after_the_last():
    captions = Captions(TRANSCRIPT)
    assert captions.at(0.0) == ""
    assert captions.at(1000.0) == ""


def test_nothing_is_shown_in_a_long_silence():
    words = (Word("so", 1.0, 1.4), Word("then", 30.0, 30.4))
    captions = Captions(Transcript(words, "en", Provenance("x")))
    assert captions.at(1.2) == "so"
    assert captions.at(15.0) == ""


def test_no_words_no_captions():
    assert Captions(Transcript((), "en", Provenance("x"))).at(1.0) == ""
