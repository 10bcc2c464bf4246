"""Recordings carried into the library, and reports out of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from rehearse.questions import all_packs
from rehearse.types import Question
from ui.context import Context
from ui.views.library import work
from ui.views.library.panels import ImportPanel
from ui.widgets.basics import Label


class Carrying(QObject):
    """Asks for files and the question they answer; the work is done in the background, and told when it is done."""

    def __init__(self, context: Context, panel: ImportPanel, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._panel, self._view = context, panel, view
        self.questions: tuple[Question, ...] = ()
        self.copying = Label("", "soft")
        panel.chosen.connect(self.bring_in)

    # ------------------------------------------------------------------ in

    @Slot()
    def choose_files(self) -> None:
        endings = " ".join(f"*{ending}" for ending in work.VIDEOS + work.SOUNDS)
        kinds = f"Recordings ({endings})"
        names, _ = QFileDialog.getOpenFileNames(self._view, "Import a video", str(Path.home()), kinds)
        self.ask_question_of([Path(name) for name in names])

    def ask_question_of(self, paths: Sequence[Path]) -> None:
        """Ask which question these recordings answer, then bring them in."""
        if paths:
            self._context.in_background(lambda _: all_packs().questions, lambda found: self._ask(paths, found))

    def _ask(self, paths: Sequence[Path], questions: tuple[Question, ...]) -> None:
        self.questions = questions
        self._panel.ask(paths, questions)

    @Slot(tuple, object)
    def bring_in(self, paths: tuple[Path, ...], question: Question | None) -> None:
        """Copy recordings in and have them analysed."""
        self.copying.setText(f"Copying {paths[0].name}…" if len(paths) == 1 else f"Copying {len(paths)} recordings…")
        self.copying.show()
        self._context.in_background(
            lambda library: work.bring_in(library, paths, question), self._brought_in, self._not_brought_in, long=True
        )

    def _brought_in(self, imported: work.Imported) -> None:
        self.copying.hide()
        for take_id in imported.ids:
            self._context.jobs.add(take_id)
        for sentence in imported.told:
            self._context.tell(sentence, warn=True)
        self._context.takes_changed.emit()

    def _not_brought_in(self, error: Exception) -> None:
        self.copying.hide()
        self._context.tell_error(error)

    # ------------------------------------------------------------------ out

    def export(self, ids: Sequence[str]) -> None:
        """Ask where the reports of these takes shall go: a file for one, a folder for several."""
        if len(ids) == 1:
            name = str(Path.home() / work.report_name(ids[0]))
            chosen, _ = QFileDialog.getSaveFileName(self._view, "Export the report", name, "Report (*.html)")
        else:
            chosen = QFileDialog.getExistingDirectory(self._view, "Export the reports into", str(Path.home()))
        if ids and chosen:
            self.write_reports(ids, Path(chosen))

    def write_reports(self, ids: Sequence[str], target: Path) -> None:
        """Write the reports in the background and say where they are."""

        def done(paths: tuple[Path, ...]) -> None:
            what = f"The report is in {paths[0]}." if len(paths) == 1 else f"{len(paths)} reports are in {target}."
            self._context.tell(what)

        self._context.in_background(lambda library: work.write_reports(library, ids, target), done)
