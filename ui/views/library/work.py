"""What the library does to takes, outside the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from rehearse.errors import ExportError, NotFoundError, RehearseError
from rehearse.store import Library
from rehearse.types import Question
from ui.recovery import look_at
from ui.views.library.model import retagged
from ui.widgets.picture import read_picture

VIDEOS = (".mkv", ".mp4", ".m4v", ".mov", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".wmv", ".flv", ".3gp")
SOUNDS = (".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".wma")
PICTURE_WIDTH = 224 * 2


@dataclass(frozen=True)
class Imported:
    """Ids of the takes that wait for their analysis now, and a sentence about each file that was left out."""

    ids: tuple[str, ...]
    told: tuple[str, ...]


def is_recording(path: Path) -> bool:
    """Whether the file's name says that it holds video or sound."""
    return path.suffix.lower() in VIDEOS + SOUNDS


def bring_in(library: Library, paths: Sequence[Path], question: Question | None) -> Imported:
    """Copy recordings into the library, dated by when the files were written."""
    ids: list[str] = []
    told: list[str] = []
    for path in paths:
        try:
            if problem := _why_not(library, path):
                told.append(problem)
                continue
            written = datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
            take = library.add(path, question=question, created_at=written)
            library.wants_analysis(take.id)
            ids.append(take.id)
        except OSError as error:
            told.append(f"{path.name} cannot be read ({error.strerror}).")
        except RehearseError as error:
            told.append(f"{error.message} {error.hint}".strip())
    return Imported(tuple(ids), tuple(told))


def _why_not(library: Library, path: Path) -> str:
    """Why a file is not brought in, in a sentence; "" where it can be. Raises OSError where it cannot be read."""
    from rehearse.store import sha256_of

    if not path.is_file():
        return f"{path.name} is not a file."
    if not path.stat().st_size:
        return f"{path.name} is empty."
    known = library.find_by_sha256(sha256_of(path))
    if known and library.get(known).recording.is_file():
        return f"{path.name} is in the library already."
    return "" if look_at(path) else f"{path.name} holds no video or sound that can be read."


def retag(library: Library, ids: Sequence[str], before: Sequence[str], after: Sequence[str]) -> None:
    """Change the tags that these takes have in common."""
    for take_id in ids:
        own = library.get(take_id).take.tags
        library.change_take(take_id, tags=retagged(own, before=before, after=after))


def mark(library: Library, ids: Sequence[str], favourite: bool) -> None:
    """Make these takes favourites, or ordinary ones."""
    for take_id in ids:
        library.change_take(take_id, favourite=favourite)


def pictures(library: Library, ids: Sequence[str]) -> tuple[tuple[str, QImage | None], ...]:
    """Small pictures of these takes; None where there is none."""
    return tuple((take_id, _picture(library, take_id)) for take_id in ids)


def _picture(library: Library, take_id: str) -> QImage | None:
    from rehearse.store.folders import THUMBNAIL, takes_dir

    try:
        return read_picture((takes_dir(library.root) / take_id / THUMBNAIL).read_bytes(), PICTURE_WIDTH)
    except OSError:
        return None


def write_reports(library: Library, ids: Sequence[str], target: Path) -> tuple[Path, ...]:
    """Write each take's report: one to the file `target`, several into the folder. Raises ExportError."""
    from rehearse.export.files import write_export
    from rehearse.export.html import to_html

    written = []
    for take_id in ids:
        stored = library.get(take_id)
        if stored.analysis is None:
            raise ExportError(f"“{stored.take.title or take_id}” is not analysed, so there is nothing to report yet.")
        path = target if len(ids) == 1 else target / report_name(take_id)
        text = to_html(stored.analysis, take=stored.take, peaks=stored.peaks, thumbnail=stored.thumbnail)
        write_export(path, text, force=len(ids) == 1)
        written.append(path)
    return tuple(written)


def report_name(take_id: str) -> str:
    return f"rehearse-{take_id}.html"


def moment_of(library: Library, take_id: str, word: int | None) -> float | None:
    """When a word that was found is said; None where the take is gone or it cannot be told."""
    try:
        return library.time_of_word(take_id, word)
    except NotFoundError:
        return None
