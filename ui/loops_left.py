"""A mock loop that was left in the middle, by a crash say: offered once when the app opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearse.loops.folder import being_run, list_runs
from rehearse.loops.run import LoopRun
from rehearse.store import Library
from rehearse.store.ids import instant
from ui.context import Context
from ui.places import Place, Route

RECENT = timedelta(days=1)


def offer_unfinished(context: Context) -> None:
    """Look for one in the background, and offer to go on with it; older ones stand in the mock loop's place."""
    now = datetime.now(UTC)
    context.in_background(lambda library: find_unfinished(library, now), lambda run: _offer(context, run))


def find_unfinished(library: Library, now: datetime) -> LoopRun | None:
    """The newest run of the last day that can be gone on with."""
    runs = list_runs(library.root).unfinished
    left = (run for run in runs if not being_run(library.root, run.id) and now - instant(run.started_at) < RECENT)
    return next(left, None)


def _offer(context: Context, run: LoopRun | None) -> None:
    if run is None:
        return
    part, of = run.step.place[0] + 1, len(run.loop.rounds)
    route = Route(Place.LOOP, loop_run=run.id)
    context.tell(f"{run.loop.title} was left in round {part} of {of}.", action="Go on", act=lambda: context.go(route))
