"""What every command shares: the library it works on, and how it prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse import paths

if TYPE_CHECKING:
    from rich.console import Console

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def library_path(ctx: click.Context) -> Path:
    """The folder named by --library, else by the environment, else the platform's own."""
    root = ctx.find_root().obj or {}
    return root.get("library") or paths.library_dir()


def print_json(value: Any) -> None:
    """Write a value made of the project's dataclasses to stdout as JSON."""
    from rehearse.serial import to_json

    sys.stdout.write(to_json(value).decode() + "\n")


def console(*, stderr: bool = False) -> Console:
    """A terminal writer; person-made text must be escaped (rich.markup.escape) or passed with markup=False."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def print_json_line(value: Any) -> None:
    """Write one value as one line of JSON."""
    from rehearse.serial import to_json

    sys.stdout.write(to_json(value, indent=-1).decode() + "\n")
    sys.stdout.flush()
