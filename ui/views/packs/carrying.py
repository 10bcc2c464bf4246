"""Pack files brought in, handed on, deleted and brought back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from rehearse import paths
from rehearse.questions import BadPack, Pack
from ui.context import Context
from ui.views.packs import model, own
from ui.views.packs.notes import Notes
from ui.widgets.basics import Banner, Button

KIND = "Question packs (*.toml)"


class Carrying(QObject):
    """Asks for files; the work is done in the background, and told when it is done.

    Signals
    -------
    changed(str) : there are other packs now; with the id of the one to show, or "".
    """

    changed = Signal(str)

    def __init__(self, context: Context, notes: Notes, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._notes, self._view = context, notes, view

    # ------------------------------------------------------------------ in

    @Slot()
    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._view, "Import a pack", str(Path.home()), KIND)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path, *, replace: bool = False) -> None:
        """Check a pack file and copy it among the person's own; what is wrong with it is told line by line."""
        self._context.in_background(
            lambda _: model.bring_in(path, replace=replace), self._brought_in, lambda error: self._refused(path, error)
        )

    def _brought_in(self, pack: Pack) -> None:
        self._context.tell(f"“{pack.title}” is among your packs: {model.about(pack)}.")
        self.changed.emit(pack.id)

    def _refused(self, path: Path, error: Exception) -> None:
        if isinstance(error, BadPack):
            self._notes.tell(f"{path.name} was not imported.", error.problems)
        elif isinstance(error, model.Taken):
            banner = self._notes.tell(error.message)
            banner.add_action(Button("Replace it", "small", clicked=partial(self._replace, path, banner)))
        else:
            self._context.tell_error(error)

    def _replace(self, path: Path, banner: Banner) -> None:
        self._notes.drop(banner)
        self.bring_in(path, replace=True)

    # ------------------------------------------------------------------ out

    def choose_target(self, pack: Pack) -> None:
        name = str(Path.home() / Path(pack.path).name)
        chosen, _ = QFileDialog.getSaveFileName(self._view, "Export the pack", name, KIND)
        if chosen:
            self.export_to(pack, Path(chosen))

    def export_to(self, pack: Pack, target: Path) -> None:
        """Copy a pack's file, and say where it is."""
        tell = self._context.tell
        self._context.in_background(lambda _: own.hand_on(pack, target), lambda _: tell(f"The pack is in {target}."))

    @Slot()
    def open_folder(self) -> None:
        folder = paths.private_dir(paths.own_packs_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # ------------------------------------------------------------------ away

    def remove(self, pack: Pack) -> None:
        """Remove an own pack; it can be undone until the notice is closed."""
        path = Path(pack.path)
        self._context.in_background(lambda _: own.remove(path), lambda held: self._removed(path, pack.title, held))

    def _removed(self, path: Path, title: str, held: bytes) -> None:
        self.changed.emit("")
        sentence = f"“{title}” was deleted. Takes that answered its questions stay."
        self._context.tell(sentence, action="Undo", act=lambda: self._bring_back(path, held))

    def _bring_back(self, path: Path, held: bytes) -> None:
        self._context.in_background(lambda _: own.bring_back(path, held), lambda _: self.changed.emit(path.stem))
