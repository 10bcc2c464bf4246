"""`rehearse question`: today's question, a named one, or those that a search finds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import json_option, library_path, print_json, print_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rehearse.bank.telling import Telling
    from rehearse.questions import Answered, Catalogue, Choice
    from rehearse.store import TakeRow
    from rehearse.types import Question


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
        print_lines(*_question_page(chosen, reason))


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
        print_lines(Text(question.key, "bold"), Padding(Text(question.text), (0, 0, 0, 2)))
    if not found:
        print_lines(Text(f"No question holds {words!r}; try fewer words."))
