"""What a loop's summary says, in values: by answer, by round and over the loop."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearse.bank.drift import Drift
from rehearse.questions.loop import RoundKind
from rehearse.types import Analysis, ElementName, FollowUp, Level, Measure, Moment, Question, Take

CORE: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
FIGURES = ("answer_length", "speech_rate", "fillers_per_minute", "inside_pauses_per_minute", "eye_contact_share")


@dataclass(frozen=True)
class Told:
    """A take of the loop, and its analysis where there is one."""

    take: Take
    analysis: Analysis | None = None


@dataclass(frozen=True)
class HeardElement:
    """How well an element was told in the answer itself, and together with the follow-ups."""

    name: ElementName
    alone: Level
    now: Level


@dataclass(frozen=True)
class FollowUpSummary:
    """`take` is "" where it was not answered."""

    place: str
    asked: FollowUp
    take: str
    skipped: bool


@dataclass(frozen=True)
class AnswerSummary:
    """One question and what was heard. `note` says why something, or everything, cannot be told; else "".

    elements : decision, trade-off and cost; empty in think-aloud rounds, and where nothing can be told.
    measures : those of `FIGURES` that the analysis has.
    still_open : what an interviewer would ask next; None where nothing is left, or nothing is known.
    """

    place: str
    question: Question
    take: str
    skipped: bool
    note: str
    seconds: float | None
    elements: tuple[HeardElement, ...]
    measures: tuple[Measure, ...]
    follow_ups: tuple[FollowUpSummary, ...]
    still_open: FollowUp | None


@dataclass(frozen=True)
class LoopFigure:
    """One figure over several answers by the same engine. `left_out` answers could not tell, or used another.

    `differs` says whether the lowest and the highest can be told apart by a listener.
    """

    key: str
    label: str
    unit: str
    rough: bool
    middle: float
    lowest: float
    lowest_at: str
    highest: float
    highest_at: str
    differs: bool
    answers: int
    left_out: int


@dataclass(frozen=True)
class RoundSummary:
    title: str
    kind: RoundKind | None
    sceptical: bool
    answers: tuple[AnswerSummary, ...]
    figures: tuple[LoopFigure, ...]


@dataclass(frozen=True)
class ToldTwice:
    """One story at two places, `before` and `after`: in answers to two questions, or in an answer and its follow-up.

    drift : what was told in two ways; none where what could be compared agreed.
    frozen : the share of the later wording that stood in the earlier, 0..1; None for a follow-up.
    rough : whether the words were recognised roughly: then listen before trusting a difference.
    """

    before: str
    after: str
    drift: tuple[Drift, ...]
    frozen: float | None
    rough: bool


@dataclass(frozen=True)
class LoopPriority:
    """The one thing to do next time; `places` are the answers it was found in, `of` how many could tell."""

    moment: Moment
    places: tuple[str, ...]
    of: int


@dataclass(frozen=True)
class LoopSummary:
    """`seconds` is the time spent answering, follow-ups with it. `waiting` takes have no analysis yet."""

    run: str
    title: str
    started_at: str
    finished_at: str
    closed_at: str
    rounds: tuple[RoundSummary, ...]
    questions: int
    answered: int
    skipped: int
    follow_ups: int
    seconds: float
    heard: dict[ElementName, tuple[int, int, int]] = field(default_factory=dict)
    figures: tuple[LoopFigure, ...] = ()
    told_twice: tuple[ToldTwice, ...] = ()
    priority: LoopPriority | None = None
    waiting: tuple[str, ...] = ()
