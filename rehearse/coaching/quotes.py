"""Which of the person's own words may be quoted back, and how short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.types import Element, ElementName, Evidence, Story, Word

LONGEST = 16
SHORTEST = 3
DOUBTFUL = 0.35
TRUSTED_MEAN = 0.6

_LEAD = re.compile(
    r"(?:(?:and|but|so|um|uh|er|erm|well|okay|ok|yeah|right|then|like|anyway|now|because|cause|which|that|"
    r"you know|i mean|basically|honestly|look)\b[\s,]+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:and|but|so|um|uh|er|erm|the|a|an|to|of|for|with|in|on|at|by|from|that|because|or|my|our|their|his|her|i|we|"
    r"you know|i mean|like|which|who|as|if|was|were|is|had|than))+$",
    re.IGNORECASE,
)


def element_of(story: Story, name: ElementName) -> Element | None:
    return next((element for element in story.elements if element.name == name), None)


def quotable(story: Story, name: ElementName, *, words: Sequence[Word] = (), rough: bool = False) -> Evidence | None:
    """The first piece of evidence for `name` that may be quoted, cut to a sayable length; None where none may.

    Quotes stay exact substrings of `story.text`. Where the recogniser doubted its words, or was rough and gave no
    probabilities, nothing is quoted: what it wrote may not be what was said.
    """
    element = element_of(story, name)
    for evidence in element.evidence if element else ():
        if is_well_heard(evidence, words, rough):
            short = shorten(evidence)
            if len(short.quote.split()) >= SHORTEST:
                return short
    return None


def shorten(evidence: Evidence) -> Evidence:
    """Its first full sentence without joining words, at most `LONGEST` words, not ending in the middle of a phrase."""
    text, start = evidence.quote, 0
    for sentence in re.finditer(r"[^.?!]+[.?!]*\s*", text):
        start = sentence.start()
        if len(sentence.group().split()) >= SHORTEST:
            text = text[: sentence.end()]
            break
    lead = _LEAD.match(text, start)
    start = lead.end() if lead else start
    words = list(re.finditer(r"\S+", text[start:]))
    cut = text[start : start + words[min(LONGEST, len(words)) - 1].end()] if words else ""
    cut = cut if len(words) <= LONGEST else without_tail(cut)
    cut = cut.rstrip(" ,.;:!?…—–-")
    return Evidence(cut, evidence.start + start, evidence.start + start + len(cut), evidence.start_s, evidence.end_s)


def without_tail(cut: str) -> str:
    """Words that were cut off somewhere, without those at the end that lead on to what is gone."""
    return _TAIL.sub("", cut)


def is_well_heard(evidence: Evidence, words: Sequence[Word], rough: bool) -> bool:
    """Whether the recogniser was sure enough of these words that they may be put before the person as theirs."""
    if evidence.start_s is None or evidence.end_s is None:
        return True
    inside = [word for word in words if word.start >= evidence.start_s and word.end <= evidence.end_s]
    sure = [word.probability for word in inside if word.probability is not None]
    # What the person corrected in a rough transcript vouches for itself alone.
    if not sure or (rough and len(sure) < len(inside)):
        return not rough
    return min(sure) >= DOUBTFUL and sum(sure) / len(sure) >= TRUSTED_MEAN
