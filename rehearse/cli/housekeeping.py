"""`rehearse delete` and `rehearse rebuild`: takes thrown away and brought back, and the index made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.console import json_option, print_json
from rehearse.cli.library import open_existing

if TYPE_CHECKING:
    from rehearse.store import Library


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
