"""While the library moves, nothing else can be asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.settings.keeping import Keeping
from ui.widgets.basics import Button, Item, Label, fill, row

WIDTH = 460
SAFE = "Until every file is compared, the library stays where it is, whatever happens."


class MovingDialog(QDialog):
    """Shows how far it is; closing it asks it to stop."""

    def __init__(self, keeping: Keeping, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self.setWindowTitle("Moving the library")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.state, self.bar = Label("", "strong"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Moving the library")
        self.stop = Button("Stop", clicked=self.reject)
        items: list[Item] = [self.state, self.bar, Label(SAFE, "soft", wrap=True), row(None, self.stop)]
        fill(QVBoxLayout(self), items, spacing=SPACE.m, margins=SPACE.l)
        keeping.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        if not self._keeping.busy:
            self.done(QDialog.DialogCode.Accepted)
            return
        self.bar.setValue(round(100 * self._keeping.share))
        self.state.setText(f"{self._keeping.busy}, {100 * self._keeping.share:.0f} %")

    def reject(self) -> None:
        """It closes when the move has ended, which may take as long as the file at hand."""
        self._keeping.stop()
        self.stop.setEnabled(False)
        self.stop.setText("Stopping…")
