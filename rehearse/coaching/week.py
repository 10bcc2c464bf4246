"""Your week: what changed audibly, what did not, which moments to watch again, what to practise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rehearse.coaching.carried import Carried
from rehearse.coaching.guesses import GuessGap
from rehearse.coaching.practice import Practice
from rehearse.coaching.story_trend import StoryChange, StoryPoint, WinsOnly
from rehearse.coaching.trends import Change, Trend
from rehearse.types import Moment

DAYS = 7
# what a trend is told of in a week: what a listener hears or sees
TOLD = (
    "speech_rate",
    "fillers_per_minute",
    "inside_pauses_per_minute",
    "eye_contact_share",
    "pitch_variation",
    "answer_length",
)
# moments in which something went well, the best first, and what makes others hard to watch
GOOD = ("cost", "tradeoff", "decision", "reflection", "result", "pause_before_decision")
HARD = ("fillers", "inside_pause", "silence", "fast", "slow", "look_away")


@dataclass(frozen=True)
class WeekTake:
    """One whole answer of the week: what was asked, its moments, and the levels of its story's elements."""

    take_id: str
    day: str
    question: str
    moments: tuple[Moment, ...] = ()
    clear: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Watch:
    """A moment to watch again: where it is, and why this one."""

    take_id: str
    day: str
    question: str
    moment: Moment


@dataclass(frozen=True)
class WeekFigure:
    """One measure against the week before: this week's median, None without a figure, and the change in words."""

    key: str
    label: str
    unit: str
    value: float | None
    change: Change
    rough: bool
    engine: str


@dataclass(frozen=True)
class Week:
    """The seven days that end on `last` (ISO dates).

    Parameters
    ----------
    takes, days : whole answers of these days, and on how many days they were given.
    practice : the calendar week against the aim.
    changed, unchanged, unknown : measures that changed so that it can be heard or seen, those that did not, and those
        of which it is too early to say.
    story : this week's answers that tell a story; `story_changes` against the week before.
    best, hardest : moments to watch again; None where the week has none.
    practise : the priority that is carried; None where nothing falls short.
    next_step : one sentence: what to do next week.
    """

    first: str
    last: str
    takes: int
    days: int
    practice: Practice
    changed: tuple[WeekFigure, ...]
    unchanged: tuple[WeekFigure, ...]
    unknown: tuple[WeekFigure, ...]
    story: StoryPoint
    story_changes: tuple[StoryChange, ...]
    guesses: tuple[GuessGap, ...]
    wins_only: WinsOnly | None
    best: Watch | None
    hardest: Watch | None
    practise: Carried | None

    @property
    def next_step(self) -> str:
        if self.practise:
            return self.practise.moment.sentence
        if not self.takes:
            return "Answer one question: the first is what later ones are held against."
        return "Nothing falls short of what is asked for: take a competency without a story, and tell a new one."

    @property
    def summary(self) -> str:
        """The week in a sentence."""
        if not self.takes:
            return "No answer this week. What was practised before is still there."
        answers = f"{self.takes} answer{'s' if self.takes > 1 else ''} on {_days(self.days)}"
        if self.changed:
            names = _listed([figure.label.lower() for figure in self.changed])
            return f"{answers}. Changed so that it can be noticed: {names}."
        if self.unchanged:
            return f"{answers}. Nothing changed so that anybody would notice."
        return f"{answers}. Too early to say what changed."


def make_week(
    *,
    last: date,
    practice: Practice,
    takes: Sequence[WeekTake],
    trends: Iterable[Trend],
    story: StoryPoint,
    story_changes: tuple[StoryChange, ...] = (),
    guesses: tuple[GuessGap, ...] = (),
    wins_only: WinsOnly | None = None,
    practise: Carried | None = None,
) -> Week:
    """The review of the seven days that end on `last`; `takes` are those days' answers, oldest first.

    `trends` must have been found with `today=last`.
    """
    first = (last - timedelta(days=DAYS - 1)).isoformat()
    by_key = {trend.key: trend for trend in trends}
    figures = [_figure(by_key[key], first, last.isoformat()) for key in TOLD if key in by_key]
    told = [figure for figure in figures if figure.value is not None]
    return Week(
        first=first,
        last=last.isoformat(),
        takes=len(takes),
        days=len({take.day for take in takes}),
        practice=practice,
        changed=tuple(f for f in told if f.change.verdict == "changed"),
        unchanged=tuple(f for f in told if f.change.verdict == "no audible change"),
        unknown=tuple(f for f in told if f.change.verdict == "too early"),
        story=story,
        story_changes=story_changes,
        guesses=guesses,
        wins_only=wins_only,
        best=best_moment(takes),
        hardest=hardest_moment(takes),
        practise=practise,
    )


def best_moment(takes: Sequence[WeekTake]) -> Watch | None:
    """Where the element was named clearly that is named least often; among equals the newest. None without one."""
    found = [
        Watch(take.take_id, take.day, take.question, moment)
        for take in takes
        for moment in take.moments
        if moment.kind in GOOD and (moment.kind in take.clear or moment.kind == "pause_before_decision")
    ]
    return min(reversed(found), key=lambda watch: GOOD.index(watch.moment.kind), default=None)


def hardest_moment(takes: Sequence[WeekTake]) -> Watch | None:
    """The moment that stood out most in what was heard or seen; among equals the newest. None without one."""
    found = [
        Watch(take.take_id, take.day, take.question, moment)
        for take in takes
        for moment in take.moments
        if moment.kind in HARD
    ]
    return max(reversed(found), key=lambda watch: watch.moment.severity, default=None)


def _figure(trend: Trend, first: str, last: str) -> WeekFigure:
    change = next(change for change in trend.changes if change.days == DAYS)
    inside = [day for day in trend.days if first <= day.date <= last]
    value = change.now if inside else None
    return WeekFigure(trend.key, trend.label, trend.unit, value, change, trend.rough, trend.engine)


def _days(count: int) -> str:
    return f"{count} day{'s' if count != 1 else ''}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
