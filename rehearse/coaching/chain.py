"""The chain of follow-ups of a take: what was asked and answered in short answers, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rehearse.coaching.deeper import Asked
from rehearse.coaching.follow_ups import find_follow_ups
from rehearse.coaching.quotes import is_well_heard
from rehearse.story.patched import PatchedStory, Quote, check_with_patches
from rehearse.types import Analysis, Element, Evidence, FollowUp, Story, Take, Transcript


@dataclass(frozen=True)
class Patch:
    """A short answer: its take, and its analysis where there is one."""

    take: Take
    analysis: Analysis | None


def read_whole(analysis: Analysis, patches: Sequence[Patch]) -> PatchedStory | None:
    """The story together with its short answers; None where there is no story, or none of them was analysed.

    Runs the story check: not for a thread that must not wait.
    """
    told = _told(patches)
    return check_with_patches(analysis.transcript, list(told.items())) if told and analysis.story is not None else None


def ask_next(
    analysis: Analysis, patches: Sequence[Patch] = (), whole: PatchedStory | None = None, *, most: int = 5
) -> tuple[FollowUp, ...]:
    """The next questions about a take, the answered ones left out; `whole` is as `read_whole` gives it."""
    said = analysis.transcript
    asked = tuple(Asked(p.take.patch_element, p.take.question.text) for p in patches if p.take.question is not None)
    if whole is None:
        return find_follow_ups(
            analysis.story, question=analysis.question, words=said.words, rough=said.rough, asked=asked, most=most
        )
    story = _quotable(whole, {"": said} | _told(patches))
    return find_follow_ups(story, question=analysis.question, asked=asked, most=most)


def _told(patches: Sequence[Patch]) -> dict[str, Transcript]:
    return {patch.take.id: patch.analysis.transcript for patch in patches if patch.analysis is not None}


def _quotable(whole: PatchedStory, said: Mapping[str, Transcript]) -> Story:
    """The whole story with those quotes alone that were heard well; times only where they are the answer's own."""
    elements = tuple(
        Element(each.name, each.now, each.probability, tuple(_well_heard(each.quotes, said)), each.unsure)
        for each in whole.elements
    )
    return replace(whole.story, elements=elements)


def _well_heard(quotes: Sequence[Quote], said: Mapping[str, Transcript]) -> Iterator[Evidence]:
    for quote in quotes:
        heard = said[quote.take]
        if is_well_heard(quote.evidence, heard.words, heard.rough):
            yield replace(quote.evidence, start_s=None, end_s=None) if quote.take else quote.evidence
