"""Search in what was said, asked and noted: words, "whole phrases", begin*, and -without."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from rehearse.store.rows import COLUMNS, TakeRow, row_of

FIELDS = ("title", "question", "transcript", "notes", "tags")
OPEN, CLOSE, GAP = "\x02", "\x03", "…"
SNIPPET_TOKENS = 18
_TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Hit:
    """A take that matches. `snippet` alternates (text, whether it matched); `word` indexes the first transcript word
    that matched, None where only other fields did."""

    take: TakeRow
    snippet: tuple[tuple[str, bool], ...]
    word: int | None


def fts_query(text: str) -> str:
    """What a person typed as an FTS5 query, each term quoted so that none of it is syntax; "" where nothing is left."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _TERM.finditer(text.replace("\x00", " ")):
        quoted = _quoted(term["phrase"] if term["phrase"] is not None else term["word"])
        if quoted:
            (unwanted if term["no"] else wanted).append(quoted)
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


def _quoted(term: str) -> str:
    if not any(c.isalnum() for c in term):
        return ""
    body, star = (term[:-1], "*") if term.endswith("*") else (term, "")
    return '"' + body.replace('"', '""') + '"' + star


def find(connection: sqlite3.Connection, text: str, *, limit: int) -> list[Hit]:
    """The best matches first; none where `text` holds no word."""
    query = fts_query(text)
    if not query:
        return []
    rows = connection.execute(
        f"SELECT {COLUMNS}, snippet(texts_fts, -1, :open, :close, :gap, :tokens) AS snippet,"
        " highlight(texts_fts, 2, :open, :close) AS marked"
        " FROM texts_fts JOIN texts ON texts.row = texts_fts.rowid JOIN takes ON takes.id = texts.id"
        " WHERE texts_fts MATCH :query AND takes.state <> 'recording' ORDER BY rank, takes.at DESC LIMIT :limit",
        {"open": OPEN, "close": CLOSE, "gap": GAP, "tokens": SNIPPET_TOKENS, "query": query, "limit": limit},
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
