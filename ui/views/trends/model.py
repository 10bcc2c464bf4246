"""What Trends shows: figures over days, and one sentence each that says whether anything changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rehearse.coaching.trends import Day, Trend, find_trends
from rehearse.errors import RehearseError
from rehearse.export.tables import harmless
from rehearse.export.wording import LEVELS, number
from rehearse.store import Library, TakeRow
from ui.samples import own
from ui.views.today.days import day_of, days_of
from ui.widgets.chart_data import ChartData, Point

SPANS = (7, 28, 90)
STORY = (("decision", "Decision"), ("tradeoff", "Trade-off"), ("cost", "Cost"))
MOST_MISSING = 3
LEGEND = "Shaded: general advice, never a pass mark. Dashed: your first three takes. Days without a take stay open."
Band = tuple[float | None, float | None]
State = Literal["empty", "outside", "few", "charts"]


@dataclass(frozen=True)
class Look:
    """How a measure is shown: its name, its unit in words, its token, and the highest value it can have."""

    title: str
    unit: str
    ink: str
    ceiling: float | None = None


LOOKS = {
    "speech_rate": Look("Pace", "words a minute", "pace"),
    "fillers_per_minute": Look("Fillers", "a minute", "filler"),
    "inside_pauses_per_minute": Look("Pauses inside clauses", "a minute", "pause"),
    "eye_contact_share": Look("Eye contact", "%, lens zone while speaking", "gaze", 100.0),
    "pitch_variation": Look("Pitch variation", "semitones", "pitch"),
}


@dataclass(frozen=True)
class Figure:
    """One chart. `figure` is the newest day's value in these days, "" where there is none; `notes` are asides."""

    key: str
    title: str
    figure: str
    unit: str
    rough: bool
    chart: ChartData
    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class StoryTable:
    """Levels by element and column; cells are words, "" where nothing was told. `told` says whether any story was."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str
    told: bool = True


@dataclass(frozen=True)
class Trends:
    """The whole page; `takes` counts the person's own analysed takes ever, `trends` is what a file gets.

    `newest` is the last day that has a figure at all; `wider` is the next longer span with one, 0 where none has.
    """

    days: int
    today: date
    takes: int
    figures: tuple[Figure, ...]
    story: StoryTable
    trends: tuple[Trend, ...]
    newest: date | None
    wider: int

    @property
    def state(self) -> State:
        """What there is enough for."""
        if not self.takes:
            return "empty"
        on = {point.day for figure in self.figures for point in figure.chart.points}
        return "charts" if len(on) > 1 else "few" if on else "outside"


def gather(library: Library, *, today: date, days: int) -> Trends:
    """Read what is needed; meant for the background."""
    rows = own(library.list())
    found = {trend.key: trend for trend in find_trends(library.readings(LOOKS), today=today)}
    trends = tuple(found[key] for key in LOOKS if key in found)
    takes, bands = days_of(rows), advice(library, rows)
    newest = newest_day(trends, today)
    return Trends(
        days=days,
        today=today,
        takes=sum(row.analysed for row in rows),
        figures=tuple(figure(trend, today, days, takes, bands.get(trend.key)) for trend in trends),
        story=story_table(rows, today, days),
        trends=trends,
        newest=newest,
        wider=next((span for span in SPANS if span > days and newest and (today - newest).days < span), 0),
    )


def newest_day(trends: Iterable[Trend], today: date) -> date | None:
    """The last day up to today that has a figure."""
    days = [on for trend in trends for day in trend.days if (on := date.fromisoformat(day.date)) <= today]
    return max(days, default=None)


def advice(library: Library, rows: Iterable[TakeRow]) -> dict[str, Band]:
    """The advice bands of the newest take that can be read."""
    for row in rows:
        if row.analysed:
            try:
                analysis = library.get(row.id).analysis
            except RehearseError:
                continue
            if analysis:
                return {measure.key: measure.band for measure in analysis.measures if measure.band}
    return {}


# --------------------------------------------------------------------------- one figure


def figure(
    trend: Trend, today: date, days: int, takes: dict[date, tuple[str, ...]], band: Band | None = None
) -> Figure:
    """A trend as it is drawn for the last `days`; `takes` are the takes of each day, newest first."""
    look = LOOKS[trend.key]
    first = today - timedelta(days=days - 1)
    shown = [day for day in trend.days if first <= date.fromisoformat(day.date) <= today]
    points = tuple(_point(day, first, trend.key, takes) for day in shown)
    chart = ChartData(days, points, band, trend.baseline, day_ticks(first, days), look.ink, 0.0, look.ceiling)
    newest = shown[-1] if shown else None
    wrong = f"± {amount(newest.error, trend.key)}" if newest and newest.error else ""
    unit = ", ".join(text for text in (look.unit, wrong) if text)
    value = amount(newest.value, trend.key) if newest else ""
    return Figure(trend.key, look.title, value, unit, trend.rough, chart, sentence(trend, today, days), _notes(trend))


def amount(value: float, key: str) -> str:
    """The figure as it is written; per cent are whole ones."""
    return f"{value:.0f}" if LOOKS[key].ceiling == 100.0 else number(value)


def advice_text(band: Band | None, key: str) -> str:
    """ "120 to 170", "up to 5", or nothing where there is no advice."""
    low, high = band or (None, None)
    if low is None:
        return f"up to {amount(high, key)}" if high is not None else ""
    return f"{amount(low, key)} to {amount(high, key)}" if high is not None else f"from {amount(low, key)}"


def missing_line(figures: Sequence[Figure], days: int) -> str:
    """What has no chart in these days, in a sentence; nothing where everything has one."""
    shown = {figure.key for figure in figures if figure.chart.points}
    names = [look.title.lower() for key, look in LOOKS.items() if key not in shown]
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
    return f"Not shown: {listed}, which no take of the last {days} days could tell."


def _point(day: Day, first: date, key: str, takes: dict[date, tuple[str, ...]]) -> Point:
    on = date.fromisoformat(day.date)
    wrong = f" ± {amount(day.error, key)}" if day.error else ""
    several = f", {day.takes} takes" if day.takes > 1 else ""
    text = f"{day_label(on)}: {amount(day.value, key)}{wrong}{several}"
    return Point((on - first).days, day.value, day.error, text, next(iter(takes.get(on, ())), ""))


def day_ticks(first: date, days: int) -> tuple[tuple[int, str], ...]:
    """Weekdays for a week; a date each week or each month for more."""
    each = [first + timedelta(days=index) for index in range(days)]
    if days <= 7:
        return tuple((index, f"{day:%a}") for index, day in enumerate(each))
    step = 7 if days <= 28 else 15
    return tuple((index, f"{day.day} {day:%b}") for index, day in enumerate(each) if (days - 1 - index) % step == 0)


def sentence(trend: Trend, today: date, days: int) -> str:
    """Whether anything changed over these days; over 90 against the first three takes."""
    return " ".join(text for text in (trend.over(days).sentence, _missing(trend, today, days)) if text)


def _missing(trend: Trend, today: date, days: int) -> str:
    """ "No take on Wednesday." for a week with few gaps."""
    if days != 7:
        return ""
    told = {day.date for day in trend.days}
    gone = [day for back in range(6, 0, -1) if (day := today - timedelta(days=back)).isoformat() not in told]
    if not gone or len(gone) > MOST_MISSING:
        return ""
    names = [f"{day:%A}" for day in gone]
    return f"No figure for {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}."


def _notes(trend: Trend) -> tuple[str, ...]:
    notes = []
    if trend.rough:
        notes.append("Rough: by the built-in recogniser, held against its own figures alone.")
    if trend.left_out:
        takes = "1 take is" if trend.left_out == 1 else f"{trend.left_out} takes are"
        notes.append(f"{takes} left out: measured by another engine, or it could not be told.")
    return tuple(notes)


# --------------------------------------------------------------------------- stories


def story_table(rows: Iterable[TakeRow], today: date, days: int) -> StoryTable:
    """The story's elements for each day of a week, each of four weeks, or each of three months of 30 days."""
    width = {7: 1, 28: 7}.get(days, 30)
    first = today - timedelta(days=days - 1)
    told = [(on, row) for row in rows if row.decision is not None and (on := day_of(row)) and first <= on <= today]
    starts = [first + timedelta(days=at) for at in range(0, days, width)]
    parts = [[row for on, row in told if 0 <= (on - start).days < width] for start in starts]
    cells = {field: tuple(_cell([getattr(row, field) for row in part]) for part in parts) for field, _ in STORY}
    columns = tuple(f"{start:%a}" if width == 1 else f"from {start.day} {start:%b}" for start in starts)
    return StoryTable(
        columns,
        tuple((label, cells[field]) for field, label in STORY),
        story_sentence([row for _, row in told]),
        told=bool(told),
    )


def _cell(levels: Sequence[int | None]) -> str:
    known = [level for level in levels if level is not None]
    if not known:
        return ""
    return LEVELS[known[0]] if len(known) == 1 else f"clear {sum(level == 2 for level in known)} of {len(known)}"


def story_sentence(rows: Sequence[TakeRow]) -> str:
    """How often each element was clear, and which is the gap."""
    if not rows:
        return "No story was told in these days."
    counts = {label: sum(getattr(row, field) == 2 for row in rows) for field, label in STORY}
    told = ", ".join(f"{label.lower()} in {count}" for label, count in counts.items())
    fewest = min(counts.values())
    gaps = [label.lower() for label, count in counts.items() if count == fewest]
    gap = f" The {gaps[0]} is the gap." if len(gaps) == 1 and fewest < len(rows) else ""
    return f"Clear in {len(rows)} answer{'s' if len(rows) > 1 else ''}: {told}.{gap}"


# --------------------------------------------------------------------------- as a table


def table(trends: Trends) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The same as headers and rows, a day each, newest first; days without any take are left out."""
    headers = ("Day", *(f"{LOOKS[t.key].title}\n{LOOKS[t.key].unit}" for t in trends.trends))
    by_day = [{day.date: day for day in trend.days} for trend in trends.trends]
    return headers, tuple(
        (
            day_label(day),
            *(_cell_of(days.get(day.isoformat()), t.key) for days, t in zip(by_day, trends.trends, strict=True)),
        )
        for day in told_days(trends)
    )


def told_days(trends: Trends) -> tuple[date, ...]:
    """The days shown that have any figure, newest first: one for each row of the table."""
    told = {day.date for trend in trends.trends for day in trend.days}
    dates = [trends.today - timedelta(days=back) for back in range(trends.days)]
    return tuple(day for day in dates if day.isoformat() in told)


def day_label(day: date) -> str:
    """ "Sat 21 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def _cell_of(day: Day | None, key: str) -> str:
    if day is None:
        return ""
    return amount(day.value, key) + (f" ± {amount(day.error, key)}" if day.error else "")


def to_csv(trends: Sequence[Trend], today: date, days: int) -> str:
    """Every day's figure of the last `days` as comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("day", "measure", "label", "value", "unit", "error", "takes", "engine", "rough", "own baseline"))
    first = (today - timedelta(days=days - 1)).isoformat()
    for trend in trends:
        for day in trend.days:
            if first <= day.date <= today.isoformat():
                cells = (day.date, trend.key, trend.label, day.value, trend.unit, day.error, day.takes)
                writer.writerow([harmless(cell) for cell in (*cells, trend.engine, trend.rough, trend.baseline)])
    return out.getvalue()
