"""Search in what was said, asked and noted: words, "whole phrases", begin*, and -without."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from rehearse.store.rows import ANY, COLUMNS, Filter, TakeRow, row_of, where
from rehearse.store.terms import fts_query

FIELDS = ("title", "question", "transcript", "notes", "tags")
OPEN, CLOSE, GAP = "\x02", "\x03", "…"
SNIPPET_TOKENS = 18
_FOUND = "FROM texts_fts JOIN texts ON texts.row = texts_fts.rowid JOIN takes ON takes.id = texts.id"
_BEST_FIRST = "ORDER BY rank, takes.at DESC, takes.id DESC"


@dataclass(frozen=True)
class Hit:
    """A take that matches. `snippet` alternates (text, whether it matched); `word` indexes the first transcript word
    that matched, None where only other fields did."""

    take: TakeRow
    snippet: tuple[tuple[str, bool], ...]
    word: int | None


def find(connection: sqlite3.Connection, text: str, *, limit: int, among: Filter = ANY) -> list[Hit]:
    """The best matches first, of the takes that `among` lets through; none where `text` holds no word."""
    query = fts_query(text)
    if not query:
        return []
    asked, values = where(among)
    marks = (OPEN, CLOSE, GAP, SNIPPET_TOKENS, OPEN, CLOSE)
    # The best are found first: only their passages are cut out, however many takes match. The plus keeps SQLite from
    # asking the full text index once for each of them.
    best = f"SELECT texts.row {_FOUND}{asked} AND texts_fts MATCH ? {_BEST_FIRST} LIMIT ?"
    rows = connection.execute(
        f"SELECT {COLUMNS}, snippet(texts_fts, -1, ?, ?, ?, ?) AS snippet,"
        " highlight(texts_fts, 2, ?, ?) AS marked"
        f" {_FOUND} WHERE texts_fts MATCH ? AND +texts_fts.rowid IN ({best}) {_BEST_FIRST}",
        [*marks, query, *values, query, limit],
    )
    return [Hit(row_of(row[:-2]), marked_parts(row[-2]), first_marked_word(row[-1])) for row in rows]


def marked_parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Split "so I [moved] it" into (("so I ", False), ("moved", True), (" it", False))."""
    parts = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", snippet)
    return tuple((p.strip(OPEN + CLOSE), p.startswith(OPEN)) for p in parts if p)


def first_marked_word(marked: str) -> int | None:
    """Index of the first marked word of a transcript joined by single spaces."""
    at = marked.find(OPEN)
    return None if at < 0 else marked.count(" ", 0, at)
