"""`rehearse takes`, `show`, `search`, `delete` and `rebuild`: the library in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, library_path, print_json
from rehearse.errors import NotFoundError, StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from rehearse.store import Library, StoredTake
    from rehearse.types import ElementName, Level

NEWEST = 20
DATE = click.DateTime(["%Y-%m-%d"])
ELEMENTS: dict[str, ElementName] = {
    "decision": "decision",
    "trade-off": "tradeoff",
    "tradeoff": "tradeoff",
    "cost": "cost",
    "result": "result",
}
LEVELS: dict[str, Level] = {"missing": 0, "thin": 1, "clear": 2}
EMPTY = "No takes yet. `rehearse analyze FILE` makes the first one."


def open_existing(ctx: click.Context) -> Library:
    """The library, opened and mended; raises NotFoundError where there is none. Says what opening had to mend."""
    from rehearse.store import open_library

    library = open_library(library_path(ctx), create=False)
    say_notice(library)
    return library


def say_notice(library: Library) -> None:
    """Print the one sentence about the last thing that the library did, where there is one."""
    if library.notice:
        click.echo(f"rehearse: {library.notice}", err=True)
        library.clear_notice()


class LevelType(click.ParamType["tuple[ElementName, Level]"]):
    """ "cost=clear": a story element and how clearly it was heard."""

    name = "ELEMENT=LEVEL"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[ElementName, Level]:
        element, _, level = str(value).casefold().partition("=")
        if element not in ELEMENTS or level not in LEVELS:
            known = "decision, trade-off, cost or result", "missing, thin or clear"
            self.fail(f"{value!r} is not ELEMENT=LEVEL, with {known[0]} and {known[1]}.", param, ctx)
        return ELEMENTS[element], LEVELS[level]


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


def why_no_report(stored: StoredTake) -> tuple[str, str]:
    """What to say of a take without an analysis, and what to do."""
    take, run = stored.take, f"Run `rehearse analyze {stored.recording}`."
    if stored.problem:
        return stored.problem, run
    if take.state == "recording":
        return f"Take {take.id} is being recorded, or its recording was cut off.", "The app offers what can be kept."
    if take.state == "waiting":
        return f"Take {take.id} is waiting to be analysed.", f"Open the app. Or: {run}"
    if take.state == "failed":
        return f"Take {take.id}: analysis failed: {take.failure}", run
    return f"Take {take.id} has not been analysed.", run


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


@click.command()
@click.argument("names", metavar="TAKE...", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--for-good", is_flag=True, help="Remove at once, without the trash.")
@click.option("--undo", is_flag=True, help="Bring these takes back from the trash (all of them without TAKE).")
@click.option("--empty-trash", is_flag=True, help="Remove for good what is in the trash.")
@json_option
@click.pass_context
def delete(
    ctx: click.Context,
    names: tuple[str, ...],
    yes: bool,
    for_good: bool,
    undo: bool,
    empty_trash: bool,
    as_json: bool,
) -> None:
    """Delete takes: into the trash, from which --undo brings them back until --empty-trash."""
    with open_existing(ctx) as library:
        if undo:
            done = _undo(library, names)
        elif empty_trash:
            done = _empty(library, yes=yes)
        else:
            done = _delete(library, names, yes=yes, for_good=for_good)
    if as_json:
        print_json(done)
        return
    click.echo(f"{done['done']}: {', '.join(done['takes']) or 'nothing'}.")
    if done["done"] == "in the trash":
        click.echo("`rehearse delete --undo` brings back, `rehearse delete --empty-trash` removes for good.")


def _undo(library: Library, names: tuple[str, ...]) -> dict[str, str | tuple[str, ...]]:
    ids = names or library.trash()
    library.restore(ids)
    return {"done": "brought back", "takes": tuple(ids)}


def _empty(library: Library, *, yes: bool) -> dict[str, str | tuple[str, ...]]:
    ids = library.trash()
    _confirm(f"Remove {len(ids)} takes in the trash for good?", yes=yes or not ids)
    library.empty_trash()
    return {"done": "removed for good", "takes": ids}


def _delete(library: Library, names: tuple[str, ...], *, yes: bool, for_good: bool) -> dict[str, str | tuple[str, ...]]:
    if not names:
        raise click.UsageError("Name the takes to delete; `rehearse takes` lists them.")
    ids = tuple(dict.fromkeys(library.resolve(name) for name in names))
    _confirm(f"Delete {', '.join(ids)}{' for good' if for_good else ''}?", yes=yes)
    library.delete(ids)
    if for_good:
        library.empty_trash(ids)
    return {"done": "removed for good" if for_good else "in the trash", "takes": ids}


def _confirm(question: str, *, yes: bool) -> None:
    if not yes:
        click.confirm(question, abort=True, err=True)


@click.command()
@json_option
@click.pass_context
def rebuild(ctx: click.Context, as_json: bool) -> None:
    """Make the library's index anew from its folders. The takes themselves are not touched."""
    from rehearse.cli.listing import progress_bar
    from rehearse.store import Filter

    with open_existing(ctx) as library, progress_bar("Reading takes") as progress:
        count = library.rebuild(progress=progress)
        problems = library.list(Filter(problems_only=True))
    if as_json:
        print_json({"takes": count, "problems": problems})
        return
    click.echo(f"The index holds {count} takes.")
    for row in problems:
        click.echo(f"  {row.id}: {row.problem}")
