"""The sample answer: a take with a tag of its own that counts nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from rehearse.store import TakeRow
from rehearse.store.rows import SAMPLE_TAG

__all__ = ["SAMPLE_TAG", "is_sample", "own"]


def is_sample(row: TakeRow) -> bool:
    """Whether this take came with the app."""
    return SAMPLE_TAG in row.tags


def own(rows: Iterable[TakeRow]) -> tuple[TakeRow, ...]:
    """The person's own takes."""
    return tuple(row for row in rows if not is_sample(row))
