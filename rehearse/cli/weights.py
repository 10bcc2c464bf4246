"""`rehearse weights`: nothing is fetched before the person has seen size, source and licence, and agreed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json
from rehearse.errors import Cancelled, WeightsError

if TYPE_CHECKING:
    from rehearse.weights.catalogue import Weights
    from rehearse.weights.shelf import Installed

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@dataclass(frozen=True)
class Row:
    """One line of the list; `state` is "installed", "in use", "partly fetched" or ""; sizes in bytes."""

    name: str
    size: int
    languages: str
    licence: str
    state: str
    guidance: str
    folder: str = ""


@click.group()
def weights() -> None:
    """Recogniser weights: list, install, add, remove, verify."""


@weights.command("list")
@json_option
def list_weights(as_json: bool) -> None:
    """List what can be installed, and what is."""
    rows = _rows()
    if as_json:
        print_json(rows)
        return
    _print_table(rows)
    if not any(row.folder for row in rows):
        console().print("\nNone is installed. A good start: rehearse weights install base.en", markup=False)


@weights.command("install")
@click.argument("name")
@yes_option
@json_option
def install_weights(name: str, yes: bool, as_json: bool) -> None:
    """Fetch the weights NAME from the network, after asking."""
    from rehearse.weights.catalogue import find
    from rehearse.weights.install import endpoint, install

    wanted = find(name)
    _ask(_consent(wanted, endpoint()), yes=yes)
    try:
        with _progress(f"Fetching {name}", wanted.size) as progress:
            got = install(wanted, progress=progress)
    except KeyboardInterrupt:
        raise Cancelled("Stopped. What was fetched so far is kept.", "Run the same command again to go on.") from None
    _tell(_row_of(got), f"Installed {name}: `rehearse analyze` uses the best weights that are installed.", as_json)


@weights.command("add")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call them.")
@json_option
def add_weights(folder: Path, name: str, as_json: bool) -> None:
    """Copy in a FOLDER of Whisper weights (CTranslate2 format) brought from elsewhere."""
    from rehearse.weights.add import add, check_folder, size_to_copy

    check_folder(folder)
    with _progress("Copying", size_to_copy(folder)) as progress:
        got = add(folder, name=name, progress=progress)
    _tell(_row_of(got), f"Added {got.name}.", as_json)


@weights.command("remove")
@click.argument("name")
@yes_option
@json_option
def remove_weights(name: str, yes: bool, as_json: bool) -> None:
    """Delete the weights NAME from this machine."""
    from rehearse.disk import megabytes
    from rehearse.weights.shelf import find_folders, remove

    find_folders(name)
    _ask(f"Delete the weights {name} from this machine?", yes=yes)
    freed = remove(name)
    _tell({"name": name, "freed": freed}, f"Deleted {name}: {megabytes(freed)} are free again.", as_json)


@weights.command("verify")
@click.argument("name", required=False)
@json_option
def verify_weights(name: str | None, as_json: bool) -> int:
    """Check installed weights, or those called NAME alone, against their manifests."""
    from rehearse.weights.shelf import get_installed, installed, verify

    found = {}
    for each in [get_installed(name)] if name else installed():
        with _progress(f"Checking {each.name}", each.size) as progress:
            try:
                found[each.name] = verify(each, progress=progress)
            except WeightsError as error:
                found[each.name] = (f"{error.message} {error.hint}",)
    if as_json:
        print_json([{"name": key, "problems": problems} for key, problems in found.items()])
    else:
        for line in _verdicts(found):
            console().print(line, markup=False, soft_wrap=True)
    return WeightsError.exit_code if any(found.values()) else 0


def _rows() -> list[Row]:
    """The catalogue in its order, then what was brought by hand."""
    from rehearse.weights.catalogue import CATALOGUE
    from rehearse.weights.shelf import installed, partial

    here = {each.name: _row_of(each) for each in installed()}
    begun = {part.name for part in partial()}
    listed = []
    for entry in CATALOGUE:
        state = "partly fetched" if entry.name in begun else ""
        offered = Row(entry.name, entry.size, entry.languages, entry.licence, state, entry.guidance)
        own = here.pop(entry.name, offered)
        listed.append(replace(own, guidance=entry.guidance))
    return [*listed, *here.values()]


def _row_of(own: Installed) -> Row:
    from rehearse.weights.shelf import best_installed

    languages, licence = (own.manifest.languages, own.manifest.licence) if own.manifest else ("unknown", "unknown")
    state = "in use" if own.folder == best_installed() else "installed"
    return Row(own.name, own.size, languages, licence, state, "Brought by hand.", str(own.folder))


def _print_table(rows: list[Row]) -> None:
    from rich.table import Table
    from rich.text import Text

    from rehearse.disk import megabytes

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("name", no_wrap=True)
    table.add_column("size", justify="right", no_wrap=True)
    for heading in ("languages", "licence", "state", ""):
        table.add_column(heading)
    for row in rows:
        name = Text(row.name, "bold" if row.folder else "")
        table.add_row(name, megabytes(row.size), *map(Text, (row.languages, row.licence, row.state, row.guidance)))
    console().print(table)


def _consent(wanted: Weights, source: str) -> str:
    from rehearse.disk import megabytes

    return (
        f"{wanted.name}: {megabytes(wanted.size)}, licence {wanted.licence}\n"
        f"from {source}/{wanted.repository} (revision {wanted.revision[:12]})\n"
        "Nothing about you or your recordings is sent. Fetch it now?"
    )


def _ask(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        click.echo(question, err=True)
        raise click.UsageError("There is no terminal to ask at. Say --yes to agree.")
    click.confirm(question, abort=True, err=True)


@contextmanager
def _progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr with bytes and time left, on a terminal only."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    screen = console(stderr=True)
    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(bar_width=24), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


def _tell(result: object, sentence: str, as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        console().print(sentence, markup=False, soft_wrap=True)


def _verdicts(found: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if not found:
        yield "No weights are installed."
    for name, problems in found.items():
        yield f"{name}: {'whole' if not problems else ' '.join(problems)}"
