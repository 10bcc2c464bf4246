"""A loop while the person builds it: values and what may be done to them, without any widget."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rehearse.questions import KINDS, Loop, Round, RoundKind
from rehearse.questions.loop import MOST_FOLLOW_UPS
from rehearse.types import Question

MOST_ROUNDS, MOST_QUESTIONS = 12, 20
NO_TITLE = "Give the loop a title."
EMPTY_ROUND = "Round {} has no question yet."
COPY = "{} (mine)"


@dataclass(frozen=True)
class DraftRound:
    """`answer_s` 0 goes by each question's own target."""

    kind: RoundKind = "behavioural"
    title: str = ""
    questions: tuple[str, ...] = ()
    think_s: float = 15.0
    answer_s: float = 0.0
    sceptical: bool = False
    follow_ups: int = MOST_FOLLOW_UPS


@dataclass(frozen=True)
class Draft:
    """`key` is "" for a loop that is not kept yet; `description` is carried along."""

    title: str = ""
    rounds: tuple[DraftRound, ...] = field(default_factory=lambda: (new_round("behavioural"),))
    key: str = ""
    description: str = ""


def new_round(kind: RoundKind) -> DraftRound:
    """A round with what holds for its kind."""
    usual = KINDS[kind]
    return DraftRound(kind, usual.name, think_s=usual.think_s, sceptical=usual.sceptical, follow_ups=usual.follow_ups)


def draft_of(loop: Loop, *, own: bool) -> Draft:
    """An own loop to change, or a copy of one that comes along."""
    rounds = tuple(_draft_round(part) for part in loop.rounds)
    if own:
        return Draft(loop.title, rounds, loop.key, loop.description)
    return Draft(COPY.format(loop.title), rounds, "", loop.description)


def _draft_round(part: Round) -> DraftRound:
    kind = part.kind or "behavioural"
    follow_ups = KINDS[kind].follow_ups if part.follow_ups is None else part.follow_ups
    return DraftRound(kind, part.title, part.questions, part.think_s, part.answer_s, part.sceptical, follow_ups)


def with_kind(part: DraftRound, kind: RoundKind) -> DraftRound:
    """Another kind brings its own times; a title that was the old kind's name follows."""
    made = replace(new_round(kind), questions=part.questions, answer_s=part.answer_s)
    return made if part.title in ("", KINDS[part.kind].name) else replace(made, title=part.title)


def changed_round(draft: Draft, at: int, part: DraftRound) -> Draft:
    return replace(draft, rounds=(*draft.rounds[:at], part, *draft.rounds[at + 1 :]))


def with_round(draft: Draft) -> Draft:
    """One round more, of the kind of the last one."""
    kind: RoundKind = draft.rounds[-1].kind if draft.rounds else "behavioural"
    return replace(draft, rounds=(*draft.rounds, new_round(kind))) if len(draft.rounds) < MOST_ROUNDS else draft


def without_round(draft: Draft, at: int) -> Draft:
    return replace(draft, rounds=draft.rounds[:at] + draft.rounds[at + 1 :])


def moved_round(draft: Draft, at: int, by: int) -> Draft:
    """Swap a round with the one before or after it."""
    rounds, to = list(draft.rounds), at + by
    if not (0 <= at < len(rounds) and 0 <= to < len(rounds)):
        return draft
    rounds[at], rounds[to] = rounds[to], rounds[at]
    return replace(draft, rounds=tuple(rounds))


def with_question(part: DraftRound, question: Question) -> DraftRound:
    """A question more, unless the round asks it already."""
    if question.key in part.questions or len(part.questions) >= MOST_QUESTIONS:
        return part
    return replace(part, questions=(*part.questions, question.key))


def without_question(part: DraftRound, at: int) -> DraftRound:
    return replace(part, questions=part.questions[:at] + part.questions[at + 1 :])


def lacks(draft: Draft) -> str:
    """What is still to be done before the draft can be kept, in a sentence; "" where nothing is."""
    if not draft.title.strip():
        return NO_TITLE
    empty = next((number for number, part in enumerate(draft.rounds, start=1) if not part.questions), 0)
    return EMPTY_ROUND.format(empty) if empty else ""


def loop_of(draft: Draft, key: str) -> Loop:
    """The draft as a loop under a key."""
    return Loop(key, " ".join(draft.title.split()), tuple(_round(part) for part in draft.rounds), draft.description)


def _round(part: DraftRound) -> Round:
    title = " ".join(part.title.split()) or KINDS[part.kind].name
    return Round(title, part.questions, part.think_s, part.kind, part.answer_s, part.sceptical, part.follow_ups)
