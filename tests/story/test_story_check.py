"""The story check on made answers: what it says, what it quotes, and what it does with text that holds no story."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.story import check_story, check_transcript
from rehearse.story.classifier import CORE, ELEMENTS, Scores
from rehearse.story.lexicon import cues
from rehearse.story.model import own_model
from rehearse.types import Provenance, Story, Transcript, Word

FULL = (
    "So this was last March, I was running support for a payroll product, and I had to get the year end through "
    "with six people. Half the team wanted to keep the phone line open. I closed the phone line for three weeks "
    "and moved everybody to tickets. I knew the small customers would lose the voice they knew, but in return "
    "every ticket got an answer within a day. We paid for it. Two of our oldest customers cancelled, nine "
    "thousand a year each, and Maria, who had run that line for six years, handed in her notice. The year end "
    "went through two days early. Next time I would call those customers myself before I close anything."
)
ADVICE = (
    "What I always tell people is that you have to decide fast. Usually you never have all the data, so you "
    "should pick one metric and go with it. Every decision is a trade-off and you always have to look at the "
    "cost. If I had to choose I would always choose the customer. I believe in ownership, I believe in alignment,"
    " and I make sure the stakeholders know what they are getting. You can be fast or you can be right, that's "
    "just how I think about it."
)


def levels(story: Story) -> dict[str, int]:
    return {element.name: element.level for element in story.elements}


def test_a_full_story_is_heard():
    story = check_story(FULL)
    assert {name: levels(story)[name] for name in CORE} == {"decision": 2, "tradeoff": 2, "cost": 2}
    assert story.episode > 0.5
    assert "closed the phone line" in " ".join(quote.quote for quote in story.elements[0].evidence)
    assert story.decision_at_s is None


def test_advice_is_a_pseudo_story():
    story = check_story(ADVICE)
    assert story.episode < 0.5
    assert not any(levels(story)[name] == 2 for name in CORE)


def test_elements_come_in_order_with_quotes_only_where_heard():
    story = check_story(FULL)
    assert tuple(element.name for element in story.elements) == ELEMENTS
    for element in story.elements:
        assert bool(element.evidence) == (element.level > 0)
        assert 0 <= element.probability <= 1
        for quote in element.evidence:
            assert FULL[quote.start : quote.end] == quote.quote


# One change each that takes an element away from the same sentence.
@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("decision", "That Friday I cancelled the launch.", "That Friday the director cancelled the launch."),
        ("decision", "I chose the smaller vendor that week.", "I would have chosen the smaller vendor that week."),
        ("decision", "I decided to stop the rollout that night.", "I usually decide to stop rollouts at night."),
        ("cost", "Two engineers quit over it that spring.", "Nobody quit over it that spring."),
        ("cost", "We lost four customers over it in May.", "We could have lost four customers over it in May."),
        ("cost", "It broke and I was signed off sick for six weeks.", "It nearly broke but luckily nothing happened."),
    ],
)
def test_guards(name, told, untold):
    def probability(text: str) -> float:
        return next(element.probability for element in check_story(text).elements if element.name == name)

    assert probability(told) > probability(untold)


def test_both_sides_weigh_more_than_one():
    two = check_story(
        "I dropped the report so the nurses lost their numbers but in return every ward got its own screen."
    )
    one = check_story("I dropped the report and wrote an email about the change.")
    assert two.elements[1].probability > one.elements[1].probability


@pytest.mark.parametrize("text", ["", "   ", "yes I did", "😀😀 🎉", "!!! ... ---"])
def test_too_little_text_is_said_to_be_so(text):
    story = check_story(text)
    assert story.note.startswith("can't tell")
    assert set(levels(story).values()) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Letztes Jahr habe ich entschieden, das Projekt zu stoppen, und wir haben zwei Kunden verloren.",
        "El año pasado decidí parar el proyecto y perdimos dos clientes pero el equipo se quedó con nosotros",
        "В прошлом году я решил остановить проект и мы потеряли двух клиентов но команда осталась с нами до конца года",
    ],
)
def test_other_languages_are_not_judged(text):
    story = check_story(text)
    assert "English" in story.note
    assert set(levels(story).values()) == {0}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    story = check_story(text)
    assert all(text[q.start : q.end] == q.quote for element in story.elements for q in element.evidence)


@pytest.mark.parametrize("piece", ["so i decided to stop it and we lost two customers ", "i and ", "the 😀 5 "])
def test_long_text_takes_linear_time(piece):
    from time import process_time

    def seconds(times: int) -> float:
        def once() -> float:
            start = process_time()
            check_story(piece * times)
            return process_time() - start

        return min(once() for _ in range(2))  # what else runs on the machine only adds

    seconds(10)
    count = 4000 // len(piece.split())
    assert seconds(count) < 8 * max(seconds(count // 4), 0.05)


def test_one_huge_word():
    assert check_story("a" * 500_000).note


def words_of(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, i * 0.4, i * 0.4 + 0.3, 0.9) for i, word in enumerate(text.split()))


def test_a_transcript_gets_times():
    words = words_of(FULL)
    story = check_transcript(Transcript(words, "en", Provenance("test")))
    for element in story.elements:
        for quote in element.evidence:
            spoken = [w for w in words if quote.start_s <= w.start and w.end <= quote.end_s]
            assert " ".join(w.text for w in spoken).startswith(quote.quote.split()[0])
            assert story.text[quote.start : quote.end] == quote.quote
    decision = story.elements[0].evidence
    assert story.decision_at_s == min(quote.start_s for quote in decision)


def test_an_empty_transcript():
    story = check_transcript(Transcript((), "en", Provenance("test")))
    assert story.note
    assert story.decision_at_s is None


def test_another_classifier_can_take_its_place():
    class Sure:
        provenance = Provenance("sure", "9")

        def __call__(self, passage):
            one = dict.fromkeys(ELEMENTS, 1.0)
            scores = np.arange(len(passage.clauses), dtype=np.float32)
            return Scores(one, one, dict.fromkeys(ELEMENTS, scores), dict.fromkeys(ELEMENTS, (0.5, 0.5)), 1.0)

    story = check_story(FULL, classifier=Sure())
    assert set(levels(story).values()) == {2}
    assert story.provenance == Provenance("sure", "9")


def test_the_weights_fit_the_cues():
    model = own_model()
    assert model.cues == list(cues())
    for heads in (model.heard, model.clear):
        assert set(heads) == set(ELEMENTS)
        assert all(len(heads[name].window.values) == 3 * len(cues()) + 2 + len(model.words) for name in CORE)
