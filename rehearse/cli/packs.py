"""`rehearse packs`: question packs listed, shown and checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json, print_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rehearse.questions import Catalogue, Pack, PackProblem


@click.group()
def packs() -> None:
    """List, show and check question packs."""


@packs.command("list")
@json_option
def list_packs(as_json: bool) -> None:
    """List all packs: the built-in ones, then your own."""
    from rehearse.questions import all_packs

    catalogue = all_packs()
    if as_json:
        print_json(catalogue)
    else:
        print_lines(_pack_table(catalogue), *_broken_lines(catalogue), _own_packs_line())


@packs.command("show")
@click.argument("pack")
@json_option
def show_pack(pack: str, as_json: bool) -> None:
    """Show the questions of PACK."""
    from rehearse.questions import find_pack

    found = find_pack(pack)
    if as_json:
        print_json(found)
    else:
        print_lines(*_pack_page(found))


@packs.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@json_option
def check_packs(files: tuple[Path, ...], as_json: bool) -> int:
    """Check pack files, and tell every problem with its line and key."""
    checked = [(file, *_checked(file)) for file in files]
    if as_json:
        print_json([{"file": str(file), "questions": count, "problems": wrong} for file, count, wrong in checked])
    else:
        for line in (line for result in checked for line in _check_lines(*result)):
            console().print(line, soft_wrap=True)
    return 5 if any(wrong for _, _, wrong in checked) else 0


def _checked(file: Path) -> tuple[int, tuple[PackProblem, ...]]:
    from rehearse.questions import BadPack, load_pack

    try:
        return len(load_pack(file).questions), ()
    except BadPack as error:
        return 0, error.problems


def _pack_table(catalogue: Catalogue) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from rehearse.questions import competencies

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("pack", no_wrap=True)
    table.add_column("title")
    table.add_column("questions", justify="right")
    table.add_column("competencies", justify="right")
    table.add_column("from")
    for pack in catalogue.packs:
        counts = str(len(pack.questions)), str(len(competencies(pack.questions)))
        table.add_row(Text(pack.id, "bold"), Text(pack.title), *counts, "yours" if pack.own else "built in")
    for broken in catalogue.broken:
        table.add_row(Text(broken.id, "bold red"), Text("cannot be used", "red"), "", "", "yours")
    return table


def _broken_lines(catalogue: Catalogue) -> Iterable[RenderableType]:
    from rich.text import Text

    for broken in catalogue.broken:
        more = len(broken.problems) - 1
        yield Text(f"\n{broken.problems[0]}" + (f" (and {more} more)" if more else ""), "red")
        yield Text(f"See all: rehearse packs check {broken.path}", "dim")


def _own_packs_line() -> RenderableType:
    from rich.text import Text

    from rehearse import paths

    return Text(f"\nYour own packs live in {paths.own_packs_dir()}", "dim")


def _pack_page(pack: Pack) -> Iterable[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    from rehearse.questions import competencies

    yield Text(pack.title, "bold")
    yield Text(pack.description)
    for competency, count in competencies(pack.questions).items():
        yield Text.assemble("\n", (competency, "bold"), (f"  {count}", "dim"))
        for question in pack.questions:
            if question.competency == competency:
                yield Padding(Text(question.text), (0, 0, 0, 2))
                yield Padding(Text(question.key, "dim"), (0, 0, 0, 2))
    for loop in pack.loops:
        rounds = ", ".join(f"{part.title} ({len(part.questions)})" for part in loop.rounds)
        yield Text.assemble("\nmock loop ", (loop.key, "bold"), f"  {loop.title}: {rounds}")


def _check_lines(file: Path, count: int, problems: tuple[PackProblem, ...]) -> Iterable[RenderableType]:
    from rich.text import Text

    if not problems:
        yield Text.assemble(("ok  ", "green"), f"{file.name}: {count} questions")
    for problem in problems:
        yield Text.assemble(("bad ", "red"), str(problem))
