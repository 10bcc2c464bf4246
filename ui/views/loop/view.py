"""The mock loop's place: choose, build, be interviewed, look back."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.context import Context
from ui.places import Route
from ui.studio.booth import Booth
from ui.studio.device_booth import DeviceBooth
from ui.tokens import SPACE
from ui.views.loop.choose_page import ChoosePage
from ui.views.loop.edit_page import EditPage
from ui.views.loop.model import LoopModel, LoopPage
from ui.views.loop.run_page import RunPage
from ui.views.loop.summary_page import SummaryPage
from ui.views.loop.voice import Voice
from ui.widgets.basics import Page

P = TypeVar("P", bound=QWidget)


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
        self._context = context
        self._pages = QStackedWidget()
        self.choose = self._added(ChoosePage(self.model))
        self.body.addWidget(self._pages)
        self.model.changed.connect(self._show)
        self._show()

    def _added(self, page: P) -> P:
        self._pages.addWidget(page)
        return page

    # Made when they are first shown: the chooser must not wait for them.

    @cached_property
    def edit(self) -> EditPage:
        return self._added(EditPage(self._context, self.model))

    @cached_property
    def running(self) -> RunPage:
        return self._added(RunPage(self._context, self.model))

    @cached_property
    def summary(self) -> SummaryPage:
        return self._added(SummaryPage(self.model))

    def enter(self, route: Route) -> None:
        self._shown = None
        self.model.enter(route)

    def leave(self) -> None:
        if "edit" in self.__dict__:
            self.edit.close_chooser()
        self.model.leave()
        if "running" in self.__dict__:
            self.running.stage.video.clear()
        self.voice.close()

    def may_leave(self) -> bool:
        """False in the middle of an answer: the page asks what to do with it."""
        return self.model.may_leave()

    @Slot()
    def _show(self) -> None:
        page = self.model.page
        self._pages.setCurrentWidget(self._widget(page))
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
            self.summary.show_summary()
            self.summary.begin()

    def _widget(self, page: LoopPage) -> QWidget:
        if page is LoopPage.EDIT:
            return self.edit
        if page is LoopPage.RUN:
            return self.running
        return self.summary if page is LoopPage.SUMMARY else self.choose
