"""What a test of the window may leave behind: nothing. Each kind is watched as it starts, and asked about after."""

from __future__ import annotations

import gc
import os
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import (
    QAbstractAnimation,
    QCoreApplication,
    QEvent,
    QObject,
    QThread,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

GRACE_S = 2.0  # for what has been told to end
OURS = {"multiprocessing.resource_tracker"}  # starts once, ends with the interpreter
MESSAGES_THAT_MATTER = ("Destroyed while thread", "cannot be stopped from another thread", "cannot be started")


class Watch:
    """Take one before a test; `left` afterwards lists, in words, what the test has left running or on the screen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._started: list[weakref.ref[QObject]] = []
        self._shots: list[tuple[float, weakref.ref[QObject] | None]] = []
        for kind in (QThread, QTimer, QAbstractAnimation):
            monkeypatch.setattr(kind, "start", self._noting(kind.start))
        monkeypatch.setattr(QTimer, "singleShot", self._noting_shot(QTimer.singleShot))
        self._widgets = set(map(_address, _top_level_widgets()))
        self._threads = set(threading.enumerate())
        self._children = children()

    def _noting(self, start: Callable[..., None]) -> Callable[..., None]:
        def noted(started: QObject, *args: Any) -> None:
            self._started.append(weakref.ref(started))
            start(started, *args)

        return noted

    def _noting_shot(self, shoot: Callable[..., None]) -> Callable[..., None]:
        def noted(ms: int, *args: Any) -> None:
            context = next((a for a in args if isinstance(a, QObject)), None)
            self._shots.append((time.monotonic() + ms / 1000, weakref.ref(context) if context else None))
            shoot(ms, *args)

        return noted

    def left(self) -> list[str]:
        told: list[str] = []
        qInstallMessageHandler(lambda _kind, _context, text: told.append(text))
        try:
            _settle()
            if self._look():
                gc.collect()  # what only a reference cycle keeps is not leaked
                _settle()
            until = time.monotonic() + GRACE_S
            while (found := self._look()) and self._may_end(found) and time.monotonic() < until:
                time.sleep(0.01)
                _settle()
        finally:
            qInstallMessageHandler(None)
        return found + [f"Qt said: {text}" for text in told if any(m in text for m in MESSAGES_THAT_MATTER)]

    def _may_end(self, found: list[str]) -> bool:
        return any(line.startswith(("thread", "process", "single shot")) for line in found)

    def _look(self) -> list[str]:
        started = [o for ref in self._started if (o := ref()) is not None and shiboken6.isValid(o)]
        found = [f"thread {_name(o)}" for o in started if isinstance(o, QThread) and o.isRunning()]
        found += [f"timer {_name(o)}" for o in started if isinstance(o, QTimer) and o.isActive()]
        running = QAbstractAnimation.State.Running
        found += [
            f"animation {_name(o)}" for o in started if isinstance(o, QAbstractAnimation) and o.state() == running
        ]
        found += [f"single shot due in {due - time.monotonic():.2f} s" for due in self._pending_shots()]
        found += [f"widget {_name(w)}" for w in _top_level_widgets() if _address(w) not in self._widgets]
        found += [f"thread {t.name}" for t in set(threading.enumerate()) - self._threads if _is_own(t)]
        return found + [f"process {pid} ({name})" for pid, name in children().items() if pid not in self._children]

    def _pending_shots(self) -> list[float]:
        now = time.monotonic()
        alive = [due for due, ref in self._shots if ref is None or ((o := ref()) is not None and shiboken6.isValid(o))]
        return [due for due in alive if due > now]


def _is_own(thread: threading.Thread) -> bool:
    """Threads of Qt that call into Python look like Python's, and end when Qt pleases."""
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)


def _name(thing: QObject) -> str:
    parent = thing.parent()
    of = f" of {type(parent).__name__}" if parent else ""
    return f"{type(thing).__name__} {thing.objectName()}".strip() + of


def _address(widget: QWidget) -> int:
    return int(shiboken6.getCppPointer(widget)[0])


def _top_level_widgets() -> list[QWidget]:
    """Windows that nothing owns: a menu or a dialog goes with its parent."""
    if QApplication.instance() is None:
        return []
    return [w for w in QApplication.topLevelWidgets() if shiboken6.isValid(w) and w.parent() is None]


def _settle() -> None:
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def children() -> dict[int, str]:
    """Processes that this one has started and that still run: pid and command line."""
    named = {pid: _command(pid) for pid, (_, parent, _) in _processes().items() if parent == os.getpid()}
    return {pid: words for pid, words in named.items() if not any(own in words for own in OURS)}


def group_members(group: int) -> list[int]:
    """Processes of a process group."""
    return [pid for pid, (_, _, its_group) in _processes().items() if its_group == group]


def _processes() -> dict[int, tuple[str, int, int]]:
    """State, parent and process group of all that run; zombies do not."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        state, parent, group = (*_read(place / "stat").rpartition(")")[2].split(), "Z", 0, 0)[:3]
        if state != "Z":
            found[int(place.name)] = (str(state), int(parent), int(group))
    return found


def _command(pid: int) -> str:
    return _read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ").strip()[:80]


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


WAITING = [
    (QDialog, ("exec",)),
    (QMenu, ("exec",)),
    (QMessageBox, ("exec", "question", "information", "warning", "critical", "about")),
    (QFileDialog, ("exec", "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")),
    (QInputDialog, ("exec", "getText", "getItem", "getInt", "getDouble", "getMultiLineText")),
]


def forbid_waiting_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that blocks until it is answered would hang the tests: those of the app are opened, never waited for."""

    def refused(*args: Any, **_kwargs: Any) -> None:
        raise AssertionError(f"a dialog waits for an answer: {args[:3]}; use open()")

    for kind, names in WAITING:
        for name in names:
            monkeypatch.setattr(kind, name, refused)
