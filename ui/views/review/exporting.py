"""Exports from the review: asks where, writes in the background, never over a file that the person did not name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rehearse.errors import ExportError
from rehearse.store import Library, StoredTake
from ui.context import Context
from ui.views.review.formats import CAPTIONS, REPORT, TABLES, VIDEOS, Kind, file_name, text_of
from ui.views.review.video_copy import VideoCopy

# what the library advises at a terminal, and what it means before a window
WORDS = (
    ("Use --force to write over it, or name another file.", "Choose another name."),
    ("Name another file with --output.", "Choose another place."),
    ("Make it first, or name another with --output.", "Choose another place."),
    ("A copy as it is can be had with --format video.", "“Recording as it is” copies it unchanged."),
)


def show_in_folder(path: Path) -> None:
    """Open the folder of a file, or a folder, in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))


class Exporter(QObject):
    """Exports of one take at a time.

    Signals
    -------
    wrote(str) : a file is there; its path.
    progressed(str) : how far a copy of a video is, "" when it is over.
    """

    wrote = Signal(str)
    progressed = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._copy = VideoCopy(self)
        self._copy.progressed.connect(self.progressed)
        self._copy.copied.connect(self._copied)
        self._copy.failed.connect(self._not_copied)

    # ------------------------------------------------------------------ asking

    def fill_menu(self, menu: QMenu, stored: StoredTake) -> None:
        """Put every export into a menu; what this take cannot give is there and greyed out."""
        menu.clear()
        for group in ((REPORT,), CAPTIONS, TABLES, VIDEOS):
            for kind in group:
                action = menu.addAction(f"{kind.name}…", partial(self.ask, kind, stored))
                can = stored.analysis is not None if kind.analysed else stored.recording.is_file()
                action.setEnabled(can)
            menu.addSeparator()

    def ask(self, kind: Kind, stored: StoredTake) -> QFileDialog:
        """Ask where to; the dialog itself asks before a file is written over."""
        suffix = kind.suffix or stored.recording.suffix
        dialog = QFileDialog(self._window, kind.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind.about if kind.suffix else f"Video (*{suffix})")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(folder)
        dialog.selectFile(file_name(kind, stored.take.id, stored.recording))
        dialog.fileSelected.connect(partial(self._chosen, kind, stored))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _chosen(self, kind: Kind, stored: StoredTake, chosen: str) -> None:
        target = Path(chosen)
        self.export(kind, stored, target, force=target.exists())

    # ------------------------------------------------------------------ writing

    def export(self, kind: Kind, stored: StoredTake, target: Path, *, force: bool = False) -> None:
        """Write one file; says where it is when it is there."""
        if kind in VIDEOS:
            self._copy_video(kind, stored, target, force=force)
            return
        take_id = stored.take.id

        def work(library: Library) -> Path:
            from rehearse.export.files import write_export

            write_export(target, text_of(kind, library.get(take_id), library), force=force)
            return target

        self._context.in_background(work, self._wrote, self._refused)

    def _copy_video(self, kind: Kind, stored: StoredTake, target: Path, *, force: bool) -> None:
        if self._copy.running:
            self._context.tell("A video is being copied; wait until it is done.", warn=True)
            return
        wanted = "mp4" if kind.suffix == ".mp4" else "video"
        self._copy.start(self._context.library.root, stored.take.id, target, kind=wanted, force=force)

    def _wrote(self, target: Path, note: str = "") -> None:
        show = partial(show_in_folder, target)
        self._context.tell(f"Saved to {target}. {note}".strip(), action="Show", act=show)
        self.wrote.emit(str(target))

    def _refused(self, error: Exception) -> None:
        """As the command line would say it, without its options."""
        if not isinstance(error, ExportError):
            self._context.tell_error(error)
            return
        self._context.tell(f"{error.message} {for_the_window(error.hint)}".strip(), warn=True)

    @Slot(str, str)
    def _copied(self, target: str, note: str) -> None:
        self._wrote(Path(target), note)

    @Slot(str)
    def _not_copied(self, sentence: str) -> None:
        self._context.tell(for_the_window(sentence), warn=True)

    def stop(self) -> None:
        """End a copy that runs; nothing half-written stays."""
        self._copy.stop()


def for_the_window(sentence: str) -> str:
    """What the library advises to somebody at a terminal, for somebody before a window."""
    for words, instead in WORDS:
        sentence = sentence.replace(words, instead)
    return sentence
