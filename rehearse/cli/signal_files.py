"""Where `analyze --signals` writes each recording's arrays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rehearse.errors import ExportError


def signal_files(folder: Path, recordings: Sequence[Path], *, force: bool) -> list[Path]:
    """One `<name>.npz` in `folder` for each recording, numbered from the second of a name on: "a.npz", "a-2.npz".

    Raises ExportError where one is there already, unless `force` allows to write over it.
    """
    taken: set[str] = set()
    files = [folder / f"{_free_name(recording.stem, taken)}.npz" for recording in recordings]
    there = [] if force else [file for file in files if file.exists()]
    if there:
        raise ExportError(
            f"{there[0]} exists already.", "Use --force to write over it, or choose another folder with --signals."
        )
    return files


def _free_name(stem: str, taken: set[str]) -> str:
    """`stem`, with the first number that makes it differ; case alone makes no difference on every disk."""
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2)))
    name = next(each for each in names if each.casefold() not in taken)
    taken.add(name.casefold())
    return name
