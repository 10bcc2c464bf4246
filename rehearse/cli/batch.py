"""Several analyses, each in its worker: progress, results in the order asked, and a clean end on Ctrl-C."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from rehearse.analysis.client import AnalysisProcess
from rehearse.analysis.request import PEAKS_FILE, THUMBNAIL_FILE, Outcome, Request
from rehearse.cli.console import console, print_json_line, printable, say_failure
from rehearse.cli.library import say_notice
from rehearse.cli.progress import ProgressBoard
from rehearse.errors import Cancelled, RehearseError
from rehearse.serial import to_plain
from rehearse.store.folders import sweep

if TYPE_CHECKING:
    from rehearse.store.library import Library
    from rehearse.types import Take


SCRATCH = "rehearse-scratch-"


@dataclass(frozen=True)
class Manner:
    """How results are printed. `several` names each; `debug` adds the tracebacks of failures."""

    as_json: bool = False
    several: bool = False
    debug: bool = False


def run_batch(requests: Sequence[Request], *, jobs: int, library: Library | None, manner: Manner) -> int:
    """Analyse, store and print each request; returns the exit code of the first that failed, or 0."""
    codes = []
    sweep(Path(tempfile.gettempdir()), SCRATCH)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch, _Running(jobs) as running:
        futures = [running.start(_with_folder(request, Path(scratch, str(i)))) for i, request in enumerate(requests)]
        for request, future in zip(requests, futures, strict=True):
            codes.append(_conclude(request, future, library=library, manner=manner))
    return next((code for code in codes if code), 0)


def _with_folder(request: Request, folder: Path) -> Request:
    folder.mkdir()
    return dataclasses.replace(request, out=str(folder))


class _Running:
    """The analyses under way. Leaving it by an error, Ctrl-C or SIGTERM stops them all."""

    def __init__(self, jobs: int) -> None:
        self._pool = ThreadPoolExecutor(jobs)
        self._board = ProgressBoard()
        self._live: set[AnalysisProcess] = set()
        self._lock = threading.Lock()
        self._over = False

    def __enter__(self) -> _Running:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self._board.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._over = True
            live = list(self._live)
        for process in live:
            process.stop()
        self._pool.shutdown(cancel_futures=True)
        self._board.__exit__(None, None, None)

    def start(self, request: Request) -> Future[Outcome]:
        return self._pool.submit(self._analyse, request)

    def _analyse(self, request: Request) -> Outcome:
        name = printable(request.path.name)
        with self._process(request) as process:
            try:
                return process.run(lambda message: self._board.tell(name, message))
            finally:
                self._board.finish(name)

    @contextmanager
    def _process(self, request: Request) -> Iterator[AnalysisProcess]:
        with self._lock:
            if self._over:
                raise Cancelled
            process = AnalysisProcess(request)
            self._live.add(process)
        try:
            yield process
        finally:
            with self._lock:
                self._live.discard(process)


def _conclude(request: Request, future: Future[Outcome], *, library: Library | None, manner: Manner) -> int:
    outcome = None
    try:
        outcome = future.result()
        take = _store(request, outcome, library) if library else None
    except Cancelled:
        raise
    except RehearseError as error:
        _print(request, outcome, error=error, manner=manner)  # where the library refused, the report is not lost
        say_failure(error, debug=manner.debug)
        return error.exit_code
    _print(request, outcome, take=take, manner=manner)
    if library:
        say_notice(library)
    return 0


def _store(request: Request, outcome: Outcome, library: Library) -> Take:
    from rehearse.analysis.carry_over import carried_over

    return library.add(
        request.path,
        analysis=carried_over(library, request.path, outcome.analysis),
        question=request.question,
        baseline=request.baseline,
        peaks=outcome.folder / PEAKS_FILE,
        thumbnail=outcome.folder / THUMBNAIL_FILE,
    )


def _print(
    request: Request,
    outcome: Outcome | None,
    *,
    take: Take | None = None,
    error: RehearseError | None = None,
    manner: Manner,
) -> None:
    if manner.as_json:
        print_json_line(_as_plain(request, outcome, take, error))
    elif outcome:
        _print_text(request, outcome, take, several=manner.several)


def _as_plain(
    request: Request, outcome: Outcome | None, take: Take | None, error: RehearseError | None
) -> dict[str, Any]:
    plain: dict[str, Any] = {"file": os.fsencode(request.file).decode(errors="replace")}
    if error:
        plain["error"] = {"message": error.message, "hint": error.hint, "exit_code": error.exit_code}
    if outcome:
        plain |= {"take": take.id if take else None, **to_plain(outcome.analysis)}
    return plain


def _print_text(request: Request, outcome: Outcome, take: Take | None, *, several: bool) -> None:
    from rehearse.cli.report import print_report

    out = console()
    if several:
        out.rule(escape(printable(request.path.name)))
    print_report(outcome.analysis, out)
    if take:
        out.print(f"\nKept as take {take.id}. `rehearse show last` shows it again.", style="dim", markup=False)
    sys.stdout.flush()
