"""What the chooser shows: loops to begin, runs to go on with, runs to look back at."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.errors import NotFoundError
from rehearse.export.loop_wording import loop_line, run_state
from rehearse.export.wording import when
from rehearse.language.plurals import counted
from rehearse.loops.folder import being_run, list_runs
from rehearse.loops.run import LoopRun
from rehearse.questions import Loop, Round, all_packs, find_question, steps
from rehearse.store import Library

MOST_PAST = 12


@dataclass(frozen=True)
class Offer:
    """A loop that can be begun; `missing` says why it can't be, or "".

    `own` says whether the person may change it; others are changed as a copy.
    """

    loop: Loop
    own: bool
    line: str
    rounds: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True)
class Past:
    """A run of before; `line` says when it was and how far it came."""

    run: LoopRun
    line: str


@dataclass(frozen=True)
class Board:
    """`unfinished` can be gone on with, `past` have ended; both newest first. `notices` tell of damaged files."""

    offers: tuple[Offer, ...]
    unfinished: tuple[Past, ...]
    past: tuple[Past, ...]
    notices: tuple[str, ...] = ()


def gather(library: Library) -> Board:
    """Read packs and runs: for the background."""
    packs = sorted(all_packs().packs, key=lambda pack: not pack.own)
    runs = list_runs(library.root)
    unfinished = [run for run in runs.unfinished if not being_run(library.root, run.id)]
    return Board(
        tuple(_offer(loop, own=pack.own) for pack in packs for loop in pack.loops),
        tuple(Past(run, f"{when(run.started_at)}, {run_state(run)}") for run in unfinished),
        tuple(Past(run, _ended(run)) for run in runs.runs if run.ended and run.takes)[:MOST_PAST],
        runs.notices,
    )


def _ended(run: LoopRun) -> str:
    answered = sum(bool(answer.take) for answer in run.answers)
    told = f"{when(run.started_at)}, {answered} of {len(run.walk)} answered"
    return told if run.finished_at else f"{told}, ended early"


def _offer(loop: Loop, *, own: bool) -> Offer:
    rounds = tuple(map(_round, loop.rounds))
    try:
        return Offer(loop, own, loop_line(loop, steps(loop, find_question)), rounds)
    except NotFoundError as error:
        return Offer(loop, own, loop_line(loop), rounds, f"{error.message} Change the loop to leave it out.")


def _round(part: Round) -> str:
    """ "Director: 3 questions, pushes back"."""
    told = [counted(len(part.questions), "question")]
    told += ["thinking aloud"] if part.kind in ("think-aloud-coding", "think-aloud-design") else []
    told += ["pushes back"] if part.sceptical else []
    return f"{part.title}: {', '.join(told)}"
