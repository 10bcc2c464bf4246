"""One layer deeper: what an interviewer asks once the first question is answered.

Three layers. First what is missing, or too thin to retell (`coaching.follow_ups`); then the ground of what was told:
what was known, who agreed, how one can tell; last the sceptic: why not sooner, what the one who disagreed would say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.coaching.quotes import element_of, quotable
from rehearse.types import ElementName, FollowUp, Question, Story, Word

# What is probed first of what was told well: the choice, then its price.
ORDER: tuple[ElementName, ...] = ("decision", "cost", "tradeoff", "result", "reflection")
LAYERS = 3

_GROUND: dict[ElementName, str] = {
    "decision": "You said “{}”. What did you know at that moment, and what were you guessing?",
    "tradeoff": "You said “{}”. Who lost by that, and had they agreed to it?",
    "cost": "You said “{}”. How did you find out, and what did you do for those it hit?",
    "result": "You said “{}”. How do you know that your decision did it?",
    "reflection": "You said “{}”. Where have you done that since, and did it work?",
}
_GROUND_UNQUOTED: dict[ElementName, str] = {
    "decision": "At the moment you chose, what did you know, and what were you guessing?",
    "tradeoff": "Who lost by that exchange, and had they agreed to it?",
    "cost": "How did you find out what it had cost, and what did you do for those it hit?",
    "result": "How do you know that your decision did it?",
    "reflection": "Where have you done that since, and did it work?",
}
# What a sceptic asks about a choice, by what was done; the first whose words are in the quote.
_PUSHED: tuple[tuple[str, str], ...] = (
    (
        r"stop|kill|cancel|shut|clos(?:ed|ing)|pull|scrap|drop|ended|froze|abandon|rolled back|walked away|called off",
        "Why didn't you stop sooner?",
    ),
    (
        r"fired|let (?:\w+ ){0,2}go|sacked|laid off|dismiss|reassign|demot|took (?:\w+ ){0,2}off",
        "What did those who stayed conclude from it?",
    ),
    (r"hired|promoted|put (?:\w+ ){0,2}in charge", "Who was passed over, and what would they say?"),
    (
        r"delay|postpone|push(?:ed)? (?:\w+ ){0,3}back|moved (?:\w+ ){0,4}by|wait",
        "Who had already promised the date, and what did you tell them?",
    ),
    (r"ship|launch|release|went live|sign(?:ed)? off|deploy", "What did you know was not ready?"),
    (
        r"said no|refus|declin|reject|turn(?:ed)? (?:\w+ ){0,3}down",
        "What did you offer them instead, and was it enough?",
    ),
    (r"rewrote|rebuil|migrat|replac|switch|moved to", "What is the least you could have done instead?"),
)
_SCEPTIC: dict[ElementName, tuple[str, ...]] = {
    "decision": (
        "What would the person who disagreed with you say?",
        "What would have had to be true for you to choose the other way?",
    ),
    "cost": ("Who would say that this was avoidable, and are they right?", "Would those who paid choose the same?"),
    "tradeoff": ("Was what you protected worth it? What would show that it was not?",),
    "result": ("What would have happened if you had done nothing?",),
    "reflection": ("That is the lesson one is meant to learn. What do you still get wrong?",),
}


@dataclass(frozen=True)
class Asked:
    """A question that was put and answered: about which element, and its words."""

    element: str
    question: str


def find_deeper(
    story: Story,
    *,
    asked: Sequence[Asked] = (),
    question: Question | None = None,
    words: Sequence[Word] = (),
    rough: bool = False,
) -> tuple[FollowUp, ...]:
    """For each element that was told clearly, the question one layer under the last that was asked about it.

    What was answered last is followed first, then the layer counts, then what an interviewer cares for; nothing for an
    element whose three layers are through. A question that was put before does not come again. The story is the one
    with its patches; `asked` what they answered.
    """
    last = asked[-1].element if asked else ""
    found = [
        (name != last, layer, place, follow_up)
        for place, name in enumerate(ORDER)
        if (element := element_of(story, name)) is not None and element.level == 2
        for layer, follow_up in list(_unasked(_layers(story, name, question, words, rough), name, asked))[:1]
    ]
    return tuple(follow_up for *_, follow_up in sorted(found, key=lambda each: each[:3]))


def _unasked(
    layers: Iterator[tuple[int, FollowUp]], name: ElementName, asked: Sequence[Asked]
) -> Iterator[tuple[int, FollowUp]]:
    put = {each.question for each in asked}
    left = LAYERS - sum(each.element == name for each in asked)
    for layer, follow_up in layers:
        if left > 0 and follow_up.question not in put:
            yield layer, follow_up


def _layers(
    story: Story, name: ElementName, question: Question | None, words: Sequence[Word], rough: bool
) -> Iterator[tuple[int, FollowUp]]:
    """Everything that can be asked of an element that is clear, from the ground to the sceptic."""
    quote = quotable(story, name, words=words, rough=rough)
    if quote:
        yield 2, FollowUp(name, _GROUND[name].format(quote.quote), quote.quote, quote.start_s)
    else:
        yield 2, FollowUp(name, _GROUND_UNQUOTED[name])
    if name == "decision" and question is not None and len(question.follow_ups) >= LAYERS:
        yield 3, FollowUp(name, question.follow_ups[LAYERS - 1])
    pushed = find_pushed(quote.quote) if quote and name == "decision" else ""
    for ask in (*([pushed] if pushed else []), *_SCEPTIC[name]):
        yield 3, FollowUp(name, ask)


def find_pushed(said: str) -> str:
    """What a sceptic asks about a choice, by what was done; "" where the words do not say."""
    low = said.casefold()
    return next((ask for cue, ask in _PUSHED if re.search(rf"\b(?:{cue})", low)), "")


def find_sceptical(
    story: Story,
    *,
    asked: Sequence[Asked] = (),
    question: Question | None = None,
    words: Sequence[Word] = (),
    rough: bool = False,
) -> tuple[FollowUp, ...]:
    """The sceptic's questions alone: of each element that was told clearly, those of the last layer not put before."""
    put = {each.question for each in asked}
    return tuple(
        follow_up
        for name in ORDER
        if (element := element_of(story, name)) is not None and element.level == 2
        for layer, follow_up in _layers(story, name, question, words, rough)
        if layer == LAYERS and follow_up.question not in put
    )
