"""One chart each: a measure, a guess against what was measured, the person's own view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from rehearse.coaching.changes import NOTICEABLE
from rehearse.coaching.guesses import GuessGap, Rated, guess_gaps
from rehearse.coaching.trends import Reading, Trend, find_trends
from rehearse.language.plurals import counted
from ui.views.trends.looks import LOOKS, Look, Per, amount, day_ticks, of_span
from ui.views.trends.points import chart_points, comparable_units, first_day, switch_days
from ui.widgets.charts.data import ChartData, Point

MOST_MISSING = 3
RECENT = 7
GUESS = "guess:"
OVERALL = "overall"
GUESS_LOOKS = {
    f"{GUESS}speech_rate": Look("Pace, guessed", "words a minute", "pace"),
    f"{GUESS}fillers_per_minute": Look("Fillers, guessed", "a minute", "filler"),
    f"{GUESS}eye_contact_share": Look("Eye contact, guessed", "% of the time", "gaze"),
    OVERALL: Look("Your own view", "of 5", "accent"),
}


@dataclass(frozen=True)
class Figure:
    """One chart. `figure` is the newest value in these days, "" where there is none; `notes` are asides."""

    key: str
    title: str
    figure: str
    unit: str
    rough: bool
    chart: ChartData
    sentence: str
    notes: tuple[str, ...]


def figure(trend: Trend, today: date, days: int, *, span: int | None = None, per: Per = "day") -> Figure:
    """A trend as it is drawn for the last `days`; `span` is what was asked for, where that is something else."""
    look, key = LOOKS[trend.key], trend.key
    first = first_day(today, days)
    points = chart_points(trend, first, today, per, lambda value: amount(value, key))
    chart = ChartData(
        *(days, points, trend.band, trend.baseline, day_ticks(first, days), look.ink, 0.0, look.ceiling),
        switches=switch_days(trend, first, today),
    )
    newest = _newest(points)
    wrong = f"± {amount(newest.error, key)}" if newest and newest.error else ""
    unit = ", ".join(text for text in (look.unit, wrong) if text)
    value = amount(newest.value, key) if newest else ""
    told = sentence(trend, today, days if span is None else span)
    return Figure(key, look.title, value, unit, trend.rough, chart, told, _notes(trend, points, first, today))


def _newest(points: Sequence[Point]) -> Point | None:
    return next((point for point in reversed(points) if not point.apart), None)


def sentence(trend: Trend, today: date, span: int) -> str:
    """Whether anything changed over these days; over longer ones, or all, against the first three takes."""
    return " ".join(text for text in (trend.over(span).sentence, _missing(trend, today, span)) if text)


def _missing(trend: Trend, today: date, days: int) -> str:
    """ "No figure for Wednesday." for a week with few gaps."""
    if days != 7:
        return ""
    told = {day.date for day in trend.days}
    gone = [day for back in range(6, 0, -1) if (day := today - timedelta(days=back)).isoformat() not in told]
    if not gone or len(gone) > MOST_MISSING:
        return ""
    names = [f"{day:%A}" for day in gone]
    return f"No figure for {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}."


def _notes(trend: Trend, points: Sequence[Point], first: date, last: date) -> tuple[str, ...]:
    notes = []
    if trend.rough:
        notes.append("Rough: by the built-in recogniser, held against its own figures alone.")
    apart = sorted({series.engine for series in comparable_units(trend)} - {""})
    if any(point.apart for point in points):
        notes.append(f"Hollow: by {' and '.join(apart) or 'another recogniser'}, never held against the others.")
    days = switch_days(trend, first, last)
    if days:
        on = first + timedelta(days=days[-1])
        notes.append(f"Dotted: another recogniser from {on.day} {on:%B %Y} on.")
    if trend.unknown:
        notes.append(f"{counted(trend.unknown, 'take')} could not tell.")
    return tuple(notes)


# --------------------------------------------------------------------------- the person's own rating


def guess_figures(rated: Iterable[Rated], *, today: date, days: int, per: Per) -> tuple[Figure, ...]:
    """How far off the guesses were, and the overall view; those without a point in these days are left out."""
    known = tuple(rated)
    made = [_guess_figure(gap, today, days, per) for gap in guess_gaps(known, today=today)]
    overall = find_trends(_overall(known), today=today)
    made += [_overall_figure(trend, today, days, per) for trend in overall]
    return tuple(figure for figure in made if figure.chart.points)


def _guess_figure(gap: GuessGap, today: date, days: int, per: Per) -> Figure:
    key, trend = f"{GUESS}{gap.key}", gap.trend
    look, first = GUESS_LOOKS[key], first_day(today, days)
    points = chart_points(trend, first, today, per, lambda value: _off(value, gap.key))
    near = NOTICEABLE[gap.key].absolute
    chart = ChartData(
        *(days, points, (-near, near), 0.0, day_ticks(first, days), look.ink, None),
        switches=switch_days(trend, first, today),
    )
    newest = _newest(points)
    value = amount(abs(newest.value), gap.key) if newest else ""
    unit = f"{look.unit} {'too high' if newest.value > 0 else 'too low'}" if newest else ""
    return Figure(key, look.title, value, unit, trend.rough, chart, gap.sentence, _notes(trend, points, first, today))


def _off(gap: float, key: str) -> str:
    """ "12 too high"."""
    return f"guessed {amount(abs(gap), key)} {'too high' if gap > 0 else 'too low'}"


def _overall(rated: Iterable[Rated]) -> Iterator[Reading]:
    for one in rated:
        if one.overall is not None:
            yield Reading(one.take_id, one.created_at, OVERALL, "", float(one.overall), "of 5", "sure", None, "you")


def _overall_figure(trend: Trend, today: date, days: int, per: Per) -> Figure:
    look, first = GUESS_LOOKS[OVERALL], first_day(today, days)
    points = chart_points(trend, first, today, per, lambda value: f"{value:g} of 5")
    chart = ChartData(days, points, None, None, day_ticks(first, days), look.ink, 0.0, 5.0)
    value = f"{points[-1].value:g}" if points else ""
    last = [take.value for take in trend.takes[-RECENT:]]
    many = f"last {len(last)} rated answers" if len(last) > 1 else "only rated answer"
    told = f"You gave your {many} {median(last):g} of 5{' in the middle' if len(last) > 1 else ''}."
    return Figure(OVERALL, look.title, value, look.unit, False, chart, f"{told} Nothing is measured against this.", ())


def missing_line(figures: Sequence[Figure], span: int) -> str:
    """What has no chart in these days, in a sentence; nothing where everything has one."""
    shown = {figure.key for figure in figures if figure.chart.points}
    names = [look.title.lower() for key, look in LOOKS.items() if key not in shown]
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
    return f"Not shown: {listed}, which no take {of_span(span)} could tell."
