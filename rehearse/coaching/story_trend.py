"""How the story's elements were told over time: how many answers named each clearly, and what is missing for long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from math import comb

from rehearse.types import ElementName, Level

ELEMENTS: tuple[ElementName, ...] = ("decision", "tradeoff", "cost", "result")
NAMES: dict[ElementName, str] = {"decision": "decision", "tradeoff": "trade-off", "cost": "cost", "result": "result"}
WINS = 3  # answers in a row with a result and without a cost
BY_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Levels:
    """What was heard in one answer: 0 not heard, 1 thin, 2 clear. `day` is an ISO date, in the answer's own zone."""

    take_id: str
    day: str
    decision: Level
    tradeoff: Level
    cost: Level
    result: Level | None = None

    def of(self, name: ElementName) -> Level:
        return getattr(self, name) or 0


@dataclass(frozen=True)
class StoryPoint:
    """The answers from `first` to `last` (ISO dates, both included): in how many each element was clear, or heard."""

    first: str
    last: str
    answers: int
    clear: dict[ElementName, int]
    heard: dict[ElementName, int]
    takes: tuple[str, ...]


@dataclass(frozen=True)
class StoryChange:
    """How often an element was clear, against the days before; `changed` where chance would hardly do that."""

    element: ElementName
    before: tuple[int, int]
    now: tuple[int, int]
    changed: bool
    sentence: str

    @property
    def remark(self) -> str:
        """The change alone, in a few words."""
        if not self.before[1] or not self.now[1]:
            return "too early to say"
        more = self.now[0] * self.before[1] > self.before[0] * self.now[1]
        return ("more often clear" if more else "less often clear") if self.changed else "none beyond chance"


@dataclass(frozen=True)
class WinsOnly:
    """The newest answers told what came of it, and none told a cost. `takes` are these, newest first."""

    takes: tuple[str, ...]
    sentence: str


def story_points(levels: Sequence[Levels], *, first: date, last: date, step: int = 7) -> tuple[StoryPoint, ...]:
    """The answers in parts of `step` days, the last part ending on `last`; parts without an answer stay as gaps."""
    count = -(-((last - first).days + 1) // step)
    parts: list[list[Levels]] = [[] for _ in range(count)]
    begin, until = first.isoformat(), last.isoformat()
    for each in levels:
        if begin <= each.day <= until:
            parts[(last - date.fromisoformat(each.day)).days // step].append(each)
    ends = ((back, last - timedelta(days=step * back)) for back in range(count - 1, -1, -1))
    return tuple(_point(parts[back], max(first, end - timedelta(days=step - 1)), end) for back, end in ends)


def story_changes(levels: Sequence[Levels], *, today: date, days: int) -> tuple[StoryChange, ...]:
    """The last `days` against the `days` before, element by element."""
    before, now = story_points(levels, first=today - timedelta(days=2 * days - 1), last=today, step=days)
    return tuple(_change(name, before, now, f"the {days} days before") for name in ELEMENTS)


def wins_only(levels: Sequence[Levels]) -> WinsOnly | None:
    """Answers, oldest first, of which the newest told results and never what they cost; None where they did not."""
    run = tuple(takewhile(lambda each: each.cost == 0, reversed(levels)))
    told = sum(each.of("result") > 0 for each in run)
    if told < WINS:
        return None
    every = f"{len(run)} answers" if told == len(run) else f"{len(run)} answers, {told} of them with a result,"
    sentence = f"The last {every} told wins only: no cost was heard in any of them."
    return WinsOnly(tuple(each.take_id for each in run), sentence)


def by_chance(before: tuple[int, int], now: tuple[int, int]) -> float:
    """Probability (Fisher's exact test, two-sided) of shares so far apart where nothing has changed.

    Each pair is (how many were clear, of how many).
    """
    (a, n), (b, m) = before, now
    total, clear = n + m, a + b
    ways = comb(total, clear)

    def chance(first: int) -> float:
        return comb(n, first) * comb(m, clear - first) / ways

    seen = chance(a) * (1 + 1e-9)
    return min(1.0, sum(p for i in range(max(0, clear - m), min(n, clear) + 1) if (p := chance(i)) <= seen))


def _point(inside: Sequence[Levels], first: date, last: date) -> StoryPoint:
    return StoryPoint(
        first.isoformat(),
        last.isoformat(),
        len(inside),
        {name: sum(each.of(name) == 2 for each in inside) for name in ELEMENTS},
        {name: sum(each.of(name) > 0 for each in inside) for name in ELEMENTS},
        tuple(each.take_id for each in inside),
    )


def _change(name: ElementName, before: StoryPoint, now: StoryPoint, called: str) -> StoryChange:
    was, is_now = (before.clear[name], before.answers), (now.clear[name], now.answers)
    title = NAMES[name].capitalize()
    if not before.answers or not now.answers:
        return StoryChange(name, was, is_now, False, f"{title}: too early to say.")
    changed = by_chance(was, is_now) < BY_CHANCE
    shares = f"clear in {is_now[0]} of {is_now[1]} answers, {was[0]} of {was[1]} in {called}"
    found = StoryChange(name, was, is_now, changed, "")
    how = found.remark if changed else "no change beyond chance"
    return replace(found, sentence=f"{title}: {how}; {shares}.")
