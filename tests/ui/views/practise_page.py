"""The Practise place in a window of its own, with a person's hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_booth import FakeBooth
from tests.ui.views.practise_fakes import KEY, FakeJobs, fake_jobs, listen, until
from ui.capture.room import Room
from ui.context import Context
from ui.places import Place, Route
from ui.studio import surroundings
from ui.views.practise.phases import Phase
from ui.views.practise.view import PractiseView

HERE = Route(Place.PRACTISE, question_key=KEY)
ARABIC = "حدثني عن قرار اتخذته في غياب بيانات موثوقة."
Key = Qt.Key


class Page:
    """The view in a window of its own, and a person's hands."""

    def __init__(self, qtbot: QtBot, context: Context, jobs: FakeJobs) -> None:
        self.qtbot, self.context, self.jobs = qtbot, context, jobs
        self.heard = listen(context)
        self.booth = FakeBooth()
        self.view = PractiseView(context, self.booth)
        qtbot.addWidget(self.view)
        self.view.resize(1092, 720)
        self.view.show()
        self.model = self.view.model

    def enter(self, route: Route = HERE) -> None:
        self.view.enter(route)
        self.until(Phase.SETUP)

    def until(self, phase: Phase) -> None:
        until(self.qtbot, self.context, lambda: self.model.phase is phase)

    def answer(self, seconds: float = 64.0) -> None:
        self.enter()
        self.press(Key.Key_Space)
        until(self.qtbot, self.context, lambda: self.booth.path is not None)
        self.booth.count(3, 2, 1, 0)
        self.booth.said_s = seconds
        self.model.during.look()

    def finish(self) -> str:
        self.answer()
        self.press(Key.Key_Space)
        self.until(Phase.AFTER)
        assert self.model.after.take is not None
        return self.model.after.take.id

    def press(self, key: Key) -> None:
        """As a person does: on whatever has the keyboard."""
        focused = QApplication.focusWidget()
        assert focused is not None and (focused is self.view or self.view.isAncestorOf(focused)), focused
        self.qtbot.keyClick(focused, key)

    def see(self) -> None:
        image = QImage(640, 360, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        self.booth.see(QVideoFrame(image))


@contextmanager
def open_page(qtbot: QtBot, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page on a library of its own, on a disk with room."""
    monkeypatch.setattr(surroundings, "room", lambda _: Room(50_000_000_000, enough=True))
    with open_context(root) as context:
        context.theme.apply()
        made = Page(qtbot, context, fake_jobs(context, monkeypatch))
        yield made
        made.view.leave()
        settle(qtbot, context)
        settle(qtbot, context)
        QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]


def visible(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [child for child in root.findChildren(kind) if child.isVisible()]
