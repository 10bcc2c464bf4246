"""A take's report in the terminal: what to work on first, then the story, the numbers and the moments.

Nothing needs colour to be understood, and text that a person or a pack wrote is never taken for markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rehearse.export import wording
from rehearse.types import Analysis, Element, FollowUp, Measure, Moment, Story, Take

MARKS = ("○", "◐", "●")
MARK_STYLES = ("yellow", "", "green")
ACROSS_MAX = 110


def print_report(analysis: Analysis, console: Console, *, take: Take | None = None) -> None:
    """Print everything said about one recording, at the console's width up to 110 columns."""
    width = min(console.width, ACROSS_MAX)
    for part in _parts(analysis, take):
        console.print(part, width=width)


def _parts(analysis: Analysis, take: Take | None) -> list[Text | Table | Padding]:
    parts = [*_head(analysis, take)]
    parts += _standing(take) if take else []
    parts += _warnings(analysis)
    parts += _priorities(analysis.priorities)
    parts += _follow_ups(analysis.follow_ups)
    parts += _story(analysis, analysis.story) if analysis.story else []
    parts += _numbers(wording.of_the_delivery(analysis.measures))
    parts += _moments(analysis.moments)
    return parts


def clean(text: str) -> str:
    """The text without control characters, which could steer a terminal."""
    return "".join(c if not unicodedata.category(c).startswith("C") or c in "\u200c\u200d" else " " for c in text)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _quote(text: str) -> Text:
    return Text(f"“{clean(text)}”", style="italic")


def _head(analysis: Analysis, take: Take | None) -> list[Text | Table | Padding]:
    title = take.title if take and take.title else wording.headline(analysis)
    facts = [wording.when(take.created_at)] if take else []
    facts += [wording.what_was_there(analysis), analysis.question.competency if analysis.question else ""]
    return [Text(clean(title), style="bold"), Text(clean(", ".join(f for f in facts if f)), style="dim")]


def _standing(take: Take) -> list[Text | Table | Padding]:
    """Whether another analysis is to come or has failed: what is shown then is the one before."""
    told = {
        "waiting": "It is waiting to be analysed again; this is the analysis before.",
        "failed": f"The last analysis failed: {take.failure} This is the one before.",
    }
    grid = _grid(3)
    for sentence in (told[take.state],) if take.state in told else ():
        grid.add_row(Text("!", style="bold yellow"), Text(clean(sentence)))
    for event in take.events:
        grid.add_row(Text("!", style="bold yellow"), Text(clean(wording.happened(event))))
    return [Text(), grid] if grid.row_count else []


def _warnings(analysis: Analysis) -> list[Text | Table | Padding]:
    warnings = ((wording.ROUGH,) if analysis.transcript.rough else ()) + analysis.warnings
    grid = _grid(3)
    for warning in warnings:
        grid.add_row(Text("!", style="bold yellow"), Text(clean(warning)))
    return [Text(), grid] if warnings else []


def _priorities(priorities: Sequence[Moment]) -> list[Text | Table | Padding]:
    if not priorities:
        return []
    grid = _grid(3, 7)
    for rank, moment in enumerate(priorities, 1):
        grid.add_row(str(rank), Text(wording.starts(moment), style="dim"), Text(clean(moment.sentence), "bold"))
    return [_heading("Work on next"), grid]


def _follow_ups(follow_ups: Sequence[FollowUp]) -> list[Text | Table | Padding]:
    if not follow_ups:
        return []
    grid = _grid(3)
    for asked in follow_ups:
        text = Text(clean(asked.question))
        if asked.start_s is not None:
            text.append(f" (at {wording.clock(asked.start_s)})", "dim")
        grid.add_row("?", text)
    return [_heading("An interviewer asks next"), grid]


def _story(analysis: Analysis, story: Story) -> list[Text | Table | Padding]:
    grid = _grid(3, 12, 11, 7)
    asks = {f.element: f.question for f in reversed(analysis.follow_ups)}
    for element in story.elements:
        grid.add_row(*_element(element, asks.get(element.name, "")))
    said = "; ".join(filter(None, (wording.occasion(story), wording.decided(analysis))))
    facts = (said, wording.story_times(analysis.measures), wording.counts(story.specificity))
    lines = "\n".join(fact for fact in facts if fact)
    return [_heading("Story"), grid, Padding(Text(lines, style="dim"), (0, 0, 0, 3))]


def _element(element: Element, ask: str) -> tuple[Text | str, ...]:
    mark = Text(MARKS[element.level], style=MARK_STYLES[element.level])
    said = element.evidence[0] if element.evidence else None
    at = wording.clock(said.start_s) if said and said.start_s is not None else ""
    return (
        mark,
        wording.ELEMENTS[element.name],
        wording.level(element),
        Text(at, style="dim"),
        _quote(said.quote) if said else Text(clean(ask)),
    )


def _numbers(measures: Sequence[Measure]) -> list[Text | Table | Padding]:
    told = [m for m in measures if m.value is not None]
    untold = [m for m in measures if m.value is None]
    parts: list[Text | Table | Padding] = []
    if told:
        grid = _grid(3, 27, 7, 20)
        before = ""
        for measure in told:
            grid.add_row(*_number(measure, note=measure.note if measure.note != before else ""))
            before = measure.note
        parts += [_heading("Numbers"), grid]
    if untold:
        grid = _grid(3, 27)
        for measure in untold:
            grid.add_row("", Text(clean(measure.label)), Text(clean(measure.note.removeprefix("can't tell: "))))
        parts += [_heading("Can't tell"), grid]
    return parts


def _number(measure: Measure, *, note: str) -> tuple[Text | str, ...]:
    amount, _, unit = wording.value(measure).partition(" ")
    place, advice = wording.place_in_band(measure), wording.band(measure)
    said = [f"advice {advice}" if advice else "", f"{place} it" if place in ("below", "above") else ""]
    said += [measure.certainty if measure.certainty != "sure" else "", note]
    value = Text.assemble((amount.rjust(6), "bold"))
    return "", Text(clean(measure.label)), value, _unit(unit, wording.error(measure)), _aside(said)


def _unit(unit: str, error: str) -> Text:
    return Text.assemble(unit, (f" {error}" if error else "", "dim"))


def _aside(parts: Sequence[str]) -> Text:
    return Text(clean(", ".join(part for part in parts if part)), style="dim")


def _moments(moments: Sequence[Moment]) -> list[Text | Table | Padding]:
    if not moments:
        return []
    grid = _grid(3, 14)
    for moment in sorted(moments, key=lambda m: m.start):
        span = " to ".join(dict.fromkeys(filter(None, (wording.starts(moment), wording.clock(moment.end)))))
        grid.add_row("", Text(span, style="dim"), Text(clean(moment.sentence)))
    return [_heading("Moments"), grid]


def _grid(*widths: int) -> Table:
    """Columns of these widths and one that takes the rest."""
    grid = Table.grid()
    for width in widths:
        grid.add_column(width=width)
    grid.add_column(ratio=1, overflow="fold")
    return grid
