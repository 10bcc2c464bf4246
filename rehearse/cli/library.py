"""The library as every command opens it, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.console import library_path

if TYPE_CHECKING:
    from rehearse.store import Library, StoredTake

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
