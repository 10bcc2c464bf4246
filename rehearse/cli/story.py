"""`rehearse story FILE`: the story check on written answers."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.console import console, json_option, print_json
from rehearse.errors import MediaError, NotFoundError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from rehearse.types import Element, Story

LEVELS = {0: ("○", "not heard"), 1: ("◐", "thin"), 2: ("●", "clear")}
LABELS = {"tradeoff": "trade-off"}


@dataclass(frozen=True)
class Answer:
    id: str
    text: str


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@json_option
def story(file: Path, as_json: bool) -> None:
    """Check written answers for a decision, a trade-off and a cost.

    FILE holds one answer as text, or one a line as JSON with "id" and "text"; "-" reads it from standard input.
    """
    from rehearse.story import check_story

    checked = [(answer, check_story(answer.text)) for answer in read_answers(file)]
    if as_json:
        print_json({"answers": [as_value(answer.id, found) for answer, found in checked]})
    else:
        out = console()
        for answer, found in checked:
            _print(out, answer, found)


def read_answers(file: Path) -> list[Answer]:
    """The answers in a file. Raises RehearseError subclasses that name the file and the line."""
    name = "standard input" if str(file) == "-" else file.name
    text = _decode(_read(file, name), name)
    if not text.strip():
        raise MediaError(f"{name} holds no text.", "Give a text file with one answer, or JSON lines with id and text.")
    if file.suffix in {".jsonl", ".ndjson"} or text.lstrip().startswith("{"):
        lines = enumerate(text.split("\n"), start=1)
        return [_answer(line, number, name) for number, line in lines if line.strip()]
    return [Answer(file.stem if str(file) != "-" else "stdin", text.strip())]


def _read(file: Path, name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {file}.", "Check the path.") from None
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}.", "Give a readable text file.") from error


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = "Give a UTF-8 text file; recordings go to `rehearse analyze`."
        raise MediaError(f"{name} is not text.", hint)
    return text


def _answer(line: str, number: int, name: str) -> Answer:
    import msgspec

    try:
        value: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MediaError(
            f"{name}, line {number} is not JSON: {error}.", 'Each line is {"id": ..., "text": ...}.'
        ) from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise MediaError(f'{name}, line {number} has no "text".', 'Each line is {"id": ..., "text": ...}.')
    return Answer(str(value.get("id", f"line {number}")), value["text"])


def as_value(name: str, found: Story) -> dict[str, Any]:
    """The answer's value in the JSON output; `note` is there only where nothing could be told."""
    value: dict[str, Any] = {
        "id": name,
        "episode": found.episode,
        "elements": {element.name: _element_value(element) for element in found.elements},
    }
    return value | ({"note": found.note} if found.note else {})


def _element_value(element: Element) -> dict[str, Any]:
    quotes = [{"quote": e.quote, "start": e.start, "end": e.end} for e in element.evidence]
    return {"level": element.level, "probability": element.probability, "evidence": quotes}


def _print(out: Console, answer: Answer, found: Story) -> None:
    from rich.panel import Panel
    from rich.text import Text

    title = Text(f" {answer.id} ")
    body: RenderableType = Text(found.note[:1].upper() + found.note[1:] + ".") if found.note else _body(answer, found)
    out.print(Panel(body, title=title, title_align="left", border_style="dim", padding=(1, 2)))


def _body(answer: Answer, found: Story) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from rehearse.coaching.follow_ups import find_follow_ups

    asked = find_follow_ups(found, most=3)
    lines = [Text(f"  {number}. {step.question}") for number, step in enumerate(asked, start=1)]
    parts: list[RenderableType] = [
        _elements(found),
        Text(),
        Text("An interviewer might ask next", style="bold"),
        *lines,
    ]
    parts += [Text(), Text(_counts(found), style="dim")]
    fillers = _fillers(answer.text)
    return Group(*parts, Text(fillers, style="dim")) if fillers else Group(*parts)


def _elements(found: Story) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for column in ("mark", "element", "level"):
        table.add_column(column, no_wrap=True)
    table.add_column("words")
    for element in found.elements:
        mark, level = LEVELS[element.level]
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
