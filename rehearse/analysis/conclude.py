"""What follows once words, pauses, fillers and figures are known: story, moments, priorities, follow-ups. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.coaching.follow_ups import find_follow_ups
from rehearse.coaching.moments import find_moments
from rehearse.coaching.priorities import find_priorities
from rehearse.measures.answer import answer_span
from rehearse.measures.pace import find_fast, find_slow
from rehearse.story.check import check_transcript
from rehearse.story.timing import measure_timing
from rehearse.types import (
    Filler,
    FollowUp,
    Glance,
    Measure,
    Mode,
    Moment,
    Pause,
    Question,
    Span,
    Story,
    Transcript,
)


@dataclass(frozen=True)
class Coaching:
    """What is worth a look, what to do next time, and what would be asked next."""

    moments: tuple[Moment, ...]
    priorities: tuple[Moment, ...]
    follow_ups: tuple[FollowUp, ...]


def mode_of(question: Question | None) -> Mode:
    return question.mode if question else "story"


def read_story(
    transcript: Transcript, *, question: Question | None, speech: Sequence[Span]
) -> tuple[Story | None, tuple[Measure, ...]]:
    """The story and its times; in a think-aloud round neither, without words no story and times that are unknown."""
    if mode_of(question) != "story":
        return None, ()
    story = check_transcript(transcript) if transcript.words else None
    return story, measure_timing(story, transcript=transcript, answer=answer_span(speech))


def coach(
    *,
    transcript: Transcript,
    speech: Sequence[Span],
    pauses: Sequence[Pause],
    fillers: Sequence[Filler],
    glances: Sequence[Glance],
    story: Story | None,
    measures: Sequence[Measure],
    question: Question | None,
) -> Coaching:
    """Moments, priorities and follow-ups. `Pause.before_word` indexes the words of `transcript`."""
    words, mode = transcript.words, mode_of(question)
    moments = find_moments(
        transcript=transcript,
        pauses=pauses,
        fillers=fillers,
        slow=find_slow(words, speech=speech),
        fast=find_fast(words, speech=speech),
        glances=glances,
        story=story,
        mode=mode,
    )
    follow_ups = find_follow_ups(story, question=question, words=words, rough=transcript.rough) if words else ()
    return Coaching(moments, find_priorities(story=story, measures=measures, mode=mode), follow_ups)
