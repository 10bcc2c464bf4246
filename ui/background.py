"""Work on the library outside the window's thread: one thread, in order, with a library of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.store import Library, open_library

T = TypeVar("T")


class Background(QObject):
    """Runs functions of a library one after the other and hands their results to the window's thread.

    Signals
    -------
    broke(Exception) : a function failed and nobody asked to hear of it.
    """

    broke = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = root
        self._library: Library | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._lock = threading.Lock()
        self._closed = False
        self._under_way = 0
        self._ended.connect(self._hand_over)

    @property
    def busy(self) -> bool:
        """Whether something was asked for and its result is not handed over yet."""
        return self._under_way > 0

    def run(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], object] = lambda _: None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Call `work` in the background, then `done` with its result, or `failed` with its error, in this thread."""
        self._under_way += 1
        self._thread.submit(self._work, work, done, failed or self.broke.emit)

    def close(self) -> None:
        """Finish what was asked for, then end; results that come after this are dropped."""
        with self._lock:
            self._closed = True
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def _work(self, work: Callable[[Library], Any], done: Callable[[Any], object], failed: Any) -> None:
        try:
            self._library = self._library or open_library(self._root)
            result = work(self._library)
        except Exception as error:
            self._tell(failed, error)
        else:
            self._tell(done, result)

    def _tell(self, hear: Callable[[Any], object], value: object) -> None:
        with self._lock:
            if not self._closed:
                self._ended.emit(hear, value)

    def _shut(self) -> None:
        if self._library is not None:
            self._library.close()

    @Slot(object, object)
    def _hand_over(self, hear: Callable[[Any], object], value: object) -> None:
        self._under_way -= 1
        if not self._closed:
            hear(value)
