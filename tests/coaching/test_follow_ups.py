"""Follow-up questions: on the person's own words where those can be trusted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.deeper import Asked
from rehearse.coaching.follow_ups import find_follow_ups
from rehearse.coaching.quotes import LONGEST, shorten
from rehearse.types import Element, Evidence, Question, Specificity, Story, Word

TEXT = "so um I closed the phone line for three weeks and it was a bit rough"
DECISION = Evidence("so um I closed the phone line for three weeks", 0, 45, 0.0, 9.5)
COST = Evidence("and it was a bit rough", 46, 68, 10.0, 15.5)
LADDER = ("What did you give up?", "Who paid?", "Who would object?")
QUESTION = Question("pack/one", "Tell me about a hard call.", follow_ups=LADDER)


def story(episode=0.9, note="", **levels):
    quotes = {"decision": (DECISION,), "cost": (COST,)}
    names = ("decision", "tradeoff", "cost", "result", "reflection")
    elements = tuple(Element(n, levels.get(n, 2), 0.5, quotes.get(n, ()) if levels.get(n, 2) else ()) for n in names)
    return Story(TEXT, episode, elements, Specificity(0, 0, 0, 0, 0, 0, 0, 15), note=note)


def words(probability):
    return tuple(Word(text, float(i), i + 0.5, probability) for i, text in enumerate(TEXT.split()))


def test_what_was_not_heard_hangs_on_what_was():
    (found,) = find_follow_ups(story(tradeoff=0), question=QUESTION, most=1)
    assert found.element == "tradeoff"
    assert found.quote == "I closed the phone line for three weeks"
    assert found.question.startswith(f"You said “{found.quote}”. What did you give up")
    assert found.quote in TEXT


def test_what_is_thin_is_asked_about_itself():
    (found,) = find_follow_ups(story(cost=1), most=1)
    assert (found.element, found.quote, found.start_s) == ("cost", "it was a bit rough", 10.0)


@pytest.mark.parametrize(
    ("probability", "rough", "quoted"),
    [(0.9, False, True), (0.2, False, False), (0.9, True, True), (None, True, False), (None, False, True)],
)
def test_doubtful_words_are_not_quoted(probability, rough, quoted):
    (found,) = find_follow_ups(story(tradeoff=0), question=QUESTION, words=words(probability), rough=rough, most=1)
    assert bool(found.quote) == quoted
    assert quoted or found.question == LADDER[0]


def test_the_order_is_an_interviewers_and_the_general_ladder_fills_in():
    found = find_follow_ups(story(decision=0, tradeoff=0, cost=0, result=0, reflection=0))
    assert [one.element for one in found] == ["decision", "tradeoff", "cost", "result", "reflection"]
    assert all(one.question.endswith("?") and not one.quote for one in found)


def test_a_pseudo_story_is_asked_for_one_occasion_first():
    assert find_follow_ups(story(episode=0.1, cost=0))[0].element == "episode"


def test_a_complete_story_is_asked_one_layer_deeper():
    found = find_follow_ups(story(), question=QUESTION)
    assert [one.element for one in found] == ["decision", "cost", "tradeoff"]
    assert found[0].question == (
        "You said “I closed the phone line for three weeks”. "
        "What did you know at that moment, and what were you guessing?"
    )
    assert found[0].quote in TEXT and found[2].quote == ""


def test_gaps_come_before_what_goes_deeper():
    assert [one.element for one in find_follow_ups(story(reflection=0), question=QUESTION)] == [
        *("reflection", "decision", "cost")
    ]


def chain(told, element, most=9):
    """The questions put about one element, each answered without changing the story."""
    asked = []
    while len(asked) < most:
        found = find_follow_ups(told, question=QUESTION, asked=asked, most=9)
        step = next((one for one in found if one.element == element), None)
        if step is None:
            break
        asked.append(Asked(element, step.question))
    return [each.question for each in asked]


def test_three_layers_from_the_ground_to_the_sceptic():
    ground, ladder, pushed = chain(story(), "decision")
    assert "what were you guessing" in ground
    assert ladder == LADDER[-1]
    assert pushed == "Why didn't you stop sooner?"


def test_the_sceptic_pushes_on_what_was_done():
    stopped = Evidence("so um I stopped the roll-out that night", 0, 39, 0.0, 9.5)
    told = replace(story(), text=stopped.quote, elements=(Element("decision", 2, 0.9, (stopped,)),))
    asked = [Asked("decision", one.question) for one in find_follow_ups(told)]
    assert find_follow_ups(told, asked=asked)[0].question == "Why didn't you stop sooner?"


def test_a_gap_is_asked_again_in_another_way_and_then_left():
    first, again = chain(story(cost=0), "cost")
    assert first.startswith("You said “I closed the phone line")
    assert again.startswith("Complete the sentence")


def test_no_element_is_asked_about_more_than_three_times():
    asked = [Asked("decision", f"Another question {number}") for number in range(3)]
    assert all(one.element != "decision" for one in find_follow_ups(story(), asked=asked))


def test_without_a_story_the_questions_own_ladder():
    think = Question("p/two", "Design a queue.", follow_ups=LADDER, mode="think-aloud")
    for found in (
        find_follow_ups(None, question=QUESTION),
        find_follow_ups(story(note="can't tell: too few words"), question=QUESTION),
        find_follow_ups(story(cost=0), question=think),
    ):
        assert [one.question for one in found] == list(LADDER)


@given(
    st.lists(
        st.sampled_from(
            ["so", "um", "and", "I", "closed", "the", "Line.", "the", "a,", "we", "lost", "“x”", "…", "to"]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_short_quotes_stay_exact_substrings(pieces):
    text = " ".join(pieces)
    short = shorten(Evidence(text, 5, 5 + len(text)))
    assert text[short.start - 5 : short.end - 5] == short.quote
    assert len(short.quote.split()) <= LONGEST
