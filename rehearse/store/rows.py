"""Takes as the index lists them: everything that a list shows, without opening a folder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_PLAIN = ("id", "created_at", "title", "question_key", "question", "competency", "duration", "bytes", "engine")
_LEVELS = ("decision", "tradeoff", "cost")
# the figures that a list shows: (field, key of the measure)
HEADLINES = (
    ("wpm", "speech_rate"),
    ("fillers_per_minute", "fillers_per_minute"),
    ("eye_contact", "eye_contact_share"),
)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One line of the list. Figures are None where they are unknown; levels 0, 1, 2, or None without a story."""

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


COLUMNS = ", ".join(
    [f"takes.{name}" for name in _PLAIN + _LEVELS]
    + [f"(SELECT value FROM measures WHERE take_id = takes.id AND key = '{key}')" for _, key in HEADLINES]
    + ["takes.analysed", "takes.rough", "takes.tags", "takes.problem"]
)


@dataclass(frozen=True)
class Filter:
    """Which takes to list; an empty field filters nothing. `since` and `until` are seconds since 1970."""

    question_key: str = ""
    competency: str = ""
    tag: str = ""
    since: float | None = None
    until: float | None = None
    problems_only: bool = False


EVERY_TAKE = Filter()


def row_of(values: Sequence[Any]) -> TakeRow:
    row = list(values)
    row[-4:-1] = bool(row[-4]), bool(row[-3]), tuple(json.loads(row[-2]))
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
    ]
    used = [(sql, value) for sql, value in asked if value is not None]
    return (" WHERE " + " AND ".join(sql for sql, _ in used) if used else ""), [value for _, value in used]
