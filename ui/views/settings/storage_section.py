"""Where takes lie, and when their videos go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from rehearse.disk import megabytes
from rehearse.settings import Settings
from rehearse.store import TakeRow
from rehearse.store.expiry import KEEP_TAG, due_in
from ui.capture.room import room
from ui.context import Context
from ui.expiry import expire_videos
from ui.tokens import SPACE
from ui.views.settings.keeping import Keeping, move_question, target_in, why_not_move
from ui.views.settings.model import Storage, place_is_fixed
from ui.views.settings.moving_dialog import MovingDialog
from ui.views.settings.section import Section, labelled
from ui.widgets.basics import Banner, Button, Choice, Label, clear, row
from ui.widgets.storage_meter import StorageMeter

AGES = ((0, "Never"), (30, "30 days"), (90, "90 days"), (365, "A year"))
ABOUT = (
    "An old video is removed for good when Rehearse starts; numbers, transcript and picture of the take stay."
    f" What counts is how long it has been in the library. Favourites and takes tagged “{KEEP_TAG}” keep theirs."
)


class StorageSection(Section):
    """Where things lie."""

    def __init__(self, context: Context, keeping: Keeping) -> None:
        self._context, self._keeping = context, keeping
        self._storage: Storage | None = None
        self.used = Label("", "soft", wrap=True)
        self.meter = StorageMeter()
        self.place = Label("", "", wrap=True, selectable=True)
        self.log = Label("", "small", wrap=True, selectable=True)
        self.next_start = Label("", "small", wrap=True)
        change = Button("Use another folder…", "small", clicked=self._choose)
        change.setEnabled(not place_is_fixed())
        self.move_button = Button("Move the library…", "small", clicked=self._choose_target)
        self.fixed = Label("", "small", wrap=True)
        self._moving = QVBoxLayout()
        buttons = row(
            Button("Open folder", "small", clicked=self._open), self.move_button, change, None, spacing=SPACE.s
        )
        self.ages = Choice([label for _, label in AGES], name="Remove videos after")
        self._asking = QVBoxLayout()
        expiry = (labelled("Remove videos after", self.ages), self._asking, Label(ABOUT, "small", wrap=True))
        place = (self.place, self.used, self.meter, buttons, self.fixed, self._moving, self.next_start)
        super().__init__("Storage", *place, *expiry, self.log)
        self.next_start.hide()
        keeping.ended.connect(self._show_end)
        self.ages.chosen.connect(self._choose_age)

    def show_settings(self, settings: Settings) -> None:
        clear(self._asking)
        why_not = why_not_move(self._context.library.root, settings, fixed=place_is_fixed())
        self.move_button.setEnabled(not why_not)
        self.fixed.setText(why_not)
        self.fixed.setVisible(bool(why_not) and self.next_start.isHidden())
        days = [days for days, _ in AGES]
        self.ages.choose(days.index(min(days, key=lambda each: abs(each - settings.expire_videos_days))))

    # ------------------------------------------------------------------ videos that expire

    @Slot(int)
    def _choose_age(self, index: int) -> None:
        """Where videos would go at once, that is asked first."""
        days, now = AGES[index][0], datetime.now().astimezone()
        clear(self._asking)
        self._context.in_background(
            lambda library: due_in(library, days=days, now=now), lambda rows: self._found_due(days, rows)
        )

    def _found_due(self, days: int, rows: tuple[TakeRow, ...]) -> None:
        if AGES[self.ages.index][0] != days:
            return
        if rows:
            self._ask(days, rows)
        else:
            self._keep_age(days)

    def _ask(self, days: int, rows: tuple[TakeRow, ...]) -> None:
        clear(self._asking)
        remove = Button("Remove them", "small", clicked=self._then(lambda: self._keep_age(days)))
        keep = Button("Not now", "plain", clicked=self._then(lambda: self.show_settings(self._context.settings)))
        self._asking.addWidget(Banner(expiry_question(rows, days), remove, keep, warn=True))
        keep.setFocus()

    def _then(self, act: Callable[[], object]) -> Callable[[], None]:
        def answered() -> None:
            clear(self._asking)
            act()
            self.ages.buttons[self.ages.index].setFocus()

        return answered

    def _keep_age(self, days: int) -> None:
        self._context.change_settings(expire_videos_days=days)
        expire_videos(self._context)

    # ------------------------------------------------------------------ the place

    def show_storage(self, storage: Storage) -> None:
        self._storage = storage
        self.place.setText(str(storage.library))
        self.used.setText(storage.sentence)
        self.meter.show_usage(storage.room, room(storage.library).sentence)
        self.log.setText(f"If something goes wrong, its traceback is written to {storage.log} and nowhere else.")

    def _open(self) -> None:
        if self._storage:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._storage.library)))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Keep takes in", str(self._context.library.root))
        if chosen:
            self.use_place(Path(chosen))

    def use_place(self, folder: Path) -> None:
        """Keep takes in this folder from the next start on; those that are there stay where they are."""
        self._context.change_settings(library_dir=str(folder))
        self.next_start.setText(
            f"From the next start on takes are kept in {folder}. Those of this library stay where they are."
        )
        self.next_start.show()
        self.fixed.hide()

    # ------------------------------------------------------------------ moving everything there

    @Slot()
    def _choose_target(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Move the library to", str(self._context.library.root.parent))
        if chosen:
            self.ask_to_move(Path(chosen))

    def ask_to_move(self, folder: Path) -> None:
        """Show what would be moved, and where to; only then it is."""
        storage = self._storage
        if storage is None:
            return
        target = target_in(folder)
        clear(self._moving)
        move = Button("Move", "small", clicked=lambda: self._move(target))
        keep = Button("Not now", "plain", clicked=self._do_not_move)
        sentence = move_question(storage.library, target, storage.takes, storage.used)
        self._moving.addWidget(Banner(sentence, move, keep))
        keep.setFocus()

    def _do_not_move(self) -> None:
        clear(self._moving)
        self.move_button.setFocus()

    def _move(self, target: Path) -> None:
        """Nothing else can be asked for until it has ended."""
        clear(self._moving)
        self._keeping.move(target)
        if self._keeping.busy:
            MovingDialog(self._keeping, self.window()).open()

    @Slot(str, str, bool)
    def _show_end(self, kind: str, sentence: str, warn: bool) -> None:
        if kind == "move":
            self.next_start.setText(sentence)
            self.next_start.show()


def expiry_question(rows: tuple[TakeRow, ...], days: int) -> str:
    """What would go at once."""
    size = megabytes(sum(row.bytes for row in rows))
    if len(rows) == 1:
        return f"1 video is older than {days} days and would be removed now ({size}). It cannot be brought back."
    older = f"{len(rows)} videos are older than {days} days"
    return f"{older} and would be removed now ({size}). They cannot be brought back."
