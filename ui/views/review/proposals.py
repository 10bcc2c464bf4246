"""Follow-ups by a language model on this machine, asked for in a process of its own: this one opens no connection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, Signal, Slot

from rehearse import programs
from rehearse.types import FollowUp

END_MS = 1000
UNREADABLE = "The local model's answer could not be read."


class _Answer(msgspec.Struct, frozen=True):
    """What `rehearse ask --json` prints, as far as it is needed."""

    follow_ups: tuple[FollowUp, ...]


class Proposals(QObject):
    """One question at a time; a new one, and leaving the take, end the one before.

    Signals
    -------
    told(object) : the follow-ups, none where nothing could be believed.
    failed(str) : why there are none, in a sentence or two.
    """

    told = Signal(object)
    failed = Signal(str)

    def __init__(self, root: Path, parent: QObject, *, command: Sequence[str] | None = None) -> None:
        """`command` takes the place of the command line's own program."""
        super().__init__(parent)
        self._command = [*(command or programs.command("commands")), "--library", str(root), "ask", "--json"]
        self._process: QProcess | None = None

    @property
    def asking(self) -> bool:
        return self._process is not None

    def ask(self, take_id: str) -> None:
        """Ask the model that the settings name about a take."""
        self.stop()
        self._process = process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        process.start(self._command[0], [*self._command[1:], take_id])

    def stop(self) -> None:
        """Give up what is being asked; nothing is told of it."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._finished)
            process.errorOccurred.disconnect(self._not_started)
            process.kill()
            process.waitForFinished(END_MS)
            process.deleteLater()

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        said, complaint = (
            bytes(part.data()) for part in (process.readAllStandardOutput(), process.readAllStandardError())
        )
        process.deleteLater()
        if code or status != QProcess.ExitStatus.NormalExit:
            lines = complaint.decode(errors="replace").removeprefix("rehearse: ").split("\n")
            self.failed.emit(" ".join(" ".join(lines).split()) or UNREADABLE)
            return
        try:
            self.told.emit(msgspec.json.decode(said, type=_Answer).follow_ups)
        except msgspec.MsgspecError:
            self.failed.emit(UNREADABLE)

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.stop()
            self.failed.emit("The local model could not be asked: the program that asks it did not start.")
