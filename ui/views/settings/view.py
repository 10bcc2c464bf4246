"""Settings: what can be chosen, where things lie, and what has left this machine."""

from __future__ import annotations

import os

from PySide6.QtCore import QMargins, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rehearse.store import Library
from ui.context import Context
from ui.places import Part, Route
from ui.tokens import SPACE
from ui.views.settings import connections, model
from ui.views.settings.backup_section import BackupSection
from ui.views.settings.every_day_section import EveryDaySection
from ui.views.settings.keeping import Keeping
from ui.views.settings.local_model_section import LocalModelSection
from ui.views.settings.practise_section import PractiseSection
from ui.views.settings.section import Section
from ui.views.settings.sections import (
    AboutSection,
    AppearanceSection,
    FillersSection,
    KeysSection,
    PrivacySection,
)
from ui.views.settings.storage_section import StorageSection
from ui.views.settings.weights_panel import WeightsPanel
from ui.widgets.basics import Label, Page, fill
from ui.widgets.opening import Opening

COLUMNS_FROM = (980, 1800)  # pixels: two columns, three
COLUMN_WIDTH = 760
CHUNK = 25


class SettingsView(QWidget):
    """Sections in as many columns as there is room for. Whatever takes a while is read in the background."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._open = False
        self._round = 0
        self._devices: object | None = None
        self.weights = WeightsPanel(context)
        self.appearance, self.practise = AppearanceSection(context), PractiseSection(context)
        self.recogniser, self.fillers = Section("Recogniser", self.weights), FillersSection()
        self.keeping = Keeping(context, self)
        self.storage, self.backup = StorageSection(context, self.keeping), BackupSection(self.keeping)
        self.every_day, self.privacy = EveryDaySection(context), PrivacySection(self._look)
        self.local_model = LocalModelSection(context)
        self.keys, self.about = KeysSection(), AboutSection()
        self._columns = (QVBoxLayout(), QVBoxLayout(), QVBoxLayout())
        self._lay_out()
        self.weights.shown.connect(self._look)
        context.settings_changed.connect(self._show_settings)
        context.takes_changed.connect(self._show_storage)
        context.library_moved.connect(self._moved)
        self.keeping.ended.connect(self._tell_end)

    def enter(self, route: Route) -> None:
        self._open = True
        self._show_settings()
        self.weights.refresh()
        self.every_day.refresh()
        self._show_storage()
        self._count_fillers()
        QTimer.singleShot(0, self, self._show_devices)
        self._open_at(route.part)

    def leave(self) -> None:
        self._open = False
        self._opening.end()
        self.practise.end_test()

    def _open_at(self, part: Part | None) -> None:
        """Show one part, where the person came for it."""
        if part is Part.REMINDER:
            self._opening.begin(self.every_day, self.every_day.remind)
        elif part is Part.RECOGNISER:
            self._opening.begin(self.recogniser, self.weights.choice.buttons[self.weights.choice.index])
        elif part is Part.STORAGE:
            self._opening.begin(self.storage, self.storage.ages.buttons[self.storage.ages.index])

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show_settings(self) -> None:
        self.appearance.show_settings(self._context.settings)
        self.practise.show_settings(self._context.settings)
        self.every_day.show_settings(self._context.settings)
        self.storage.show_settings(self._context.settings)
        self.local_model.show_settings(self._context.settings)

    @Slot()
    def _show_storage(self) -> None:
        if self._open:
            self._context.in_background(model.storage, self.storage.show_storage)

    @Slot()
    def _moved(self) -> None:
        self._show_settings()
        self._show_storage()

    @Slot(str, str, bool)
    def _tell_end(self, kind: str, sentence: str, warn: bool) -> None:
        """What took long may end when the person is elsewhere; here its section says it."""
        if not self._open:
            self._context.tell(sentence, warn=warn)

    @Slot()
    def _show_devices(self) -> None:
        """Asking for devices wakes the system's media service: after the page is on the screen."""
        from ui.capture.devices import Devices

        if not isinstance(self._devices, Devices):
            settings = self._context.settings
            self._devices = Devices(
                self._context.camera,
                camera_id=settings.camera_id,
                microphone_id=settings.microphone_id,
                parent=self,
            )
            self._devices.changed.connect(self._show_devices)
        self.practise.show_devices(self._devices.cameras, self._devices.microphones)

    @Slot()
    def _look(self) -> None:
        pids = [os.getpid(), *([pid] if (pid := self._context.jobs.worker_pid) else [])]
        self._context.in_background(lambda _: connections.look(pids), self._show_privacy)

    def _show_privacy(self, answer: connections.Answer) -> None:
        self.privacy.show_answer(answer, model.downloaded(self.weights.rows))

    # ------------------------------------------------------------------ counting what was answered

    def _count_fillers(self) -> None:
        """A few takes at a time, so that other work in the background is not held up."""
        self._round += 1
        now = self._round
        self._context.in_background(model.analysed_ids, lambda ids: self._count_on(now, ids, 0, model.Answers()))

    def _count_on(self, now: int, ids: tuple[str, ...], done: int, answers: model.Answers) -> None:
        if now != self._round or not self._open:
            return
        if done >= len(ids):
            self.fillers.show_lines(model.precision_lines(answers))
            return
        if len(ids) > 10 * CHUNK:
            self.fillers.show_lines([f"Counting, {done} of {len(ids)} takes…"])
        chunk = ids[done : done + CHUNK]

        def count(library: Library) -> model.Answers:
            return answers.with_takes(library, chunk)

        self._context.in_background(count, lambda more: self._count_on(now, ids, done + CHUNK, more))

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._side_by_side = QHBoxLayout()
        for each in self._columns:
            each.setSpacing(SPACE.l)
            each.addStretch(1)
            self._side_by_side.addLayout(each, 1)
        self._side_by_side.setSpacing(SPACE.l)
        page = Page(Label("Settings", "heading"), self._side_by_side, None, scroll=True)
        fill(QVBoxLayout(self), [page], spacing=0, margins=QMargins())
        self._opening = Opening(page.findChildren(QScrollArea)[0], self)
        self._arrange()

    def _sections(self, columns: int) -> tuple[tuple[Section, ...], ...]:
        """What stands in each of the columns, from the left."""
        first = (self.appearance, self.every_day, self.practise)
        kept, told = (self.storage, self.backup, self.privacy), (self.keys, self.about)
        if columns == 3:
            return (*first, self.storage), (self.recogniser, self.local_model, self.fillers, *kept[1:]), told
        if columns == 2:
            return (*first, *kept), (self.recogniser, self.local_model, self.fillers, *told)
        return ((*first, self.recogniser, self.fillers, *kept, self.local_model, *told),)

    def _arrange(self) -> None:
        parts = self._sections(columns_for(self.width()))
        for number, box in enumerate(self._columns):
            self._side_by_side.setStretch(number, int(number < len(parts)))
            for index, section in enumerate(parts[number] if number < len(parts) else ()):
                section.setMaximumWidth(COLUMN_WIDTH if len(parts) == 1 else 16_777_215)
                box.insertWidget(index, section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if columns_for(event.oldSize().width()) != columns_for(event.size().width()):
            self._arrange()


def columns_for(width: int) -> int:
    """How many columns a page so wide has room for."""
    return 1 + sum(width >= least for least in COLUMNS_FROM)
