"""A few processes that work through a list of jobs, for code that holds the interpreter's lock.

Each worker has a pipe of its own. When the parent dies its ends close, and the workers leave; when the parent stops
early it kills them; when one dies the parent is told at once instead of waiting for ever.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from rehearse.errors import RecogniserError

Job = TypeVar("Job")
Result = TypeVar("Result")

POLL_S = 0.2


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: int


def work_through(
    jobs: Iterable[Job],
    make: Callable[[], Callable[[Job], Result]],
    *,
    processes: int,
    tick: Callable[[], None],
) -> Iterator[tuple[int, Result]]:
    """Yield (index, result) of every job as it gets done; each job is taken from `jobs` when a process is free for it.

    `make` builds, once in each process, the function that does a job; both it and the jobs must pickle. `tick` is
    called at least five times a second and may raise to stop everything. An exception of a job is raised here;
    RecogniserError where a process dies. No process is left behind, however this ends.
    """
    queue = iter(enumerate(jobs))
    workers: list[_Worker] = []
    try:
        for index, job in islice(queue, max(1, processes)):
            workers.append(_start(make, job, index))
        busy = list(workers)
        while busy:
            tick()
            for worker in _ready(busy):
                yield worker.job, _result(worker)
                if (following := next(queue, None)) is None:
                    busy.remove(worker)
                else:
                    worker.job, job = following
                    worker.pipe.send(job)
    finally:
        _stop(workers)


def _start(make: Callable[[], Callable[[Any], Any]], job: Any, index: int) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    ours.send(job)
    return _Worker(process, ours, index)


def _ready(busy: Sequence[_Worker]) -> list[_Worker]:
    pipes = wait([worker.pipe for worker in busy], timeout=POLL_S)
    return [worker for worker in busy if worker.pipe in pipes]


def _result(worker: _Worker) -> Any:
    try:
        result = worker.pipe.recv()
    except (EOFError, OSError) as error:
        worker.process.join(1.0)
        raise RecogniserError(
            f"A recogniser process stopped unexpectedly (exit code {worker.process.exitcode}).",
            "Close other programs if memory is short, and try again.",
        ) from error
    if isinstance(result, Exception):
        raise result
    return result


def _stop(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
        worker.process.kill()
    for worker in workers:
        worker.process.join()
        worker.process.close()


def _serve(pipe: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    """A worker's life: jobs in, results out, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides.
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            do = make()
        except Exception as error:
            do = _raiser(error)
        while True:
            pipe.send(_done(do, pipe.recv()))


def _done(do: Callable[[Any], Any], job: Any) -> Any:
    try:
        return do(job)
    except Exception as error:
        return error


def _raiser(error: Exception) -> Callable[[Any], Any]:
    def do(job: Any) -> Any:
        raise error

    return do
