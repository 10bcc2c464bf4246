"""Exports from the review: asks where, writes in the background, never over a file that the person did not name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rehearse import programs
from rehearse.errors import ExportError
from rehearse.store import Library, StoredTake
from ui.context import Context

END_MS = 2000


@dataclass(frozen=True)
class Kind:
    """A format: what the menu calls it, the file's ending (of the recording's own where ""), and what it needs."""

    name: str
    suffix: str
    about: str
    table: str = ""
    analysed: bool = True


REPORT = Kind("Report to read or print", ".html", "Web page (*.html)")
CAPTIONS = (
    Kind("Captions, WebVTT", ".vtt", "WebVTT captions (*.vtt)"),
    Kind("Captions, SRT", ".srt", "SubRip captions (*.srt)"),
)
TABLES = (
    Kind("Numbers, CSV", ".csv", "Table (*.csv)", "measures"),
    Kind("Moments, CSV", ".csv", "Table (*.csv)", "moments"),
    Kind("Words, CSV", ".csv", "Table (*.csv)", "words"),
    Kind("Everything, JSON", ".json", "JSON (*.json)"),
)
VIDEOS = (
    Kind("Recording as it is", "", "Video", analysed=False),
    Kind("Recording as MP4", ".mp4", "MP4 video (*.mp4)", analysed=False),
)


def text_of(kind: Kind, stored: StoredTake, library: Library) -> str:
    """What the file of a take holds. Raises ExportError where the take has no analysis."""
    from rehearse.export import captions, document, html, tables

    analysis = stored.analysis
    if analysis is None:
        raise ExportError("This take has no results to export.", "Analyse it first.")
    if kind.suffix == ".html":
        patches = [(patch.take, patch.analysis) for patch in library.patches(stored.take.id)]
        return html.to_html(analysis, take=stored.take, peaks=stored.peaks, thumbnail=stored.thumbnail, patches=patches)
    if kind.suffix in (".vtt", ".srt"):
        return (captions.to_vtt if kind.suffix == ".vtt" else captions.to_srt)(analysis.transcript)
    if kind.table:
        return tables.to_csv(analysis, kind.table)  # type: ignore[arg-type]
    return document.to_json_text(stored.take, analysis)


def file_name(kind: Kind, take_id: str, recording: Path) -> str:
    detail = f"-{kind.table}" if kind.table else ""
    return f"rehearse-{take_id}{detail}{kind.suffix or recording.suffix}"


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
        self._process: QProcess | None = None
        self._target = Path()
        self._errors = ""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

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

        self._context.in_background(work, self._wrote)

    def _wrote(self, target: Path, note: str = "") -> None:
        show = partial(show_in_folder, target)
        self._context.tell(f"Saved to {target}. {note}".strip(), action="Show", act=show)
        self.wrote.emit(str(target))

    # ------------------------------------------------------------------ videos, in a process of their own

    def _copy_video(self, kind: Kind, stored: StoredTake, target: Path, *, force: bool) -> None:
        if self._process is not None:
            self._context.tell("A video is being copied; wait until it is done.", warn=True)
            return
        wanted = "mp4" if kind.suffix == ".mp4" else "video"
        options = ["--format", wanted, "--output", str(target), *(["--force"] if force else [])]
        library = ["--library", str(self._context.library.root)]
        self._target, self._errors = target, ""
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._heard)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)
        program, *arguments = programs.command("commands")
        self._process.start(program, [*arguments, *library, "export", stored.take.id, *options])
        self.progressed.emit("Copying the video")

    @Slot()
    def _heard(self) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self._errors = (self._errors + said)[-4000:]
        lines = [line.strip() for line in said.splitlines() if re.search(r"\d+ ?%", line)]
        if lines:
            self.progressed.emit(lines[-1])

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        self.progressed.emit("")
        if process is None:
            return
        said = bytes(process.readAllStandardOutput().data()).decode(errors="replace").splitlines()
        self._errors += bytes(process.readAllStandardError().data()).decode(errors="replace")
        process.deleteLater()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self._wrote(self._target, " ".join(line.strip() for line in said[1:]))
        else:
            self._context.tell(_why(self._errors), warn=True)

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self.progressed.emit("")
            self._context.tell("The video was not copied: the copying could not be started.", warn=True)

    @Slot()
    def stop(self) -> None:
        """End a copy that runs; nothing half-written stays."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)
        process.deleteLater()


def _why(errors: str) -> str:
    """The sentences at the end of what the copying said, without its progress."""
    lines = [line.strip() for line in errors.splitlines() if line.strip() and not re.search(r"\d+ ?%$", line)]
    return " ".join(lines[-3:]).removeprefix("Error: ") or "The video was not copied."
