"""`rehearse loops`: mock interviews of several rounds, and what was heard in those that were run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import console, json_option, library_path, print_json, printable
from rehearse.errors import NotFoundError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rehearse.loops.heard import AnswerSummary, LoopSummary
    from rehearse.loops.run import LoopRun
    from rehearse.questions import Loop, Step

WIDTH = 96
NO_RUNS = "No loop was run yet. The app runs them: choose one under Practise."


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def loops(ctx: click.Context, as_json: bool) -> None:
    """List the mock loops; show one; what was heard in those you ran. The app runs them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_loops, as_json=as_json)


@loops.command("list")
@json_option
def list_loops(as_json: bool) -> None:
    """List the mock loops of all packs."""
    from rich.padding import Padding
    from rich.text import Text

    from rehearse.export.loop_wording import loop_line
    from rehearse.questions import all_packs

    found = [loop for pack in all_packs().packs for loop in pack.loops]
    if as_json:
        print_json(found)
        return
    for loop in found:
        walk, missing = _walk(loop)
        _print(Text.assemble((loop.key, "bold"), f"  {loop.title}"))
        line = f"{missing} It cannot be run." if missing else loop_line(loop, walk)
        _print(Padding(Text(line, "red" if missing else "dim"), (0, 0, 0, 2)))


@loops.command("show")
@click.argument("loop", metavar="LOOP")
@json_option
def show_loop(loop: str, as_json: bool) -> None:
    """Show the rounds and questions of LOOP ("pack/id")."""
    from rehearse.questions import find_loop, find_question, steps

    found = find_loop(loop)
    walk = steps(found, find_question)
    if as_json:
        print_json({"loop": found, "steps": walk})
    else:
        _print(*_loop_page(found, walk))


@loops.command("runs")
@json_option
@click.pass_context
def runs(ctx: click.Context, as_json: bool) -> None:
    """List the loops that were run, newest first, those among them that wait to go on."""
    from rich.table import Table
    from rich.text import Text

    from rehearse.export.loop_wording import run_state
    from rehearse.export.wording import when
    from rehearse.loops.folder import being_run, list_runs

    root = library_path(ctx)
    found = list_runs(root)
    for notice in found.notices:
        click.echo(f"rehearse: {printable(notice)}", err=True)
    if as_json:
        print_json({"runs": [_run_value(run) for run in found.runs], "notices": found.notices})
        return
    if not found.runs:
        _print(Text(NO_RUNS))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("run", "when", "loop", "state"):
        table.add_column(heading, no_wrap=heading == "run", overflow="fold")
    for run in found.runs:
        state = run_state(run, under_way=being_run(root, run.id))
        table.add_row(Text(run.id, "bold"), Text(when(run.started_at)), Text(run.loop.title), Text(state))
    _print(table)


@loops.command("summary")
@click.argument("run", metavar="RUN", default="last")
@json_option
@click.pass_context
def summary(ctx: click.Context, run: str, as_json: bool) -> None:
    """What was heard in RUN (by default the last): each answer, the loop as a whole, one thing to do next."""
    from rehearse.cli.library import open_existing
    from rehearse.loops.folder import read_run
    from rehearse.loops.gather import summarise

    found = read_run(library_path(ctx), run)
    with open_existing(ctx) as library:
        made = summarise(library, found)
    if as_json:
        print_json(made)
    else:
        _print(*_summary_page(made))


@loops.command("close")
@click.argument("run", metavar="RUN")
@click.pass_context
def close(ctx: click.Context, run: str) -> None:
    """Give up RUN, which was not finished. Its answers stay in the library."""
    from rehearse.export.loop_wording import run_state
    from rehearse.loops.folder import close_run

    closed = close_run(library_path(ctx), run)
    click.echo(f"{closed.id}: {run_state(closed)}.")


def _walk(loop: Loop) -> tuple[tuple[Step, ...], str]:
    """The loop's questions; or, where one is gone, none, and the sentence that says which."""
    from rehearse.questions import find_question, steps

    try:
        return steps(loop, find_question), ""
    except NotFoundError as error:
        return (), error.message


def _run_value(run: LoopRun) -> dict[str, object]:
    from rehearse.export.loop_wording import run_state

    return {
        "id": run.id,
        "loop": run.loop.key,
        "title": run.loop.title,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "closed_at": run.closed_at,
        "place": run.place,
        "phase": run.position.phase,
        "state": run_state(run),
        "takes": run.takes,
    }


# --------------------------------------------------------------------------- how it looks


def _print(*lines: RenderableType) -> None:
    out = console()
    for line in lines:
        out.print(line, markup=False, width=min(WIDTH, out.width))


def _loop_page(loop: Loop, walk: tuple[Step, ...]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    from rehearse.export.loop_wording import loop_line, round_line

    yield Text.assemble((loop.title, "bold"), f"  {loop.key}")
    if loop.description:
        yield Text(loop.description)
    yield Text(loop_line(loop, walk), "dim")
    for step in walk:
        if step.first:
            yield Text.assemble("\n", (f"{step.place[0] + 1}  {step.round}", "bold"))
            yield Padding(Text(round_line(loop.rounds[step.place[0]]), "dim"), (0, 0, 0, 3))
        yield Padding(Text(step.question.text), (0, 0, 0, 3))


def _summary_page(made: LoopSummary) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    from rehearse.export.loop_wording import figure_line, heard_line, in_short, priority_lines, told_twice_lines
    from rehearse.export.wording import when

    yield Text.assemble((printable(made.title), "bold"), (f"  {when(made.started_at)}, {made.run}", "dim"))
    yield Text(in_short(made), "dim")
    if made.waiting:
        waits = "1 answer is" if len(made.waiting) == 1 else f"{len(made.waiting)} answers are"
        yield Text(f"{waits} not analysed yet; this summary will say more.", "yellow")
    if made.priority is not None:
        what, where = priority_lines(made.priority)
        yield Padding(Text.assemble(("Next time: ", "bold"), what, (f"  {where}", "dim")), (1, 0, 0, 0))
    for part in made.rounds:
        yield Text.assemble("\n", (printable(part.title), "bold"))
        for answer in part.answers:
            yield from (Padding(line, (0, 0, 0, 2)) for line in _answer_lines(answer))
    lines = [heard_line(name, counts) for name, counts in made.heard.items()]
    lines += [figure_line(figure) for figure in made.figures]
    yield from _section("Over the loop", lines)
    told = [told_twice_lines(each) for each in made.told_twice]
    yield from _section(
        "Told twice", [line if i == 0 else f"  {line}" for lines in told for i, line in enumerate(lines)]
    )


def _answer_lines(answer: AnswerSummary) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    from rehearse.export.loop_wording import answer_line

    yield Text.assemble((f"{answer.place}  ", "dim"), printable(answer.question.text))
    yield Padding(Text(printable(answer_line(answer))), (0, 0, 0, 5))
    for put in answer.follow_ups:
        state = "" if put.take else " (passed over)" if put.skipped else " (not answered)"
        yield Padding(Text(f"asked: {printable(put.asked.question)}{state}", "dim"), (0, 0, 0, 5))
    if answer.still_open is not None:
        yield Padding(Text(f"still open: {printable(answer.still_open.question)}", "dim"), (0, 0, 0, 5))


def _section(heading: str, lines: list[str]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if lines:
        yield Text(f"\n{heading}", "bold")
        for line in lines:
            indent = len(line) - len(line.lstrip())
            yield Padding(Text(printable(line.strip())), (0, 0, 0, 2 + indent))
