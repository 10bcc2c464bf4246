"""Hints on framing, light and distance while the person sits down, from a face check in a process of its own."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QProcess, QThreadPool, Signal, Slot

from rehearse import programs
from rehearse.analysis.framing_protocol import (
    FailedMessage,
    FrameError,
    FramingMessage,
    ReadyMessage,
    encode_frame,
    read_message,
)
from ui.capture.small_picture import Small, small_picture
from ui.capture.source import Picture

EVERY_S = 1 / 3
MOST_UNANSWERED = 2
RESTARTS = 1
END_MS = 500

log = logging.getLogger(__name__)


class FramingCheck(QObject):
    """Connect `add` to a recorder's `seen`; `start` and `stop` it with the preview.

    Where the process dies it is started once more, then there are no hints: a recording never depends on it.

    Signals
    -------
    hint(str) : the one sentence that helps most now, or ""; when it changes.
    seen(FramingMessage) : the figures of one frame, about three times a second.
    """

    _shrunk = Signal(object)
    hint = Signal(str)
    seen = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self._command = command or programs.command("framing")
        self._process: QProcess | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._shrunk.connect(self._send)
        self._ready = False
        self._unanswered = 0
        self._due = 0.0
        self._restarts_left = RESTARTS
        self._last_hint = ""

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        if self._process is None:
            self._restarts_left = RESTARTS
            self._launch()

    def stop(self) -> None:
        """End the process; nothing is told afterwards."""
        process, self._process = self._process, None
        self._pool.waitForDone()
        if process is not None:
            process.kill()
            process.waitForFinished(END_MS)
            process.deleteLater()
        self._tell_hint("")

    @Slot(object)
    def add(self, picture: Picture) -> None:
        """Look at a picture, if it is time for one and the last ones have been answered."""
        wait = self._due - picture.at
        if not self._ready or self._unanswered >= MOST_UNANSWERED or 0 < wait <= EVERY_S:
            return
        # A beat that is kept, unless pictures stopped for a while or another source's clock goes on.
        self._due = self._due + EVERY_S if -EVERY_S < wait <= 0 else picture.at + EVERY_S
        self._unanswered += 1
        self._pool.start(partial(self._shrink, picture))

    def _shrink(self, picture: Picture) -> None:
        """In the pool's thread."""
        self._shrunk.emit(small_picture(picture.frame, picture.at))

    def _launch(self) -> None:
        self._ready = False
        self._unanswered = 0
        self._due = 0.0
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(self._command[1:])
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_end)
        self._process = process
        process.start()

    @Slot(object)
    def _send(self, small: Small | None) -> None:
        if self._process is None or small is None:
            self._unanswered = max(0, self._unanswered - 1)
            return
        height, width, _ = small.rgb.shape
        self._process.write(encode_frame(small.rgb.tobytes(), width=width, height=height, seconds=small.at))

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            try:
                message = read_message(bytes(self._process.readLine().data()))
            except FrameError as error:
                log.warning("%s", error.message)
                continue
            self._on_message(message)

    def _on_message(self, message: ReadyMessage | FramingMessage | FailedMessage) -> None:
        if isinstance(message, ReadyMessage):
            self._ready = True
        elif isinstance(message, FailedMessage):
            log.warning("the framing check ended: %s", message.message)
        else:
            self._unanswered = max(0, self._unanswered - 1)
            self.seen.emit(message)
            self._tell_hint(message.hint)

    def _tell_hint(self, hint: str) -> None:
        if hint != self._last_hint:
            self._last_hint = hint
            self.hint.emit(hint)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_end()

    @Slot()
    def _on_end(self) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        self._tell_hint("")
        log.warning("the framing check ended by itself; %d more tries", self._restarts_left)
        if self._restarts_left > 0:
            self._restarts_left -= 1
            self._launch()
