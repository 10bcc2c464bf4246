"""What a person types into a search as a query that SQLite's full text index understands."""

from __future__ import annotations

import re

_TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


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
