"""Moments: observations with a place."""

from rehearse.coaching.moments import find_moments
from rehearse.types import (
    Element,
    Evidence,
    Filler,
    Glance,
    Pause,
    Provenance,
    Span,
    Specificity,
    Story,
    Transcript,
    Word,
)

WORDS = tuple(
    Word(text, float(i), i + 0.8, 0.9)
    for i, text in enumerate(["we", "closed", "the", "kitchen,", "because", "nobody", "came"])
)
SAID = Transcript(WORDS, "en", Provenance("test"))
TEXT = " ".join(word.text for word in WORDS)


def a_story(level=2, quote="we closed the kitchen", start_s=0.0, end_s=3.8):
    evidence = (Evidence(quote, 0, len(quote), start_s, end_s),)
    counts = Specificity(0, 0, 0, 1, 0, 1, 0, 7)
    return Story(TEXT, 1.0, (Element("decision", level, 0.9, evidence),), counts, decision_at_s=start_s)


def filler(start):
    return Filler(start, start + 0.3, "um", "filled pause", ("text",), 0.9)


def kinds(moments):
    return [moment.kind for moment in moments]


def test_only_long_pauses_inside_clauses_are_moments():
    pauses = (
        Pause(1.0, 2.4, "long", "inside", 2),
        Pause(3.0, 3.6, "medium", "inside", 3),
        Pause(4.0, 7.0, "very long", "boundary", 4),
        Pause(5.0, 7.5, "very long", "unknown", 4),
    )
    (moment,) = find_moments(transcript=SAID, pauses=pauses)
    assert (moment.start, moment.end, moment.kind) == (1.0, 2.4, "inside_pause")
    assert moment.sentence == "1.4 s of silence inside a clause, between “closed” and “the”."


def test_words_of_a_rough_transcript_are_not_quoted():
    rough = Transcript(WORDS, "en", Provenance("test"), rough=True)
    (moment,) = find_moments(transcript=rough, pauses=(Pause(1.0, 2.4, "long", "inside", 2),))
    assert "“" not in moment.sentence


def test_think_aloud_shows_long_silences_alone():
    pauses = (Pause(1.0, 2.4, "long", "inside", 2), Pause(10.0, 22.0, "very long", "boundary", 3))
    moments = find_moments(transcript=SAID, pauses=pauses, mode="think-aloud")
    assert kinds(moments) == ["silence"]
    assert moments[0].sentence.startswith("12 s of silence")


def test_filler_clusters_leave_rejected_fillers_out():
    assert kinds(find_moments(fillers=[filler(1), filler(3), filler(6)])) == ["fillers"]
    rejected = Filler(3, 3.3, "um", "filled pause", ("text",), 0.9, confirmed=False)
    assert find_moments(fillers=[filler(1), rejected, filler(6)]) == ()


def test_pace_and_looks_away():
    glances = (Glance(5.0, 8.5, "down", 20.0), Glance(9.0, 9.5, "left", 12.0))
    moments = find_moments(transcript=SAID, slow=(Span(0, 4),), glances=glances)
    assert kinds(moments) == ["slow", "look_away"]
    assert "60 words a minute" in moments[0].sentence
    assert moments[1].sentence == "Eyes away from the lens for 3.5 s, downwards."


def test_story_evidence_is_shown_where_it_was_said():
    (moment,) = find_moments(transcript=SAID, story=a_story())
    assert (moment.start, moment.end) == (0.0, 3.8)
    assert moment.sentence == "Here you named the decision: “we closed the kitchen”."
    (thin,) = find_moments(transcript=SAID, story=a_story(level=1))
    assert "touched" in thin.sentence


def test_a_boundary_pause_before_the_decision_is_praised_once_it_is_clear():
    story = a_story(quote="because nobody came", start_s=4.0, end_s=6.8)
    pause = Pause(2.9, 4.0, "long", "boundary", 4)
    assert "pause_before_decision" in kinds(find_moments(transcript=SAID, story=story, pauses=(pause,)))
    thin = a_story(level=1, quote="because nobody came", start_s=4.0, end_s=6.8)
    assert "pause_before_decision" not in kinds(find_moments(transcript=SAID, story=thin, pauses=(pause,)))


def test_in_the_order_of_time_and_empty_for_nothing():
    moments = find_moments(glances=(Glance(5, 9, "up", 20.0),), fillers=[filler(1), filler(2), filler(3)])
    assert [moment.start for moment in moments] == [1, 5]
    assert all(0 <= moment.severity <= 1 for moment in moments)
    assert find_moments() == ()
