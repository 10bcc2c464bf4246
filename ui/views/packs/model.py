"""The packs there are, what is wrong with broken ones, and how a pack file is brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rehearse import paths
from rehearse.errors import PackError
from rehearse.export.loop_wording import loop_line, round_line
from rehearse.language.plurals import counted
from rehearse.questions import BadPack, Catalogue, Pack, PackProblem, all_packs, builtin_packs, load_pack
from rehearse.questions.loop import Loop, steps
from rehearse.types import Question


class Taken(PackError):
    """One of the person's own packs has this name already."""


@dataclass(frozen=True)
class Shown:
    """One entry of the list of packs. `pack` is None for all of them together."""

    title: str
    about: str
    pack: Pack | None


def entries(catalogue: Catalogue) -> tuple[Shown, ...]:
    """All packs together, then each."""
    count = len(catalogue.questions)
    every = Shown("Every pack", counted(count, "question"), None)
    return (every, *(Shown(pack.title, about(pack), pack) for pack in catalogue.packs))


def about(pack: Pack) -> str:
    """ "40 questions, built in"."""
    parts = [counted(len(pack.questions), "question"), "your own" if pack.own else "built in"]
    if pack.loops:
        parts.append(counted(len(pack.loops), "loop"))
    return ", ".join(parts)


def head(pack: Pack | None) -> str:
    """What stands above a pack's questions."""
    if pack is None:
        return ""
    daily = "Today's question may come from here." if pack.daily else "Today's question never comes from here."
    return f"{pack.description} {daily}".strip()


@dataclass(frozen=True)
class ShownRound:
    """One round of a loop: what it is called, how it goes, and its questions; those that are gone are said to be."""

    title: str
    about: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class ShownLoop:
    """A mock loop in full. `about` is "3 rounds, 9 questions, 22 to 42 min"; `whole` says that no question is gone."""

    key: str
    title: str
    about: str
    description: str
    rounds: tuple[ShownRound, ...]
    whole: bool


def loops(pack: Pack | None, catalogue: Catalogue) -> tuple[ShownLoop, ...]:
    """The mock loops of a pack, or of all packs."""
    packs = catalogue.packs if pack is None else (pack,)
    known = {question.key: question for question in catalogue.questions}
    return tuple(_loop(loop, known) for each in packs for loop in each.loops)


def _loop(loop: Loop, known: Mapping[str, Question]) -> ShownLoop:
    whole = all(key in known for part in loop.rounds for key in part.questions)
    walk = steps(loop, known.__getitem__) if whole else ()
    rounds = tuple(
        ShownRound(part.title, round_line(part), tuple(_asked(key, known) for key in part.questions))
        for part in loop.rounds
    )
    return ShownLoop(loop.key, loop.title, loop_line(loop, walk), loop.description, rounds, whole)


def _asked(key: str, known: Mapping[str, Question]) -> str:
    return known[key].text if key in known else f"{key}, which is in no pack any more"


def line_of(problem: PackProblem) -> str:
    """ "Line 3: questions[0].text: too short"."""
    place = f"Line {problem.line}" if problem.line else ""
    return ": ".join(part for part in (place, problem.key, problem.message) if part)


def target(question: Question) -> str:
    """ "90 to 150 s", or in minutes where it takes many."""
    low, high = question.target_s
    return f"{low:.0f} to {high:.0f} s" if high < 300 else f"{low / 60:.0f} to {high / 60:.0f} min"


def read_catalogue() -> Catalogue:
    """Every pack, read from the disk; meant for the background."""
    return all_packs()


def bring_in(path: Path, *, folder: Path | None = None, replace: bool = False) -> Pack:
    """Check a pack file and copy it among the person's own.

    Raises BadPack with every problem and its line, Taken where an own pack has the name and `replace` is False, and
    PackError where it cannot be written.
    """
    from rehearse.store.files import write_private

    pack = load_pack(path, own=True)
    if any(pack.id == known.id for known in builtin_packs()):
        raise BadPack([PackProblem(path.name, 0, "", "a built-in pack has this name already; rename the file")])
    place = folder or paths.own_packs_dir()
    kept = place / path.name
    if kept.exists() and not replace and kept.resolve() != path.resolve():
        raise Taken(f"You have a pack called {path.name} already.")
    try:
        write_private(paths.private_dir(place) / path.name, path.read_bytes())
    except OSError as error:
        raise PackError(f"{kept} cannot be written ({error.strerror}).", "Check the disk and its owner.") from error
    return pack
