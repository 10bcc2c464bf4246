"""How a story is told: where its words stay vague, who acts in it, and whether it has dates and a number at its end.

Remarks say what was heard and what a listener would ask; they rate nobody. Pure, and quick: a take's remarks are made
when they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rehearse.coaching.phrases import find_phrases
from rehearse.coaching.quotes import element_of, is_well_heard
from rehearse.language.said import as_said, word_starts, words_between
from rehearse.language.tokens import Token, tokenise
from rehearse.story.specificity import has_date, is_number
from rehearse.types import Evidence, Question, Story, Transcript

RemarkKind = Literal["vague", "process", "team only", "no time", "no number"]

MOST_VAGUE = 6
TOLD_WORDS = 80  # below, an answer is too short to miss dates or an "I"
TEAM_WORDS = 6
TEAM_SHARE = 0.1

_I = re.compile(r"i(?:'\w+)?")
_WE = re.compile(r"we(?:'\w+)?")
# Time told without a date: "the week after", "three months in", "by then", "that morning".
_TIME = re.compile(
    r"\b(?:(?:next|last|that|same|this|one|first|second|following|every) (?:\w+ )?(?:day|night|morning|evening|"
    r"afternoon|week|weekend|month|quarter|year|spring|summer|autumn|fall|winter|term|sprint|shift)s?|"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?|sprints?) (?:later|before|after|ago|in|into|earlier)|"
    r"(?:in|for|after|within|over|took|by|about) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?|hours?|minutes?)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|a|couple of|few|\d+) (?:days?|weeks?|months?|years?|hours?)|"
    r"yesterday|tonight|overnight|midnight|noon|lunchtime|o'clock|[ap]m)\b"
)


@dataclass(frozen=True)
class Remark:
    """`sentence` says what was heard, `ask` what a listener wants to know; `quote` is None for the whole answer."""

    kind: RemarkKind
    sentence: str
    ask: str
    quote: Evidence | None = None


def find_remarks(
    story: Story | None, *, transcript: Transcript | None = None, question: Question | None = None
) -> tuple[Remark, ...]:
    """What a listener would stumble over: those of the whole answer first, then by their place in the text.

    Nothing without a story that can be told of, nor in a think-aloud round. "process" is told where the question cares
    for autonomy. With a transcript quotes have times, and words that the recogniser doubted are not quoted.
    """
    if story is None or story.note or (question is not None and question.mode == "think-aloud"):
        return ()
    tokens = tokenise(story.text)
    whole = [
        remark for remark in (_team_only(tokens), _no_time(tokens), _no_number(story, tokens)) if remark is not None
    ]
    placed = (_placed(remark, transcript) for remark in _phrases(story, tokens, question))
    return (*whole, *(remark for remark in placed if remark is not None))


def _phrases(story: Story, tokens: Sequence[Token], question: Question | None) -> Iterator[Remark]:
    vague = find_phrases(tokens, "vague")[:MOST_VAGUE]
    process = find_phrases(tokens, "process") if question is not None and question.autonomy else ()
    for phrase in sorted((*vague, *process), key=lambda phrase: phrase.start):
        said = story.text[phrase.start : phrase.end]
        how = "leaves it to the listener" if phrase.kind == "vague" else "is somebody else's step"
        yield Remark(phrase.kind, f"“{said}” {how}.", phrase.ask, Evidence(said, phrase.start, phrase.end))


def _placed(remark: Remark, transcript: Transcript | None) -> Remark | None:
    """The remark with its times; None where the words may not be what was said."""
    if remark.quote is None or transcript is None:
        return remark
    words, _ = as_said(transcript.words)
    first, last = words_between(word_starts(words), remark.quote.start, remark.quote.end)
    quote = replace(remark.quote, start_s=words[first].start, end_s=words[last].end)
    return replace(remark, quote=quote) if is_well_heard(quote, words, transcript.rough) else None


def _team_only(tokens: Sequence[Token]) -> Remark | None:
    """ "we" from start to end: in each third of the answer, and hardly an "I"."""
    ours = [place for place, token in enumerate(tokens) if _WE.fullmatch(token.text)]
    mine = sum(_I.fullmatch(token.text) is not None for token in tokens)
    thirds = {3 * place // len(tokens) for place in ours}
    if len(tokens) < TOLD_WORDS or len(ours) < TEAM_WORDS or len(thirds) < 3 or mine > TEAM_SHARE * len(ours):
        return None
    never = "never" if not mine else "once" if mine == 1 else f"{mine} times"
    return Remark(
        "team only",
        f"“We” is said {len(ours)} times, “I” {never}.",
        "Which of it did you do yourself, and what would have gone otherwise without you?",
    )


def _no_time(tokens: Sequence[Token]) -> Remark | None:
    words = [token.text for token in tokens]
    if len(words) < TOLD_WORDS or has_date(words) or _TIME.search(" ".join(words)):
        return None
    return Remark("no time", "No date and no length of time was heard.", "When was this, and how long did it take?")


def _no_number(story: Story, tokens: Sequence[Token]) -> Remark | None:
    """A result without a number: neither in the words that tell it nor near the end, where results are told."""
    result = element_of(story, "result")
    if result is None or result.level == 0 or not result.evidence:
        return None
    told = [token for quote in result.evidence for token in tokenise(quote.quote)]
    if any(is_number(token.text) for token in (*told, *tokens[2 * len(tokens) // 3 :])):
        return None
    return Remark(
        "no number", "The result is told without a number.", "How much, how many, or how long: from what to what?"
    )
