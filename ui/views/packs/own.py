"""Packs of one's own: made, changed, handed on and removed, as files that anybody can read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rehearse import paths
from rehearse.errors import PackError
from rehearse.questions import BadPack, Pack, PackProblem, builtin_packs
from rehearse.questions.pack import parse_pack

QUESTION = """
[[questions]]
id = "question-{number}"
competency = "judgement"
text = "Write question {number} here."
why = "Why it is asked."
strong = "What a strong answer holds."
follow_ups = [
    "What may be asked next.",
]
"""
TEMPLATE = """title = "My questions"
description = "Who they are for."
""" + QUESTION.format(number=1)


@dataclass(frozen=True)
class Draft:
    """A pack's text while it is worked on. `path` is None until it was kept; `line` is where to begin, from 1."""

    text: str
    path: Path | None = None
    line: int = 1


@dataclass(frozen=True)
class Checked:
    """What a text is as a pack: `questions` of them, or what is wrong."""

    title: str
    questions: int
    problems: tuple[PackProblem, ...] = ()


def check(text: str, path: Path | None) -> Checked:
    """Look a text over; meant for the background."""
    try:
        pack = _not_builtin(parse_pack(text, path or Path("new.toml"), own=True))
    except BadPack as error:
        return Checked("", 0, error.problems)
    return Checked(pack.title, len(pack.questions))


def another_question(text: str) -> str:
    """A question to fill in, with an id that the text does not hold yet."""
    number = 1
    while f'"question-{number}"' in text:
        number += 1
    return QUESTION.format(number=number)


def file_for(title: str, *, folder: Path | None = None) -> Path:
    """Where a new pack of this title is kept: a name that is free here and among the built-in packs."""
    place = folder or paths.own_packs_dir()
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "my-pack"
    taken = {pack.id for pack in builtin_packs()}
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 10_000))
    return next(path for name in names if name not in taken and not (path := place / f"{name}.toml").exists())


def keep(draft: Draft) -> Pack:
    """Write a draft among the person's own packs. Raises BadPack, or PackError where it cannot be written."""
    from rehearse.store.files import write_private

    name = draft.path or file_for(parse_pack(draft.text, Path("new.toml"), own=True).title)
    pack = _not_builtin(parse_pack(draft.text, name, own=True))
    try:
        paths.private_dir(name.parent)
        write_private(name, draft.text.encode())
    except OSError as error:
        raise PackError(f"{name} cannot be written ({error.strerror}).", "Check the disk and its owner.") from error
    return pack


def draft_of(path: Path, *, line: int = 1, own: bool = True) -> Draft:
    """A pack's file to be changed, or with `own` False a copy of it to begin from. Raises PackError."""
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise PackError(f"{path} cannot be read ({error.strerror}).", "Check the file and its owner.") from error
    return Draft(text.replace("\r\n", "\n"), path if own else None, line)


def hand_on(pack: Pack, target: Path) -> None:
    """Copy a pack's file. Raises PackError or ExportError where it cannot be read or written."""
    from rehearse.export.files import write_export

    write_export(target, draft_of(Path(pack.path)).text, force=True)


def remove(path: Path) -> bytes:
    """Remove an own pack; what it held, so that `bring_back` can undo it. Raises PackError."""
    try:
        held = path.read_bytes()
        path.unlink()
    except OSError as error:
        raise PackError(f"{path} cannot be removed ({error.strerror}).", "Check the file and its owner.") from error
    return held


def bring_back(path: Path, held: bytes) -> None:
    """Undo `remove`."""
    from rehearse.store.files import write_private

    write_private(path, held)


def _not_builtin(pack: Pack) -> Pack:
    if any(pack.id == known.id for known in builtin_packs()):
        raise BadPack([PackProblem(Path(pack.path).name, 0, "", "a built-in pack has this name already")])
    return pack
