"""Takes as the index lists them: everything that a list shows, without opening a folder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from rehearse.bank.telling import Telling
from rehearse.coaching.trends import Reading
from rehearse.types import ElementName, TakeState

_PLAIN = ("id", "created_at", "title", "question_key", "question", "competency", "duration", "bytes", "engine")
_LEVELS: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
# the figures that a list shows: (field, key of the measure)
HEADLINES = (
    ("wpm", "speech_rate"),
    ("fillers_per_minute", "fillers_per_minute"),
    ("eye_contact", "eye_contact_share"),
)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One line of the list. Figures are None where they are unknown; levels 0, 1, 2, or None without a story.

    `state` and `patch_of` are `Take`'s.
    """

    id: str
    created_at: str
    title: str
    question_key: str
    question: str
    competency: str
    duration: float
    bytes: int
    engine: str
    decision: int | None
    tradeoff: int | None
    cost: int | None
    wpm: float | None
    fillers_per_minute: float | None
    eye_contact: float | None
    analysed: bool
    rough: bool
    tags: tuple[str, ...]
    problem: str
    state: TakeState
    patch_of: str


COLUMNS = ", ".join(
    [f"takes.{name}" for name in _PLAIN + _LEVELS]
    + [f"(SELECT value FROM measures WHERE take_id = takes.id AND key = '{key}')" for _, key in HEADLINES]
    + ["takes.analysed", "takes.rough", "takes.tags", "takes.problem", "takes.state", "takes.patch_of"]
)


@dataclass(frozen=True)
class Filter:
    """Which takes to list; an empty field filters nothing. `since` and `until` are seconds since 1970.

    Takes being recorded are listed only where `state` asks for them, patches only where `patches` does; a patch whose
    take is gone counts as a take.
    """

    question_key: str = ""
    competency: str = ""
    tag: str = ""
    since: float | None = None
    until: float | None = None
    problems_only: bool = False
    patches: bool = False
    state: TakeState | Literal[""] = ""


EVERY_TAKE = Filter()
# the answer that comes with the app; it is nobody's progress
SAMPLE_TAG = "sample"
NOT_SAMPLE = f"NOT EXISTS (SELECT 1 FROM json_each(t.tags) WHERE value = '{SAMPLE_TAG}')"


def row_of(values: Sequence[Any]) -> TakeRow:
    row = list(values)
    row[-6:-3] = bool(row[-6]), bool(row[-5]), tuple(json.loads(row[-4]))
    return TakeRow(*row)


def query(connection: sqlite3.Connection, filter: Filter, *, limit: int | None, offset: int = 0) -> list[TakeRow]:
    """Newest first."""
    where, values = _where(filter)
    sql = f"SELECT {COLUMNS} FROM takes{where} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
    return [row_of(r) for r in connection.execute(sql, [*values, -1 if limit is None else limit, offset])]


def count(connection: sqlite3.Connection, filter: Filter) -> int:
    where, values = _where(filter)
    return int(connection.execute(f"SELECT count(*) FROM takes{where}", values).fetchone()[0])


def _where(filter: Filter) -> tuple[str, list[object]]:
    asked: list[tuple[str, object]] = [
        ("question_key = ?", filter.question_key or None),
        ("competency = ? COLLATE NOCASE", filter.competency or None),
        ("EXISTS (SELECT 1 FROM json_each(takes.tags) WHERE value = ? COLLATE NOCASE)", filter.tag or None),
        ("at >= ?", filter.since),
        ("at < ?", filter.until),
        ("problem <> '' AND ?", filter.problems_only or None),
        ("state = ?", filter.state or None),
        ("state <> ?", None if filter.state else "recording"),
        ("NOT EXISTS (SELECT 1 FROM takes AS whole WHERE whole.id = takes.patch_of) AND ?", not filter.patches or None),
    ]
    used = [(sql, value) for sql, value in asked if value is not None]
    return (" WHERE " + " AND ".join(sql for sql, _ in used) if used else ""), [value for _, value in used]


def exists(connection: sqlite3.Connection, take_id: str) -> bool:
    return connection.execute("SELECT 1 FROM takes WHERE id = ?", [take_id]).fetchone() is not None


def ids_like(connection: sqlite3.Connection, name: str) -> list[str]:
    """Up to four ids that are `name`, begin with it or end in it, that which is `name` first."""
    sql = (
        "SELECT id FROM takes WHERE id = ?1 OR substr(id, 1, length(?1)) = ?1"
        " OR substr(id, -1 - length(?1)) = '-' || ?1 ORDER BY id <> ?1, id LIMIT 4"
    )
    return [str(row[0]) for row in connection.execute(sql, [name])]


def id_of_sha256(connection: sqlite3.Connection, sha256: str) -> str | None:
    sql = "SELECT id FROM takes WHERE sha256 = ? AND sha256 <> '' ORDER BY id LIMIT 1"
    found = connection.execute(sql, [sha256]).fetchone()
    return found[0] if found else None


def patch_ids(connection: sqlite3.Connection, take_id: str) -> list[str]:
    """Patches of a take, oldest first."""
    sql = "SELECT id FROM takes WHERE patch_of = ? ORDER BY at, id"
    return [str(row[0]) for row in connection.execute(sql, [take_id])]


def readings(connection: sqlite3.Connection, keys: tuple[str, ...] | None) -> Iterator[Reading]:
    """Figures of whole takes but the sample answer, oldest first; of `keys` alone unless None."""
    among = f" AND m.key IN ({', '.join('?' * len(keys))})" if keys is not None else ""
    sql = (
        "SELECT t.id, t.created_at, m.key, m.label, m.value, m.unit, m.certainty, m.error, m.engine"
        f" FROM measures m JOIN takes t ON t.id = m.take_id WHERE t.patch_of = '' AND {NOT_SAMPLE}{among}"
        " ORDER BY t.at, t.id, m.key"
    )
    return (Reading(*row) for row in connection.execute(sql, keys or ()))


def _day(created_at: str) -> date:
    """The day a take was made on, in its own zone; the first of all days where that is not known."""
    try:
        return datetime.fromisoformat(created_at).date()
    except ValueError:
        return date.min


def tellings(connection: sqlite3.Connection) -> Iterator[Telling]:
    """The answers that were checked for a story, oldest first, patches and the sample left out."""
    sql = (
        "SELECT t.id, t.created_at, texts.transcript, t.question, t.competency, t.story, t.decided,"
        " t.decision, t.tradeoff, t.cost FROM takes t JOIN texts ON texts.id = t.id"
        f" WHERE t.decision IS NOT NULL AND t.patch_of = '' AND {NOT_SAMPLE} ORDER BY t.at, t.id"
    )
    for take_id, created_at, said, question, competency, story, decided, *levels in connection.execute(sql):
        yield Telling(
            take_id,
            _day(created_at),
            said.replace("_", "\u00a0"),
            question,
            competency,
            story,
            decided,
            dict(zip(_LEVELS, levels, strict=True)),
        )
