"""The one thing to work on, carried until it was better in two answers, and when it last went well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rehearse.coaching.carried import Carried, carried_priority
from rehearse.errors import RehearseError
from rehearse.store import Library, TakeRow
from rehearse.types import Analysis

TITLES = {
    "decision": "Say what you decided",
    "tradeoff": "Name what you gave up",
    "cost": "Name the cost",
    "result": "End with what came of it",
    "reflection": "Close with what you would change",
    "task": "Say what was yours to answer for",
    "situation": "Open with where and when",
    "action": "Tell what you did yourself",
    "episode": "Tell one occasion",
    "speech_rate": "Pace",
    "answer_length": "Length of the answer",
    "fillers_per_minute": "Fillers",
    "filled_pauses_per_minute": "Um and uh",
    "discourse_markers_per_minute": "Words you lean on",
    "inside_pauses_per_minute": "Pauses inside sentences",
}
# the elements whose levels the list of takes holds
INDEXED = ("decision", "tradeoff", "cost")


@dataclass(frozen=True)
class Heard:
    """The last time an element was clear: the person's words and where they stand."""

    take_id: str
    day: date
    quote: str
    at_s: float | None


@dataclass(frozen=True)
class Advice:
    """`progress` says how long it is held; `take_id` is the newest answer that fell short, `at_s` where it did."""

    title: str
    sentence: str
    progress: str
    take_id: str
    at_s: float | None
    heard: Heard | None


def find_advice(library: Library, rows: Iterable[TakeRow]) -> Advice | None:
    """From all analysed answers; None where there are none, or nothing falls short. `rows` come newest first."""
    carried = carried_priority(library.outcomes())
    return _advice(carried, last_heard(library, rows, carried.kind)) if carried else None


def _advice(carried: Carried, heard: Heard | None) -> Advice:
    moment = carried.moment
    at = moment.start if moment.end > moment.start else None
    return Advice(title_of(carried.kind), moment.sentence, carried.progress, carried.take_id, at, heard)


def title_of(kind: str) -> str:
    return TITLES.get(kind, kind.replace("_", " ").capitalize())


def _read(library: Library, take_id: str) -> Analysis | None:
    try:
        return library.get(take_id).analysis
    except RehearseError:
        return None


def last_heard(library: Library, rows: Iterable[TakeRow], kind: str) -> Heard | None:
    """The newest answer in which a decision, trade-off or cost was clear, in the person's own words."""
    row = next((row for row in rows if getattr(row, kind, None) == 2), None) if kind in INDEXED else None
    analysis = _read(library, row.id) if row else None
    if row is None or analysis is None or analysis.story is None:
        return None
    quotes = [e for element in analysis.story.elements if element.name == kind for e in element.evidence]
    if not quotes:
        return None
    day = datetime.fromisoformat(row.created_at).date()
    return Heard(row.id, day, quotes[0].quote, quotes[0].start_s)
