"""What the tab of the story shows: found, not heard, and what an interviewer would ask next. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.export import wording
from rehearse.types import Analysis, Element, Story

MAIN = ("decision", "tradeoff", "cost")


@dataclass(frozen=True)
class Quote:
    """The person's words, and when they are said (None where that is not known)."""

    text: str
    at: float | None
    time: str


@dataclass(frozen=True)
class ElementRow:
    """`level` is "clear", "thin" or "not heard"; `sure` how sure that is; `ask` what would be asked next, or ""."""

    name: str
    label: str
    level: str
    sure: str
    quotes: tuple[Quote, ...]
    ask: str


@dataclass(frozen=True)
class StoryPage:
    """`note` says why nothing can be told, then there are no elements; `more_asks` hang on no element."""

    note: str
    occasion: str
    counts: str
    times: str
    rough: str
    elements: tuple[ElementRow, ...]
    more_asks: tuple[str, ...]


def make_page(analysis: Analysis, whole: Story | None = None) -> StoryPage:
    """The story of a take; `whole` is the same together with its patches, where there are any."""
    story = whole or analysis.story
    rough = wording.ROUGH if analysis.transcript.rough else ""
    if story is None or story.note:
        note = wording.occasion(story) if story else "can't tell: nothing was said that could be read"
        return StoryPage(_sentence(note), "", "", "", rough, (), tuple(f.question for f in analysis.follow_ups))
    asks = {f.element: f.question for f in reversed(analysis.follow_ups)}
    elements = tuple(_row(element, asks) for element in story.elements)
    others = tuple(f.question for f in analysis.follow_ups if f.element not in wording.ELEMENTS)
    return StoryPage(
        note="",
        occasion=_sentence(wording.occasion(story)),
        counts=_sentence(wording.counts(story.specificity)),
        times="; ".join(_sentence(t) for t in (wording.decided(analysis), wording.story_times(analysis.measures)) if t),
        rough=rough,
        elements=elements,
        more_asks=others,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "”")) else ".")


def _row(element: Element, asks: dict[str, str]) -> ElementRow:
    return ElementRow(
        name=element.name,
        label=wording.ELEMENTS[element.name],
        level=wording.level(element),
        sure=f"{element.probability:.0%} likely clear" if element.level else "",
        quotes=tuple(
            Quote(said.quote, said.start_s, "" if said.start_s is None else wording.clock(said.start_s))
            for said in element.evidence
        ),
        ask=asks.get(element.name, "") if element.level < 2 else "",
    )


def effect(before: Story | None, after: Story | None, element: str) -> str:
    """What a patch changed of the whole: "Cost: not heard, with this answer clear"."""
    if before is None or after is None or after.note:
        return "Can't tell what this answer changed."
    was, now = _level(before, element), _level(after, element)
    label = wording.ELEMENTS.get(element, element.capitalize())
    if was == now:
        return f"{label}: {now}, as before this answer."
    return f"{label}: {was} before, {now} with this answer."


def _level(story: Story, name: str) -> str:
    found = next((element for element in story.elements if element.name == name), None)
    return wording.LEVELS[0] if found is None else wording.level(found)
