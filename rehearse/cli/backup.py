"""`rehearse backup`, `restore` and `move`: the library as one archive, back again, and in another place."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from rehearse.cli.console import json_option, library_path, print_json, printable
from rehearse.errors import StoreError
from rehearse.language.plurals import counted

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=PATH)
@json_option
@click.pass_context
def backup(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Write every take, mock loop and question pack of your own into FILE, a zip archive that only you can read."""
    from rehearse.cli.library import open_existing
    from rehearse.cli.listing import progress_bar
    from rehearse.disk import megabytes
    from rehearse.store.backup import write_archive

    with open_existing(ctx) as library, progress_bar("Writing the backup") as progress:
        takes = write_archive(library, file, progress=progress)
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file.absolute()), "takes": takes, "bytes": size})
    else:
        click.echo(f"{counted(takes, 'take')} in {printable(str(file))}, {megabytes(size)}.")


@click.command()
@click.argument("file", type=PATH)
@json_option
@click.pass_context
def restore(ctx: click.Context, file: Path, as_json: bool) -> int:
    """Bring back what the backup FILE holds. What is there already is never written over."""
    from rehearse.cli.library import say_notice
    from rehearse.cli.listing import progress_bar
    from rehearse.store import open_library
    from rehearse.store.backup import restore_archive

    with open_library(library_path(ctx)) as library, progress_bar("Restoring") as progress:
        say_notice(library)
        done = restore_archive(library, file, progress=progress)
    if as_json:
        print_json(done)
    else:
        click.echo(done.sentence)
        for take_id, why in done.refused.items():
            click.echo(f"  left out: {take_id}: {printable(why)}")
    return StoreError.exit_code if done.refused else 0


@click.command()
@click.argument("folder", type=PATH)
@click.option("--keep-old", is_flag=True, help="Leave the old folder as it is.")
@json_option
@click.pass_context
def move(ctx: click.Context, folder: Path, keep_old: bool, as_json: bool) -> None:
    """Move the library to FOLDER, which must be new or empty. Close the app first.

    Every file is copied and compared before the new place is used; only then is the old one taken away.
    """
    from rehearse import settings
    from rehearse.cli.library import open_existing
    from rehearse.cli.listing import progress_bar
    from rehearse.store import open_library
    from rehearse.store.app_lock import is_open
    from rehearse.store.move import move_library

    _refuse_other_libraries(ctx)
    if is_open(library_path(ctx)):
        raise StoreError("Rehearse is open with this library.", "Close the app, or move the library in its settings.")

    def switch(place: Path) -> None:
        settings.save(replace(settings.load().settings, library_dir=str(place)))

    with open_existing(ctx) as library, progress_bar("Moving") as progress:
        moved = move_library(library, folder, switch=switch, keep_old=keep_old, progress=progress)
    place = folder.expanduser().resolve()
    with open_library(place) as library:
        count = library.count()
    if as_json:
        print_json({"library": str(place), "moved": moved, "listed": count})
        return
    click.echo(f"The library is in {printable(str(place))} now: {counted(moved.takes, 'take')}.")
    for left in moved.left:
        click.echo(f"  still in the old place: {printable(left)}")


def _refuse_other_libraries(ctx: click.Context) -> None:
    """Only the library that the settings name can be moved: another's place is nobody's to switch."""
    if os.environ.get("REHEARSE_LIBRARY") or (ctx.find_root().obj or {}).get("library"):
        raise click.UsageError(
            "move is for the library that the settings name; leave out --library and REHEARSE_LIBRARY."
        )
