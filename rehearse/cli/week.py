"""`rehearse week`: the last seven days in review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, print_json, printable

if TYPE_CHECKING:
    from rehearse.coaching.week import Watch, Week


@click.command()
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="The last of the seven days; by default today.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FILE", help="Write it as one HTML file.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@json_option
@click.pass_context
def week(ctx: click.Context, last: datetime | None, page: Path | None, force: bool, as_json: bool) -> None:
    """Your week: what changed audibly, what did not, two moments to watch again, what to practise."""
    from rehearse import settings
    from rehearse.cli.library import open_existing
    from rehearse.export.week import gather_week, to_html

    chosen = settings.load().settings
    on = last.date() if last else datetime.now().astimezone().date()
    with open_existing(ctx) as library:
        made = gather_week(library, last=on, days_aim=chosen.daily_aim, loops_aim=chosen.loop_aim)
    if page is not None:
        from rehearse.export.files import write_export

        write_export(page, to_html(made), force=force)
    if as_json:
        print_json(_value(made))
    elif page is not None:
        click.echo(f"Wrote {printable(str(page))}.")
    else:
        _print(made)


def _value(made: Week) -> dict[str, object]:
    """Without the single takes behind the guesses."""
    from dataclasses import fields

    plain = {field.name: getattr(made, field.name) for field in fields(made) if field.name != "guesses"}
    guesses = [{"key": g.key, "recent": g.recent, "unit": g.trend.unit, "sentence": g.sentence} for g in made.guesses]
    return plain | {"guesses": guesses, "summary": made.summary, "next_step": made.next_step}


def _print(made: Week) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    first, last = date.fromisoformat(made.first), date.fromisoformat(made.last)
    out.print(Text(f"Your week, {first.day} {first:%b} to {last.day} {last:%b}", style="bold"))
    for number, (title, lines) in enumerate(_sections(made)):
        told = [line for line in lines if line]
        if told and number:
            out.print(Text(f"\n{title}", style="bold"))
        for line in told:
            out.print(Padding(Text(printable(line)), (0, 0, 0, 2)))


def _sections(made: Week) -> Iterator[tuple[str, list[str]]]:
    """Titles and their sentences, the first without a title; those without any are left out."""
    held = made.practise.progress if made.practise else ""
    wins = made.wins_only.sentence if made.wins_only else ""
    yield "", [made.summary, made.practice.aim_sentence, made.practice.streak_sentence]
    yield "Practise next", [made.next_step, held, wins]
    for title, figures in (
        ("What changed", made.changed),
        ("What did not", made.unchanged),
        ("Too early to say", made.unknown),
    ):
        yield title, [f"{figure.label}: {figure.change.sentence}" for figure in figures]
    yield "Stories", [change.sentence for change in made.story_changes if made.story.answers]
    for title, watch in (("Best moment to watch again", made.best), ("Hardest moment to watch again", made.hardest)):
        yield title, [_where(watch), watch.moment.sentence] if watch else []
    yield "Your own guesses", [guess.sentence for guess in made.guesses]


def _where(watch: Watch) -> str:
    from rehearse.export import wording

    return f"{watch.take_id}, {wording.starts(watch.moment) or 'the whole answer'}: {watch.question}"
