"""The mock loop's place: choose, build, be interviewed, look back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.context import Context
from ui.places import Route
from ui.tokens import SPACE
from ui.views.loop.choose_page import ChoosePage
from ui.views.loop.edit_page import EditPage
from ui.views.loop.model import LoopModel, LoopPage
from ui.views.loop.run_page import RunPage
from ui.views.loop.summary_page import SummaryPage
from ui.views.loop.voice import Voice
from ui.views.practise.booth import Booth
from ui.views.practise.device_booth import DeviceBooth
from ui.widgets.basics import Page


class LoopView(Page):
    """One page at a time of the model's four."""

    def __init__(self, context: Context, booth: Booth | None = None, voice: Voice | None = None) -> None:
        super().__init__(spacing=SPACE.l)
        self.setAccessibleName("Mock loop")
        self._shown: LoopPage | None = None
        self._focus_due = False
        self.voice = voice or Voice()
        self.model = LoopModel(context, booth or DeviceBooth(context), self.voice, self)
        self.model.course.booth.setParent(self.model)
        self.voice.setParent(self.model)
        self.choose, self.edit = ChoosePage(self.model), EditPage(context, self.model)
        self.running, self.summary = RunPage(context, self.model), SummaryPage(self.model)
        self._pages = QStackedWidget()
        for page in (self.choose, self.edit, self.running, self.summary):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages)
        self.model.changed.connect(self._show)
        self._show()

    def enter(self, route: Route) -> None:
        self._shown = None
        self.model.enter(route)

    def leave(self) -> None:
        self.edit.close_chooser()
        self.model.leave()
        self.running.stage.video.clear()
        self.voice.close()

    def may_leave(self) -> bool:
        """False in the middle of an answer: the page asks what to do with it."""
        return self.model.may_leave()

    @Slot()
    def _show(self) -> None:
        page = self.model.page
        widgets: dict[LoopPage, QWidget] = {
            LoopPage.CHOOSE: self.choose,
            LoopPage.EDIT: self.edit,
            LoopPage.RUN: self.running,
            LoopPage.SUMMARY: self.summary,
        }
        self._pages.setCurrentWidget(widgets[page])
        if page is LoopPage.CHOOSE:
            self.choose.show_board()
            self._focus_due = self._focus_due or page is not self._shown
            if self._focus_due and self.model.is_read:
                self._focus_due = False
                self.choose.begin()
        turned, self._shown = page is not self._shown, page
        if turned and page is LoopPage.EDIT:
            self.edit.begin()
        elif turned and page is LoopPage.RUN:
            self.running.take_focus()
        elif turned and page is LoopPage.SUMMARY:
            self.summary.begin()
