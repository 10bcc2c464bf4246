"""Takes as the index lists them: everything that a list shows, without opening a folder."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from rehearse.store.terms import fts_query
from rehearse.types import ElementName, Level, TakeState

_PLAIN = ("id", "created_at", "title", "question_key", "question", "competency", "duration", "bytes", "engine")
_LEVELS: tuple[ElementName, ...] = ("decision", "tradeoff", "cost")
# the elements whose levels the index holds, by what a person may ask for
_COLUMN_OF: dict[ElementName, str] = {name: name for name in (*_LEVELS, "result")}
_SAID = "takes.id IN (SELECT id FROM texts WHERE row IN (SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?))"
_NOTHING = '""'  # matches no text
# the figures that a list shows: (field, key of the measure)
HEADLINES = (
    ("wpm", "speech_rate"),
    ("fillers_per_minute", "fillers_per_minute"),
    ("eye_contact", "eye_contact_share"),
)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One line of the list. Figures are None where they are unknown; levels 0, 1, 2, or None without a story.

    `state`, `patch_of`, `favourite`, `loop`, `loop_place` and `added_at` are `Take`'s.
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
    favourite: bool = False
    loop: str = ""
    loop_place: str = ""
    added_at: str = ""

    @property
    def whole(self) -> bool:
        """Whether it answers a question by itself: neither a patch nor a follow-up in a mock loop ("2.1.3")."""
        return not self.patch_of and self.loop_place.count(".") < 2


COLUMNS = ", ".join(
    [f"takes.{name}" for name in _PLAIN + _LEVELS]
    + [f"(SELECT value FROM measures WHERE take_id = takes.id AND key = '{key}')" for _, key in HEADLINES]
    + ["takes.analysed", "takes.rough", "takes.tags", "takes.problem", "takes.state", "takes.patch_of"]
    + ["takes.favourite", "takes.loop", "takes.loop_place", "takes.added_at"]
)


@dataclass(frozen=True)
class Filter:
    """Which takes to list: those that fit every field; an empty field filters nothing.

    Takes being recorded are listed only where `state` asks for them, patches only where `patches` does; a patch whose
    take is gone counts as a take.

    Parameters
    ----------
    since, until : seconds since 1970, from the first to before the second; `days` makes them of dates.
    text : as in a search: words, "phrases", begin*, -without.
    levels : what the story check found, such as (("cost", 0), ("decision", 2)).
    rough : whether the words were recognised roughly; None lists both.
    loop : id of the mock loop that the takes were answered in.
    """

    question_key: str = ""
    competency: str = ""
    tag: str = ""
    since: float | None = None
    until: float | None = None
    problems_only: bool = False
    patches: bool = False
    state: TakeState | Literal[""] = ""
    favourite: bool = False
    text: str = ""
    levels: tuple[tuple[ElementName, Level], ...] = ()
    rough: bool | None = None
    loop: str = ""


def days(first: date | None, last: date | None) -> tuple[float | None, float | None]:
    """`Filter.since` and `Filter.until` for whole days of this machine's zone, both included; None is open."""
    since = datetime.combine(first, time.min).astimezone().timestamp() if first else None
    until = datetime.combine(last + timedelta(days=1), time.min).astimezone().timestamp() if last else None
    return since, until


EVERY_TAKE = Filter()
# patches too
ANY = Filter(patches=True)
# the answer that comes with the app; it is nobody's progress
SAMPLE_TAG = "sample"


@functools.lru_cache(maxsize=1_000)  # many takes have the same
def _tags(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def row_of(values: Sequence[Any]) -> TakeRow:
    row = list(values)
    row[-10:-7] = bool(row[-10]), bool(row[-9]), _tags(row[-8])
    row[-4] = bool(row[-4])
    return TakeRow(*row)


def query(connection: sqlite3.Connection, filter: Filter, *, limit: int | None, offset: int = 0) -> list[TakeRow]:
    """Newest first."""
    asked, values = where(filter)
    sql = f"SELECT {COLUMNS} FROM takes{asked} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
    return [row_of(r) for r in connection.execute(sql, [*values, -1 if limit is None else limit, offset])]


def count(connection: sqlite3.Connection, filter: Filter) -> int:
    asked, values = where(filter)
    return int(connection.execute(f"SELECT count(*) FROM takes{asked}", values).fetchone()[0])


def where(filter: Filter) -> tuple[str, list[object]]:
    """The condition on the table takes, with its values."""
    asked: list[tuple[str, object]] = [
        ("takes.question_key = ?", filter.question_key or None),
        ("takes.competency = ? COLLATE NOCASE", filter.competency or None),
        ("EXISTS (SELECT 1 FROM json_each(takes.tags) WHERE value = ? COLLATE NOCASE)", filter.tag or None),
        ("takes.at >= ?", filter.since),
        ("takes.at < ?", filter.until),
        ("takes.problem <> '' AND ?", filter.problems_only or None),
        ("takes.state = ?", filter.state or None),
        ("takes.state <> ?", None if filter.state else "recording"),
        ("takes.favourite = ?", filter.favourite or None),
        ("takes.rough = ? AND takes.analysed", filter.rough),
        ("takes.loop = ?", filter.loop or None),
        ("NOT EXISTS (SELECT 1 FROM takes AS whole WHERE whole.id = takes.patch_of) AND ?", not filter.patches or None),
        *((f"takes.{_COLUMN_OF[name]} = ?", level) for name, level in filter.levels),
    ]
    if filter.text.strip():
        asked.append((_SAID, fts_query(filter.text) or _NOTHING))
    used = [(sql, value) for sql, value in asked if value is not None]
    return " WHERE " + " AND ".join(sql for sql, _ in used), [value for _, value in used]


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
