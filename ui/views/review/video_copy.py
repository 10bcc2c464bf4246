"""The copy of a video, made by `rehearse export` in a process of its own: no reader of videos gets into the window."""

from __future__ import annotations

import json
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal, Slot

from rehearse.programs import command

END_MS = 2000
NOT_STARTED = "The video was not copied: the copying could not be started."
NOT_COPIED = "The video was not copied."
PERCENT = re.compile(r"\d+ ?%$")


class VideoCopy(QObject):
    """One copy at a time.

    Signals
    -------
    progressed(str) : how far it is, "" when it is over.
    copied(str, str) : the file is there: its path, and who may not be able to play it, or "".
    failed(str) : why there is none, in sentences.
    """

    progressed = Signal(str)
    copied = Signal(str, str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._target = Path()
        self._errors = ""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self, library: Path, take_id: str, target: Path, *, kind: str, force: bool) -> None:
        """Copy a take's recording to `target`; `kind` is "video" or "mp4", `force` writes over what is there."""
        options = ["--format", kind, "--output", str(target), "--json", *(["--force"] if force else [])]
        program, *before = command("commands")
        arguments = [*before, "--library", str(library), "export", take_id, *options]
        self._target, self._errors = target, ""
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._heard)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)
        self._process.start(program, arguments)
        self.progressed.emit("Copying the video")

    @Slot()
    def _heard(self) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self._errors = (self._errors + said)[-4000:]
        lines = [line.strip() for line in said.splitlines() if PERCENT.search(line.strip())]
        if lines:
            self.progressed.emit(lines[-1])

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        self.progressed.emit("")
        if process is None:
            return
        said = bytes(process.readAllStandardOutput().data())
        self._errors += bytes(process.readAllStandardError().data()).decode(errors="replace")
        process.deleteLater()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self.copied.emit(str(self._target), _note(said))
        else:
            self.failed.emit(_why(self._errors))

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self.progressed.emit("")
            self.failed.emit(NOT_STARTED)

    @Slot()
    def stop(self) -> None:
        """End a copy that runs; nothing half-written stays."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)
        process.deleteLater()


def _note(said: bytes) -> str:
    """The export's note on who plays the copy; what cannot be read has none."""
    try:
        return str(json.loads(said).get("note", ""))
    except (ValueError, AttributeError):
        return ""


def _why(errors: str) -> str:
    """The sentences at the end of what the copying said, without its progress."""
    lines = [line.strip() for line in errors.splitlines() if line.strip() and not PERCENT.search(line.strip())]
    return " ".join(lines[-3:]).removeprefix("Error: ").removeprefix("rehearse: ") or NOT_COPIED
