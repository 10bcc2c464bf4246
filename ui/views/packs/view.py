"""Packs: the questions there are; pack files of one's own brought in, written and checked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rehearse.questions import Catalogue, Pack
from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.packs import model, own
from ui.views.packs.carrying import Carrying
from ui.views.packs.editor import PackEditor
from ui.views.packs.notes import Notes
from ui.views.packs.shelf import PackShelf
from ui.widgets.basics import Button, Label, Page, fill, row


class PacksView(QWidget):
    """The packs to read, or one of them in the editor."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.notes, self.shelf, self.editor = Notes(), PackShelf(), PackEditor(context)
        self.carrying = Carrying(context, self.notes, self)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ a place

    def enter(self, route: Route) -> None:
        self._reload()
        self.shelf.search.setFocus()

    def leave(self) -> None:
        self.shelf.stop()
        self.editor.forget()
        self._close_editor()

    def may_leave(self) -> bool:
        """Asks where an edited pack was not saved."""
        return self.editor.may_close()

    @Slot(str)
    def _reload(self, choose: str = "") -> None:
        self._context.in_background(lambda _: model.read_catalogue(), lambda catalogue: self._show(catalogue, choose))

    def _show(self, catalogue: Catalogue, choose: str) -> None:
        self.shelf.show_catalogue(catalogue, choose)
        self.notes.clear()
        for broken in catalogue.broken:
            path = Path(broken.path)
            line = broken.problems[0].line if broken.problems else 1
            mend = Button("Mend it", "small", clicked=partial(self.open_editor, path, line=line))
            self.notes.tell(f"{path.name} cannot be used.", broken.problems, mend)

    # ------------------------------------------------------------------ going on

    @Slot(str)
    def _practise(self, key: str) -> None:
        self._context.go(Route(Place.PRACTISE, question_key=key))

    @Slot(str)
    def _takes(self, key: str) -> None:
        self._context.go(Route(Place.LIBRARY, question_key=key))

    @Slot(str)
    def _run_loop(self, key: str) -> None:
        self._context.go(Route(Place.LOOP, loop=key))

    # ------------------------------------------------------------------ one's own

    def new_pack(self) -> None:
        """Begin a pack from a template."""
        self._open_draft(own.Draft(own.TEMPLATE))

    @Slot()
    def _edit_chosen(self) -> None:
        if pack := self.shelf.chosen:
            self.open_editor(Path(pack.path), own_file=pack.own)

    def open_editor(self, path: Path, *, line: int = 1, own_file: bool = True) -> None:
        """Edit a pack's file at a line; one that is not the person's own as a copy."""
        self._context.in_background(lambda _: own.draft_of(path, line=line, own=own_file), self._open_draft)

    def _open_draft(self, draft: own.Draft) -> None:
        self._pages.setCurrentWidget(self.editor)
        self.editor.edit(draft)

    @Slot()
    def _close_editor(self) -> None:
        self._pages.setCurrentIndex(0)

    @Slot(object)
    def _kept(self, pack: Pack) -> None:
        self._context.tell(f"“{pack.title}” is saved: {model.about(pack)}.")
        self._reload(pack.id)

    @Slot()
    def _hand_on_chosen(self) -> None:
        if pack := self.shelf.chosen:
            self.carrying.choose_target(pack)

    @Slot()
    def _remove_chosen(self) -> None:
        if (pack := self.shelf.chosen) and pack.own:
            self.carrying.remove(pack)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        folder = Button("Open folder", clicked=self.carrying.open_folder, tip="The folder of your own packs")
        bring = Button("Import a pack…", clicked=self.carrying.choose_file)
        new = Button("New pack…", clicked=self.new_pack)
        top = row(Label("Packs", "heading"), None, folder, bring, new, spacing=SPACE.s)
        reading = QWidget()
        fill(QVBoxLayout(reading), [top, self.notes, self.shelf], spacing=SPACE.m, margins=0).setStretch(2, 1)
        for page in (reading, self.editor):
            self._pages.addWidget(page)
        fill(QVBoxLayout(self), [Page(self._pages)], spacing=0, margins=0)

    def _connect(self) -> None:
        shelf = self.shelf
        shelf.edit.clicked.connect(self._edit_chosen)
        shelf.copy.clicked.connect(self._edit_chosen)
        shelf.hand_on.clicked.connect(self._hand_on_chosen)
        shelf.remove.clicked.connect(self._remove_chosen)
        shelf.detail.practise_asked.connect(self._practise)
        shelf.detail.takes_asked.connect(self._takes)
        shelf.detail.loop_asked.connect(self._run_loop)
        self.carrying.changed.connect(self._reload)
        self.editor.kept.connect(self._kept)
        self.editor.closed.connect(self._close_editor)
