"""The one thing to work on, carried from take to take until it has improved in two of them. Pure.

It is worked out from the takes in their order each time, and kept nowhere: a take that is deleted, or analysed again,
has the say that it has now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rehearse.coaching.priorities import find_shortcomings, judged_kinds
from rehearse.types import Analysis, Moment, Take

ENOUGH = 2  # takes in which it has improved
LAST = 3  # takes from which the next one is chosen
FORGOTTEN = 10  # takes in a row that could not tell of it
# the elements of which thin is better than not heard
STEPPED = frozenset({"decision", "tradeoff", "cost", "result", "reflection"})


@dataclass(frozen=True)
class Outcome:
    """What one take says of everything that could be worked on.

    `judged` are the kinds (elements, "episode", keys of measures) that could be told at all; `shortcomings` those that
    fell short, worst first, each with what to do about it.
    """

    take_id: str
    created_at: str
    judged: frozenset[str]
    shortcomings: tuple[Moment, ...]

    def short_of(self, kind: str) -> Moment | None:
        return next((moment for moment in self.shortcomings if moment.kind == kind), None)


@dataclass(frozen=True)
class Carried:
    """The priority of the day.

    `moment` is where it was last short of what is wanted, in the take `take_id`; `since` the take from which it is
    carried, `severity` how far short it was then. `told` are the takes from there on that could tell of it,
    `improved` those in which it was better.
    """

    kind: str
    moment: Moment
    take_id: str
    since: str
    severity: float
    told: tuple[str, ...]
    improved: tuple[str, ...]

    @property
    def progress(self) -> str:
        """How long it is held, and how near it is to its end."""
        if len(self.told) == 1:
            return "New since your last answer. It stays until it was better in two."
        better = len(self.improved) or "none"
        return f"Held for {len(self.told)} answers, better in {better} of them. It stays until it was better in two."


def outcome_of(take: Take, analysis: Analysis) -> Outcome:
    """What the index keeps of an analysis for this."""
    question = analysis.question or take.question
    mode = question.mode if question else "story"
    found = find_shortcomings(story=analysis.story, measures=analysis.measures, mode=mode)
    judged = judged_kinds(story=analysis.story, measures=analysis.measures, mode=mode)
    return Outcome(take.id, take.created_at, judged, found)


def carried_priority(outcomes: Iterable[Outcome]) -> Carried | None:
    """The priority after all these takes, oldest first; None where nothing falls short.

    One is chosen from the last three takes, what they have most in common, the worst of it, and held until it was
    better in two takes: an element told more clearly, a figure back within its advice. A relapse takes nothing back.
    What ten takes in a row cannot tell of is let go.
    """
    seen: list[Outcome] = []
    current: Carried | None = None
    silent = 0
    for outcome in outcomes:
        seen.append(outcome)
        if current is not None:
            silent = 0 if current.kind in outcome.judged else silent + 1
            current = _held(current, outcome)
            if len(current.improved) >= ENOUGH or silent >= FORGOTTEN:
                current = _next(seen[-LAST:], but=current.kind)
                silent = 0
        else:
            current = _next(seen[-LAST:])
    return current


def _held(current: Carried, outcome: Outcome) -> Carried:
    """The same priority after one more take."""
    if current.kind not in outcome.judged:
        return current
    short = outcome.short_of(current.kind)
    better = short is None or _clearer(short, current)
    return Carried(
        current.kind,
        short or current.moment,
        outcome.take_id if short else current.take_id,
        current.since,
        current.severity,
        (*current.told, outcome.take_id),
        (*current.improved, outcome.take_id) if better else current.improved,
    )


def _clearer(short: Moment, current: Carried) -> bool:
    """Whether a story's element is told more clearly than at first; a figure outside its advice is never enough."""
    return short.kind in STEPPED and short.severity < current.severity


def _next(last: Sequence[Outcome], but: str = "") -> Carried | None:
    """Of what the newest take falls short of, what the last takes have most in common, the worst of it.

    `but` has just been worked on: it comes up again only where there is nothing else.
    """
    newest = last[-1]
    left = {moment.kind for moment in newest.shortcomings} - {but}
    counts = Counter(moment.kind for outcome in last for moment in outcome.shortcomings if moment.kind in left)
    candidates = [moment for moment in newest.shortcomings if moment.kind in left] or list(newest.shortcomings)
    if not candidates:
        return None
    chosen = max(candidates, key=lambda moment: (counts[moment.kind], moment.severity))
    told = (newest.take_id,)
    return Carried(chosen.kind, chosen, newest.take_id, newest.take_id, chosen.severity, told, ())
