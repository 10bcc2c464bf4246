"""The same figures as a table, and as a file of comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rehearse.coaching.story_trend import ELEMENTS, NAMES
from rehearse.coaching.trends import Day, Series, Trend
from rehearse.coaching.trends import Point as Told
from rehearse.export.tables import harmless
from ui.views.trends.looks import LOOKS, SPEAKING, Per, amount, day_label
from ui.views.trends.points import comparable_units
from ui.views.trends.story import StoryTable

COLUMNS = (
    *("day", "measure", "label", "value", "unit", "error", "takes", "engine", "rough", "own baseline", "take"),
    "from",  # the first day of a line that is about several
)
LEVEL_UNIT = "0 not heard, 1 thin, 2 clear"
OTHER = " (other recogniser)"


@dataclass(frozen=True)
class Line:
    """A row: its cells, and the take that it opens."""

    cells: tuple[str, ...]
    take_id: str


@dataclass(frozen=True)
class Table:
    """Headers and rows, the newest first; days or takes without any figure are left out."""

    headers: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def make_table(trends: tuple[Trend, ...], first: date, last: date, per: Per) -> Table:
    """The figures from `first` to `last`; what another recogniser measured is marked as such."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    opens: dict[str, str] = {}
    for trend in trends:
        for take in (take for series in _every(trend) for take in series.takes):
            opens[take.date] = max(opens.get(take.date, ""), take.take_id)
        for series in reversed(_every(trend)):  # the trend's own last: a day that has one shows it
            mark = OTHER if series.engine != trend.engine or series.rough != trend.rough else ""
            for told in series.takes if per == "take" else series.days:
                if first.isoformat() <= told.date <= last.isoformat():
                    key = told.date, told.take_id if isinstance(told, Told) else ""
                    cells.setdefault(key, {})[trend.key] = _written(told, trend.key) + mark
    headers = ("Take" if per == "take" else "Day", *(_header(trend.key) for trend in trends))
    lines = []
    for day, group in groupby(sorted(cells, reverse=True), key=lambda key: key[0]):
        keys = list(group)
        for number, key in enumerate(keys):
            label = day_label(date.fromisoformat(day)) + (f", {len(keys) - number}" if len(keys) > 1 else "")
            found = tuple(cells[key].get(trend.key, "") for trend in trends)
            lines.append(Line((label, *found), key[1] or opens[day]))
    return Table(headers, tuple(lines))


def to_csv(trends: tuple[Trend, ...], first: date, last: date, per: Per, story: StoryTable) -> str:
    """Every day's, or take's, figure as comma-separated values; each line names what measured it.

    The story's elements follow: answer by answer, or in how many of a stretch's answers each was clear.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for trend in trends:
        for series in _every(trend):
            own = series.engine == trend.engine and series.rough == trend.rough
            for told in series.takes if per == "take" else series.days:
                if first.isoformat() <= told.date <= last.isoformat():
                    writer.writerow([harmless(cell) for cell in _cells(trend, series, told, own)])
    writer.writerows(_story_takes(story) if per == "take" else _story_stretches(story))
    return out.getvalue()


def _story_stretches(story: StoryTable) -> Iterator[tuple[object, ...]]:
    for name in ELEMENTS:
        for part in story.points:
            share = round(100 * part.clear[name] / part.answers, 1)
            about = part.last, f"story_{name}", f"{NAMES[name].capitalize()}, clear", share, "% of the answers", None
            yield *about, part.answers, None, None, None, None, part.first


def _story_takes(story: StoryTable) -> Iterator[tuple[object, ...]]:
    for name in ELEMENTS:
        for each in story.levels:
            if (level := getattr(each, name)) is not None:
                about = each.day, f"story_{name}", NAMES[name].capitalize(), level, LEVEL_UNIT, None
                yield *about, 1, None, None, None, each.take_id, each.day


def _cells(trend: Trend, series: Series, told: Day | Told, own: bool) -> tuple[object, ...]:
    take_id, takes = (told.take_id, 1) if isinstance(told, Told) else ("", told.takes)
    about = told.date, trend.key, trend.label, told.value, series.unit, told.error, takes
    return (*about, series.engine, series.rough, trend.baseline if own else None, take_id, told.date)


def _every(trend: Trend) -> tuple[Series, ...]:
    return Series(trend.engine, trend.rough, trend.unit, trend.takes, trend.days), *comparable_units(trend)


def _header(key: str) -> str:
    return f"{LOOKS[key].title}\n{LOOKS[key].unit.removesuffix(SPEAKING)}"


def _written(told: Day | Told, key: str) -> str:
    return amount(told.value, key) + (f" ± {amount(told.error, key)}" if told.error else "")
