"""The process that analyses one take, for the window: started, followed, cancelled, killed with all it started."""

from __future__ import annotations

import contextlib
import os
import signal
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal, Slot

from rehearse import programs
from rehearse.analysis.protocol import CancelMessage, DoneMessage, FailedMessage, ProgressMessage, line, read_message
from rehearse.analysis.request import Request

GRACE_MS = 2000  # after asking to cancel, or after the last word, before killing
END_MS = 1000  # for a killed process to be gone
CHATTER_BYTES = 16_384  # of stderr that are kept for the log
NICENESS = 10  # a recording that is made meanwhile comes first


@dataclass(frozen=True)
class Crash:
    """The worker ended without its last word. `killed` from outside; `chatter` is the end of what it printed."""

    killed: bool
    exit_code: int
    chatter: str


Ending = DoneMessage | FailedMessage | Crash


class Worker(QObject):
    """One process for one request.

    Signals
    -------
    progressed(ProgressMessage) : as the worker tells it.
    ended(Ending) : once, when the process has ended and what it started was killed.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, request: Request, parent: QObject | None = None, *, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._command = command or programs.command("worker")
        self._said = bytearray()
        self._chatter = bytearray()
        self._last: DoneMessage | FailedMessage | None = None
        self._group = 0
        self._process = QProcess(self)
        self._patience = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._patience.timeout.connect(self._kill_group)
        self._process.started.connect(self._started)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_chatter)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed_to_start)

    @property
    def pid(self) -> int:
        """0 while no process runs."""
        return int(self._process.processId())

    def start(self) -> None:
        session = QProcess.UnixProcessFlag.CreateNewSession | QProcess.UnixProcessFlag.UseVFork
        if hasattr(self._process, "setUnixProcessParameters"):
            self._process.setUnixProcessParameters(session)
        self._process.start(self._command[0], self._command[1:])
        self._process.write(QByteArray(line(self._request)))

    def cancel(self) -> None:
        """Ask the worker to end; it is killed where it does not in time."""
        self._process.write(QByteArray(line(CancelMessage())))
        self._patience.start()

    def kill(self) -> None:
        """End the worker and all it started at once, and wait until it is gone; `ended` is not emitted."""
        self._process.blockSignals(True)
        self._patience.stop()
        self._kill_group()
        self._process.waitForFinished(END_MS)

    # ------------------------------------------------------------------ what the process does

    @Slot()
    def _started(self) -> None:
        self._group = self.pid
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._group, NICENESS)

    @Slot()
    def _read(self) -> None:
        self._said += self._process.readAllStandardOutput().data()
        *lines, rest = self._said.split(b"\n")
        self._said = rest
        for data in lines:
            self._hear(bytes(data))

    def _hear(self, data: bytes) -> None:
        try:
            message = read_message(data)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            self._chatter += b"not the protocol: " + data[:200] + b"\n"
            return
        if isinstance(message, ProgressMessage):
            self.progressed.emit(message)
        else:
            self._last = message
            self._patience.start()

    @Slot()
    def _read_chatter(self) -> None:
        self._chatter += self._process.readAllStandardError().data()
        del self._chatter[:-CHATTER_BYTES]

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._patience.stop()
        self._read()
        self._read_chatter()
        self._kill_group()
        killed = status == QProcess.ExitStatus.CrashExit and exit_code == signal.SIGKILL.value
        self.ended.emit(self._last or Crash(killed, exit_code, self._chatter.decode(errors="replace").strip()))

    @Slot(QProcess.ProcessError)
    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._patience.stop()
            self.ended.emit(Crash(False, -1, self._process.errorString()))

    @Slot()
    def _kill_group(self) -> None:
        """The worker leads a session of its own: whatever it started is in its group."""
        if self._group and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
