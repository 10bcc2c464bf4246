"""What the interviewer knows when an answer has ended."""

from __future__ import annotations

from rehearse.coaching.chain import Patch
from rehearse.errors import RehearseError
from rehearse.loops.follow_up import Heard, choose_for_run
from rehearse.loops.run import LoopRun
from rehearse.store import Library
from rehearse.types import FollowUp


def choose_next(library: Library, run: LoopRun) -> FollowUp | None:
    """The follow-up to put now, or None. Reads two or three small files: quick, and for the background all the same."""
    return choose_for_run(run, heard_so_far(library, run))


def heard_so_far(library: Library, run: LoopRun) -> Heard:
    """The answer that the run stands at, with its analysis where that is there by now."""
    answer = _read(library, run.answer.take)
    patches = tuple(patch for put in run.answer.follow_ups if (patch := _read(library, put.take)) is not None)
    if answer is None:
        return Heard(0.0, patches=patches)
    return Heard(answer.take.duration, analysis=answer.analysis, patches=patches)


def _read(library: Library, take_id: str) -> Patch | None:
    if not take_id:
        return None
    try:
        stored = library.get(take_id)
    except RehearseError:  # deleted meanwhile, or damaged: the interviewer goes by the rest
        return None
    return Patch(stored.take, stored.analysis)
