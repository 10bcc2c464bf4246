"""Lists of takes and of search hits as lines of text; without rich's tables, so that 10,000 takes come at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.cells import set_cell_size

from rehearse.cli.console import printable
from rehearse.export import wording

if TYPE_CHECKING:
    from rehearse.store.rows import TakeRow
    from rehearse.store.search import Hit

WIDE = 100
UNANALYSED = {
    "recording": "being recorded",
    "waiting": "waiting to be analysed",
    "failed": "analysis failed",
    "kept": "not analysed",
}
LEVEL_MARKS = "–+*"
LEGEND = (
    "wpm: words/min, ~ rough; fill: fillers/min; eyes: % at the lens\n"
    "story: decision, trade-off, cost: * clear, + thin, – not heard"
)


def print_rows(rows: Sequence[TakeRow]) -> None:
    """One line a take: when, how long, the question, the headline figures, the story's marks, what to call it."""
    if not rows:
        return
    width = shutil.get_terminal_size((120, 24)).columns
    whole_id = width >= WIDE or not sys.stdout.isatty()
    room = max(16, width - 47 - (20 if whole_id else 4))
    heading = _line("when", "length", set_cell_size("question", room), "wpm", "fill", "eyes", "story", "take")
    click.echo(click.style(heading, dim=True))
    click.echo("\n".join(_row(row, room, whole_id=whole_id) for row in rows))
    click.echo(click.style(LEGEND, dim=True))


def _line(when: str, length: str, title: str, wpm: str, fillers: str, eyes: str, story: str, name: str) -> str:
    return f"{when:<12} {length:>6} {title} {wpm:>4} {fillers:>4} {eyes:>4} {story:<5} {name}"


def _row(row: TakeRow, room: int, *, whole_id: bool) -> str:
    rough = "~" if row.rough else ""
    return _line(
        _day(row.created_at),
        wording.clock(row.duration) if row.duration else "",
        set_cell_size(_title(row), room),
        _figure(row.wpm, rough, 0),
        _figure(row.fillers_per_minute, rough, 1),
        _figure(row.eye_contact, "", 0),
        "".join(" " if level is None else LEVEL_MARKS[level] for level in (row.decision, row.tradeoff, row.cost)),
        row.id if whole_id else row.id.rpartition("-")[2],
    )


def _title(row: TakeRow) -> str:
    if row.problem:
        return f"damaged: {row.problem}"
    title = row.title or row.question or "An answer"
    title = f"short answer: {title}" if row.patch_of else title
    return printable(title if row.analysed else f"{UNANALYSED[row.state]}: {title}")  # in front: the end is cut


def _figure(value: float | None, mark: str, digits: int) -> str:
    return "" if value is None else f"{mark}{value:.{digits}f}"


def _day(created_at: str) -> str:
    """ "21 Nov 09:15" of an ISO 8601 time, in its own zone."""
    return wording.when(created_at).replace(f" {created_at[:4]},", "")[:12]


def print_hits(hits: Sequence[Hit], times: Sequence[float | None]) -> None:
    """Two lines a hit: the take, and what matched with the moment it was said."""
    for hit, at in zip(hits, times, strict=True):
        name = hit.take.id if not sys.stdout.isatty() else hit.take.id.rpartition("-")[2]
        click.echo(f"{click.style(_title(hit.take), bold=True)}  {wording.when(hit.take.created_at)}  {name}")
        text = "".join(_marked(part) if matched else printable(part) for part, matched in hit.snippet)
        click.echo(f"  {wording.clock(at) if at is not None else '':>5}  {text}\n")


def _marked(text: str) -> str:
    """Matched words: brackets where there is no colour to show them."""
    return click.style(printable(text), bold=True, fg="green") if sys.stdout.isatty() else f"[{printable(text)}]"


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float], None]]:
    """A bar on stderr, fed with a fraction 0..1."""
    with click.progressbar(length=1000, label=label, file=sys.stderr, update_min_steps=10) as bar:

        def tell(fraction: float) -> None:
            bar.update(round(fraction * 1000) - bar.pos)

        yield tell
        tell(1.0)
