"""`rehearse packs` and `rehearse question`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, library_path, print_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rehearse.bank.telling import Telling
    from rehearse.questions import Answered, Catalogue, Choice, Pack, PackProblem
    from rehearse.store import TakeRow
    from rehearse.types import Question

WIDTH = 96


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
        _print(_pack_table(catalogue), *_broken_lines(catalogue), _own_packs_line())


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
        _print(*_pack_page(found))


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


@click.command()
@click.argument("key", required=False)
@click.option("--pack", "pack_ids", multiple=True, metavar="PACK", help="Choose from this pack only; may be repeated.")
@click.option("--search", "words", metavar="TEXT", help="List the questions that hold all these words.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The question of another day.")
@json_option
@click.pass_context
def question(
    ctx: click.Context,
    key: str | None,
    pack_ids: tuple[str, ...],
    words: str | None,
    day: datetime.datetime | None,
    as_json: bool,
) -> None:
    """Show today's question, the question KEY ("pack/id"), or those that a search finds."""
    from rehearse.questions import find_question, search

    if sum((key is not None, words is not None, day is not None)) > 1:
        raise click.UsageError("Give only one of KEY, --search and --date.")
    if words is not None:
        _show_found(search(_pool(pack_ids, daily=False), words), words, as_json)
        return
    reason = ""
    if key is not None:
        chosen = find_question(key, catalogue=_catalogue(pack_ids))
    else:
        choice = _todays(pack_ids, library_path(ctx), day.date() if day else None)
        chosen, reason = choice.question, choice.sentence
    if as_json:
        print_json(chosen)
    else:
        _print(*_question_page(chosen, reason))


def _todays(pack_ids: tuple[str, ...], library: Path, day: datetime.date | None) -> Choice:
    """As the app chooses it: from the active pack unless packs are named, the pinned question first."""
    from rehearse import settings
    from rehearse.bank.bank import count_stories
    from rehearse.bank.grouping import group
    from rehearse.questions import choose_today, daily_questions

    chosen = settings.load().settings
    pool = _pool(pack_ids, daily=True) if pack_ids else daily_questions(_catalogue(()), chosen.active_pack)
    date = day or datetime.datetime.now().astimezone().date()
    answers, tellings = history(library)
    stories = count_stories(group(tellings), before=date)
    pinned = "" if pack_ids else chosen.pinned_question
    return choose_today(pool, history=answers, date=date, stories=stories, pinned=pinned)


def history(library: Path) -> tuple[list[Answered], Sequence[Telling]]:
    """What was answered before, and the stories told; a library that cannot be read is told of, and passed over."""
    from rehearse.errors import NotFoundError, StoreError
    from rehearse.store import open_library

    try:
        with open_library(library, create=False) as takes:
            return [answered for row in takes.list() if (answered := _answered(row))], takes.tellings()
    except NotFoundError:
        return [], ()
    except StoreError as error:
        click.echo(f"rehearse: {error.message} Chosen without your earlier answers.", err=True)
        return [], ()


def _answered(row: TakeRow) -> Answered | None:
    """The take as an earlier answer; None where it answers no question of a pack by itself, or belongs to no day."""
    from rehearse.questions import MARKED, Answered
    from rehearse.store.rows import SAMPLE_TAG

    try:
        day = datetime.datetime.fromisoformat(row.created_at).date()
    except ValueError:
        return None
    marks = {name: level for name in MARKED if (level := getattr(row, name)) is not None}
    own = row.whole and SAMPLE_TAG not in row.tags
    return Answered(row.question_key, day, marks) if row.question_key and own else None


def _catalogue(pack_ids: tuple[str, ...]) -> Catalogue:
    from rehearse.questions import Catalogue, all_packs, find_pack

    everything = all_packs()
    if not pack_ids:
        return everything
    return Catalogue(tuple(find_pack(id, catalogue=everything) for id in dict.fromkeys(pack_ids)))


def _pool(pack_ids: tuple[str, ...], *, daily: bool) -> tuple[Question, ...]:
    """Questions to choose from: of the named packs, else of all packs (all that are meant for every day)."""
    return tuple(
        question
        for pack in _catalogue(pack_ids).packs
        if pack_ids or pack.daily or not daily
        for question in pack.questions
    )


def _checked(file: Path) -> tuple[int, tuple[PackProblem, ...]]:
    from rehearse.questions import BadPack, load_pack

    try:
        return len(load_pack(file).questions), ()
    except BadPack as error:
        return 0, error.problems


# --------------------------------------------------------------------------- how it looks


def _print(*lines: RenderableType) -> None:
    out = console()
    for line in lines:
        out.print(line, markup=False, width=min(WIDTH, out.width))


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


def _question_page(question: Question, reason: str = "") -> Iterable[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    yield Padding(Text(question.text, "bold"), (1, 0, 1, 0))
    about = [question.competency, question.mode, _target(question), question.key]
    yield Text(" · ".join(part for part in about if part), "dim")
    if reason:
        yield Text(reason, "dim")
    if question.autonomy:
        yield Text("Tell something that you decided yourself.", "dim")
    for label, text in (("Why it is asked", question.why), ("A strong answer", question.strong)):
        if text:
            yield Padding(Text(label, "bold cyan"), (1, 0, 0, 0))
            yield Text(text)
    if question.follow_ups:
        yield Padding(Text("They may go on to ask", "bold cyan"), (1, 0, 0, 0))
        for depth, step in enumerate(question.follow_ups):
            yield Padding(Text(f"{depth + 1}. {step}"), (0, 0, 0, 2 * depth))


def _target(question: Question) -> str:
    low, high = question.target_s
    return f"{low:.0f}-{high:.0f} s" if high < 300 else f"{low / 60:.0f}-{high / 60:.0f} min"


def _show_found(found: tuple[Question, ...], words: str, as_json: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if as_json:
        print_json(found)
        return
    for question in found:
        _print(Text(question.key, "bold"), Padding(Text(question.text), (0, 0, 0, 2)))
    if not found:
        _print(Text(f"No question holds {words!r}; try fewer words."))


def _check_lines(file: Path, count: int, problems: tuple[PackProblem, ...]) -> Iterable[RenderableType]:
    from rich.text import Text

    if not problems:
        yield Text.assemble(("ok  ", "green"), f"{file.name}: {count} questions")
    for problem in problems:
        yield Text.assemble(("bad ", "red"), str(problem))
