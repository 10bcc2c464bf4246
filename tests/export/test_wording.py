"""What the reports say in words: nothing that is not known."""

import dataclasses

from rehearse.export import wording
from rehearse.story.timing import ROWS, measure_timing
from rehearse.types import Event, Measure, Provenance, Span
from tests.builders import make_analysis


def timed(*, rough: bool = False):
    analysis = make_analysis(rough=rough)
    answer = Span(analysis.speech[0].start, analysis.speech[-1].end)
    timing = measure_timing(analysis.story, transcript=analysis.transcript, answer=answer)
    return dataclasses.replace(analysis, measures=(*analysis.measures, *timing))


def test_the_story_times_are_one_line_that_owns_what_was_not_heard():
    line = wording.story_times(timed().measures)
    assert line.startswith("in the words quoted: set-up ")
    assert "cost not heard" in line
    assert wording.story_times(timed(rough=True).measures).startswith("in the words quoted, roughly: ")
    assert wording.story_times(make_analysis().measures) == ""


def test_every_story_time_is_in_that_line_and_not_among_the_numbers():
    analysis = timed()
    assert {row.key for row in ROWS} == {*wording.STORY_TIMES, wording.DECIDED_AFTER}
    assert list(make_analysis().measures) == wording.of_the_delivery(analysis.measures)


def test_when_the_decision_comes():
    assert wording.decided(timed()).endswith(" s into the answer")
    assert wording.decided(make_analysis()).startswith("the decision is said at 0:")


def test_an_answer_that_cannot_be_judged_is_not_called_a_habit():
    story = dataclasses.replace(make_analysis().story, episode=0.0, note="can't tell: too few words to hold a story")
    assert wording.occasion(story) == "can't tell: too few words to hold a story"
    assert "habit" in wording.occasion(dataclasses.replace(story, note=""))


def test_no_name_found_is_not_told():
    counted = dataclasses.replace(make_analysis().story.specificity, names=0)
    assert "names" not in wording.counts(counted)
    assert "2 names" in wording.counts(dataclasses.replace(counted, names=2))


def percent(value: float, *, error: float | None = None, band: tuple[float | None, float | None] | None = None):
    return Measure("key", "Label", value, "% of width", "estimate", Provenance("x"), band, error)


def test_per_cent_are_whole_unless_the_advice_is_finer():
    assert wording.value(percent(0.12, band=(-12, 12))) == "0 % of width"
    assert wording.value(percent(-0.4, band=(-12, 12))) == "0 % of width"
    assert wording.value(percent(87.1)) == "87 % of width"
    assert wording.value(percent(0.04, band=(None, 0.1))) == "0.04 % of width"


def test_an_error_is_told_no_finer_than_it_is_known():
    assert wording.error(percent(87.1, error=0.3)) == "± 1"
    pace = Measure("speech_rate", "Pace", 161.2, "words/min", "rough", Provenance("x"), None, 16.12)
    assert wording.error(pace) == "± 16"


def test_what_happened_while_recording_is_told_with_its_time_and_a_recovery_without():
    assert wording.happened(Event(31.0, "camera lost", "The camera went.")) == "At 0:31: The camera went."
    assert wording.happened(Event(112.0, "recovered", "Recovered.")) == "Recovered."
