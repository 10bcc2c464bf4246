"""Remarks on how a story is told: what is heard in it, and nothing where nothing is."""

from dataclasses import replace

import pytest

from rehearse.coaching.phrases import find_phrases
from rehearse.coaching.remarks import TOLD_WORDS, find_remarks
from rehearse.language.tokens import tokenise
from rehearse.story import check_story
from rehearse.types import Element, Evidence, Provenance, Question, Specificity, Story, Transcript, Word

OWN_CALL = Question("p/one", "A hard call?", autonomy=True)


def told(text, elements=()):
    return Story(text, 0.9, elements, Specificity(0, 0, 0, 0, 0, 0, 0, len(text.split())))


def kinds(text, **more):
    return [remark.kind for remark in find_remarks(told(text), **more)]


def said(text, kind="vague"):
    return [text[phrase.start : phrase.end] for phrase in find_phrases(tokenise(text), kind)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("We faced some challenges with various stakeholders.", ["some challenges", "various stakeholders"]),
        ("in the end we improved performance um a lot", ["improved performance um a lot"]),
        ("it all went really well and everyone was happy", ["it all went really well", "everyone was happy"]),
        ("We cut it from nine seconds to two, a big improvement.", []),
        ("The improvement was big. Nine people left.", []),
        ("I rang Maria and told her the pump was broken.", []),
        ("it was the easy answer to a hard question", []),
        ("our way of doing things", []),
    ],
)
def test_vague_words_are_found_where_no_number_answers(text, phrases):
    assert said(text) == phrases
    assert said(text.lower().replace(",", "").replace(".", "")) == [phrase.lower() for phrase in phrases]


def test_what_is_replaced_is_asked_for():
    (remark,) = find_remarks(told("We got there in the end with a few issues."))
    assert remark.ask == "Which one hurt most? Name it." and remark.quote.quote == "a few issues"


@pytest.mark.parametrize(
    "text",
    [
        "I waited two weeks for approval from legal.",
        "the committee decided",
        "It was decided to stop",
        "we were told to go",
    ],
)
def test_waiting_for_others_is_told_where_the_question_cares_for_autonomy(text):
    assert kinds(text, question=OWN_CALL) == ["process"]
    assert kinds(text, question=replace(OWN_CALL, autonomy=False)) == [] == kinds(text)


def test_an_own_refusal_is_no_dependence():
    assert said("I was not asked to be for or against, and I told the committee no.", "process") == []


WE = "we looked at the plan and we cut it in may so we kept the crew while we sold the van and "


def test_we_from_start_to_end():
    text = WE * 5
    (remark,) = (each for each in find_remarks(told(text)) if each.kind == "team only")
    assert remark.sentence == "“We” is said 20 times, “I” never." and remark.quote is None
    assert "team only" not in kinds(WE * 5 + "i drove i paid i rang i wept")
    assert "team only" not in kinds(WE)


def test_we_in_one_part_of_the_answer_is_no_team_story():
    assert "team only" not in kinds(WE * 3 + "the plan was sound " * 40)


@pytest.mark.parametrize(
    "when", ["", "the week after", "three months in", "on a Thursday", "by 2019", "two days later"]
)
def test_a_story_without_any_time(when):
    text = f"I told the cook that the oven was cold and he swore at me {when} " + "and the bread sank " * 20
    assert ("no time" in kinds(text)) == (not when)
    assert len(text.split()) > TOLD_WORDS


@pytest.mark.parametrize(("quote", "found"), [("the queue got shorter", True), ("the queue fell by forty", False)])
def test_a_result_without_a_number(quote, found):
    result = Element("result", 2, 0.9, (Evidence(quote, 0, len(quote)),))
    remarks = find_remarks(told(quote, (result,)))
    assert [remark.kind for remark in remarks] == (["no number"] if found else [])


def test_with_a_transcript_quotes_have_times_and_doubted_words_are_left_out():
    text = "we had some challenges and various stakeholders"
    words = tuple(
        Word(each, float(place), place + 0.5, 0.2 if each == "various" else 0.9)
        for place, each in enumerate(text.split())
    )
    transcript = Transcript(words, "en", Provenance("whisper"))
    (remark,) = find_remarks(told(text), transcript=transcript)
    assert (remark.quote.quote, remark.quote.start_s, remark.quote.end_s) == ("some challenges", 2.0, 3.5)
    unsure = tuple(replace(word, probability=None) for word in words)
    assert find_remarks(told(text), transcript=replace(transcript, words=unsure, rough=True)) == ()


def test_nothing_of_what_cannot_be_told_nor_of_thinking_aloud():
    text = "we had some challenges"
    assert find_remarks(None) == find_remarks(replace(told(text), note="can't tell")) == ()
    assert find_remarks(told(text), question=Question("p/two", "Design.", mode="think-aloud")) == ()


def test_a_plain_specific_answer_has_no_remark():
    text = (
        "In March I pulled the release the night before the fair. I knew we would miss the fair, and we did: "
        "forty visitors saw a blank stand, and Ines, who had built the demo for six weeks, did not speak to me "
        "until June. I would show her the crash first, next time, and give her the two weeks that she asked for."
    )
    assert find_remarks(check_story(text), question=OWN_CALL) == ()
