"""`rehearse trends`: what changed over days, and whether it can be heard."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json
from rehearse.errors import NotFoundError

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.coaching.story_trend import WinsOnly
    from rehearse.coaching.trends import Trend
    from rehearse.store import TakeRow

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"
STORY = (("decision", "Decision"), ("tradeoff", "Trade-off"), ("cost", "Cost"))


@click.command()
@click.option("--days", type=click.IntRange(1, 366), default=28, show_default=True, help="How many days to draw.")
@click.option("--measure", "keys", metavar="KEY", multiple=True, help="Only this measure; may be repeated.")
@click.option("--all", "show_all", is_flag=True, help="Every measure, not only the main ones.")
@json_option
@click.pass_context
def trends(ctx: click.Context, days: int, keys: tuple[str, ...], show_all: bool, as_json: bool) -> None:
    """What changed over 7, 28 and 90 days and since your first three takes, and whether it can be heard."""
    from rehearse.cli.library import EMPTY, open_existing
    from rehearse.coaching.guesses import guess_gaps
    from rehearse.coaching.story_trend import wins_only
    from rehearse.coaching.trends import NOTICEABLE, find_trends

    today = datetime.datetime.now().astimezone().date()
    try:
        with open_existing(ctx) as library:
            readings = library.readings(None if show_all else keys or NOTICEABLE)
            takes, levels, rated = library.list(limit=days), library.levels(), library.ratings()
    except NotFoundError:
        readings, takes, levels, rated = (), (), (), ()
    found = find_trends(readings, today=today)
    if as_json:
        print_json({"today": today.isoformat(), "trends": found})
    elif not found:
        click.echo(EMPTY if not takes else "No take holds such a measure.")
    else:
        _print(found, takes, today=today, days=days)
        _print_remarks([gap.sentence for gap in guess_gaps(rated, today=today)], wins_only(levels))


def _print_remarks(guesses: Sequence[str], wins: WinsOnly | None) -> None:
    out = console()
    if wins:
        out.print(f"\n{wins.sentence}", markup=False)
    if guesses:
        out.print("\nYour own guesses", style="bold")
    for sentence in guesses:
        out.print(f"  {sentence}", markup=False)


def _print(found: Sequence[Trend], takes: Sequence[TakeRow], *, today: datetime.date, days: int) -> None:
    from rich.text import Text

    out = console()
    for trend in found:
        last = trend.days[-1]
        now = next((c.now for c in trend.changes[:1] if c.now is not None), last.value)
        head = Text.assemble(
            (trend.label, "bold"), f"  {_figure(now)} {trend.unit}", (" rough" if trend.rough else "", "dim")
        )
        out.print(head)
        drawn = spark(trend, today=today, days=days)
        out.print(Text(f"  {drawn}  last {days} days" if drawn else f"  last measured on {last.date}", style="green"))
        _print_changes(trend, out)
    _print_story(takes, out)


def _print_changes(trend: Trend, out: Console) -> None:
    """Each sentence once; those that come too early are one."""
    told = [c.sentence for c in trend.changes if c.verdict != "too early"]
    for sentence in told or ["Too early to say: a trend needs takes on more days."]:
        out.print(f"  {sentence}", markup=False)
    if trend.switches:
        newest = trend.switches[-1]
        other = f"  Measured by {newest.engine} since {newest.date}; what others measured stands apart."
        out.print(other, style="dim", markup=False)
    if trend.left_out:
        out.print(f"  Left out: {trend.left_out} by other engines or that could not tell.", style="dim", markup=False)
    out.print()


def spark(trend: Trend, *, today: datetime.date, days: int) -> str:
    """A block a day, the lowest to the highest of those shown; a dot where no take was made. "" without any."""
    by_day = {day.date: day.value for day in trend.days}
    shown = [by_day.get((today - datetime.timedelta(days=back)).isoformat()) for back in range(days - 1, -1, -1)]
    told = [value for value in shown if value is not None]
    if not told:
        return ""
    low, width = min(told), max(told) - min(told)
    return "".join(GAP if v is None else BLOCKS[round((v - low) / width * 7) if width else 3] for v in shown)


def _print_story(takes: Sequence[TakeRow], out: Console) -> None:
    told = [take for take in takes if take.cost is not None]
    if not told:
        return
    out.print(f"Story, in the last {len(told)} answers", style="bold")
    for field, label in STORY:
        clear = sum(getattr(take, field) == 2 for take in told)
        out.print(f"  {label:<10} clear in {clear}", highlight=False)


def _figure(value: float) -> str:
    from rehearse.export.wording import number

    return number(value)
