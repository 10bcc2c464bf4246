"""Seconds on the parts of a story, and until the decision."""

import dataclasses

import pytest

from rehearse.story.timing import NO_WORDS, ROWS, measure_timing
from rehearse.types import Element, Evidence, Provenance, Span, Specificity, Story, Transcript

WORDS = Transcript((), "en", Provenance("an engine"))
ANSWER = Span(2.0, 100.0)


def said(start: float, end: float) -> Evidence:
    return Evidence("words", 0, 5, start, end)


def told(**elements: tuple[Evidence, ...]) -> Story:
    decided = min((e.start_s for e in elements.get("decision", ())), default=None)
    found = tuple(Element(name, 2 if quotes else 0, 0.9, quotes) for name, quotes in elements.items())  # type: ignore[arg-type]
    return Story("words", 0.9, found, Specificity(0, 0, 0, 0, 0, 0, 0, 1), decided, Provenance("cues", "1"))


def values(story: Story | None) -> dict[str, float | None]:
    return {m.key: m.value for m in measure_timing(story, transcript=WORDS, answer=ANSWER)}


def test_each_part_lasts_as_long_as_its_quotes_together():
    story = told(decision=(said(30, 36),), tradeoff=(said(34, 40), said(38, 45)), action=(said(20, 25),), result=())
    found = values(story)
    assert found["story_setup_s"] == 18
    assert found["decision_after_s"] == 28
    assert found["story_decision_s"] == 6
    assert found["story_tradeoff_s"] == 11
    assert found["story_result_s"] is None


def test_quotes_in_any_order_and_one_inside_another():
    assert values(told(cost=(said(50, 60), said(10, 12), said(52, 55))))["story_cost_s"] == 12


def test_what_was_not_heard_is_unknown_and_says_so():
    found = {m.key: m for m in measure_timing(told(cost=(said(5, 6),)), transcript=WORDS, answer=ANSWER)}
    assert found["story_decision_s"].note == "can't tell: no decision was heard"
    assert found["story_setup_s"].certainty == found["decision_after_s"].certainty == "unknown"
    assert found["story_cost_s"].certainty == "estimate"


def test_rough_words_give_rough_times():
    rough = dataclasses.replace(WORDS, rough=True)
    found = measure_timing(told(decision=(said(5, 6),)), transcript=rough, answer=ANSWER)
    assert {m.certainty for m in found if m.value is not None} == {"rough"}
    assert all(m.provenance.settings["words"] == "an engine" for m in found)


@pytest.mark.parametrize(
    ("story", "note"), [(None, NO_WORDS), (dataclasses.replace(told(), note="can't tell: too few words"), None)]
)
def test_nothing_to_check(story, note):
    found = measure_timing(story, transcript=WORDS, answer=ANSWER)
    assert len(found) == len(ROWS)
    assert {(m.value, m.note) for m in found} == {(None, note or story.note)}
