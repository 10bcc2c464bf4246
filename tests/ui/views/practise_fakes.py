"""Analyses that do nothing of themselves, and what tests of Practise share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.make_context import settle
from ui.context import Context, Notice
from ui.jobs import Jobs, JobState
from ui.places import Route

KEY = "judgement/decision-alone"


@dataclass
class FakeJobs:
    """Stands in for the queue of a context: it lists what was asked for; the test emits the signals."""

    jobs: Jobs
    added: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    states: dict[str, JobState] = field(default_factory=dict)

    def add(self, take_id: str) -> None:
        self.added.append(take_id)
        self.states[take_id] = JobState(take_id, "waiting", "Waiting")

    def cancel(self, take_id: str) -> None:
        self.cancelled.append(take_id)

    def run(self, take_id: str, label: str, overall: float, left_s: float | None) -> None:
        self.states[take_id] = JobState(take_id, "running", label, overall, left_s)
        self.jobs.progressed.emit(take_id)

    def end(self, take_id: str, signal: str) -> None:
        """`signal` is one of Jobs' own."""
        self.states.pop(take_id, None)
        getattr(self.jobs, signal).emit(take_id)
        self.jobs.changed.emit()


def fake_jobs(context: Context, monkeypatch: pytest.MonkeyPatch) -> FakeJobs:
    fake = FakeJobs(context.jobs)
    monkeypatch.setattr(context.jobs, "add", fake.add)
    monkeypatch.setattr(context.jobs, "cancel", fake.cancel)
    monkeypatch.setattr(context.jobs, "state", fake.states.get)
    return fake


@dataclass
class Heard:
    """What the context was asked to show."""

    routes: list[Route] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        return [notice.sentence for notice in self.notices]


def listen(context: Context) -> Heard:
    heard = Heard()
    context.route_asked.connect(heard.routes.append)
    context.noticed.connect(heard.notices.append)
    return heard


def until(qtbot: QtBot, context: Context, true: Callable[[], bool]) -> None:
    """Wait for something that the background, or the next turn of the event loop, brings about."""
    settle(qtbot, context)
    qtbot.waitUntil(true, timeout=5000)
