import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.export.captions import LINE_CHARS, LONGEST_S, make_cues, to_srt, to_vtt
from rehearse.types import Provenance, Transcript, Word
from tests.builders import make_analysis

TIMES = re.compile(r"(\d+):(\d\d):(\d\d)[.,](\d{3}) --> (\d+):(\d\d):(\d\d)[.,](\d{3})")


def transcript(*words):
    return Transcript(tuple(Word(*w) for w in words), "en", Provenance("test"))


@st.composite
def spoken(draw):
    at, words = 0.0, []
    for _ in range(draw(st.integers(0, 40))):
        at += draw(st.sampled_from([0.0, 0.05, 0.4, 3.0]))
        length = draw(st.sampled_from([0.05, 0.3, 1.2]))
        words.append((draw(st.text(min_size=1, max_size=12)), at, at + length))
        at += length
    return transcript(*words)


@given(spoken())
def test_captions_keep_the_rules(said):
    cues = make_cues(said)
    for cue in cues:
        assert len(cue.lines) in (1, 2)
        assert all(len(line) <= LINE_CHARS for line in cue.lines)
        assert 0 < cue.end - cue.start <= LONGEST_S
    for one, following in itertools.pairwise(cues):
        assert one.end <= following.start + 0.001
    kept = "".join("".join(cue.lines) for cue in cues)
    assert "".join(kept.split()) == "".join("".join(w.text for w in said.words).split())


@given(spoken())
def test_times_in_the_files_never_run_back(said):
    for text in (to_vtt(said), to_srt(said)):
        values = [list(map(int, m)) for m in TIMES.findall(text)]
        times = [((h * 60 + m) * 60 + s) * 1000 + ms for v in values for h, m, s, ms in (v[:4], v[4:])]
        assert times == sorted(times)
        assert len(values) == len(make_cues(said))


def test_a_real_answer_breaks_where_the_speaker_breaks():
    cues = make_cues(make_analysis().transcript)
    text = [" ".join(cue.lines) for cue in cues]
    decision = next(i for i, t in enumerate(text) if "I decided" in t)
    assert text[decision].startswith("I decided to move the launch by two weeks")  # after the 1.4 s stop
    assert all(cue.end - cue.start >= 1.0 for cue in cues)


def test_a_short_word_stays_a_second():
    (cue,) = make_cues(transcript(("yes", 3.0, 3.2)))
    assert (cue.start, cue.end) == (3.0, 4.0)


def test_markup_is_harmless():
    said = transcript(("<b>so</b>", 0.0, 0.5), ("a-->b", 0.5, 1.0), ("R&D", 1.0, 1.5), ("{\\an8}", 1.5, 2.0))
    vtt, srt = to_vtt(said), to_srt(said)
    assert "&lt;b&gt;so&lt;/b&gt; a--&gt;b R&amp;D" in vtt
    assert "<b>" not in srt
    assert "{" not in srt
    assert vtt.count("-->") == srt.count("-->") == 1


def test_files_begin_as_players_expect():
    said = transcript(("hello", 3661.25, 3661.9))
    assert to_vtt(said) == "WEBVTT\n\n01:01:01.250 --> 01:01:02.250\nhello\n"
    assert to_srt(said) == "1\n01:01:01,250 --> 01:01:02,250\nhello\n"
    assert to_vtt(transcript()) == "WEBVTT\n\n"


@pytest.mark.parametrize("length", [43, 84, 85, 300])
def test_a_word_longer_than_a_caption_is_not_lost_silently(length):
    cues = make_cues(transcript(("x" * length, 0.0, 1.0), ("end", 1.0, 2.0)))
    assert sum("".join(c.lines).count("x") for c in cues) == length
