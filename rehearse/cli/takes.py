"""`rehearse takes`, `show` and `search`: the library in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json
from rehearse.cli.level_type import LevelType
from rehearse.cli.library import EMPTY, open_existing, why_no_report
from rehearse.errors import NotFoundError, StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from rehearse.store import StoredTake
    from rehearse.types import ElementName, Level

NEWEST = 20
DATE = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--limit", "-n", type=click.IntRange(min=1), default=NEWEST, show_default=True, help="How many, newest first."
)
@click.option("--all", "show_all", is_flag=True, help="All of them.")
@click.option("--question", metavar="KEY", default="", help="Only answers to this question.")
@click.option("--competency", default="", help="Only answers about this competency.")
@click.option("--tag", default="", help="Only takes with this tag.")
@click.option("--favourite", is_flag=True, help="Only takes marked as favourites.")
@click.option("--text", metavar="WORDS", default="", help="Only takes in which this was said, asked or noted.")
@click.option("--level", "levels", type=LevelType(), multiple=True, help="Only with this heard, such as cost=clear.")
@click.option("--rough/--not-rough", default=None, help="Only takes whose words were recognised roughly, or not so.")
@click.option("--since", type=DATE, help="From this day on.")
@click.option("--until", type=DATE, help="Up to this day, included.")
@click.option("--patches", is_flag=True, help="Short answers that complete another take's story, too.")
@json_option
@click.pass_context
def takes(
    ctx: click.Context,
    limit: int,
    show_all: bool,
    question: str,
    competency: str,
    tag: str,
    favourite: bool,
    text: str,
    levels: tuple[tuple[ElementName, Level], ...],
    rough: bool | None,
    since: datetime | None,
    until: datetime | None,
    patches: bool,
    as_json: bool,
) -> None:
    """List the takes in the library, newest first. What is asked for must fit all together."""
    from rehearse.store import Filter
    from rehearse.store.rows import days

    first, past = days(since.date() if since else None, until.date() if until else None)
    filter = Filter(
        question_key=question,
        competency=competency,
        tag=tag,
        favourite=favourite,
        text=text,
        levels=levels,
        rough=rough,
        since=first,
        until=past,
        patches=patches,
    )
    try:
        with open_existing(ctx) as library:
            rows = library.list(filter, limit=None if show_all else limit)
            total = len(rows) if show_all else library.count(filter)
    except NotFoundError:
        rows, total = (), 0
    if as_json:
        print_json({"total": total, "takes": rows})
        return
    from rehearse.cli.listing import print_rows

    print_rows(rows)
    if not rows:
        click.echo(EMPTY if filter in (Filter(), Filter(patches=True)) else "No take fits.")
    elif len(rows) < total:
        click.echo(f"\nThe newest {len(rows)} of {total}; --all shows them all.")


@click.command()
@click.argument("name", metavar="[TAKE]", default="last")
@json_option
@click.pass_context
def show(ctx: click.Context, name: str, as_json: bool) -> None:
    """Show one take's report. TAKE is an id, its beginning or last letters, or "last"."""
    with open_existing(ctx) as library:
        stored = library.get(name)
        patches = library.patches(stored.take.id) if as_json else ()
    if as_json:
        from rehearse.export.document import make_document

        print_json(make_document(stored.take, stored.analysis, [(p.take, p.analysis) for p in patches]))
    else:
        _print_stored(stored)
    if stored.problem:
        raise StoreError(*why_no_report(stored))


def _print_stored(stored: StoredTake) -> None:
    from rehearse.cli.report import clean, print_report

    out = console()
    if stored.analysis:
        print_report(stored.analysis, out, take=stored.take)
    elif not stored.problem:
        for sentence in why_no_report(stored):
            out.print(clean(sentence), markup=False, soft_wrap=True)
    if stored.take.notes:
        out.print("\nNotes", style="bold")
        out.print(clean(stored.take.notes), markup=False)


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", "-n", type=click.IntRange(min=1), default=NEWEST, show_default=True)
@json_option
@click.pass_context
def search(ctx: click.Context, text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search what was said, asked and noted: words, "a phrase", begin*, and -- -without."""
    from rehearse.cli.listing import print_hits

    with open_existing(ctx) as library:
        hits = library.search(" ".join(text), limit=limit)
        times = [library.time_of_word(hit.take.id, hit.word) for hit in hits]
    if as_json:
        print_json([{"take": h.take, "snippet": h.snippet, "at_s": t} for h, t in zip(hits, times, strict=True)])
    elif not hits:
        click.echo("Nothing found.")
    else:
        print_hits(hits, times)
