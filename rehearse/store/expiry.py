"""Videos that are old enough to go; what was found in them stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rehearse.errors import RehearseError
from rehearse.store.ids import instant
from rehearse.store.library import Library
from rehearse.store.rows import SAMPLE_TAG, Filter, TakeRow

KEEP_TAG = "keep"


@dataclass(frozen=True)
class Expired:
    """How many videos were removed, and how many bytes became free."""

    videos: int = 0
    bytes: int = 0


def due(rows: Iterable[TakeRow], *, days: int, now: datetime) -> tuple[TakeRow, ...]:
    """Takes whose video has been in the library for more than `days` and may go; none where `days` is 0.

    A take without a finished analysis keeps its video, and so do the sample answer, favourites and takes tagged "keep".
    """
    if days <= 0:
        return ()
    before = now - timedelta(days=days)
    return tuple(row for row in rows if _may_go(row) and _older(row, before))


def _may_go(row: TakeRow) -> bool:
    kept = {tag.casefold() for tag in row.tags} & {KEEP_TAG, SAMPLE_TAG}
    return row.bytes > 0 and row.analysed and row.state == "kept" and not row.problem and not (kept or row.favourite)


def _older(row: TakeRow, before: datetime) -> bool:
    try:
        return max(instant(row.created_at), instant(row.added_at or row.created_at)) < before
    except ValueError:
        return False


def due_in(library: Library, *, days: int, now: datetime) -> tuple[TakeRow, ...]:
    """The same for all takes and patches of a library."""
    return due(library.list(Filter(patches=True)), days=days, now=now)


def expire(library: Library, *, days: int, now: datetime) -> Expired:
    """Remove the videos that are due. A take that cannot be changed now is passed over; its turn comes again."""
    videos = freed = 0
    for row in due_in(library, days=days, now=now):
        try:
            freed += library.remove_recording(row.id)
        except RehearseError:
            continue
        videos += 1
    return Expired(videos, freed)
