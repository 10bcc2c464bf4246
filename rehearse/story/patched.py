"""The story of an answer together with the short answers that complete it, read as one text.

A patch adds: an element that it does not lift is told as the answer alone told it. Every quote says in which take it
was said, and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rehearse.language.said import as_said, word_starts, words_between
from rehearse.story.check import check_transcript
from rehearse.story.scores import Classifier
from rehearse.types import Element, ElementName, Evidence, Level, Story, Transcript, Word

STOPS = (".", "?", "!", "…")
# A quote that runs over the end of a take is cut there; a piece of fewer words says nothing by itself.
SHORTEST_PIECE = 3


@dataclass(frozen=True)
class Part:
    """What was said in one take: characters `start` to `end` of the whole text. `take` is "" for the answer itself."""

    take: str
    start: int
    end: int


@dataclass(frozen=True)
class Quote:
    """Evidence and the take it was said in; its offsets are of the whole text, its times of the take's own clock."""

    take: str
    evidence: Evidence


@dataclass(frozen=True)
class PatchedElement:
    """An element before and after. `patched_in` are the takes of the patches that it is quoted from, in their order."""

    name: ElementName
    before: Level
    now: Level
    probability: float
    quotes: tuple[Quote, ...]
    patched_in: tuple[str, ...]
    unsure: bool = False

    @property
    def gained(self) -> bool:
        """Whether the patches lifted it."""
        return self.now > self.before


@dataclass(frozen=True)
class PatchedStory:
    """`story` is of the whole text, its evidence with the times of the take it lies in; `main` of the answer alone.

    `story.decision_at_s` is of the answer itself: None where the decision was said in a patch.
    """

    story: Story
    main: Story
    parts: tuple[Part, ...]
    elements: tuple[PatchedElement, ...]


def check_with_patches(
    main: Transcript, patches: Sequence[tuple[str, Transcript]], *, classifier: Classifier | None = None
) -> PatchedStory:
    """Check the answer with its patches, (take id, transcript) each, in the order in which they are to be read."""
    takes = [("", _closed(main)), *((take, _closed(said)) for take, said in patches)]
    takes = [takes[0], *((take, words) for take, words in takes[1:] if words)]
    words = tuple(word for _, part in takes for word in part)
    rough = main.rough or any(said.rough for _, said in patches)
    whole = check_transcript(replace(main, words=words, rough=rough), classifier=classifier)
    alone = check_transcript(main, classifier=classifier)
    parts = tuple(_parts(takes))
    elements = tuple(
        _element(now, before, parts, words) for now, before in zip(whole.elements, alone.elements, strict=True)
    )
    return PatchedStory(_told(whole, elements), alone, parts, elements)


def _closed(transcript: Transcript) -> tuple[Word, ...]:
    """The words as said, a full stop after the last: where a take ends a sentence ends."""
    words, _ = as_said(transcript.words)
    if not words or words[-1].text.rstrip("\"'”’)").endswith(STOPS):
        return words
    return (*words[:-1], replace(words[-1], text=words[-1].text.rstrip(" ,;:–—-") + "."))


def _parts(takes: Sequence[tuple[str, Sequence[Word]]]) -> Iterator[Part]:
    place = 0
    for take, words in takes:
        length = max(0, sum(len(word.text.strip()) + 1 for word in words) - 1)
        yield Part(take, place, place + length)
        place += length + 1 if words else 0


def _element(now: Element, before: Element, parts: Sequence[Part], words: Sequence[Word]) -> PatchedElement:
    """The whole text's reading where it is the better one; a patch on something else takes nothing away."""
    better = now if now.level > before.level else before
    quotes = tuple(quote for evidence in better.evidence for quote in _traced(evidence, parts, words))
    if before.level == 0:
        # In the answer alone nothing spoke for it: what a quote drags in from there is only its neighbour.
        quotes = tuple(quote for quote in quotes if quote.take) or quotes
    patched = tuple(dict.fromkeys(quote.take for quote in quotes if quote.take))
    return PatchedElement(now.name, before.level, better.level, better.probability, quotes, patched, better.unsure)


def _traced(evidence: Evidence, parts: Sequence[Part], words: Sequence[Word]) -> Iterator[Quote]:
    """The evidence by takes, cut where one ends; whole in the take that holds most of it where pieces say nothing."""
    pieces = [(part, max(evidence.start, part.start), min(evidence.end, part.end)) for part in parts]
    pieces = [(part, start, end) for part, start, end in pieces if start < end]
    long = [piece for piece in pieces if _words_between(words, *piece[1:]) >= SHORTEST_PIECE]
    for part, start, end in long or [max(pieces, key=lambda piece: piece[2] - piece[1])]:
        yield Quote(part.take, _timed(start, end, words))


def _words_between(words: Sequence[Word], start: int, end: int) -> int:
    first, last = words_between(word_starts(words), start, end)
    return last - first + 1


def _timed(start: int, end: int, words: Sequence[Word]) -> Evidence:
    text = " ".join(word.text.strip() for word in words)
    first, last = words_between(word_starts(words), start, end)
    return Evidence(text[start:end], start, end, words[first].start, words[last].end)


def _told(whole: Story, elements: Sequence[PatchedElement]) -> Story:
    told = tuple(
        Element(e.name, e.now, e.probability, tuple(quote.evidence for quote in e.quotes), e.unsure) for e in elements
    )
    own = (quote.evidence.start_s for e in elements if e.name == "decision" for quote in e.quotes if not quote.take)
    decided = min((at for at in own if at is not None), default=None)
    return replace(whole, elements=told, decision_at_s=decided)
