"""The sample answer: a take that comes with the app, analysed already, and counts nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rehearse
from rehearse.store import Filter, Library, TakeRow
from rehearse.store.rows import SAMPLE_TAG
from rehearse.types import Analysis, Span
from ui.assets import asset

__all__ = ["BASELINE", "SAMPLE_TAG", "add_sample", "is_sample", "own", "read_sample", "sample_dir"]

TITLE = "The sample answer"
# when the lens is looked at, before the first word
BASELINE = Span(0.2, 1.2)


def is_sample(row: TakeRow) -> bool:
    """Whether this take came with the app."""
    return SAMPLE_TAG in row.tags


def own(rows: Iterable[TakeRow]) -> tuple[TakeRow, ...]:
    """The person's own takes."""
    return tuple(row for row in rows if not is_sample(row))


def sample_dir() -> Path:
    """Its files: inside the package in an installed wheel, in `assets/` in a checkout."""
    installed = Path(rehearse.__file__).parent / "builtin_sample"
    return installed if installed.is_dir() else asset("sample")


def read_sample() -> Analysis:
    """What was found in it. Raises StoreError where the installation is damaged."""
    from rehearse.store.folders import read_analysis

    return read_analysis(sample_dir())


def add_sample(library: Library) -> str:
    """Put the sample answer into a library that holds no take, and nothing into another; its id, or "" without one."""
    known = library.list(Filter(tag=SAMPLE_TAG), limit=1)
    if known or library.count():
        return known[0].id if known else ""
    analysis, folder = read_sample(), sample_dir()
    take = library.add(
        folder / "answer.mp4",
        analysis=analysis,
        question=analysis.question,
        baseline=BASELINE,
        peaks=folder / "peaks.npy",
        thumbnail=folder / "thumbnail.jpg",
    )
    library.change_take(take.id, tags=(SAMPLE_TAG,), title=TITLE)
    return take.id
