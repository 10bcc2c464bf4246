"""The weekly review: gathered from a library, and as one HTML file that browsers and Qt's text documents both show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from rehearse import __version__
from rehearse.coaching.carried import carried_priority
from rehearse.coaching.changes import Change
from rehearse.coaching.guesses import guess_gaps
from rehearse.coaching.practice import find_practice
from rehearse.coaching.story_trend import story_changes, story_points, wins_only
from rehearse.coaching.trends import find_trends
from rehearse.coaching.week import DAYS, TOLD, Week, WeekTake, make_week
from rehearse.errors import RehearseError
from rehearse.export import wording
from rehearse.export.html import environment, policy
from rehearse.loops.folder import list_runs
from rehearse.store import Filter, Library, TakeRow
from rehearse.store.rows import SAMPLE_TAG, days


def gather_week(library: Library, *, last: date, days_aim: int = 0, loops_aim: int = 0) -> Week:
    """The seven days that end on `last`, as they stood that evening; meant for the background.

    It reads the analyses of these days' answers, and all else from the index.
    """
    until = last.isoformat()
    rows = [row for row in library.list(Filter()) if _counts(row) and row.created_at[:10] <= until]
    levels = [each for each in library.levels() if each.day <= until]
    first = last - timedelta(days=DAYS - 1)
    return make_week(
        last=last,
        practice=find_practice(
            _days(row.created_at for row in rows),
            _loop_days(library),
            today=last,
            days_aim=days_aim,
            loops_aim=loops_aim,
        ),
        takes=_takes(library, first, last),
        trends=find_trends((r for r in library.readings(TOLD) if r.created_at[:10] <= until), today=last),
        story=story_points(levels, first=first, last=last, step=DAYS)[0],
        story_changes=story_changes(levels, today=last, days=DAYS),
        guesses=guess_gaps((r for r in library.ratings() if r.created_at[:10] <= until), today=last),
        wins_only=wins_only(levels),
        practise=carried_priority(o for o in library.outcomes() if o.created_at[:10] <= until),
    )


def to_html(week: Week) -> str:
    """The review as one file: no script, no link, nothing from outside. Everything that was said or asked is escaped.

    Tables and paragraphs alone, so that a QTextDocument lays it out as well, for a PDF.
    """
    templates = environment()
    css = templates.get_template("week.css").render()
    page = templates.get_template("week.html")
    return page.render(week=week, css=css, policy=policy(css), version=__version__, wording=wording, **_WORDS)


def day_name(day: str) -> str:
    """An ISO date as "Sat 21 Nov"."""
    on = date.fromisoformat(day)
    return f"{on:%a} {on.day} {on:%b}"


def amount(value: float | None, unit: str) -> str:
    """A figure, per cent as whole ones; nothing where there is none."""
    return "" if value is None else f"{value:.0f}" if unit == "%" else wording.number(value)


def remark(change: Change) -> str:
    """ "Up", or "none, within ± 8"."""
    if change.verdict == "too early" or change.now is None or change.before is None:
        return "too early to say"
    if change.verdict == "changed":
        return "up" if change.now > change.before else "down"
    return f"none, within ±\u00a0{wording.number(change.threshold or 0.0)}"


_WORDS = {"day": day_name, "amount": amount, "remark": remark}


def _counts(row: TakeRow) -> bool:
    return row.whole and SAMPLE_TAG not in row.tags


def _takes(library: Library, first: date, last: date) -> tuple[WeekTake, ...]:
    """Oldest first; an answer whose analysis cannot be read has no moments."""
    around = days(first - timedelta(days=1), last + timedelta(days=1))  # zones may differ by a day
    rows = [row for row in library.list(Filter(since=around[0], until=around[1])) if _counts(row) and row.analysed]
    inside = [row for row in reversed(rows) if first.isoformat() <= row.created_at[:10] <= last.isoformat()]
    return tuple(_take(library, row) for row in inside)


def _take(library: Library, row: TakeRow) -> WeekTake:
    question, day = row.question or row.title or "An answer", row.created_at[:10]
    try:
        analysis = library.get(row.id).analysis
    except RehearseError:
        analysis = None
    if analysis is None:
        return WeekTake(row.id, day, question)
    elements = analysis.story.elements if analysis.story else ()
    return WeekTake(row.id, day, question, analysis.moments, frozenset(e.name for e in elements if e.level == 2))


def _loop_days(library: Library) -> Sequence[date]:
    return _days(run.finished_at for run in list_runs(library.root).runs if run.finished_at)


def _days(times: Iterable[str]) -> Sequence[date]:
    found = []
    for written in times:
        try:
            found.append(datetime.fromisoformat(written).date())
        except ValueError:
            continue
    return found
