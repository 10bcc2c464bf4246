"""What the tab of moments shows, and which moment comes next. Pure: no Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.export.wording import starts
from rehearse.types import Analysis, FollowUp, Moment

LEAST_SHOWN_S = 1.5  # a moment without length stays current for so long
JUST_AFTER_S = 0.25
BACK_TO_S = 1.0


@dataclass(frozen=True)
class Priority:
    """One thing to do next time. `at` is where it speaks of, None for the answer as a whole.

    `ask` is what an interviewer would ask next where that would mend it, else "".
    """

    sentence: str
    at: float | None
    time: str
    element: str = ""
    ask: str = ""


@dataclass(frozen=True)
class MomentRow:
    start: float
    end: float
    time: str
    sentence: str
    kind: str


def priorities(analysis: Analysis) -> tuple[Priority, ...]:
    """At most three, the most important first."""
    asks = {follow_up.element: follow_up for follow_up in reversed(analysis.follow_ups)}
    return tuple(_priority(moment, asks.get(moment.kind)) for moment in analysis.priorities)


def _priority(moment: Moment, asked: FollowUp | None) -> Priority:
    placed = bool(starts(moment))
    at = moment.start if placed else asked.start_s if asked else None
    time = starts(moment) if placed else starts(Moment(at, at, "", "", 0)) if at else ""
    if asked is None:
        return Priority(moment.sentence, at, time)
    return Priority(moment.sentence, at, time, asked.element, asked.question)


def rows(analysis: Analysis) -> tuple[MomentRow, ...]:
    """Every moment in order of time."""
    ordered = sorted(analysis.moments, key=lambda moment: moment.start)
    return tuple(MomentRow(m.start, m.end, starts(m), m.sentence, m.kind) for m in ordered)


def current(found: Sequence[MomentRow], seconds: float) -> int:
    """Index of the moment begun last that is not over, -1 where there is none."""
    index = bisect_right(found, seconds + JUST_AFTER_S, key=lambda row: row.start) - 1
    for place in range(index, max(index - 8, -1), -1):
        if seconds <= max(found[place].end, found[place].start + LEAST_SHOWN_S):
            return place
    return -1


def following(found: Sequence[MomentRow], seconds: float) -> int:
    """Index of the next moment, -1 after the last."""
    index = bisect_right(found, seconds + JUST_AFTER_S, key=lambda row: row.start)
    return index if index < len(found) else -1


def preceding(found: Sequence[MomentRow], seconds: float) -> int:
    """Index of the moment before; asked again within a second of its start it goes one further. -1 before the first."""
    return bisect_right(found, seconds - BACK_TO_S, key=lambda row: row.start) - 1
