"""The table of figures as Qt shows it: cells are made when they are looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.views.trends.tables import Table

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
MEASURED_ROWS = 60


class Sheet(QAbstractTableModel):
    """The rows of a `Table`."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table()

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.table.lines[index.row()].cells[index.column()] if index.isValid() and role in SHOWN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self.table.headers[section] if across and role in SHOWN else None


class SheetView(QTableView):
    """Signals
    -------
    opened(str) : the take of a row that was entered or clicked twice.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.setModel(self.sheet)
        self.setAccessibleName("Figures")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(header.defaultAlignment().AlignLeft)
        self.activated.connect(self._open)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.sheet.table.lines[index.row()].take_id)
