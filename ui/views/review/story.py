"""What the tab of the story shows: found, not heard, and what an interviewer would ask next. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.coaching import chain
from rehearse.coaching.remarks import Remark, find_remarks
from rehearse.export import wording
from rehearse.store import StoredTake
from rehearse.story.patched import PatchedElement, PatchedStory
from rehearse.types import Analysis, Element, FollowUp, Story

NOT_READ = {
    "waiting": "It is being analysed. What it changes shows here when that is done.",
    "failed": "Its analysis did not finish. Play it, and analyse it again there.",
}
MOST_ASKS = 9  # one for every element, and one more


@dataclass(frozen=True)
class Quote:
    """The person's words, when they are said, and in which take: "" for the one that is open."""

    text: str
    at: float | None
    time: str
    take: str = ""


@dataclass(frozen=True)
class ElementRow:
    """`level` is "clear", "thin" or "not heard"; `sure` how sure that is; `ask` what would be asked next, or "".

    `patched` says what short answers changed, "" where none did.
    """

    name: str
    label: str
    level: str
    sure: str
    quotes: tuple[Quote, ...]
    ask: str
    patched: str = ""


@dataclass(frozen=True)
class PatchRow:
    """A short answer that completes this one, and what it changed of the whole."""

    take_id: str
    title: str
    effect: str


@dataclass(frozen=True)
class RemarkRow:
    """How it is told: what was heard, what a listener would ask, and when, None for the whole answer."""

    sentence: str
    ask: str
    at: float | None
    time: str


@dataclass(frozen=True)
class StoryPage:
    """`note` says why nothing can be told, then there are no elements; `more_asks` go deeper into what was told."""

    note: str
    occasion: str
    counts: str
    times: str
    rough: str
    elements: tuple[ElementRow, ...]
    more_asks: tuple[FollowUp, ...]
    patches: tuple[PatchRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()


def read_whole(analysis: Analysis, patches: Sequence[StoredTake]) -> PatchedStory | None:
    """The story together with its patches; None where there are none that were analysed. Takes a while: not for Qt."""
    return chain.read_whole(analysis, _chain(patches))


def _chain(patches: Sequence[StoredTake]) -> list[chain.Patch]:
    return [chain.Patch(stored.take, stored.analysis) for stored in patches]


def make_page(analysis: Analysis, patches: Sequence[StoredTake] = (), whole: PatchedStory | None = None) -> StoryPage:
    """The story of a take; `whole` is the same together with its patches, where there are any."""
    story = whole.story if whole else analysis.story
    rough = wording.ROUGH if analysis.transcript.rough else ""
    listed = tuple(_patch(stored, whole) for stored in patches)
    asked = _asked(analysis, patches, whole)
    remarks = find_remarks(analysis.story, transcript=analysis.transcript, question=analysis.question)
    if story is None or story.note:
        note = wording.occasion(story) if story else "can't tell: nothing was said that could be read"
        return StoryPage(_sentence(note), "", "", "", rough, (), asked, listed)
    gaps: set[str] = {element.name for element in story.elements if element.level < 2}
    asks = {follow_up.element: follow_up.question for follow_up in reversed(asked) if follow_up.element in gaps}
    return StoryPage(
        note="",
        occasion=_sentence(wording.occasion(story)),
        counts=_sentence(wording.counts(story.specificity)),
        times=" ".join(_sentence(t) for t in (wording.decided(analysis), wording.story_times(analysis.measures)) if t),
        rough=rough,
        elements=tuple(_rows(story, whole, asks)),
        more_asks=tuple(follow_up for follow_up in asked if follow_up.element not in gaps),
        patches=listed,
        remarks=tuple(map(_remark, remarks)),
    )


def _asked(analysis: Analysis, patches: Sequence[StoredTake], whole: PatchedStory | None) -> tuple[FollowUp, ...]:
    """The next question for every element that is missing or thin, then those that go one layer deeper."""
    if not analysis.follow_ups:
        return ()
    return chain.ask_next(analysis, _chain(patches), whole, most=MOST_ASKS)


def _remark(remark: Remark) -> RemarkRow:
    at = remark.quote.start_s if remark.quote else None
    return RemarkRow(remark.sentence, remark.ask, at, "" if at is None else wording.clock(at))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _rows(story: Story, whole: PatchedStory | None, asks: dict[str, str]) -> Iterator[ElementRow]:
    patched = {element.name: element for element in whole.elements} if whole else {}
    for element in story.elements:
        more = patched.get(element.name)
        yield ElementRow(
            name=element.name,
            label=wording.ELEMENTS[element.name],
            level=wording.level(element),
            sure=f"{element.probability * 100:.0f} % likely clear" if element.level else "",
            quotes=_quotes(element, more),
            ask=asks.get(element.name, "") if element.level < 2 else "",
            patched=f"{wording.LEVELS[more.before]} in the answer alone" if more and more.gained else "",
        )


def _quotes(element: Element, more: PatchedElement | None) -> tuple[Quote, ...]:
    said = [(q.evidence, q.take) for q in more.quotes] if more else [(evidence, "") for evidence in element.evidence]
    return tuple(
        Quote(e.quote, e.start_s, "" if e.start_s is None else wording.clock(e.start_s), take) for e, take in said
    )


def _patch(stored: StoredTake, whole: PatchedStory | None) -> PatchRow:
    take = stored.take
    name = wording.ELEMENTS.get(take.patch_element, "Answer")
    lasting = f", {wording.length(take.duration)}" if take.duration else ""
    return PatchRow(take.id, f"{name}{lasting}", _effect(stored, whole))


def _effect(stored: StoredTake, whole: PatchedStory | None) -> str:
    """What a patch changed of the whole: "Cost: not heard before, clear with this answer." """
    if stored.analysis is None:
        return NOT_READ.get(stored.take.state, "It is not analysed yet.")
    if whole is None or whole.story.note:
        return "Can't tell what it changed."
    lifted = [e for e in whole.elements if e.gained and stored.take.id in e.patched_in]
    if not lifted:
        name = wording.ELEMENTS.get(stored.take.patch_element, "")
        element = next((e for e in whole.elements if e.name == stored.take.patch_element), None)
        return f"{name}: {wording.LEVELS[element.now]}, as before." if element else "It changed nothing of the whole."
    changes = (
        f"{wording.ELEMENTS[e.name]}: {wording.LEVELS[e.before]} before, now {wording.LEVELS[e.now]}" for e in lifted
    )
    return "; ".join(changes) + "."
