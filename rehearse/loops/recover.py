"""After a crash: answers that were recorded before the run could note them."""

from __future__ import annotations

from collections.abc import Iterable

from rehearse.loops.moves import resumed, take_found
from rehearse.loops.run import LoopRun, place_of
from rehearse.store import Filter, Library
from rehearse.store.ids import instant
from rehearse.types import Take

SLACK_S = 1.0  # ids and times are made a moment apart


def recovered(run: LoopRun, takes: Iterable[Take]) -> LoopRun:
    """The run with those of the takes that answer its open questions, as it goes on: see `moves.resumed`.

    Where a question was answered twice the later take counts, and a take that is noted stays. A take that is still
    being recorded, or was left half-recorded, is none of its answers before it is finished.
    """
    if run.ended:
        return run
    noted = set(run.takes)
    found = {take.loop_place: take for take in sorted(takes, key=lambda take: take.id) if _answers(take, run)}
    for index, (step, answer) in enumerate(zip(run.walk, run.answers, strict=True)):
        open_ones = [0] if not answer.take else []
        open_ones += [n for n, each in enumerate(answer.follow_ups, start=1) if not each.take]
        for follow_up in open_ones:
            take = found.get(place_of(step, follow_up))
            if take is not None and take.id not in noted:
                run = take_found(run, index, follow_up, take.id)
    return resumed(run)


def takes_of(library: Library, run: LoopRun) -> tuple[Take, ...]:
    """The takes in the library that were recorded in a run, oldest first, whatever the run knows of them."""
    since = instant(run.started_at).timestamp() - SLACK_S
    rows = library.list(Filter(since=since, patches=True))
    kept = (library.get(row.id).take for row in reversed(rows) if not row.problem)
    return tuple(take for take in kept if take.loop == run.id)


def _answers(take: Take, run: LoopRun) -> bool:
    return take.loop == run.id and bool(take.loop_place) and take.state != "recording"
