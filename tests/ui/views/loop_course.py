"""A run without devices, without a voice and with a clock of its own, for tests of the mock loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse.loops.folder import begin_run, read_run
from rehearse.loops.run import LoopRun
from rehearse.questions import Loop, Round, builtin_packs, find_question
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_booth import FakeBooth
from tests.ui.views.practise_fakes import FakeJobs, Heard, fake_jobs, listen, until
from ui.capture.room import Room
from ui.context import Context
from ui.studio import surroundings
from ui.views.loop.course import LoopCourse
from ui.views.loop.steps import Doing
from ui.views.loop.voice import Voice

DECIDE, VALUES = "judgement/decision-alone", "judgement/wrong-call"
ALOUD = next(q.key for pack in builtin_packs() for q in pack.questions if q.mode == "think-aloud")
ROOM = Room(50_000_000_000, enough=True)


def short_loop() -> Loop:
    """Two rounds: two questions with a follow-up each, and one to think through aloud."""
    keys = [q.key for pack in builtin_packs() for q in pack.questions if q.mode == "story"][:2]
    first = Round("Manager", tuple(keys), think_s=10.0, kind="hiring-manager", follow_ups=1)
    return Loop(
        "mine/short", "A short one", (first, Round("Coding", (ALOUD,), 0.0, "think-aloud-coding", follow_ups=0))
    )


class FakeVoice(Voice):
    """Says nothing aloud; the test says when it has ended."""

    def __init__(self, *, available: bool = False) -> None:
        super().__init__()
        self.locales = ("en_GB",) if available else ()
        self.calls: list[str] = []

    def prepare(self) -> None:
        self.calls.append("prepare")

    def say(self, text: str, language: str = "en") -> None:
        self.calls.append(text)

    def hush(self) -> None:
        self.calls.append("hush")

    def close(self) -> None:
        self.calls.append("close")


@dataclass
class Stand:
    """A course under the hands of a test."""

    qtbot: QtBot
    context: Context
    jobs: FakeJobs
    heard: Heard
    booth: FakeBooth = field(default_factory=FakeBooth)
    voice: FakeVoice = field(default_factory=FakeVoice)
    now: float = 100.0
    ended: list[LoopRun] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.course = LoopCourse(self.context, self.booth, self.voice, clock=lambda: self.now)
        self.course.ended.connect(self.ended.append)

    @property
    def root(self) -> Path:
        return self.context.library.root

    def start(self, loop: Loop | None = None) -> LoopRun:
        run = begin_run(self.root, loop or short_loop(), find_question)
        self.course.start(run)
        return run

    def until(self, true: Doing | Callable[[], bool]) -> None:
        until(self.qtbot, self.context, (lambda: self.course.doing is true) if isinstance(true, Doing) else true)

    def wait(self, seconds: float) -> None:
        """So many seconds pass."""
        self.now += seconds
        self.course.posing.waiting.look()

    def put(self) -> None:
        """Begin the round and let its question be read."""
        self.course.advance()
        assert self.course.doing is Doing.ASKING
        self.wait(60)

    def record(self, seconds: float = 40.0) -> None:
        """From the countdown into the answer."""
        assert self.course.doing is Doing.COUNTDOWN
        self.until(lambda: self.booth.path is not None)
        self.booth.path = None
        self.booth.count(1, 0)
        assert self.course.doing is Doing.RECORDING
        self.booth.said_s = seconds
        self.course.answering.during.look()

    def answer(self, seconds: float = 40.0) -> str:
        """Answer what was put; the take's id."""
        count = len(self.jobs.added)
        self.record(seconds)
        self.course.advance()
        self.until(lambda: len(self.jobs.added) > count)
        self.until(lambda: self.course.doing not in (Doing.SAVING, Doing.CHOOSING))
        return self.jobs.added[-1]

    def written(self) -> LoopRun:
        settle(self.qtbot, self.context)
        return read_run(self.root, "last")


@contextmanager
def open_stand(qtbot: QtBot, root: Path, monkeypatch: pytest.MonkeyPatch, *, voice: bool = False) -> Iterator[Stand]:
    monkeypatch.setattr(surroundings, "room", lambda _: ROOM)
    with open_context(root) as context:
        made = Stand(qtbot, context, fake_jobs(context, monkeypatch), listen(context), voice=FakeVoice(available=voice))
        yield made
        made.course.leave()
        settle(qtbot, context)
        settle(qtbot, context)
        made.course.deleteLater()
