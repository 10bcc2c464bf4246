"""The chain of follow-ups: a short answer closes a gap, and the next question goes under it."""

import dataclasses

from rehearse.coaching.chain import Patch, ask_next, read_whole
from rehearse.types import Provenance, Question, Take, Transcript, Word
from tests import builders

ANALYSIS = builders.make_analysis()
ASKED = "You said “I decided to move the launch by two weeks”. What did that cost, and who paid?"
COST = (
    "It cost us the spring campaign and Tom, who had worked four months on it, lost his bonus, about nine thousand, "
    "and he left in June because of it and did not speak to me again"
)


def patch(text=COST, element="cost", question=ASKED, probability=0.95):
    words = tuple(Word(each, n / 2, n / 2 + 0.4, probability) for n, each in enumerate(text.split()))
    said = Transcript(words, "en", Provenance("faster-whisper"))
    take = Take(1, "20261122-091502-p4tc", "2026-11-22T09:15:02+00:00", "recording.mkv",
                question=Question("", question), patch_of="20261121-091502-k3f7", patch_element=element)  # fmt: skip
    return Patch(take, dataclasses.replace(ANALYSIS, transcript=said))


def elements(found):
    return [follow_up.element for follow_up in found]


def test_without_short_answers_the_takes_own_questions():
    assert elements(ask_next(ANALYSIS))[:2] == ["tradeoff", "cost"]
    assert read_whole(ANALYSIS, ()) is None


def test_what_was_answered_is_not_asked_again():
    patches = [patch()]
    whole = read_whole(ANALYSIS, patches)
    assert next(e for e in whole.story.elements if e.name == "cost").level == 2
    found = ask_next(ANALYSIS, patches, whole, most=9)
    assert ASKED not in [each.question for each in found]
    deeper = [each for each in found if each.element == "cost"]
    assert all("How did you find out" in each.question for each in deeper)


def test_a_short_answer_without_an_analysis_counts_as_asked():
    waiting = dataclasses.replace(patch(), analysis=None)
    assert read_whole(ANALYSIS, [waiting]) is None
    asked = [each for each in ask_next(ANALYSIS, [waiting], most=9) if each.element == "cost"]
    assert asked and asked[0].question != ASKED


def test_words_that_were_doubted_in_a_short_answer_are_not_quoted():
    patches = [patch(probability=0.3)]
    found = ask_next(ANALYSIS, patches, read_whole(ANALYSIS, patches), most=9)
    assert all("Tom" not in each.question for each in found)


def test_the_time_of_a_quote_is_the_answers_own_or_none():
    patches = [patch()]
    for each in ask_next(ANALYSIS, patches, read_whole(ANALYSIS, patches), most=9):
        assert each.start_s is None or each.quote in ANALYSIS.story.text
