"""All packs on this machine: the built-in ones and the person's own, and questions found among them."""

from __future__ import annotations

import difflib
import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import rehearse
from rehearse import paths
from rehearse.errors import NotFoundError, PackError
from rehearse.questions.loop import Loop
from rehearse.questions.pack import BadPack, Pack, PackProblem, load_pack, printable
from rehearse.types import Question


@dataclass(frozen=True)
class BrokenPack:
    """One of the person's packs that cannot be used, and why."""

    id: str
    path: str
    problems: tuple[PackProblem, ...]


@dataclass(frozen=True)
class Catalogue:
    """Packs in the order to show them; `broken` ones are told, never fatal."""

    packs: tuple[Pack, ...]
    broken: tuple[BrokenPack, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for pack in self.packs for question in pack.questions)


def builtin_dir() -> Path:
    """`rehearse/builtin_packs` in an installed wheel, `question_packs` beside the package in a checkout."""
    package = Path(rehearse.__file__).parent
    installed = package / "builtin_packs"
    return installed if installed.is_dir() else package.parent / "question_packs"


@functools.cache
def builtin_packs() -> tuple[Pack, ...]:
    """The packs that come with the app; the general one first. Raises PackError where the installation is damaged."""
    found = [load_pack(path) for path in builtin_dir().glob("*.toml")]
    if not found:
        raise PackError(f"The built-in question packs are missing from {builtin_dir()}.", "Install Rehearse again.")
    return tuple(sorted(found, key=lambda pack: (pack.id != "general", not pack.daily, pack.title)))


def own_packs(folder: Path | None = None) -> Catalogue:
    """The person's packs, from `folder` (by default `paths.own_packs_dir()`); there may be none."""
    packs: list[Pack] = []
    broken: list[BrokenPack] = []
    for path in _toml_files(folder or paths.own_packs_dir()):
        try:
            packs.append(_not_builtin(load_pack(path, own=True)))
        except BadPack as error:
            broken.append(BrokenPack(printable(path.stem), printable(str(path)), error.problems))
    return Catalogue(tuple(packs), tuple(broken))


def all_packs(folder: Path | None = None) -> Catalogue:
    """Built-in packs, then the person's own."""
    own = own_packs(folder)
    return Catalogue((*builtin_packs(), *own.packs), own.broken)


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except OSError:
        return []


def _not_builtin(pack: Pack) -> Pack:
    if any(pack.id == known.id for known in builtin_packs()):
        message = "a built-in pack has this name already; rename the file"
        raise BadPack([PackProblem(Path(pack.path).name, 0, "", message)])
    return pack


# --------------------------------------------------------------------------- finding


def find_pack(id: str, *, catalogue: Catalogue | None = None) -> Pack:
    """The pack called `id`. Raises NotFoundError, or BadPack where it is there and broken."""
    known = catalogue or all_packs()
    for pack in known.packs:
        if pack.id == id:
            return pack
    for broken in known.broken:
        if broken.id == id:
            raise BadPack(list(broken.problems))
    raise _not_found("pack", id, [pack.id for pack in known.packs], "rehearse packs list")


def find_question(key: str, *, catalogue: Catalogue | None = None) -> Question:
    """The question "pack/id"; the id alone will do where only one pack has it. Raises NotFoundError."""
    questions = (catalogue or all_packs()).questions
    found = [question for question in questions if key in (question.key, question.key.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(question.key for question in found)
        raise NotFoundError(f"Several packs have a question {printable(key)!r}.", f"Name one of {keys}.")
    raise _not_found("question", key, [question.key for question in questions], "rehearse question --search WORDS")


def daily_questions(catalogue: Catalogue, pack: str = "") -> tuple[Question, ...]:
    """Those that today's question is chosen from: of the pack with this id, else of all that are meant for every day.

    A pack that is gone, or has no questions, gives way to all.
    """
    active = next((each.questions for each in catalogue.packs if pack and each.id == pack), ())
    return active or tuple(question for each in catalogue.packs if each.daily for question in each.questions)


def find_loop(key: str, *, catalogue: Catalogue | None = None) -> Loop:
    """The mock loop "pack/id". Raises NotFoundError."""
    loops = {loop.key: loop for pack in (catalogue or all_packs()).packs for loop in pack.loops}
    if key not in loops:
        raise _not_found("mock loop", key, list(loops), "rehearse packs list")
    return loops[key]


def _not_found(noun: str, key: str, known: list[str], command: str) -> NotFoundError:
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"See `{command}`."
    return NotFoundError(f"There is no {noun} {printable(key)!r}.", hint)


def search(questions: Iterable[Question], text: str) -> tuple[Question, ...]:
    """Questions that hold every word of `text` somewhere; those that ask it in so many words come first."""
    words = text.casefold().split()
    found = [question for question in questions if all(word in _searchable(question) for word in words)]
    return tuple(sorted(found, key=lambda question: not all(word in _heading(question) for word in words)))


def competencies(questions: Sequence[Question]) -> dict[str, int]:
    """Each competency and how many questions ask about it, in order of first appearance."""
    return dict(Counter(question.competency for question in questions))


def _heading(question: Question) -> str:
    return f"{question.key} {question.competency} {question.text}".casefold()


def _searchable(question: Question) -> str:
    return " ".join((_heading(question), question.why, question.strong, *question.follow_ups)).casefold()
