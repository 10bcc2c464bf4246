"""The takes as a Qt list: rows come at once, pictures when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from ui.views.library.model import Entry, spoken

Index = QModelIndex | QPersistentModelIndex
ENTRY, IMAGE, JOB = (Qt.ItemDataRole.UserRole + n for n in range(3))
KEPT_PICTURES = 400
BATCH = 24
NOWHERE = QModelIndex()


class TakeList(QAbstractListModel):
    """Roles: ENTRY the `Entry`, IMAGE its picture or None, JOB what its analysis does or "".

    Signals
    -------
    pictures_wanted(list) : ids of takes whose pictures are about to be seen; answer with `keep_pictures`.
    """

    pictures_wanted = Signal(list)

    def __init__(self, job_of: Callable[[str], str]) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._lines: dict[str, int] = {}
        self._job_of = job_of
        self._pictures: OrderedDict[str, QImage | None] = OrderedDict()
        self._wanted: list[str] = []
        self._asked: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(20)
        self._soon.timeout.connect(self._ask)

    # ------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == IMAGE:
            return self._picture(entry.row.id)
        if role == JOB:
            return self._job_of(entry.row.id)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return spoken(entry, self._job_of(entry.row.id))
        return None

    # ------------------------------------------------------------------ rows

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other rows instead of these; where they are the same takes, what is chosen and seen stays as it is."""
        if [entry.row.id for entry in entries] == [entry.row.id for entry in self._entries]:
            self._entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = tuple(entries)
        self._lines = {entry.row.id: line for line, entry in enumerate(self._entries)}
        self.endResetModel()

    def line_of(self, take_id: str) -> int:
        """The row of a take, -1 where it is not listed."""
        return self._lines.get(take_id, -1)

    @Slot(str)
    def repaint_take(self, take_id: str) -> None:
        line = self.line_of(take_id)
        if line >= 0:
            self.dataChanged.emit(self.index(line), self.index(line))

    # ------------------------------------------------------------------ pictures

    def _picture(self, take_id: str) -> QImage | None:
        if take_id in self._pictures:
            self._pictures.move_to_end(take_id)
            return self._pictures[take_id]
        if take_id not in self._asked:
            self._asked.add(take_id)
            self._wanted.append(take_id)
            self._soon.start()
        return None

    @Slot()
    def _ask(self) -> None:
        """The last rows that came into sight first: those before may have scrolled by."""
        batch, self._wanted = self._wanted[-BATCH:], self._wanted[:-BATCH]
        if batch:
            self.pictures_wanted.emit(batch)

    def keep_pictures(self, pictures: Iterable[tuple[str, QImage | None]]) -> None:
        """Pictures that were asked for; the oldest make room."""
        for take_id, image in pictures:
            self._pictures[take_id] = image
            self._asked.discard(take_id)
            self.repaint_take(take_id)
        while len(self._pictures) > KEPT_PICTURES:
            self._pictures.popitem(last=False)
        if self._wanted:
            self._soon.start()

    def forget_picture(self, take_id: str) -> None:
        """A new analysis may have made another picture."""
        self._pictures.pop(take_id, None)
