"""Reading a question pack: a TOML file that anybody may have written."""

from __future__ import annotations

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from rehearse.errors import PackError
from rehearse.questions import schema
from rehearse.questions.lines import KeyPath, Unsafe, line_of, locate, nearest
from rehearse.questions.loop import KINDS, UNNAMED, Loop, Round
from rehearse.types import Question

MAX_BYTES = 1_000_000
TOO_LARGE = f"too large; a pack holds at most {MAX_BYTES // 1000} kB"
MAX_TOLD = 20
HINT = "question_packs/README.md explains every key; `rehearse packs check FILE` checks again."
EMPTY_KEY = '""'


@dataclass(frozen=True)
class Pack:
    """A named set of questions. `id` is the file's name without ".toml" and starts every question's key.

    `daily` says whether today's question may come from here; `own` whether the person put it there.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    description: str = ""
    language: str = "en"
    daily: bool = True
    loops: tuple[Loop, ...] = ()
    path: str = ""
    own: bool = False


@dataclass(frozen=True)
class PackProblem:
    """One thing wrong with a pack file. `key` is like "questions[3].competency".

    Lines count from 1; line 0 and no key mean the file as a whole.
    """

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.key, self.message) if part)


class BadPack(PackError):
    """A pack that cannot be used; `problems` holds everything found wrong with it, in the file's order."""

    def __init__(self, problems: list[PackProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        told = [str(problem) for problem in self.problems[:MAX_TOLD]]
        more = len(self.problems) - len(told)
        super().__init__("\n".join([*told, *([f"... and {more} more"] if more else [])]), HINT)


def load_pack(path: Path, *, own: bool = False) -> Pack:
    """Read and validate one pack.

    Raises
    ------
    BadPack : with all of the file's problems, each with file, line and key.
    """
    _named_well(path)
    return _pack_of(_read(path, printable(path.name)), path, own=own)


def parse_pack(text: str, path: Path, *, own: bool = False) -> Pack:
    """Validate a pack's text as `load_pack` does that of the file `path`, which need not be there. Raises BadPack."""
    _named_well(path)
    if len(text.encode()) > MAX_BYTES:
        raise _whole(printable(path.name), TOO_LARGE)
    return _pack_of(text.replace("\r\n", "\n"), path, own=own)


def _pack_of(text: str, path: Path, *, own: bool) -> Pack:
    file = printable(path.name)
    lines, document = _parse(text, file)
    found = schema.problems(document)
    if found:
        raise BadPack([_problem(file, at, message, lines) for at, message in found])
    return _pack(msgspec.convert(document, schema.PackFile), path, own=own)


def _named_well(path: Path) -> None:
    if not re.match(schema.SLUG, path.stem) or path.suffix != ".toml":
        raise _whole(printable(path.name), "name the file with lower-case letters, digits and hyphens, and .toml")


def printable(text: str) -> str:
    """`text` with everything that could disturb a terminal written as its code."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


# --------------------------------------------------------------------------- from bytes to a document


def _read(path: Path, file: str) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _whole(file, "not a file; a pack is one TOML file")
        with path.open("rb") as source:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise _whole(file, f"cannot be read ({error.strerror})") from error
    if len(data) > MAX_BYTES:
        raise _whole(file, TOO_LARGE)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadPack([PackProblem(file, line, "", "not UTF-8 text; save the file as UTF-8")]) from error


def _whole(file: str, message: str) -> BadPack:
    return BadPack([PackProblem(file, 0, "", message)])


def _parse(text: str, file: str) -> tuple[dict[KeyPath, int], dict[str, Any]]:
    try:
        lines = locate(text)
    except Unsafe as error:
        raise BadPack([PackProblem(file, error.line, spelled(error.path), str(error))]) from error
    try:
        return lines, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPack([_syntax(file, str(error), lines)]) from error


def _syntax(file: str, message: str, lines: dict[KeyPath, int]) -> PackProblem:
    """The parser's message with its line; what is cut off at the end is blamed on where it begins."""
    match = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(match[1]) if match and match[1] else max(lines.values())
    reason = printable(message[: match.start()] if match else message)
    return PackProblem(file, line, spelled(nearest(line, lines)), f"not valid TOML: {reason}")


def _problem(file: str, at: KeyPath, message: str, lines: dict[KeyPath, int]) -> PackProblem:
    return PackProblem(file, line_of(at, lines), spelled(at), printable(message))


def spelled(path: KeyPath) -> str:
    """("questions", 3, "text") as "questions[3].text"; an empty key, which TOML allows, by its quotes."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part or EMPTY_KEY}" for part in path)
    return printable(text.removeprefix("."))


# --------------------------------------------------------------------------- from a document to a pack


def _pack(file: schema.PackFile, path: Path, *, own: bool) -> Pack:
    return Pack(
        id=path.stem,
        title=_flat(file.title),
        questions=tuple(_question(row, path.stem, file.defaults) for row in file.questions),
        description=_flat(file.description),
        language=file.language,
        daily=file.daily,
        loops=tuple(_loop(row, path.stem) for row in file.loops),
        path=str(path),
        own=own,
    )


def _question(row: schema.QuestionRow, pack: str, defaults: schema.Defaults) -> Question:
    return Question(
        key=f"{pack}/{row.id}",
        text=_flat(row.text),
        competency=_flat(row.competency or defaults.competency),
        why=_flat(row.why),
        strong=_flat(row.strong),
        follow_ups=tuple(_flat(step) for step in row.follow_ups),
        target_s=row.target_s or defaults.target_s,
        mode=row.mode or defaults.mode,
        autonomy=defaults.autonomy if row.autonomy is None else row.autonomy,
    )


def _loop(row: schema.LoopRow, pack: str) -> Loop:
    return Loop(
        f"{pack}/{row.id}", _flat(row.title), tuple(_round(part, pack) for part in row.rounds), _flat(row.description)
    )


def _round(row: schema.RoundRow, pack: str) -> Round:
    usual = KINDS[row.kind] if row.kind else UNNAMED
    return Round(
        title=_flat(row.title),
        questions=tuple(ref if "/" in ref else f"{pack}/{ref}" for ref in row.questions),
        think_s=usual.think_s if row.think_s is None else row.think_s,
        kind=row.kind,
        answer_s=row.answer_s or 0.0,
        sceptical=usual.sceptical if row.sceptical is None else row.sceptical,
        follow_ups=row.follow_ups,
    )


def _flat(text: str) -> str:
    """One line: how a text is broken in the file is the author's affair."""
    return " ".join(text.split())
