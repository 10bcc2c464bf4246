"""What every command shares: the library it works on, and how it prints."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 96  # columns, for text to be read

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def library_path(ctx: click.Context) -> Path:
    """The folder named by --library, else by the environment, else by the settings, else the platform's own."""
    root = ctx.find_root().obj or {}
    return root.get("library") or _settled_library()


def _settled_library() -> Path:
    from rehearse import settings

    loaded = settings.load()
    if loaded.notice:
        click.echo(f"rehearse: {loaded.notice}", err=True)
    return settings.library_place(loaded.settings)


def debugging(ctx: click.Context) -> bool:
    """Whether --debug asks for tracebacks."""
    return bool((ctx.find_root().obj or {}).get("debug"))


def print_lines(*lines: RenderableType) -> None:
    """Text to be read: no wider than `WIDTH`, and never taken for markup."""
    out = console()
    for line in lines:
        out.print(line, markup=False, width=min(WIDTH, out.width))


def printable(text: str) -> str:
    """One line without control characters, which a file's name may hold and which could steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def say_failure(error: RehearseError, *, debug: bool = False) -> None:
    """Print on stderr what went wrong and what to do; with `debug` where it went wrong too."""
    if debug:
        click.echo("".join(traceback.format_exception(error)), err=True)
    click.echo(f"rehearse: {printable(error.message)}", err=True)
    if error.hint:
        click.echo(f"  {printable(error.hint)}", err=True)


def prepare_streams() -> None:
    """Make the standard streams fit to be used: a closed one leads nowhere, and no character is too strange for one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - open as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def abandon_stdout() -> None:
    """Flush what is printed; where it cannot be written, drop it, so that the interpreter's end does not complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
