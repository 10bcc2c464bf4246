"""What an interviewer asks next, the moment an answer has ended: from what is known then, without waiting for more.

Instant: no model runs. With an analysis the questions hang on what was found in it; with live words a sceptic pushes
back on the claim that was made; else the length of the answer and the question's own ladder say what to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rehearse.coaching.chain import Patch, ask_next
from rehearse.coaching.claims import push_back, push_back_on, push_back_unquoted
from rehearse.coaching.deeper import Asked, find_sceptical
from rehearse.loops.run import LoopRun
from rehearse.questions.loop import MOST_FOLLOW_UPS
from rehearse.story.patched import PatchedStory
from rehearse.types import Analysis, ElementName, FollowUp, Question

# Of the shortest and the longest good answer: under and over these an answer is asked about for its length.
SHORT, LONG = 0.4, 1.25
# A question's ladder asks first for what was given up, then for the cost; its last step is the critic's.
LADDER: tuple[ElementName, ...] = ("tradeoff", "cost", "decision")

_FROM_THE_START = FollowUp("episode", "Take me through it from the start. What happened first, and what did you do?")
_IN_ONE_SENTENCE = FollowUp("decision", "Put it in one sentence: what did you decide, and what did it cost?")
_GENERAL = (
    FollowUp("tradeoff", "What did you give up, and what did you get for it?"),
    FollowUp("cost", "What did it cost, and who paid?"),
    FollowUp("decision", "Who saw it differently, and what would they say about it?"),
)
_DOUBTS = (
    FollowUp("decision", "I am not convinced. What would the person who disagreed with you say?"),
    FollowUp("result", "How do you know that it was your decision that did it?"),
    FollowUp("cost", "Who would say that this was avoidable, and are they right?"),
)
_ALOUD = (
    FollowUp("ladder", "Which part of it are you least sure of, and how would you find out?"),
    FollowUp("ladder", "What would you change with half the time?"),
)
# Live words that say that a step of the ladder was answered unasked.
_TOLD: dict[str, re.Pattern[str]] = {
    "tradeoff": re.compile(
        r"\b(?:instead of|rather than|gave up|giving up|in exchange|at the expense|traded|sacrific)"
    ),
    "cost": re.compile(
        r"\b(?:it cost|cost (?:us|me|him|her|them)|paid for (?:it|that)|we lost|i lost|lost (?:his|her))"
    ),
}


@dataclass(frozen=True)
class Heard:
    """What is known of an answer when it ends.

    Parameters
    ----------
    elapsed_s : how long the answer to the question itself took.
    live : the words as they were recognised while they were said, the answer's and its follow-ups'; "" without any.
    live_rough : whether these come from a stopgap recogniser: then none of them is quoted.
    analysis : the answer's, once it is there; with it, live words and length have no say.
    patches : the answers to follow-ups that were given, in their order, with their analyses where they are there.
    whole : the story together with these, where `coaching.chain.read_whole` has read it meanwhile.
    """

    elapsed_s: float
    live: str = ""
    live_rough: bool = True
    analysis: Analysis | None = None
    patches: tuple[Patch, ...] = ()
    whole: PatchedStory | None = None


def choose_follow_up(
    question: Question,
    heard: Heard,
    *,
    asked: Sequence[FollowUp] = (),
    sceptical: bool = False,
    most: int = MOST_FOLLOW_UPS,
) -> FollowUp | None:
    """The next follow-up, never one of those `asked`; None where the interviewer goes on to the next question.

    An interviewer asks no more than `most`, and goes on once the analysis leaves nothing to ask about.
    """
    if len(asked) >= most:
        return None
    put = {each.question for each in asked}
    return next((each for each in _candidates(question, heard, asked, sceptical) if each.question not in put), None)


def choose_for_run(run: LoopRun, heard: Heard) -> FollowUp | None:
    """The next follow-up to the question that a run stands at."""
    asked = tuple(each.asked for each in run.answer.follow_ups)
    step = run.step
    return choose_follow_up(step.question, heard, asked=asked, sceptical=step.sceptical, most=step.follow_ups)


def follow_up_question(question: Question, follow_up: FollowUp, *, target_s: tuple[float, float]) -> Question:
    """A follow-up as the question that its take answers: about what the first one was about."""
    return replace(question, text=follow_up.question, follow_ups=(), target_s=target_s)


# --------------------------------------------------------------------------- where questions come from


def _candidates(question: Question, heard: Heard, asked: Sequence[FollowUp], sceptical: bool) -> Iterator[FollowUp]:
    if question.mode == "think-aloud":
        yield from (FollowUp("ladder", step) for step in question.follow_ups)
        yield from _ALOUD
        return
    if heard.analysis is not None:
        yield from _from_analysis(heard.analysis, heard, asked, sceptical)
        return
    if not asked:
        yield from _by_length(question, heard.elapsed_s)
    if sceptical:
        yield from push_back_unquoted(heard.live) if heard.live_rough else push_back(heard.live)
    yield from _climbed(question, heard.live, sceptical)
    yield from _DOUBTS if sceptical else _GENERAL


def _from_analysis(analysis: Analysis, heard: Heard, asked: Sequence[FollowUp], sceptical: bool) -> Iterator[FollowUp]:
    if sceptical and analysis.story is not None:
        yield from push_back_on(analysis.transcript)
        said = analysis.transcript
        put = [Asked(each.element, each.question) for each in asked]
        yield from find_sceptical(
            analysis.story, asked=put, question=analysis.question, words=said.words, rough=said.rough
        )
    yield from ask_next(analysis, heard.patches, heard.whole, most=len(asked) + MOST_FOLLOW_UPS)
    if sceptical:
        yield from _DOUBTS


def _by_length(question: Question, elapsed_s: float) -> Iterator[FollowUp]:
    """What an answer's length alone asks for."""
    shortest, longest = question.target_s
    if elapsed_s < SHORT * shortest:
        yield _FROM_THE_START
    elif elapsed_s > LONG * longest:
        yield _IN_ONE_SENTENCE


def _climbed(question: Question, live: str, sceptical: bool) -> Iterator[FollowUp]:
    """The ladder: steps that the live words answered come last; a sceptic begins with the critic's."""
    steps = [FollowUp(_element(question, place), step) for place, step in enumerate(question.follow_ups)]
    if sceptical:
        steps.reverse()
    low = live.casefold()
    told = [step for step in steps if step.element in _TOLD and _TOLD[step.element].search(low)]
    yield from (step for step in steps if step not in told)
    yield from told


def _element(question: Question, place: int) -> str:
    """What a step asks for, where the ladder has the usual three steps."""
    return LADDER[place] if len(question.follow_ups) == len(LADDER) else "ladder"
