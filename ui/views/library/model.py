"""What the library lists: takes found and filtered, and the words that stand on each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from rehearse.disk import megabytes
from rehearse.export import wording
from rehearse.store import Filter, Library, TakeRow
from rehearse.store.rows import ANY
from rehearse.store.search import Hit
from ui.views.library.filters import Query

MOST_FOUND = 500
ELEMENTS = (("decision", "decision"), ("tradeoff", "trade-off"), ("cost", "cost"))
Snippet = tuple[tuple[str, bool], ...]
ChipKind = Literal["chip", "chip-quiet", "chip-warn"]


@dataclass(frozen=True)
class Entry:
    """One line: a take, and where it was found by what was said, the passage and its first matching word."""

    row: TakeRow
    snippet: Snippet = ()
    word: int | None = None


@dataclass(frozen=True)
class Shelf:
    """What was found, and what the whole library holds: `count` takes of `bytes`, their competencies and tags.

    `found` takes fit; of what was said `entries` are the best `MOST_FOUND` of them.
    """

    entries: tuple[Entry, ...]
    found: int
    count: int
    bytes: int
    competencies: tuple[str, ...]
    tags: tuple[str, ...]


def find(library: Library, query: Query, *, today: date | None = None) -> Shelf:
    """Look the takes up; meant for the background."""
    today = today or datetime.now().astimezone().date()
    everything = library.list(Filter(patches=True))
    rows = without_patches(everything)
    entries = tuple(entry for entry in _entries(library, query, rows, today) if fits(entry.row, query))
    return Shelf(
        entries=entries,
        found=_count(library, query, today) if len(entries) == MOST_FOUND else len(entries),
        count=len(rows),
        bytes=sum(row.bytes for row in everything),
        competencies=_names({row.competency for row in rows}),
        tags=_names({tag for row in rows for tag in row.tags}),
    )


def begin(library: Library, query: Query, most: int, *, today: date | None = None) -> tuple[Entry, ...]:
    """The first of what `find` finds, in a fraction of its time: what fills the window meanwhile."""
    today = today or datetime.now().astimezone().date()
    if query.text.strip():
        return tuple(entry for entry in _hits(library, query, today, most) if fits(entry.row, query))
    return tuple(Entry(row) for row in library.list(query.among(today), limit=most) if fits(row, query))


def _entries(library: Library, query: Query, rows: Sequence[TakeRow], today: date) -> Iterable[Entry]:
    if query.text.strip():
        return _hits(library, query, today, MOST_FOUND)
    plain = not replace(query, problems=False).asks
    return map(Entry, rows if plain else library.list(query.among(today)))


def _hits(library: Library, query: Query, today: date, most: int) -> list[Entry]:
    """The best; those with problems are picked from all that hold the words."""
    limit = library.count(ANY) if query.problems else most
    return [_entry(hit) for hit in library.search(query.text, limit=limit, among=query.among(today, patches=True))]


def _count(library: Library, query: Query, today: date) -> int:
    if query.problems or not query.text.strip():
        return MOST_FOUND
    return library.count(replace(query.among(today, patches=True), text=query.text))


def without_patches(rows: Sequence[TakeRow]) -> list[TakeRow]:
    """Takes alone; a patch whose take is gone counts as one."""
    ids = {row.id for row in rows}
    return [row for row in rows if not row.patch_of or row.patch_of not in ids]


def _entry(hit: Hit) -> Entry:
    return Entry(hit.take, hit.snippet, hit.word)


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """Each once, however it is written, in order."""
    known = {text.casefold(): text for text in texts if text}
    return tuple(known[key] for key in sorted(known))


def fits(row: TakeRow, query: Query) -> bool:
    """Whether a take has a problem, where takes with problems are asked for: a failed analysis is one as well."""
    return not query.problems or bool(row.problem) or row.state == "failed"


# --------------------------------------------------------------------------- in words


def title(row: TakeRow) -> str:
    return row.title or row.question or "An answer without a question"


def about(row: TakeRow) -> str:
    """ "21 Nov 2026, 09:15, 1 min 52 s, judgement"."""
    parts = [wording.when(row.created_at), wording.length(row.duration) if row.duration else "", row.competency.lower()]
    return " · ".join(part for part in parts if part)


def figures(row: TakeRow) -> tuple[tuple[str, str], ...]:
    """Key numbers as (figure, what it is); those that could not be told are left out."""
    told = (
        (row.wpm, "", "words a minute"),
        (row.fillers_per_minute, "", "fillers a minute"),
        (row.eye_contact, " %", "lens"),
    )
    return tuple((_figure(value, unit), name) for value, unit, name in told if value is not None)


def _figure(value: float, unit: str) -> str:
    return f"{value:.0f}{unit}" if unit else wording.number(value)


def marks(row: TakeRow) -> tuple[tuple[str, int], ...]:
    """The story's elements with their levels, in the order decision, trade-off, cost; none without a story."""
    levels = [(name, getattr(row, field)) for field, name in ELEMENTS]
    return tuple((name, level) for name, level in levels if level is not None)


def chips(row: TakeRow, job: str = "") -> tuple[tuple[str, ChipKind], ...]:
    """What else is to say of a take: its state, its tags. `job` is what its running analysis does."""
    state: tuple[str, ChipKind] | None = None
    if job:
        state = (job, "chip-quiet")
    elif row.problem:
        state = ("cannot be read", "chip-warn")
    elif row.state == "failed":
        state = ("not analysed", "chip-warn")
    elif row.state == "waiting":
        state = ("waits for its analysis", "chip-quiet")
    elif not has_recording(row):
        state = ("video removed", "chip-quiet")
    elif row.rough:
        state = ("rough words", "chip-quiet")
    tags: list[tuple[str, ChipKind]] = [(tag, "chip") for tag in row.tags]
    return (*([state] if state else []), *tags)


def has_recording(row: TakeRow) -> bool:
    """Whether there is something to play and to analyse again; an old video may have expired."""
    return row.bytes > 0


def spoken(entry: Entry, job: str = "") -> str:
    """The whole line for those who hear the screen."""
    row = entry.row
    parts = [title(row), about(row).replace(" · ", ", ")]
    parts += [f"{figure} {name}" for figure, name in figures(row)]
    parts += [f"{name} {wording.LEVELS[level]}" for name, level in marks(row)]
    parts += ["favourite"] if row.favourite else []
    parts += [text for text, _ in chips(row, job)]
    return ", ".join(part for part in parts if part)


def size_line(shelf: Shelf) -> str:
    """ "214 takes, 4.2 GB on this disk"."""
    takes = "1 take" if shelf.count == 1 else f"{many(shelf.count)} takes"
    return f"{takes}, {megabytes(shelf.bytes)} on this disk"


def many(count: int) -> str:
    """10000 as "10 000"."""
    return f"{count:,}".replace(",", "\u202f")


def found_line(shelf: Shelf, query: Query) -> str:
    """How many of them are shown; nothing where all are."""
    if not query.asks:
        return ""
    shown, count = len(shelf.entries), shelf.found
    found = "Nothing found" if not count else "1 found" if count == 1 else f"{many(count)} found"
    return f"The best {shown} of {found}" if shown < count else found


# --------------------------------------------------------------------------- what can be done with them


def comparable(rows: Sequence[TakeRow]) -> str:
    """Empty where these can be compared, else why not."""
    if len(rows) != 2:
        return "Choose two takes of one question to compare them"
    if not rows[0].question_key or rows[0].question_key != rows[1].question_key:
        return "These two answer different questions"
    return "" if all(row.analysed for row in rows) else "One of these is not analysed yet"


def common_tags(rows: Sequence[TakeRow]) -> tuple[str, ...]:
    """Tags that all of these have."""
    shared = set(rows[0].tags).intersection(*(row.tags for row in rows[1:])) if rows else set()
    return tuple(tag for row in rows[:1] for tag in row.tags if tag in shared)


def parse_tags(text: str) -> tuple[str, ...]:
    """Tags divided by commas, each once."""
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := " ".join(part.split()))))


def retagged(own: Sequence[str], *, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """A take's tags after those in common were changed from `before` to `after`; its others stay."""
    kept = [tag for tag in own if tag not in before or tag in after]
    return tuple(dict.fromkeys([*kept, *after]))
