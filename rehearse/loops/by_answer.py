"""One question of a loop: what became of it, and what was heard in its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rehearse.coaching.chain import Patch, ask_next
from rehearse.loops.heard import CORE, FIGURES, AnswerSummary, FollowUpSummary, HeardElement, Told
from rehearse.loops.run import Answer, FollowedUp, place_of
from rehearse.questions.loop import Step
from rehearse.story.patched import PatchedStory
from rehearse.types import Analysis, FollowUp, Story

GONE = "can't tell: the take is no longer in the library"
WAITING = "can't tell yet: not analysed"


def summarise_answer(
    step: Step, answer: Answer, takes: Mapping[str, Told], whole: PatchedStory | None
) -> AnswerSummary:
    """`takes` by id, those that are there; `whole` the story together with its follow-ups, where these were read."""
    told = takes.get(answer.take)
    analysis = told.analysis if told else None
    story = analysis.story if analysis and not step.think_aloud else None
    return AnswerSummary(
        place=place_of(step),
        question=step.question,
        take=answer.take,
        skipped=answer.skipped,
        note=_note(answer, told, story),
        seconds=told.take.duration or None if told else None,
        elements=_elements(story, whole),
        measures=tuple(m for key in FIGURES for m in (analysis.measures if analysis else ()) if m.key == key),
        follow_ups=tuple(
            FollowUpSummary(place_of(step, number), put.asked, put.take, put.skipped)
            for number, put in enumerate(answer.follow_ups, start=1)
        ),
        still_open=_still_open(analysis, answer.follow_ups, takes, whole) if story is not None else None,
    )


def _note(answer: Answer, told: Told | None, story: Story | None) -> str:
    if not answer.take:
        return "skipped" if answer.skipped else "not answered"
    if told is None:
        return GONE
    if told.analysis is None:
        return told.take.failure or WAITING
    return story.note if story is not None else ""


def _elements(story: Story | None, whole: PatchedStory | None) -> tuple[HeardElement, ...]:
    if story is None or story.note:
        return ()
    alone = {element.name: element.level for element in story.elements}
    now = {element.name: element.now for element in whole.elements} if whole is not None else {}
    return tuple(
        HeardElement(name, alone[name], max(alone[name], now.get(name, alone[name]))) for name in CORE if name in alone
    )


def _still_open(
    analysis: Analysis | None, put: Sequence[FollowedUp], takes: Mapping[str, Told], whole: PatchedStory | None
) -> FollowUp | None:
    if analysis is None:
        return None
    answered = [takes[each.take] for each in put if each.take in takes]
    patches = [Patch(told.take, told.analysis) for told in answered]
    asked = {each.asked.question for each in put}
    found = ask_next(analysis, patches, whole, most=len(asked) + 1)
    return next((each for each in found if each.question not in asked), None)
