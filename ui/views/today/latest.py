"""The newest take in a line, and takes whose analysis failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from rehearse.errors import RehearseError
from rehearse.export import wording
from rehearse.store import Library, TakeRow
from rehearse.types import Measure
from ui.samples import is_sample
from ui.views.today.days import day_name, day_of

MOST_LETTERS = 140
PICTURE = (120, 68)  # width and height of its picture, in pixels
FIGURES = ("speech_rate", "fillers_per_minute", "eye_contact_share")


@dataclass(frozen=True)
class Latest:
    """The newest take and what is known of it in a line; `sample` where it is the one that came with the app."""

    take_id: str
    title: str
    line: str
    sample: bool = False


@dataclass(frozen=True)
class Failure:
    """A take whose analysis did not come to its end, and why in a sentence."""

    take_id: str
    title: str
    reason: str


def measures_of(library: Library, row: TakeRow) -> tuple[Measure, ...]:
    """The take's figures for its line; none where they cannot be read."""
    try:
        analysis = library.get(row.id).analysis if row.analysed else None
    except RehearseError:
        return ()
    known = {measure.key: measure for measure in analysis.measures} if analysis else {}
    return tuple(known[key] for key in FIGURES if key in known)


def failures(library: Library, rows: Iterable[TakeRow]) -> tuple[Failure, ...]:
    """Takes without an analysis that was wanted, newest first."""
    return tuple(Failure(row.id, title_of(row), _reason(library, row)) for row in rows if row.state == "failed")


def _reason(library: Library, row: TakeRow) -> str:
    try:
        return library.get(row.id).take.failure
    except RehearseError:
        return row.problem


def latest(row: TakeRow, measures: Iterable[Measure], today: date) -> Latest:
    """A line such as "Yesterday, 1 min 52 s. 146 words a minute, 3.1 fillers a minute, lens 64 % (± 6)"."""
    said = [text for text in (figure(measure) for measure in measures) if text]
    rough = "; words recognised roughly" if row.rough and said else ""
    state = {"waiting": "waits for its analysis", "failed": "could not be analysed"}.get(row.state, "")
    known = f"{', '.join(said)}{rough}" if said else state
    source = "The sample answer" if is_sample(row) else day_name(day_of(row), today)
    when = ", ".join([source, *([wording.length(row.duration)] if row.duration else [])])
    return Latest(row.id, title_of(row), f"{when}. {known}" if known else when, is_sample(row))


def title_of(row: TakeRow) -> str:
    """What was answered, in two or three lines at most."""
    return shorten(row.question or row.title or "An answer", MOST_LETTERS, placeholder=" …")


def figure(measure: Measure) -> str:
    """One of `FIGURES` in words, or nothing where it could not be told."""
    if measure.value is None:
        return ""
    if measure.key == "eye_contact_share":
        wrong = f" ({wording.error(measure)})" if measure.error else ""
        return f"lens {wording.value(measure)}{wrong}"
    what = "words a minute" if measure.key == "speech_rate" else "fillers a minute"
    return f"{wording.number(measure.value)} {what}"
