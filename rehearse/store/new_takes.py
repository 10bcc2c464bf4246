"""What a take is when it comes into the library."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.store.ids import new_id
from rehearse.types import TAKE_SCHEMA, Analysis, Question, Span, Take


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, by which the same recording is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_or_say(recording: Path) -> str:
    """The same; raises StoreError where the file cannot be read."""
    try:
        return sha256_of(recording)
    except OSError as error:
        raise StoreError(f"{recording} cannot be read ({error.strerror}).", "Check the file and its owner.") from error


def now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _suffix(recording: Path) -> str:
    """The file's ending where it is an ordinary one."""
    suffix = recording.suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 9 else ".media"


def take_of_file(
    recording: Path,
    analysis: Analysis | None,
    question: Question | None,
    created_at: str,
    baseline: Span | None,
    sha256: str,
) -> Take:
    """A take of a recording that exists."""
    return Take(
        schema=TAKE_SCHEMA,
        id=new_id(created_at),
        created_at=created_at,
        recording_file=f"recording{_suffix(recording)}",
        title=recording.stem if question is None else "",
        source_sha256=sha256,
        question=question,
        duration=analysis.recording.duration if analysis else 0.0,
        baseline=baseline,
    )


def take_to_record(
    question: Question | None,
    *,
    title: str = "",
    patch_of: str = "",
    patch_element: str = "",
    loop: str = "",
    loop_place: str = "",
    file: str,
) -> Take:
    """A take whose recording is about to begin. Raises ValueError where `file` is no plain name."""
    if not file or Path(file).name != file or file.startswith("."):
        raise ValueError(f"{file!r} is no file's plain name")
    created_at = now()
    return Take(
        schema=TAKE_SCHEMA,
        id=new_id(created_at),
        created_at=created_at,
        recording_file=file,
        title=title,
        question=question,
        state="recording",
        patch_of=patch_of,
        patch_element=patch_element,
        loop=loop,
        loop_place=loop_place,
    )
