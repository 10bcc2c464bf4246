"""`rehearse story FILE|TAKE`: the story check on written answers, or on a take with its short answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.answer_files import Answer, read_answers
from rehearse.cli.console import console, json_option, print_json, printable
from rehearse.errors import NotFoundError, StoreError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from rehearse.coaching.remarks import Remark
    from rehearse.types import Element, FollowUp, Story

LEVELS = {0: ("○", "not heard"), 1: ("◐", "thin"), 2: ("●", "clear")}
LABELS = {"tradeoff": "trade-off"}
MOST_ASKED = 3
NEXT = "An interviewer might ask next"


@dataclass(frozen=True)
class Checked:
    """An answer, what was found in it, what would be asked next, and how it is told."""

    answer: Answer
    story: Story
    asked: tuple[FollowUp, ...]
    remarks: tuple[Remark, ...]


@click.command()
@click.argument("source", metavar="FILE|TAKE")
@json_option
@click.pass_context
def story(ctx: click.Context, source: str, as_json: bool) -> None:
    """Check an answer for a decision, a trade-off and a cost.

    FILE holds one answer as text, or one a line as JSON with "id" and "text"; "-" reads it from standard input. TAKE
    is a take of the library, as `rehearse show` takes it: its story together with its short answers.
    """
    file = Path(source)
    checked = list(_of_take(ctx, source) if _is_take(file) else _of_file(file))
    if as_json:
        print_json({"answers": [as_value(each) for each in checked]})
    else:
        out = console()
        for each in checked:
            _print(out, each)


def _is_take(file: Path) -> bool:
    """A name that is no file, and could not be a path to one."""
    return str(file) != "-" and not file.exists() and file.name == str(file) and not file.suffix


def _of_file(file: Path) -> Iterator[Checked]:
    from rehearse.coaching.follow_ups import find_follow_ups
    from rehearse.coaching.remarks import find_remarks
    from rehearse.story import check_story

    for answer in read_answers(file):
        found = check_story(answer.text)
        yield Checked(answer, found, find_follow_ups(found, most=MOST_ASKED), find_remarks(found))


def _of_take(ctx: click.Context, name: str) -> Iterator[Checked]:
    from rehearse.cli.library import open_existing, why_no_report
    from rehearse.coaching.chain import Patch, ask_next, read_whole
    from rehearse.coaching.remarks import find_remarks

    try:
        with open_existing(ctx) as library:
            stored = library.get(name)
            patches = [Patch(patch.take, patch.analysis) for patch in library.patches(stored.take.id)]
    except NotFoundError:
        hint = "Give a text file, or a take; `rehearse takes` lists them."
        raise NotFoundError(f"There is no file and no take {name!r}.", hint) from None
    analysis = stored.analysis
    if analysis is None:
        raise StoreError(*why_no_report(stored))
    if analysis.story is None:
        raise NotFoundError(f"Take {stored.take.id} tells no story.", "Think-aloud rounds and silence have none.")
    whole = read_whole(analysis, patches)
    found = whole.story if whole else analysis.story
    remarks = find_remarks(analysis.story, transcript=analysis.transcript, question=analysis.question)
    yield Checked(
        Answer(stored.take.id, found.text), found, ask_next(analysis, patches, whole, most=MOST_ASKED), remarks
    )


def as_value(checked: Checked) -> dict[str, Any]:
    """The answer's value in the JSON output; `note` is there only where nothing could be told."""
    found = checked.story
    value: dict[str, Any] = {
        "id": checked.answer.id,
        "episode": found.episode,
        "elements": {element.name: _element_value(element) for element in found.elements},
        "follow_ups": checked.asked,
        "remarks": checked.remarks,
    }
    return value | ({"note": found.note} if found.note else {})


def _element_value(element: Element) -> dict[str, Any]:
    quotes = [
        {"quote": e.quote, "start": e.start, "end": e.end}
        | ({} if e.start_s is None else {"start_s": e.start_s, "end_s": e.end_s})
        for e in element.evidence
    ]
    value = {"level": element.level, "probability": element.probability, "unsure": element.unsure}
    return value | {"evidence": quotes}


def _print(out: Console, checked: Checked) -> None:
    from rich.panel import Panel
    from rich.text import Text

    note = checked.story.note
    title = Text(f" {printable(checked.answer.id)} ")
    body: RenderableType = Text(note[:1].upper() + note[1:] + ".") if note else _body(checked)
    out.print(Panel(body, title=title, title_align="left", border_style="dim", padding=(1, 2)))


def _body(checked: Checked) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    found = checked.story
    asked = [Text(f"  {number}. {step.question}") for number, step in enumerate(checked.asked, start=1)]
    parts: list[RenderableType] = [
        _elements(found),
        Text(),
        Text(NEXT, style="bold"),
        *asked,
    ]
    if checked.remarks:
        parts += [Text(), Text("How it is told", style="bold"), *map(_remark, checked.remarks)]
    parts += [Text(), Text(_counts(found), style="dim")]
    fillers = _fillers(checked.answer.text)
    return Group(*parts, Text(fillers, style="dim")) if fillers else Group(*parts)


def _remark(remark: Remark) -> Text:
    from rich.text import Text

    return Text.assemble(f"  {remark.sentence} ", (remark.ask, "dim"))


def _elements(found: Story) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for column in ("mark", "element", "level"):
        table.add_column(column, no_wrap=True)
    table.add_column("words")
    for element in found.elements:
        mark, level = LEVELS[element.level]
        level += ", not sure" if element.unsure else ""
        style = ("dim", "yellow", "green")[element.level]
        said = Text("\n".join(f"“{' '.join(e.quote.split())}”" for e in element.evidence))
        table.add_row(Text(mark, style), Text(LABELS.get(element.name, element.name), "bold"), Text(level, style), said)
    return table


def _counts(found: Story) -> str:
    counted = found.specificity
    names = f", {counted.names} names" if counted.names else ""
    occasion = "One occasion is told" if found.episode >= 0.5 else "No single occasion is heard"
    return (
        f"{occasion}. {counted.words} words, {counted.numbers} numbers{names}, {counted.dates} dates, "
        f"{counted.past_events} past events; “I” {counted.i}, “we” {counted.we}; {counted.hedges} hedges."
    )


def _fillers(text: str) -> str:
    from rehearse.measures.filler_text import fillers_in_text

    counts = Counter(found.text for found in fillers_in_text(text))
    return "Fillers: " + ", ".join(f"{word} {count}" for word, count in counts.most_common(6)) + "." if counts else ""
