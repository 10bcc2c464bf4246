"""Whatever nobody caught: bugs keep their traceback in the log, and the person is told once, in a sentence."""

from __future__ import annotations

import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from rehearse import log
from rehearse.errors import RehearseError

INSIDE = "Something went wrong inside."
TIMES_LOGGED = 3  # of one and the same bug: what breaks in a paint event breaks sixty times a second
LOOKS = "#qt_msgbox_label { font-weight: 600; min-width: 400px } #qt_msgbox_informativelabel { min-width: 400px }"
WORTH_LOGGING = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


@dataclass(frozen=True)
class Failure:
    """What the person is told. `details` is a bug's traceback and `log` where it was written; None, "" if expected."""

    sentence: str
    hint: str
    details: str = ""
    log: Path | None = None


class Failures(QObject):
    """Takes over Python's hooks for uncaught exceptions and Qt's messages until `release`.

    Exceptions of any thread are told in the window's, one dialog at a time; the same sentence is not told again while
    it is on the screen or waits to be.

    Signals
    -------
    happened(Failure) : somewhere an exception was not caught.
    """

    happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._seen: Counter[tuple[str, str]] = Counter()
        self._waiting: list[Failure] = []
        self._box: QMessageBox | None = None
        self._shown: Failure | None = None
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook, threading.excepthook = self._caught, self._caught_in_thread
        self._messages = qInstallMessageHandler(self._qt_said)

    def release(self) -> None:
        """Give the hooks back; a dialog that is open is closed."""
        sys.excepthook, threading.excepthook = self._hooks
        qInstallMessageHandler(self._messages)
        self._waiting.clear()
        if self._box:
            self._box.close()

    @property
    def dialog(self) -> QMessageBox | None:
        """The one that is open."""
        return self._box

    # ------------------------------------------------------------------ what happened

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
        elif isinstance(error, RehearseError):
            self.happened.emit(Failure(error.message, error.hint))
        else:
            self._bug(error.with_traceback(trace))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _bug(self, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        self._seen[type(error).__name__, place] += 1
        if self._seen[type(error).__name__, place] > TIMES_LOGGED:
            return
        written = log.record_bug(error)
        details = "".join(traceback.format_exception(error))
        sys.stderr.write(details) if sys.stderr else None
        hint = f"Nothing recorded is lost. The details are in {written}."
        self.happened.emit(Failure(INSIDE, hint, details, written))

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in WORTH_LOGGING:
            self._seen["Qt", text] += 1
            if self._seen["Qt", text] <= TIMES_LOGGED:
                log.record(f"Qt: {context.category}: {text}")

    # ------------------------------------------------------------------ telling it

    @Slot(object)
    def _show(self, failure: Failure) -> None:
        known = [self._shown, *self._waiting]
        if any(other and other.sentence == failure.sentence for other in known):
            return
        self._waiting.append(failure)
        self._show_next()

    def _show_next(self) -> None:
        if self._box or not self._waiting:
            return
        self._shown = self._waiting.pop(0)
        self._box = box = make_box(self._shown)
        box.finished.connect(self._closed)
        box.open()

    @Slot(int)
    def _closed(self, _result: int) -> None:
        if self._box:
            self._box.deleteLater()
        self._box = self._shown = None
        self._show_next()


def catch_failures() -> Failures:
    """Install the hooks; keep what is returned, and `release` it at the end."""
    return Failures()


def make_box(failure: Failure) -> QMessageBox:
    """The dialog for a failure; a bug's can be copied, and its log folder opened."""
    box = QMessageBox(QApplication.activeWindow())
    box.setWindowTitle("Rehearse")
    box.setStyleSheet(LOOKS)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(failure.sentence)
    box.setInformativeText(failure.hint)
    if failure.log is not None:
        folder = QUrl.fromLocalFile(str(failure.log.parent))
        _stay_open_on(box, "Open log folder", lambda: QDesktopServices.openUrl(folder))
        _stay_open_on(box, "Copy details", lambda: QApplication.clipboard().setText(failure.details))
    close = box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    return box


def _stay_open_on(box: QMessageBox, text: str, act: Callable[[], object]) -> QPushButton:
    """A button that acts and leaves the dialog open, which Qt's own never do."""
    button = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
    button.clicked.disconnect()
    button.clicked.connect(act)
    return button
