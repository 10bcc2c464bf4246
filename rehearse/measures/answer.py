"""The answer as a stretch of time: from the first speech to the last, and what in it counts as spoken words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from rehearse.language.numbers import spoken
from rehearse.language.tokens import is_filled_pause
from rehearse.types import Filler, Span, Word


def answer_span(speech: Sequence[Span]) -> Span | None:
    """First speech start to last speech end; None without speech."""
    return Span(speech[0].start, speech[-1].end) if speech else None


def overlap(spans: Iterable[Span], within: Span) -> float:
    """Seconds of `spans` (disjoint) that lie inside `within`."""
    return sum(max(0.0, min(span.end, within.end) - max(span.start, within.start)) for span in spans)


def filled_pauses(fillers: Iterable[Filler]) -> tuple[Span, ...]:
    """Where an um or uh sounds, without those that the person rejected."""
    kept = (f for f in fillers if f.kind == "filled pause" and f.confirmed is not False)
    return tuple(Span(filler.start, filler.end) for filler in kept)


def phonation_time(speech: Sequence[Span], fillers: Iterable[Filler] = ()) -> float:
    """Seconds of speech without filled pauses."""
    return sum(s.end - s.start for s in speech) - sum(overlap(speech, pause) for pause in filled_pauses(fillers))


def count_words(word: Word) -> int:
    """Words as spoken: "40%" is two, "um" and what holds no letter or digit none."""
    return _count(word.text)


@functools.lru_cache(maxsize=20_000)
def _count(text: str) -> int:
    if is_filled_pause(text):
        return 0
    return sum(any(c.isalnum() for c in part) for token in spoken(text) for part in token.split("-"))
