"""The question an interviewer would ask next, hung on the person's own words where they can be trusted."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.coaching.deeper import LAYERS, Asked, find_deeper
from rehearse.coaching.quotes import element_of, quotable
from rehearse.types import ElementName, FollowUp, Question, Story, Word

# What interviewers ask for first comes first.
ORDER: tuple[ElementName, ...] = (
    *("decision", "tradeoff", "cost", "result", "reflection"),
    *("task", "situation", "action"),
)
# The step of a question's ladder that asks for the element: ladders go from what was given up to who paid.
_LADDER_STEP: dict[ElementName, int] = {"tradeoff": 0, "cost": 1}

_THIN: dict[ElementName, str] = {
    "decision": "You said “{}”. What exactly did you choose, and what else could you have done?",
    "tradeoff": "You said “{}”. What did you give up, and what did you get for it?",
    "cost": "You said “{}”. What happened, who bore it, and how bad was it?",
    "result": "You said “{}”. What came out of it, in a number or a name?",
    "reflection": "You said “{}”. What would you do differently, in one concrete step?",
    "task": "You said “{}”. What were you yourself answerable for?",
    "situation": "You said “{}”. Where and when was this, and who was there?",
    "action": "You said “{}”. What did you do yourself, step by step?",
}
# Where an element was not heard: the heard element it hangs on, and the question.
_HANGS_ON: dict[ElementName, tuple[tuple[ElementName, str], ...]] = {
    "decision": (
        ("tradeoff", "You said “{}”. Whose choice was that, and which way did you go?"),
        ("cost", "You said “{}”. Which choice of yours led there?"),
    ),
    "tradeoff": (("decision", "You said “{}”. What did you give up by doing that, and what did it protect?"),),
    "cost": (
        ("decision", "You said “{}”. What did that cost, and who paid?"),
        ("tradeoff", "You said “{}”. Who was worse off for it, and how did you know?"),
    ),
    "result": (("decision", "You said “{}”. What had changed three months later?"),),
    "reflection": (
        ("cost", "You said “{}”. What would you do differently to spare them that?"),
        ("decision", "You said “{}”. Would you do it again, and what would you change?"),
    ),
}
_GENERAL: dict[ElementName, str] = {
    "decision": "Where was there another way to go, and what did you choose?",
    "tradeoff": "What did you give up, and what did you get for it?",
    "cost": "What did it cost, and who paid?",
    "result": "What came of it, in a number or a name?",
    "reflection": "What would you do differently now?",
    "task": "What were you yourself answerable for?",
    "situation": "Take one occasion: where and when was it, and who was there?",
    "action": "What did you do yourself, step by step?",
}
# Asked once more, where the first question brought nothing: a sentence to complete.
_AGAIN: dict[ElementName, str] = {
    "decision": "Complete the sentence: I chose to ..., although I could have ...",
    "tradeoff": "Complete the sentence: by doing that we gained ..., and we gave up ...",
    "cost": "Complete the sentence: because of that, ... lost ...",
    "result": "Complete the sentence: before it was ..., afterwards it was ...",
    "reflection": "Complete the sentence: the next time I did it differently: I ...",
}
_ONE_OCCASION = "When did this last happen? Tell me about that one time, from the start."
_DEEPER = "Who saw it differently, and what would they say about it?"
LIKELY_EPISODE = 0.5
# An interviewer has about three questions for one story.
FEWEST = 3


def find_follow_ups(
    story: Story | None,
    *,
    question: Question | None = None,
    words: Sequence[Word] = (),
    rough: bool = False,
    asked: Sequence[Asked] = (),
    most: int = 5,
) -> tuple[FollowUp, ...]:
    """The next questions, most telling first, at most `most`.

    One for each element that was not heard or is thin; where these are fewer than three, those that go deeper into what
    was told (`coaching.deeper`). Without a story (or where nothing can be told of it, or in a think-aloud round) the
    question's own ladder. `words` and `rough` come from the transcript and say which words may be quoted. `asked` are
    the questions that short answers have answered: none comes again, and no element is asked about more than three
    times; with them, `story` is the one together with those answers. `FollowUp.element` is an element, "episode" or
    "ladder".
    """
    if story is None or story.note or (question is not None and question.mode == "think-aloud"):
        return _ladder(question, asked)[:most]
    gaps = [
        follow_up
        for name in ORDER
        if (element := element_of(story, name)) is not None and element.level < 2
        if (follow_up := _ask(story, name, question, words, rough, asked)) is not None
    ]
    if story.episode < LIKELY_EPISODE and not _put(_ONE_OCCASION, asked):
        gaps.insert(0, FollowUp("episode", _ONE_OCCASION))
    deeper = find_deeper(story, asked=asked, question=question, words=words, rough=rough)
    found = (*gaps, *deeper[: max(0, FEWEST - len(gaps))])
    return found[:most] or _ladder(question, asked)[-1:]


def _put(question: str, asked: Sequence[Asked]) -> bool:
    return any(each.question == question for each in asked)


def _ask(
    story: Story,
    name: ElementName,
    question: Question | None,
    words: Sequence[Word],
    rough: bool,
    asked: Sequence[Asked],
) -> FollowUp | None:
    """The first question about a gap that was not put before; None after three."""
    if sum(each.element == name for each in asked) >= LAYERS:
        return None
    again = FollowUp(name, _AGAIN.get(name, _GENERAL[name]))
    return next(
        (each for each in (_first(story, name, question, words, rough), again) if not _put(each.question, asked)), None
    )


def _first(story: Story, name: ElementName, question: Question | None, words: Sequence[Word], rough: bool) -> FollowUp:
    element = element_of(story, name)
    thin = element is not None and element.level == 1
    for source, template in ((name, _THIN[name]),) if thin else _HANGS_ON.get(name, ()):
        quote = quotable(story, source, words=words, rough=rough)
        if quote:
            return FollowUp(name, template.format(quote.quote), quote.quote, quote.start_s)
    return FollowUp(name, _from_ladder(question, name) or _GENERAL[name])


def _from_ladder(question: Question | None, name: ElementName) -> str:
    step = _LADDER_STEP.get(name)
    ladder = question.follow_ups if question else ()
    return ladder[step] if step is not None and step < len(ladder) else ""


def _ladder(question: Question | None, asked: Sequence[Asked]) -> tuple[FollowUp, ...]:
    steps = question.follow_ups if question and question.follow_ups else (_DEEPER,)
    return tuple(FollowUp("ladder", step) for step in steps if not _put(step, asked))
