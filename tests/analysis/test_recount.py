"""What follows when the person corrects a word or judges a filler, without the recording."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rehearse import serial
from rehearse.analysis.pipeline import analyse
from rehearse.analysis.recount import correct_word, judge_filler, recount
from rehearse.analysis.request import Request
from rehearse.export.captions import to_vtt
from rehearse.export.html import to_html
from rehearse.export.reading import paragraphs
from rehearse.types import Analysis, Filler, Measure, Question, Span
from tests.builders import QUESTION, SAID, make_analysis, make_silence
from tests.speed import quickest, within

DATA = Path(__file__).parents[1] / "data"
CLIP = DATA / "presenter/interview_good.mp4"
HEAVY = {
    *("av", "cv2", "mediapipe", "ctranslate2", "faster_whisper", "onnxruntime", "pocketsphinx", "swift_f0", "librosa"),
    *("PySide6", "scipy", "jinja2"),
}
BY_SOUND_OR_PICTURE = {
    *("answer_length", "response_latency", "pauses_per_minute", "mean_pause", "phonation_ratio", "pitch_variation"),
    *("pitch_range", "loudness_range", "snr", "clipping", "eye_contact_share", "face_height", "blink_rate"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Analysis:
    """A real analysis: its filler is witnessed by text and sound."""
    return analysed(tmp_path_factory.mktemp("out"), QUESTION)


@pytest.fixture
def built() -> Analysis:
    """The builders' answer with figures, fillers and moments that belong to its words."""
    return recount(make_analysis())


def analysed(out: Path, question: Question | None) -> Analysis:
    weights = str(DATA / "whisper-synthetic")
    request = Request(
        str(CLIP), str(out), question, Span(0, 1), recogniser="whisper", model=weights, gaze_rate=5.0, processes=1
    )
    return analyse(request)


def value(analysis: Analysis, key: str) -> float | None:
    return measure(analysis, key).value


def measure(analysis: Analysis, key: str) -> Measure:
    return next(m for m in analysis.measures if m.key == key)


def place(analysis: Analysis, text: str) -> int:
    return next(i for i, word in enumerate(analysis.transcript.words) if word.text.strip(",.") == text)


def of_word(analysis: Analysis, index: int) -> list[Filler]:
    return [filler for filler in analysis.fillers if filler.word == index]


# --------------------------------------------------------------------------- nothing changed


def test_an_untouched_analysis_stays_exactly_as_it_is(made):
    assert recount(made) == made


def test_a_think_aloud_round_stays_exactly_as_it_is(tmp_path):
    made = analysed(tmp_path, Question("x/y", "Count the islands.", mode="think-aloud", follow_ups=("How?",)))
    assert recount(made) == made


@pytest.mark.parametrize("analysis", [make_analysis(), make_analysis(rough=True), make_silence()])
def test_counting_twice_is_counting_once(analysis):
    once = recount(analysis)
    assert recount(once) == once
    read_back = serial.from_json(serial.to_json(once), Analysis)
    assert recount(read_back) == once


def test_an_answer_in_noise_keeps_its_note(built):
    quiet = replace(measure(built, "snr"), value=14.96, certainty="estimate", note="")
    noisy = replace(built, measures=tuple(quiet if m.key == "snr" else m for m in built.measures))
    assert measure(recount(noisy), "inside_pauses_per_minute").note == ""
    loud = replace(noisy, measures=tuple(replace(m, value=9.0) if m.key == "snr" else m for m in noisy.measures))
    assert "9 dB above the noise" in measure(recount(loud), "inside_pauses_per_minute").note


def test_any_history_of_changes_is_stable(made):
    analysis = made
    for index, text in enumerate(("", "two words", "um", "like", "I decided to", "you know")):
        analysis = correct_word(analysis, 5 + 7 * index, text)
    for index in range(len(analysis.fillers)):
        analysis = judge_filler(analysis, index, index % 2 == 0)
    assert recount(analysis) == analysis
    assert len(analysis.transcript.words) == len(made.transcript.words)


# --------------------------------------------------------------------------- fillers


def test_a_rejected_filler_is_not_counted_and_taking_it_back_counts_it_again(made):
    um = next(i for i, f in enumerate(made.fillers) if f.kind == "filled pause")
    without = judge_filler(made, um, False)
    assert without.fillers[um].confirmed is False
    assert value(without, "fillers_per_minute") < value(made, "fillers_per_minute")
    assert value(without, "articulation_rate") < value(made, "articulation_rate")
    assert without.story == made.story
    assert judge_filler(without, um, None) == made


def test_a_cluster_ends_with_the_third_of_its_fillers(built):
    um = place(built, "um")
    crowded = correct_word(correct_word(built, um + 1, "uh"), um + 2, "um")
    cluster = next(moment for moment in crowded.moments if moment.kind == "fillers")
    inside = [i for i, f in enumerate(crowded.fillers) if cluster.start <= f.start and f.end <= cluster.end]
    for index in inside[2:]:
        crowded = judge_filler(crowded, index, False)
    assert [m for m in crowded.moments if m.kind == "fillers" and m.start == cluster.start] == []
    back = judge_filler(crowded, inside[2], None)
    assert any(m.kind == "fillers" and m.start == cluster.start for m in back.moments)


def test_what_the_person_judged_is_kept_where_other_words_change(built):
    um = built.fillers.index(of_word(built, place(built, "um"))[0])
    judged = judge_filler(built, um, True)
    sound = next(i for i, f in enumerate(judged.fillers) if f.witnesses == ("sound",))
    judged = judge_filler(judged, sound, False)
    after = correct_word(judged, place(judged, "vendor"), "supplier")
    assert of_word(after, place(after, "um"))[0].confirmed is True
    assert next(f for f in after.fillers if f.witnesses == ("sound",)).confirmed is False


def test_a_confirmed_marker_stays_though_its_neighbours_now_speak_against_it(built):
    words = ["so", "last", "spring", "you", "know", "about", "it"]
    analysis = built
    for index, text in enumerate(words):
        analysis = correct_word(analysis, index, text)
    marker = of_word(correct_word(analysis, 5, "we"), 3)
    assert marker, "you know is a marker before we"
    analysis = correct_word(analysis, 5, "we")
    analysis = judge_filler(analysis, analysis.fillers.index(marker[0]), True)
    assert of_word(correct_word(analysis, 2, "do"), 3)[0].confirmed is True


def test_an_um_that_was_another_word_leaves_its_sound_rejected(made):
    um = next(f for f in made.fillers if f.witnesses == ("text", "sound"))
    after = correct_word(made, um.word, "and")
    assert of_word(after, um.word) == []
    heard = next(f for f in after.fillers if f.start == um.start)
    assert (heard.witnesses, heard.confirmed) == (("sound",), False)
    assert value(after, "filled_pauses_per_minute") == 0
    back = correct_word(after, um.word, made.transcript.words[um.word].text)
    again = of_word(back, um.word)[0]
    assert (again.witnesses, again.confirmed) == (um.witnesses, None)
    assert again.probability == pytest.approx(um.probability, abs=1e-6)


def test_a_sound_alone_stays_when_words_change_around_it(built):
    heard = [f for f in built.fillers if f.witnesses == ("sound",)]
    assert heard
    after = correct_word(built, place(built, "vendor"), "supplier")
    assert [f for f in after.fillers if f.witnesses == ("sound",)] == heard


def test_several_ums_in_one_word_all_count(built):
    index = place(built, "um")
    assert len(of_word(correct_word(built, index, "um uh um"), index)) == 3


# --------------------------------------------------------------------------- words


def test_the_first_original_is_kept_and_writing_it_again_takes_it_back(built):
    index = place(built, "vendor")
    once = correct_word(built, index, "supplier")
    twice = correct_word(once, index, " two   suppliers ")
    word = twice.transcript.words[index]
    assert (word.text, word.original, word.probability) == ("two suppliers", "vendor", 1.0)
    assert twice.transcript.provenance.settings["corrected_words"] == 1
    back = correct_word(twice, index, "vendor")
    assert (back.transcript.words[index].text, back.transcript.words[index].original) == ("vendor", None)
    assert "corrected_words" not in back.transcript.provenance.settings
    # The doubtful word now is the person's own.
    vouched = replace(built.transcript.words[index], probability=1.0)
    words = (*built.transcript.words[:index], vouched, *built.transcript.words[index + 1 :])
    assert back == recount(replace(built, transcript=replace(built.transcript, words=words)))


def test_several_words_count_as_many_and_none_as_none(built):
    index, minutes = place(built, "vendor"), built.speech[-1].end - built.speech[0].start
    per_word = 60 / minutes
    more = correct_word(built, index, "supplier from Leeds")
    assert value(more, "speech_rate") == pytest.approx(value(built, "speech_rate") + 2 * per_word, abs=0.02)
    fewer = correct_word(built, index, "")
    assert value(fewer, "speech_rate") == pytest.approx(value(built, "speech_rate") - per_word, abs=0.02)
    assert "  " not in fewer.story.text
    assert len(fewer.transcript.words) == len(SAID)


def test_a_marker_is_found_across_a_word_that_was_not_said(built):
    index = place(built, "know")
    apart = correct_word(correct_word(built, index, ""), index + 1, "know")
    filler = of_word(apart, index - 1)[0]
    assert filler.text == "you know"
    marked = [piece.text for part in paragraphs(apart) for piece in part.pieces if piece.kind == "filler"]
    assert [text for text in marked if text in {"you", "know"}] == ["you", "know"]


def test_a_pause_moves_inside_the_clause_when_the_word_after_it_no_longer_opens_one(built):
    pause = built.pauses[0]
    assert (pause.place, built.transcript.words[pause.before_word].text) == ("boundary", "I")
    after = correct_word(built, pause.before_word, "records")
    assert after.pauses[0].place == "inside"
    assert (after.pauses[0].start, after.pauses[0].end, after.pauses[0].before_word) == (
        pause.start,
        pause.end,
        pause.before_word,
    )
    assert value(after, "inside_pauses_per_minute") > value(built, "inside_pauses_per_minute")
    assert any(moment.kind == "inside_pause" and "“records”" in moment.sentence for moment in after.moments)


def test_a_word_that_was_not_said_does_not_end_a_pause(built):
    pause = built.pauses[0]
    after = correct_word(built, pause.before_word, "")
    assert after.pauses[0].before_word == pause.before_word + 1


def test_the_story_and_what_is_asked_next_follow_the_words(built):
    index = place(built, "campaign")
    assert "campaign" in built.story.text
    after = correct_word(built, index, "launch")
    assert "spring launch" in after.story.text
    for element in after.story.elements:
        for quote in element.evidence:
            assert after.story.text[quote.start : quote.end] == quote.quote
    silent = built
    for place_of in range(len(SAID)):
        silent = correct_word(silent, place_of, "")
    assert silent.story is None
    assert silent.follow_ups == ()
    assert measure(silent, "speech_rate").certainty == "unknown"


def test_what_hangs_on_sound_or_picture_is_untouched(made):
    after = judge_filler(correct_word(made, 3, "something else entirely"), 0, False)
    for key in BY_SOUND_OR_PICTURE:
        assert measure(after, key) is measure(made, key)
    for name in ("speech", "glances", "blinks", "recording", "warnings", "timings", "made_at"):
        assert getattr(after, name) == getattr(made, name)
    curves = {curve.key: curve for curve in made.curves}
    assert all(curve == curves[curve.key] for curve in after.curves if curve.key != "pace")
    assert [m.key for m in after.measures] == [m.key for m in made.measures]


def test_a_rough_transcript_stays_rough_and_quotes_no_words_that_nobody_vouched_for():
    rough = recount(make_analysis(rough=True))
    after = correct_word(rough, place(rough, "decided"), "chose")
    assert measure(after, "speech_rate").certainty == "rough"
    assert all(not follow_up.quote for follow_up in after.follow_ups)


def test_a_word_that_is_not_there_is_refused(built):
    for index in (-1, len(SAID)):
        with pytest.raises(IndexError):
            correct_word(built, index, "x")
    with pytest.raises(IndexError):
        judge_filler(built, len(built.fillers), True)


def test_reports_and_captions_read_corrected_words(built):
    index = place(built, "vendor")
    after = correct_word(correct_word(built, index, "old data vendor"), index + 1, "")
    pieces = [piece for part in paragraphs(after) for piece in part.pieces]
    assert all(piece.text for piece in pieces)
    corrected = next(piece for piece in pieces if piece.text == "old data vendor")
    assert (corrected.kind, corrected.note) == ("word", "corrected by hand, recognised as “vendor”")
    assert "our old data vendor\n" in to_vtt(after.transcript)
    assert "old data vendor" in to_html(after)


# --------------------------------------------------------------------------- in the window


def test_no_heavy_library_is_loaded():
    code = (
        "import sys; from tests.builders import make_analysis; from rehearse.analysis.recount import *\n"
        "a = judge_filler(correct_word(make_analysis(), 3, 'uh no'), 0, False)\n"
        "print(' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    root = Path(__file__).parents[2]
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root).stdout
    assert "numpy" in loaded.split()
    assert HEAVY.isdisjoint(loaded.split())


def test_two_minutes_are_recounted_before_the_next_word_is_corrected(built):
    words = [
        replace(word, start=word.start + 30.0 * i, end=word.end + 30.0 * i)
        for i in range(5)
        for word in built.transcript.words
    ]
    long = replace(built, transcript=replace(built.transcript, words=tuple(words)), speech=(Span(0.6, 150.0),))
    correct_word(long, 3, "uh")
    places = itertools.count(20)
    # In a thread beside the window; nearly all of it reads the story anew.
    assert quickest(lambda: correct_word(long, next(places), "something")) < within(0.4)
