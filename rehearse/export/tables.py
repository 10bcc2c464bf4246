"""CSV tables of a take that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

from rehearse.types import Analysis

CONTROLS = ("\t", "\r", "\n")
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Table = Literal["measures", "moments", "words", "pauses", "fillers"]
TABLES: tuple[Table, ...] = ("measures", "moments", "words", "pauses", "fillers")


def to_csv(analysis: Analysis, table: Table = "measures") -> str:
    """One table with a heading row. Times are seconds; shares, levels and probabilities are 0..1."""
    header, rows = _TABLES[table](analysis)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP's advice); numbers stay."""
    if isinstance(cell, str) and cell.lstrip().startswith(
        ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    ):
        return f"'{cell}"
    return "" if cell is None else cell


Rows = tuple[Sequence[str], Iterable[Sequence[object]]]


def _measures(analysis: Analysis) -> Rows:
    header = ("key", "label", "value", "unit", "certainty", "error", "band_low", "band_high")
    return (*header, "engine", "version", "model", "share", "note"), (
        (
            m.key,
            m.label,
            m.value,
            m.unit,
            m.certainty,
            m.error,
            *(m.band or (None, None)),
            m.provenance.engine,
            m.provenance.version,
            m.provenance.model,
            m.provenance.share,
            m.note,
        )
        for m in analysis.measures
    )


def _moments(analysis: Analysis) -> Rows:
    top = set(analysis.priorities)
    rows = ((m.start, m.end, m.kind, m.severity, m in top, m.sentence) for m in analysis.moments)
    return ("start", "end", "kind", "severity", "priority", "sentence"), rows


def _words(analysis: Analysis) -> Rows:
    rows = ((i, w.start, w.end, w.probability, w.text, w.original) for i, w in enumerate(analysis.transcript.words))
    return ("index", "start", "end", "probability", "text", "original"), rows


def _pauses(analysis: Analysis) -> Rows:
    rows = ((p.start, p.end, p.size, p.place, p.before_word) for p in analysis.pauses)
    return ("start", "end", "size", "place", "before_word"), rows


def _fillers(analysis: Analysis) -> Rows:
    rows = (
        (f.start, f.end, f.text, f.kind, "+".join(f.witnesses), f.probability, f.confirmed) for f in analysis.fillers
    )
    return ("start", "end", "text", "kind", "witnesses", "probability", "confirmed"), rows


_TABLES = {"measures": _measures, "moments": _moments, "words": _words, "pauses": _pauses, "fillers": _fillers}
