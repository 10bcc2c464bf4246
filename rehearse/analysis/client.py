"""Run one analysis in a worker process of its own and follow it: a native crash or a cancel costs nothing else."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from rehearse import errors, programs, serial
from rehearse.analysis.protocol import CancelMessage, DoneMessage, FailedMessage, ProgressMessage, line, read_message
from rehearse.analysis.request import ANALYSIS_FILE, Outcome, Request
from rehearse.types import Analysis

GRACE_S = 1.5  # after asking to cancel, before killing


class AnalysisProcess:
    """A worker that has been started on a request. Call `run` once; `stop` from any thread, at any time."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._stopped = False
        self._chatter = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._worker = subprocess.Popen(
            programs.command("worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._chatter,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which then asks
        )

    @property
    def pid(self) -> int:
        return self._worker.pid

    def run(self, on_progress: Callable[[ProgressMessage], None]) -> Outcome:
        """Follow the worker to its end; the outcome's files lie in `request.out`.

        Raises the RehearseError that the worker met; a crash of the worker becomes one too.
        """
        try:
            last = self._follow(on_progress)
        finally:
            self._end()
        if isinstance(last, FailedMessage):
            raise _error(last)
        if self._stopped:
            raise errors.Cancelled
        if not isinstance(last, DoneMessage):
            raise self._crash()
        folder = Path(last.out)
        return Outcome(serial.from_json((folder / ANALYSIS_FILE).read_bytes(), Analysis), folder)

    def stop(self) -> None:
        """Cancel: `run` then raises Cancelled. Does nothing once the worker has ended."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        """End the worker and whatever it started, politely first."""
        if self._worker.poll() is None:
            with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
                self._say(line(CancelMessage()))
                self._worker.wait(GRACE_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._worker.pid, signal.SIGKILL)
        self._worker.wait()

    def _follow(self, on_progress: Callable[[ProgressMessage], None]) -> DoneMessage | FailedMessage | None:
        assert self._worker.stdout
        request = _line(self._request)
        with contextlib.suppress(BrokenPipeError):
            self._say(request)
        for data in self._worker.stdout:
            message = read_message(data)
            if not isinstance(message, ProgressMessage):
                return message
            on_progress(message)
        return None

    def _say(self, data: bytes) -> None:
        assert self._worker.stdin
        self._worker.stdin.write(data)
        self._worker.stdin.flush()

    def _crash(self) -> errors.RehearseError:
        if self._worker.returncode == -signal.SIGKILL:
            return errors.RehearseError(
                f"The analysis of {self._request.path.name} was killed, which a system does when memory runs out.",
                "Close other programs and try again.",
            )
        self._chatter.seek(0)
        lines = self._chatter.read().decode(errors="replace").strip().splitlines()
        return errors.RehearseError(
            f"The analysis of {self._request.path.name} stopped without a word (exit {self._worker.returncode}).",
            f"Its last line was: {lines[-1][:200]}" if lines else "Try again; `rehearse doctor` may say what is wrong.",
        )


def analyse_in_worker(request: Request, *, on_progress: Callable[[ProgressMessage], None]) -> Outcome:
    """Analyse in a worker and return the outcome; see `AnalysisProcess.run`."""
    return AnalysisProcess(request).run(on_progress)


def _error(failed: FailedMessage) -> errors.RehearseError:
    kind = getattr(errors, failed.kind, errors.RehearseError)
    error: errors.RehearseError = kind(failed.message, failed.hint)
    error.add_note(f"In the worker: {failed.trace}")
    return error


def _line(request: Request) -> bytes:
    try:
        return line(request)
    except UnicodeEncodeError:
        name = os.fsencode(request.path.name).decode(errors="replace")
        raise errors.MediaError(
            f"{name}: the file's name or the question is not UTF-8 text.",
            "Rename the file, or set a UTF-8 locale, such as LC_ALL=C.UTF-8.",
        ) from None
