"""The ways through Practise that tests share: with a booth that does what the test says, and with a real recorder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtMultimedia import QVideoSink
from pytestqt.qtbot import QtBot

from rehearse.store.rows import Filter
from rehearse.types import Take
from tests.ui.views.practise_booth import FakeBooth
from tests.ui.views.practise_fakes import KEY, FakeJobs, Heard, listen, until
from ui.context import Context
from ui.places import Place, Route
from ui.studio.device_booth import DeviceBooth
from ui.views.practise.model import PractiseModel
from ui.views.practise.phases import Phase

HERE = Route(Place.PRACTISE, question_key=KEY)


class Course:
    """A model with everything around it, and the ways through it that tests share."""

    def __init__(self, qtbot: QtBot, context: Context, jobs: FakeJobs) -> None:
        self.qtbot, self.context, self.jobs = qtbot, context, jobs
        self.heard: Heard = listen(context)
        self.booth = FakeBooth()
        self.model = PractiseModel(context, self.booth, context)
        self.booth.setParent(self.model)

    def until(self, phase: Phase) -> None:
        until(self.qtbot, self.context, lambda: self.model.phase is phase)

    def set_up(self, route: Route = HERE) -> None:
        self.model.enter(route)
        self.until(Phase.SETUP)

    def count_down(self) -> None:
        self.set_up()
        self.model.record()
        until(self.qtbot, self.context, lambda: self.booth.path is not None)

    def answer(self, seconds: float = 64.0) -> None:
        self.count_down()
        self.booth.count(3, 2, 1, 0)
        self.booth.said_s = seconds

    def finish(self, seconds: float = 64.0) -> str:
        self.answer(seconds)
        self.model.stop()
        self.until(Phase.AFTER)
        assert self.model.after.take is not None
        return self.model.after.take.id

    def takes(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.context.library.list(Filter(patches=True)))

    def begun(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.context.library.list(Filter(state="recording", patches=True)))

    def stored(self, take_id: str) -> Take:
        return self.context.library.get(take_id).take


class Studio:
    """A model over real devices that are a clip; `checks` lists when the framing check was started and stopped."""

    def __init__(self, qtbot: QtBot, context: Context, jobs: FakeJobs, checks: list[str]) -> None:
        self.qtbot, self.context, self.jobs, self.checks = qtbot, context, jobs, checks
        self.heard: Heard = listen(context)
        self.booth = DeviceBooth(context)
        self.sink = QVideoSink(self.booth)
        self.booth.preview_into(self.sink)
        self.model = PractiseModel(context, self.booth, context)
        self.booth.setParent(self.model)

    def until(self, phase: Phase) -> None:
        until(self.qtbot, self.context, lambda: self.model.phase is phase)

    def set_up(self) -> None:
        self.model.enter(HERE)
        self.qtbot.waitUntil(lambda: self.model.can_record, timeout=10_000)

    def answer(self, seconds: float) -> None:
        self.set_up()
        self.model.record()
        self.qtbot.waitUntil(lambda: self.model.phase is Phase.RECORDING, timeout=10_000)
        self.qtbot.waitUntil(lambda: self.booth.answer_s >= seconds, timeout=10_000)

    def folders(self) -> list[Path]:
        return list((self.context.library.root / "takes").iterdir())
