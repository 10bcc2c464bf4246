"""Fetching weights in a process of its own, so that this one opens no connection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal, Slot

from rehearse import paths, programs

POLL_MS = 400
END_MS = 3000
STOPPED = "Stopped. What was fetched so far is kept, and the next download goes on from there."


class Download(QObject):
    """One download at a time; find the app's one with `download_of`.

    Signals
    -------
    changed() : it began, moved on or ended; read `name`, `share`.
    ended(str, str) : name, and what went wrong in a sentence or "".
    """

    changed = Signal()
    ended = Signal(str, str)

    def __init__(self, parent: QObject, *, command: Sequence[str] | None = None) -> None:
        """`command` takes the place of `python -m rehearse weights install`; the name and --yes are added."""
        super().__init__(parent)
        self._command = list(command or (*programs.command("commands"), "weights", "install"))
        self._process: QProcess | None = None
        self._size = 1
        self._stopped = False
        self.name = ""
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.changed)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def share(self) -> float:
        """How much of it is here, 0..1, by the files on the disk."""
        parts = paths.weights_dir() / ".parts" / self.name
        return min(1.0, _bytes_in(parts) / self._size) if self.name else 0.0

    def start(self, name: str, size: int) -> None:
        """Fetch the weights `name` of `size` bytes; nothing happens while another download runs."""
        if self._process is not None:
            return
        self.name, self._size, self._stopped = name, max(size, 1), False
        self._process = process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.start(self._command[0], [*self._command[1:], name, "--yes"])
        self._poll.start()
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Ask it to end; `ended` follows."""
        if self._process is not None:
            self._stopped = True
            self._process.terminate()

    @Slot()
    def stop(self) -> None:
        """End it; what was fetched stays on the disk. Waits for its end, a moment at most."""
        process = self._process
        if process is not None:
            self._stopped = True
            process.terminate()
            if not process.waitForFinished(END_MS):
                process.kill()
                process.waitForFinished(END_MS)

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        good = code == 0 and status == QProcess.ExitStatus.NormalExit
        self._end("" if good else STOPPED if self._stopped else self._said())

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end("The download could not be started.")

    def _said(self) -> str:
        """The process's last words."""
        text = bytes(self._process.readAll().data()).decode(errors="replace") if self._process else ""
        lines = [line.removeprefix("rehearse: ").strip() for line in text.splitlines() if line.strip()]
        return " ".join(lines[-2:]) or "The download ended without saying why."

    def _end(self, problem: str) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process, name = None, self.name
        self._poll.stop()
        self.name = ""
        self.ended.emit(name, problem)
        self.changed.emit()


def download_of(owner: QObject) -> Download:
    """The download that belongs to the app's context; made on first use."""
    found = owner.findChild(Download)
    return found if isinstance(found, Download) else Download(owner)


def _bytes_in(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    except OSError:
        return 0
