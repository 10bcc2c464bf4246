"""Work in pieces, one in each turn of the event loop: the window answers between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

Piece = Callable[[], object]


class Turns(QObject):
    """A queue of pieces of work; what is left of it ends with its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: deque[Piece] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)

    def put(self, piece: Piece) -> None:
        """Do `piece` after those that were put before it."""
        self._pieces.append(piece)
        self._turn.start()

    def put_each(self, pieces: Iterator[object], then: Piece) -> None:
        """Take the pieces, one in a turn, then do `then`."""
        self.put(partial(self._take, pieces, then))

    @property
    def busy(self) -> bool:
        return bool(self._pieces)

    @Slot()
    def _next(self) -> None:
        piece = self._pieces.popleft()
        if self._pieces:
            self._turn.start()
        piece()

    def _take(self, pieces: Iterator[object], then: Piece) -> None:
        if next(pieces, pieces) is pieces:
            then()
        else:
            self.put_each(pieces, then)
