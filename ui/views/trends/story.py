"""The story's elements over time: how many answers named each clearly, as a chart and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehearse.coaching.story_trend import ELEMENTS, NAMES, Levels, StoryPoint, story_changes, story_points, wins_only
from rehearse.export.wording import LEVELS
from rehearse.types import ElementName
from ui.views.trends.figures import Figure
from ui.views.trends.looks import day_ticks
from ui.views.trends.points import first_day
from ui.widgets.chart_data import ChartData, Point

INKS: dict[ElementName, str] = {
    "decision": "story_decision",
    "tradeoff": "story_tradeoff",
    "cost": "story_cost",
    "result": "story_other",
}
CLEAR = "% of the answers clear"
COLUMNS = 6
STEPS = {7: 1, 28: 7, 90: 7}
MONTH = 30


@dataclass(frozen=True)
class StoryChart:
    """One element: in how many of a stretch's answers it was clear, in per cent."""

    title: str
    chart: ChartData
    change: str


@dataclass(frozen=True)
class StoryTable:
    """Levels by element and column; cells are words, "" where nothing was told. `told` says whether any story was.

    `wins` is a sentence where the last answers told wins only, else "". `points` are the stretches of the charts, of
    `step` days each; `levels` are what was heard answer by answer in these days.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str
    told: bool = True
    charts: tuple[StoryChart, ...] = ()
    wins: str = ""
    points: tuple[StoryPoint, ...] = ()
    step: int = 1
    levels: tuple[Levels, ...] = ()


def story_table(levels: Sequence[Levels], today: date, days: int) -> StoryTable:
    """The story's elements over the last `days`; the columns are days of a week, weeks, or longer stretches."""
    first = first_day(today, days)
    told = [each for each in levels if first.isoformat() <= each.day <= today.isoformat()]
    width = {7: 1, 28: 7, 90: 30}.get(days) or -(-days // COLUMNS)
    parts = story_points(levels, first=first, last=today, step=width)
    of = {each.take_id: each for each in told}
    rows = tuple(
        (NAMES[name].capitalize(), tuple(_cell(name, [of[i] for i in part.takes]) for part in parts))
        for name in ELEMENTS
    )
    wins, step = wins_only(levels), STEPS.get(days, MONTH)
    drawn = tuple(part for part in story_points(levels, first=first, last=today, step=step) if part.answers)
    return StoryTable(
        tuple(_column(date.fromisoformat(part.first), width, days) for part in parts),
        rows,
        story_sentence(told),
        told=bool(told),
        charts=_charts(levels, drawn, today, days),
        wins=wins.sentence if wins else "",
        points=drawn,
        step=step,
        levels=tuple(told),
    )


def _column(first: date, width: int, days: int) -> str:
    return f"{first:%a}" if width == 1 else f"from {first.day} {first:%b}{f' {first:%Y}' if days > 366 else ''}"


def _cell(name: ElementName, levels: Sequence[Levels]) -> str:
    known = [level for each in levels if (level := getattr(each, name)) is not None]
    if not known:
        return ""
    return LEVELS[known[0]] if len(known) == 1 else f"clear {sum(level == 2 for level in known)} of {len(known)}"


def story_sentence(told: Sequence[Levels]) -> str:
    """How often each element was clear, and which is the gap."""
    if not told:
        return "No story was told in these days."
    asked: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
    counts = {NAMES[name]: sum(each.of(name) == 2 for each in told) for name in asked}
    each_told = ", ".join(f"{name} in {count}" for name, count in counts.items())
    fewest = min(counts.values())
    gaps = [name for name, count in counts.items() if count == fewest]
    gap = f" The {gaps[0]} is the gap." if len(gaps) == 1 and fewest < len(told) else ""
    return f"Clear in {len(told)} answer{'s' if len(told) > 1 else ''}: {each_told}.{gap}"


def _charts(levels: Sequence[Levels], parts: Sequence[StoryPoint], today: date, days: int) -> tuple[StoryChart, ...]:
    first, step = first_day(today, days), STEPS.get(days, MONTH)
    changes = {change.element: change.sentence for change in story_changes(levels, today=today, days=days)}
    return tuple(
        StoryChart(
            NAMES[name].capitalize(),
            ChartData(
                days,
                tuple(_point(part, name, first) for part in parts),
                ticks=day_ticks(first, days),
                ink=INKS[name],
                ceiling=100.0,
                joined=float(step),
            ),
            changes[name],
        )
        for name in ELEMENTS
    )


def story_figures(story: StoryTable) -> tuple[Figure, ...]:
    """The charts in the shape of the other figures; none where no story was told."""
    note = {1: "A point a day.", 7: "A point a week."}.get(story.step, f"A point for every {story.step} days.")
    return tuple(
        Figure(
            f"story:{name}",
            f"Story, {each.title.lower()}",
            f"{each.chart.points[-1].value:.0f}",
            CLEAR,
            False,
            each.chart,
            each.change,
            (note,),
        )
        for name, each in zip(ELEMENTS, story.charts, strict=True)
        if each.chart.points
    )


def _point(part: StoryPoint, name: ElementName, first: date) -> Point:
    """A stretch's answers at its last day."""
    begin, end = date.fromisoformat(part.first), date.fromisoformat(part.last)
    on = f"{end:%a} {end.day} {end:%b}" if begin == end else f"{begin.day} {begin:%b} to {end.day} {end:%b}"
    text = f"{on}: clear in {part.clear[name]} of {part.answers}, heard in {part.heard[name]}"
    return Point((end - first).days, 100 * part.clear[name] / part.answers, None, text, part.takes[-1])
