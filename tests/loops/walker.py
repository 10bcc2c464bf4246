"""A process that runs a loop and keeps every step, for a test to kill: `python -m tests.loops.walker LIBRARY`.

It says each phase once it is kept. Answers are recorded as the app does: the take first, the run after it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from rehearse.loops import moves
from rehearse.loops.folder import begin_run, write_run
from rehearse.loops.run import LoopRun
from rehearse.store import Library, open_library
from tests.loops.looping import LOOP, QUESTIONS, ask


def record(library: Library, run: LoopRun) -> str:
    stored = library.begin(run.step.question, loop=run.id, loop_place=run.place)
    stored.recording.write_bytes(b"sound")
    library.finish(replace(stored.take, duration=1.0))
    return stored.take.id


def go_on(library: Library, run: LoopRun) -> LoopRun:
    match run.position.phase:
        case "opening":
            return moves.opened(run)
        case "asking":
            return moves.asked(run)
        case "thinking":
            return moves.thought(run)
        case "answering":
            return moves.answered(run, record(library, run))
        case _:
            asked = len(run.answer.follow_ups)
            return moves.followed_up(run, ask(asked)) if asked < 1 else moves.moved_on(run)


def main(root: Path) -> None:
    with open_library(root) as library:
        run = begin_run(root, LOOP, QUESTIONS.__getitem__)
        while run.position.phase != "over":
            run = go_on(library, run)
            write_run(root, run)
            print(run.place, run.position.phase, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
