"""What becomes of a take: wanted, analysed, failed or cancelled, and in which words. For the background.

Everything here that takes a library reads and writes files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from rehearse import log
from rehearse.analysis.protocol import FailedMessage
from rehearse.errors import NotFoundError, RehearseError
from rehearse.store import Library
from ui.jobs.worker import Crash, Ending

AGAIN = "Analyse again; the recording is safe."
KILLED = "The analysis was ended from outside, which a system does when memory runs out. Close other programs."
CRASHED = "The analysis stopped unexpectedly."
CANCELLED = "The analysis was cancelled."


class WorkerCrash(Exception):
    """Goes into the log with the last lines that the worker printed."""

    def __init__(self, crash: Crash) -> None:
        super().__init__(f"the worker ended with {crash.exit_code}; its last lines were:\n{crash.chatter}")
        self.crash = crash


def want(library: Library, take_id: str) -> None:
    """So that it is taken up at the next start, should this one end before."""
    if take_id not in library.waiting():
        library.wants_analysis(take_id)


def keep(library: Library, take_id: str, out: Path) -> None:
    """Make the results in `out` the take's."""
    from rehearse.analysis.carry_over import keep_results  # what it counts with takes long to load: not at the start

    keep_results(library, take_id, out)


def fail(library: Library, take_id: str, error: Exception) -> None:
    """Note in the take why it has no new analysis."""
    library.failed(take_id, sentence_on(error))


def give_up(library: Library, take_id: str) -> bool:
    """Note that the take's analysis was cancelled; returns whether it has one from before."""
    return library.wants_no_analysis(take_id, f"{CANCELLED} {AGAIN}")


def remove(out: Path) -> None:
    """Clear away what the worker wrote and nobody needs."""
    shutil.rmtree(out, ignore_errors=True)


def error_of(ending: Ending) -> Exception:
    """What went wrong where the worker ended without results."""
    if isinstance(ending, FailedMessage):
        return RehearseError(ending.message, ending.hint)
    if isinstance(ending, Crash):
        return WorkerCrash(ending)
    raise AssertionError("the analysis did not fail")


def sentence_on(error: Exception) -> str:
    """For the person; what is no expected failure goes into the log as well."""
    if isinstance(error, RehearseError):
        return f"{error.message} {error.hint}".strip()
    place = log.record_bug(error)
    if isinstance(error, WorkerCrash) and error.crash.killed:
        return f"{KILLED} {AGAIN}"
    return f"{CRASHED} {AGAIN} The details are in {place}."


def unless_gone(error: Exception) -> None:
    """A take that was deleted meanwhile needs nothing any more; anything else is raised again."""
    if not isinstance(error, NotFoundError):
        raise error
