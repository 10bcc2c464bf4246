"""The summary of a run from the library."""

from __future__ import annotations

from rehearse.coaching.chain import Patch, read_whole
from rehearse.errors import NotFoundError, StoreError
from rehearse.loops.heard import LoopSummary, Told
from rehearse.loops.run import LoopRun
from rehearse.loops.summary import make_summary
from rehearse.store import Library
from rehearse.story.patched import PatchedStory


def takes_by_id(library: Library, run: LoopRun) -> dict[str, Told]:
    """The run's takes that are still in the library and can be read."""
    found = {}
    for take_id in run.takes:
        try:
            stored = library.get(take_id)
        except (NotFoundError, StoreError):
            continue
        if stored.take.id == take_id:
            found[take_id] = Told(stored.take, stored.analysis)
    return found


def read_wholes(run: LoopRun, takes: dict[str, Told]) -> dict[str, PatchedStory]:
    """Each answer's story together with its follow-ups, by the answer's take.

    Runs the story check for each answer that was followed up: not for a thread that must not wait.
    """
    wholes = {}
    for answer in run.answers:
        told = takes.get(answer.take)
        if told is None or told.analysis is None:
            continue
        answered = [takes[put.take] for put in answer.follow_ups if put.take in takes]
        whole = read_whole(told.analysis, [Patch(each.take, each.analysis) for each in answered])
        if whole is not None:
            wholes[answer.take] = whole
    return wholes


def summarise(library: Library, run: LoopRun) -> LoopSummary:
    """What was heard in a run; not for a thread that must not wait."""
    takes = takes_by_id(library, run)
    return make_summary(run, takes, wholes=read_wholes(run, takes))
