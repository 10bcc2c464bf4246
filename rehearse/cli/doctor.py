"""`rehearse doctor`: this machine, looked over."""

from __future__ import annotations

import click

from rehearse.cli.console import console, json_option, library_path, print_json

MARK = {"fine": ("ok", "green"), "look": ("look", "yellow"), "broken": ("BROKEN", "red")}


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Check versions, models, codecs, devices, disk and permissions, and say what to do.

    Exits with 1 where something is broken. Nothing is changed and no connection is opened.
    """
    from rehearse.doctor import examine

    checks = list(examine(library_path(ctx)))
    if as_json:
        print_json(checks)
    else:
        from rich.table import Table

        table = Table(box=None, show_header=False, pad_edge=False)
        for check in checks:
            mark, colour = MARK[check.state]
            table.add_row(f"[{colour}]{mark}[/]", f"[bold]{check.name}[/]", _text(check.found, check.advice))
        console().print(table)
    return int(any(check.state == "broken" for check in checks))


def _text(found: str, advice: str) -> str:
    from rich.markup import escape

    return escape(found) + (f"\n[bold]→[/] {escape(advice)}" if advice else "")
