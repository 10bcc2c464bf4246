"""What a person corrected and judged, put onto a newer analysis of the same recording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis.carry_over import carried_over, carry_over, keep_results, lost_sentence, with_warning
from rehearse.analysis.recount import correct_word, correct_words, judge_filler, judge_fillers
from rehearse.store import open_library
from rehearse.store.folders import write_analysis
from tests.builders import SAID, make_analysis, make_silence

VENDOR, HALF = SAID.index("vendor"), SAID.index("half")


def moved(analysis, seconds):
    """As another recogniser would have timed it."""
    words = tuple(replace(w, start=w.start + seconds, end=w.end + seconds) for w in analysis.transcript.words)
    fillers = tuple(replace(f, start=f.start + seconds, end=f.end + seconds) for f in analysis.fillers)
    return replace(analysis, transcript=replace(analysis.transcript, words=words), fillers=fillers)


def said(analysis, index, text):
    words = list(analysis.transcript.words)
    words[index] = replace(words[index], text=text)
    return replace(analysis, transcript=replace(analysis.transcript, words=tuple(words)))


def test_corrections_and_verdicts_go_over_where_the_same_is_said_at_the_same_time():
    before = judge_fillers(correct_words(make_analysis(), {VENDOR: "render", HALF: ""}), {0: True, 1: False})
    carried = carry_over(before, moved(make_analysis(), 0.1))
    words = carried.analysis.transcript.words
    assert (words[VENDOR].text, words[VENDOR].original) == ("render", "vendor")
    assert (words[HALF].text, words[HALF].original) == ("", "half")
    assert [f.confirmed for f in carried.analysis.fillers[:3]] == [True, False, None]
    assert carried.kept == 4 and carried.lost == ()
    assert with_warning(carried) is carried.analysis


def test_nothing_done_leaves_the_new_one_as_it_is():
    after = moved(make_analysis(), 0.2)
    assert carry_over(make_analysis(), after).analysis is after
    assert carry_over(make_silence(), after).analysis is after


def test_what_was_written_and_is_recognised_now_needs_nothing():
    before = correct_word(make_analysis(), VENDOR, "Render")
    after = said(make_analysis(), VENDOR, "render,")
    carried = carry_over(before, after)
    assert carried.analysis == after and (carried.kept, carried.lost) == (1, ())


def test_one_word_corrected_into_two_is_found_in_two():
    before = correct_word(make_analysis(), VENDOR, "vend or")
    after = make_analysis()
    words = list(after.transcript.words)
    word = words[VENDOR]
    middle = (word.start + word.end) / 2
    words[VENDOR : VENDOR + 1] = [replace(word, text="vend", end=middle), replace(word, text="or", start=middle)]
    after = replace(after, transcript=replace(after.transcript, words=tuple(words)), fillers=(), pauses=())
    assert carry_over(before, after).lost == ()


def test_what_fits_nowhere_is_named_and_counted():
    before = judge_filler(correct_words(make_analysis(), {VENDOR: "render", HALF: "have"}), 0, True)
    after = replace(said(said(make_analysis(), VENDOR, "fender"), 3, "then"), fillers=())
    carried = carry_over(before, after)
    assert carried.kept == 1 and carried.lost == ("the filler “um” at 0:02", "“render” at 0:06")
    warning = with_warning(carried).warnings[-1]
    assert warning.startswith("2 of your 3 corrections do not fit") and warning.endswith("“render” at 0:06.")


def test_a_word_said_twice_close_by_is_corrected_once():
    before = correct_word(make_analysis(), VENDOR, "render")
    after = said(make_analysis(), VENDOR + 1, "vendor")
    texts = [w.text for w in carry_over(before, after).analysis.transcript.words]
    assert texts[VENDOR : VENDOR + 2] == ["render", "vendor"]


def test_everything_lost_is_said_in_one_short_sentence():
    before = correct_words(make_analysis(), dict.fromkeys((10, 11, 12, 13, 14), "nothing"))
    carried = carry_over(before, make_silence())
    assert carried.kept == 0 and lost_sentence(carried).endswith("and 2 more.")
    one = carry_over(correct_word(make_analysis(), VENDOR, "render"), make_silence())
    assert lost_sentence(one).startswith("Your correction does not fit") and "was not kept: “render”" in lost_sentence(
        one
    )


def test_a_removed_word_is_kept_out_where_nothing_stands_there_now():
    before = correct_word(make_analysis(), VENDOR, "")
    assert carry_over(before, make_silence()).lost == ()


@pytest.mark.parametrize("damaged", [False, True])
def test_results_are_kept_with_what_was_corrected_before(tmp_path, damaged):
    with open_library(tmp_path / "library") as library:
        recording = tmp_path / "answer.mkv"
        recording.write_bytes(b"0" * 100)
        take = library.add(recording, analysis=correct_word(make_analysis(), VENDOR, "render"))
        if damaged:
            (library.get(take.id).folder / "analysis.json").write_text("{")
        out = tmp_path / "out"
        out.mkdir()
        write_analysis(out, make_analysis(wpm=120.0))
        keep_results(library, take.id, out)
        words = library.get(take.id).analysis.transcript.words
        assert words[VENDOR].text == ("vendor" if damaged else "render")
        if not damaged:
            assert carried_over(library, recording, make_analysis()).transcript.words[VENDOR].text == "render"
        other = tmp_path / "other.mkv"
        other.write_bytes(b"1" * 100)
        assert carried_over(library, other, make_analysis()) == make_analysis()
