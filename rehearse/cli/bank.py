"""`rehearse bank`: the stories behind the takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json, printable
from rehearse.cli.library import open_existing
from rehearse.errors import NotFoundError
from rehearse.export import wording

if TYPE_CHECKING:
    from rich.table import Table

    from rehearse.bank.bank import Bank, BankStory, Cover
    from rehearse.bank.drift import Said

    Times = Mapping[Said, float | None]

EMPTY = "No stories yet. `rehearse analyze FILE` makes the first take."
LEVEL_MARKS = "–+*"
LEGEND = "story: decision, trade-off, cost, the best of all tellings: * clear, + thin, – not heard"
MOST_GAPS = 12


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def bank(ctx: click.Context, as_json: bool) -> None:
    """The stories that your takes tell: how often, how fresh, what changed between tellings, what each serves."""
    if ctx.invoked_subcommand is None:
        made, at = _bank(ctx)
        if as_json:
            print_json({"stories": [_value(story, at) for story in made.stories], "coverage": made.coverage})
        else:
            _print(made, at)


@bank.command("name")
@click.argument("take", metavar="TAKE")
@click.argument("name")
@click.pass_context
def name_story(ctx: click.Context, take: str, name: str) -> None:
    """Say which story TAKE tells. Takes of one NAME are one story; "" leaves it to their likeness."""
    with open_existing(ctx) as library:
        take_id = library.resolve(take)
        library.change_take(take_id, story=" ".join(name.split()))
    click.echo(f"{take_id}: {printable(name) or 'grouped by likeness'}.")


def _bank(ctx: click.Context) -> tuple[Bank, Times]:
    """The bank, and when each fact that changed is said."""
    from rehearse.bank.bank import make_bank
    from rehearse.questions import all_packs

    asked = [question.competency for pack in all_packs().packs if pack.daily for question in pack.questions]
    try:
        with open_existing(ctx) as library:
            made = make_bank(library.tellings(), competencies=asked)
            return made, {said: library.time_of_word(said.take_id, said.word) for said in _changed(made)}
    except NotFoundError:
        return make_bank((), competencies=asked), {}


def _changed(made: Bank) -> Iterator[Said]:
    return (said for story in made.stories for drift in story.drift for said in (drift.before, drift.after))


def _value(story: BankStory, at: Times) -> dict[str, object]:
    return {
        "name": story.name,
        "named": story.named,
        "takes": [telling.take_id for telling in story.tellings],
        "competencies": story.competencies,
        "levels": story.levels,
        "last_told": story.last_told.isoformat(),
        "frozen_share": story.frozen,
        "over_rehearsed": story.over_rehearsed,
        "drift": [
            {"kind": drift.kind, "before": _said_value(drift.before, at), "after": _said_value(drift.after, at)}
            for drift in story.drift
        ],
    }


def _said_value(said: Said, at: Times) -> dict[str, object]:
    return {"take": said.take_id, "at_s": at[said], "words": said.words, "quote": said.quote}


def _print(made: Bank, at: Times) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    if not made.stories:
        out.print(EMPTY, markup=False)
        return
    out.print(_table(made.stories))
    out.print(Text(LEGEND, style="dim"))
    for story in made.stories:
        lines = remarks(story, at)
        if lines:
            out.print(Text(f"\n{printable(story.name)}", style="bold"))
        for line in lines:
            out.print(Padding(Text(printable(line)), (0, 0, 0, 2)))
    gaps = [cover for cover in made.coverage if len(cover.stories) < cover.aim]
    if gaps:
        out.print(Text("\nCompetencies with fewer than two stories", style="bold"))
        out.print(Text("  " + ", ".join(map(_gap, gaps[:MOST_GAPS])) + (", …" if len(gaps) > MOST_GAPS else "")))


def _table(stories: tuple[BankStory, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("story", "told", "last", "marks", "serves"):
        table.add_column(heading, overflow="fold" if heading in ("story", "serves") else "ellipsis")
    for story in stories:
        marks = "".join(LEVEL_MARKS[level] for level in story.levels.values())
        serves = ", ".join(story.competencies)
        table.add_row(
            Text(printable(story.name)), str(len(story.tellings)), _ago(story), marks, Text(printable(serves))
        )
    return table


def _ago(story: BankStory) -> str:
    days = story.days_since(date.today())
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def remarks(story: BankStory, at: Times) -> list[str]:
    """What to know before it is told again."""
    days = {telling.take_id: telling.on for telling in story.tellings}
    said = [
        f"told in two ways: {_quoted(drift.before, days, at)} and {_quoted(drift.after, days, at)}"
        for drift in story.drift
    ]
    if story.over_rehearsed and story.frozen is not None:
        said.append(f"{story.frozen:.0%} of the wording is that of the telling before: tell it from another moment")
    return said


def _quoted(said: Said, days: Mapping[str, date], at: Times) -> str:
    """ "“we moved it by three weeks” (2 Mar 2026, 0:31)"."""
    day, time = days[said.take_id], at[said]
    return f"“{said.quote}” ({day.day} {day:%b %Y}{'' if time is None else f', {wording.clock(time)}'})"


def _gap(cover: Cover) -> str:
    return f"{printable(cover.competency)} ({len(cover.stories)})"
