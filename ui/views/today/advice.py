"""The one thing to work on: what the last answers had in common, and when it went better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from rehearse.errors import RehearseError
from rehearse.export.wording import ELEMENTS
from rehearse.store import Library, TakeRow
from rehearse.types import Analysis, Moment

LAST = 3
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
# the elements whose levels the index holds
INDEXED = ("decision", "tradeoff", "cost")
NUMBERS = ("no", "one", "two", "three")


@dataclass(frozen=True)
class Heard:
    """The last time an element was clear: the person's words and where they stand."""

    take_id: str
    day: date
    quote: str
    at_s: float | None


@dataclass(frozen=True)
class Advice:
    """`why` says on what it rests; `take_id` is the newest answer it speaks of."""

    title: str
    sentence: str
    why: str
    take_id: str
    at_s: float | None
    heard: Heard | None


def find_advice(library: Library, rows: Sequence[TakeRow]) -> Advice | None:
    """From the newest analysed answers; None where there are none, or nothing stands out in them."""
    newest = list(islice(_analyses(library, rows), LAST))
    found = [(row, analysis, moment) for row, analysis in newest for moment in analysis.priorities]
    if not found:
        return None
    counts = Counter(moment.kind for _, _, moment in found)
    row, _, moment = max(found, key=lambda each: (counts[each[2].kind], each[2].severity))
    thin = any(_level(analysis, moment.kind) for _, analysis, m in found if m.kind == moment.kind)
    at = moment.start if moment.end > moment.start else None
    heard = last_heard(library, rows, moment.kind)
    return Advice(_title(moment), moment.sentence, _why(moment, counts, len(newest), thin=thin), row.id, at, heard)


def _analyses(library: Library, rows: Iterable[TakeRow]) -> Iterable[tuple[TakeRow, Analysis]]:
    for row in rows:
        if row.analysed and (analysis := _read(library, row.id)):
            yield row, analysis


def _read(library: Library, take_id: str) -> Analysis | None:
    try:
        return library.get(take_id).analysis
    except RehearseError:
        return None


def _level(analysis: Analysis, kind: str) -> int:
    elements = analysis.story.elements if analysis.story else ()
    return max((element.level for element in elements if element.name == kind), default=0)


def _title(moment: Moment) -> str:
    return TITLES.get(moment.kind, moment.kind.replace("_", " ").capitalize())


def _why(moment: Moment, counts: Counter[str], answers: int, *, thin: bool) -> str:
    """How many of the last answers it concerns, and how."""
    count = counts[moment.kind]
    of_all = "your last answer" if answers == 1 else f"your last {NUMBERS[answers]} answers"
    every = answers > 1 and count == answers
    some = of_all if answers == 1 else f"{NUMBERS[count]} of {of_all}"
    if moment.kind not in ELEMENTS:
        return f"Seen in {f'each of {of_all}' if every else some}."
    name = ELEMENTS[moment.kind].lower()
    if thin:
        return f"The {name} was not clear in {f'each of {of_all}' if every else some}."
    return f"No {name} was heard in {f'any of {of_all}' if every else some}."


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
