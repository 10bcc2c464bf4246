"""Everything in one archive, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar

from ui.tokens import SPACE
from ui.views.settings.keeping import Keeping, backup_name
from ui.views.settings.section import Section
from ui.widgets.basics import Button, Label, row

ABOUT = (
    "One archive holds every take with its recording, mock loops and your own question packs. It is not encrypted:"
    " who has the file can watch it. Recogniser weights and settings are not in it."
)
RESTORE = "Restoring brings in what is missing here, and leaves every take that is here as it is."
KIND = "Archives (*.zip)"
OURS = ("backup", "restore")


class BackupSection(Section):
    """Backup and restore, with progress and a way to stop."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self.back_up = Button("Back up…", "small", clicked=self._choose_target)
        self.restore = Button("Restore…", "small", clicked=self._choose_archive)
        self.state, self.bar = Label("", "soft", wrap=True), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Backup")
        self.stop = Button("Stop", "small", clicked=keeping.stop, name="Stop the backup")
        super().__init__(
            "Backup",
            Label(ABOUT, "small", wrap=True),
            row(self.back_up, self.restore, None, spacing=SPACE.s),
            self.state,
            row(self.bar, self.stop, spacing=SPACE.m),
            Label(RESTORE, "small", wrap=True),
        )
        keeping.changed.connect(self._show)
        keeping.ended.connect(self._show_end)
        self._show()
        self.state.hide()

    @Slot()
    def _show(self) -> None:
        busy, had_focus = self._keeping.kind in OURS, self.stop.hasFocus()
        for button in (self.back_up, self.restore):
            button.setEnabled(not self._keeping.busy)
        for widget in (self.bar, self.stop):
            widget.setVisible(busy)
        if busy:
            self.bar.setValue(round(100 * self._keeping.share))
            self.state.setText(f"{self._keeping.busy}, {100 * self._keeping.share:.0f} %")
            self.state.show()
        elif had_focus:
            self.back_up.setFocus()

    @Slot(str, str, bool)
    def _show_end(self, kind: str, sentence: str, warn: bool) -> None:
        if kind in OURS:
            self.state.setText(sentence)
            self.state.show()

    # ------------------------------------------------------------------ asking for a file

    @Slot()
    def _choose_target(self) -> None:
        name = str(Path.home() / backup_name(date.today()))
        never_over = QFileDialog.Option.DontConfirmOverwrite  # an existing file is refused, so it is not asked about
        chosen, _ = QFileDialog.getSaveFileName(self, "Write a backup", name, KIND, options=never_over)
        if chosen:
            self.back_up_to(Path(chosen))

    def back_up_to(self, path: Path) -> None:
        """Write the archive; a name without an ending gets the usual one."""
        self._keeping.back_up(path if path.suffix else path.with_suffix(".zip"))

    @Slot()
    def _choose_archive(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Restore a backup", str(Path.home()), KIND)
        if chosen:
            self._keeping.restore(Path(chosen))
