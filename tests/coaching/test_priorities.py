"""Priorities: what an interviewer misses most comes first; what can't be told never comes."""

import pytest

from rehearse.coaching.priorities import find_priorities
from rehearse.types import Element, Evidence, Measure, Provenance, Specificity, Story

COUNTS = Specificity(0, 0, 0, 0, 0, 0, 0, 100)
BY = Provenance("test")


def story(episode=0.9, **levels):
    names = ("decision", "tradeoff", "cost", "result", "reflection")
    quote = (Evidence("we did it", 0, 9, 3.0, 4.0),)
    elements = tuple(Element(n, levels.get(n, 2), 0.5, quote if levels.get(n, 2) else ()) for n in names)
    return Story("we did it", episode, elements, COUNTS)


def fast(value=220.0, certainty="sure", error=None):
    return Measure("speech_rate", "Pace", value, "words/min", certainty, BY, (120.0, 170.0), error)


def kinds(found):
    return [moment.kind for moment in found]


def test_story_before_delivery_and_at_most_three():
    found = find_priorities(story=story(decision=0, tradeoff=0, cost=0, result=0), measures=[fast()])
    assert kinds(found) == ["decision", "cost", "tradeoff"]


def test_missing_before_thin_and_thin_has_its_place():
    found = find_priorities(story=story(decision=1, cost=0))
    assert kinds(found) == ["cost", "decision"]
    assert (found[1].start, found[1].end) == (3.0, 4.0)


def test_a_pseudo_story_comes_first():
    assert kinds(find_priorities(story=story(episode=0.1, cost=0)))[0] == "episode"


def test_a_complete_story_leaves_room_for_delivery():
    assert kinds(find_priorities(story=story(), measures=[fast()])) == ["speech_rate"]


@pytest.mark.parametrize(
    "measure",
    [
        Measure("speech_rate", "Pace", None, "words/min", "unknown", BY, (120.0, 170.0), note="can't tell"),
        fast(certainty="rough"),
        fast(value=150.0),
        fast(value=175.0, error=8.0),
        Measure("pitch_variation", "Pitch", 0.1, "semitones", "sure", BY, (2.0, 4.0)),
    ],
)
def test_what_cannot_be_told_or_is_fine_never_comes(measure):
    assert find_priorities(measures=[measure]) == ()


def test_each_side_of_a_band_has_its_own_advice():
    (slow,) = find_priorities(measures=[fast(value=80.0)])
    (quick,) = find_priorities(measures=[fast()])
    assert slow.sentence != quick.sentence


def test_fillers_come_once():
    def rate(key):
        return Measure(key, key, 20.0, "per minute", "estimate", BY, (None, 5.0), 1.0)

    found = find_priorities(measures=[rate("fillers_per_minute"), rate("filled_pauses_per_minute")])
    assert kinds(found) == ["fillers_per_minute"]


def test_think_aloud_and_untold_stories_bring_no_story_priorities():
    assert find_priorities(story=story(cost=0), mode="think-aloud") == ()
    untold = Story("", 0.0, story().elements, COUNTS, note="can't tell: too few words")
    assert find_priorities(story=untold) == ()
