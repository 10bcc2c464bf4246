"""What is asked next is chosen at once, from whatever is known when the answer ends."""

import dataclasses

import pytest

from rehearse.coaching.chain import Patch
from rehearse.loops.follow_up import Heard, choose_follow_up, choose_for_run, follow_up_question
from rehearse.loops.moves import answered, followed_up
from rehearse.types import Question
from tests import builders
from tests.loops.looping import LADDER, QUESTIONS, RUN, answer, to_answering
from tests.speed import quickest, within

B, ALOUD = QUESTIONS["p/b"], QUESTIONS["p/d"]
ANALYSIS = builders.make_analysis(question=B)
CLAIM = "In the end everyone agreed and I decided to move the launch instead of shipping."


def chain(question, heard, *, sceptical=False, most=9):
    """Everything that would be asked, one after the other."""
    asked = []
    while (following := choose_follow_up(question, heard, asked=asked, sceptical=sceptical, most=most)) is not None:
        asked.append(following)
    return asked


def questions(found):
    return [each.question for each in found]


def test_with_nothing_known_the_ladder_is_climbed():
    found = chain(B, Heard(120), most=3)
    assert questions(found) == list(LADDER)
    assert [each.element for each in found] == ["tradeoff", "cost", "decision"]


def test_a_sceptic_begins_with_the_critic():
    assert questions(chain(B, Heard(120), sceptical=True, most=3)) == list(reversed(LADDER))


@pytest.mark.parametrize(("elapsed", "told"), [(20, "from the start"), (400, "one sentence"), (120, LADDER[0])])
def test_the_length_of_the_answer_has_the_first_word(elapsed, told):
    first, second, *_ = chain(B, Heard(elapsed))
    assert told in first.question
    assert second.question in LADDER


def test_what_the_live_words_told_is_asked_last():
    found = questions(chain(B, Heard(120, live="I did it instead of shipping"), most=3))
    assert found == [LADDER[1], LADDER[2], LADDER[0]]


def test_a_sceptic_pushes_back_on_the_claim_in_live_words():
    heard = Heard(120, live=CLAIM, live_rough=False)
    first, second, third = chain(B, heard, sceptical=True, most=3)
    assert first.quote == "everyone agreed" and second.quote.startswith("I decided to move the launch")
    assert third.question == LADDER[2]
    rough = choose_follow_up(B, dataclasses.replace(heard, live_rough=True), sceptical=True)
    assert rough.quote == "" and "closest to saying otherwise" in rough.question
    assert choose_follow_up(B, heard).question == LADDER[1]


def test_the_analysis_is_asked_about_once_it_is_there():
    found = chain(B, Heard(20, live=CLAIM, analysis=ANALYSIS), most=3)
    assert [each.element for each in found[:2]] == ["tradeoff", "cost"]
    assert "I decided to move the launch" in found[1].question
    sceptic = chain(B, Heard(20, analysis=ANALYSIS), sceptical=True, most=3)
    assert sceptic[0].quote.startswith("I decided to move the launch") and sceptic[0].start_s is not None


def test_a_follow_up_chosen_before_the_analysis_is_not_asked_again_after_it():
    first = choose_follow_up(B, Heard(120))
    take = builders.make_take(question=follow_up_question(B, first, target_s=(20, 60)), patch_element=first.element)
    heard = Heard(120, analysis=ANALYSIS, patches=(Patch(take, None),))
    rest = chain(B, heard, most=9)
    assert first.question not in questions(rest) and len(set(questions(rest))) == len(rest)
    after = choose_follow_up(B, heard, asked=[first], most=9)
    assert after is not None and after.question != first.question


def test_a_question_without_a_ladder_gets_the_general_ones():
    bare = Question("p/x", "Tell me more.")
    assert len(chain(bare, Heard(120), most=3)) == len(chain(bare, Heard(120), sceptical=True, most=3)) == 3
    assert chain(bare, Heard(120), most=3) != chain(bare, Heard(120), sceptical=True, most=3)


def test_thinking_aloud_is_asked_by_its_ladder_alone():
    heard = Heard(2, live=CLAIM, analysis=dataclasses.replace(ANALYSIS, story=None))
    assert questions(chain(ALOUD, heard, sceptical=True))[:3] == list(LADDER)


@pytest.mark.parametrize("sceptical", [False, True])
@pytest.mark.parametrize("analysis", [None, ANALYSIS])
def test_nothing_is_asked_twice_and_three_are_enough(sceptical, analysis):
    heard = Heard(400, live=CLAIM, live_rough=False, analysis=analysis)
    endless = questions(chain(B, heard, sceptical=sceptical, most=99))
    assert len(set(endless)) == len(endless) >= 3
    assert len(chain(B, heard, sceptical=sceptical, most=3)) == 3
    assert choose_follow_up(B, heard, sceptical=sceptical, most=0) is None


def test_silence_is_asked_to_begin():
    found = choose_follow_up(B, Heard(3, analysis=builders.make_silence()))
    assert found.question in LADDER


def test_a_run_asks_as_its_round_says():
    run = answered(to_answering(answer(RUN, "t1", "t1a")), "t2")
    first = choose_for_run(run, Heard(120))
    assert first.question == LADDER[2]  # a sceptical director
    assert choose_for_run(followed_up(run, first), Heard(120)).question == LADDER[1]
    short = answered(to_answering(RUN), "t1")
    assert choose_for_run(followed_up(short, first), Heard(60)) is None  # a recruiter asks one


def test_it_is_chosen_in_a_twentieth_of_a_second():
    hour = "um so we had the vendor and everyone agreed that I decided to move the launch by two weeks " * 500
    words = tuple(
        dataclasses.replace(word, start=word.start + n * 30, end=word.end + n * 30)
        for n in range(60)
        for word in ANALYSIS.transcript.words
    )
    story = dataclasses.replace(ANALYSIS.story, text=" ".join(word.text for word in words))
    long = dataclasses.replace(ANALYSIS, transcript=dataclasses.replace(ANALYSIS.transcript, words=words), story=story)
    choose_follow_up(B, Heard(60, live="warm"), sceptical=True)
    for heard in (Heard(3600, live=hour), Heard(3600, live=hour, analysis=long)):
        assert choose_follow_up(B, heard, sceptical=True) is not None
        assert quickest(lambda heard=heard: choose_follow_up(B, heard, sceptical=True)) < within(0.05)
