"""The mock loop's place in a window of its own, with a person's hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehearse.questions import Loop, write_own_loop
from tests.screenshots.check import faults
from tests.ui.make_context import open_context, settle
from tests.ui.views.loop_course import ROOM, FakeVoice, short_loop
from tests.ui.views.practise_booth import FakeBooth
from tests.ui.views.practise_fakes import FakeJobs, fake_jobs, listen, until
from ui.context import Context
from ui.places import Place, Route
from ui.studio import surroundings
from ui.views.loop.choose_page import OfferCard
from ui.views.loop.model import LoopPage
from ui.views.loop.steps import Doing
from ui.views.loop.view import LoopView

HERE = Route(Place.LOOP)
Key = Qt.Key


class Page:
    """The view in a window of its own."""

    def __init__(self, qtbot: QtBot, context: Context, jobs: FakeJobs, *, voice: bool) -> None:
        self.qtbot, self.context, self.jobs = qtbot, context, jobs
        self.heard = listen(context)
        self.booth = FakeBooth()
        self.view = LoopView(context, self.booth, FakeVoice(available=voice))
        qtbot.addWidget(self.view)
        self.view.resize(1092, 720)
        self.view.show()
        self.model, self.course = self.view.model, self.view.model.course

    def enter(self, route: Route = HERE) -> None:
        self.view.enter(route)
        self.until(lambda: self.model.board is not None or self.model.page is not LoopPage.CHOOSE)

    def until(self, true: object) -> None:
        if isinstance(true, Doing):
            until(self.qtbot, self.context, lambda: self.course.doing is true)
        elif isinstance(true, LoopPage):
            until(self.qtbot, self.context, lambda: self.model.page is true)
        else:
            until(self.qtbot, self.context, true)  # type: ignore[arg-type]

    def offer(self, title: str) -> OfferCard:
        return next(card for card in self.view.choose.offers if card.offer.loop.title == title)

    def begin(self, loop: Loop | None = None) -> None:
        """Begin a loop of one's own from the chooser."""
        kept = write_own_loop(loop or short_loop())
        self.enter()
        self.offer(kept.title).begin.click()
        self.until(Doing.OPENING)

    def answer(self, seconds: float = 40.0) -> None:
        """From the countdown to the next thing that is asked."""
        self.until(lambda: self.booth.path is not None)
        self.booth.path = None
        self.booth.count(1, 0)
        self.booth.said_s = seconds
        self.course.answering.during.look()
        self.press(Key.Key_Space)
        self.until(lambda: self.course.doing not in (Doing.SAVING, Doing.CHOOSING))

    def finish(self) -> None:
        """Answer the first question, and pass over the rest."""
        self.begin()
        for _ in range(3):
            self.press(Key.Key_Space)
        self.answer()
        while self.course.doing is not Doing.NOTHING:
            self.course.advance() if self.course.doing is Doing.OPENING else self.course.skip()
        self.until(lambda: self.model.summing.summary is not None)

    @property
    def faults(self) -> list[str]:
        """What is wrong with the page as it is shown, once its heights have settled."""
        for _ in range(12):
            QApplication.processEvents()
        return faults(self.view)

    def press(self, key: Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None and self.view.isAncestorOf(focused), focused
        self.qtbot.keyClick(focused, key)


@contextmanager
def open_page(qtbot: QtBot, root: Path, monkeypatch: pytest.MonkeyPatch, *, voice: bool = False) -> Iterator[Page]:
    """A page on a library of its own, on a disk with room."""
    monkeypatch.setattr(surroundings, "room", lambda _: ROOM)
    with open_context(root) as context:
        context.theme.apply()
        made = Page(qtbot, context, fake_jobs(context, monkeypatch), voice=voice)
        yield made
        made.view.leave()
        settle(qtbot, context)
        settle(qtbot, context)
        QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]
