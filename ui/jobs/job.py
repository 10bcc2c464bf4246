"""One analysis: where it stands, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rehearse.analysis.protocol import ProgressMessage
from ui.jobs.time_left import TimeLeft
from ui.jobs.worker import Worker

Phase = Literal["waiting", "running"]


@dataclass(frozen=True)
class JobState:
    """Where an analysis stands. `label` is the stage in words; `overall` 0..1; `left_s` None while unknown."""

    take_id: str
    phase: Phase
    label: str
    overall: float = 0.0
    left_s: float | None = None


@dataclass
class Job:
    """The analysis that runs. `out` is known once the request is ready, `worker` while its process lives."""

    take_id: str
    time_left: TimeLeft = field(default_factory=TimeLeft)
    label: str = "Getting ready"
    overall: float = 0.0
    cancelled: bool = False
    out: Path | None = None
    worker: Worker | None = None

    @property
    def state(self) -> JobState:
        return JobState(self.take_id, "running", self.label, self.overall, self.time_left.seconds)

    def hear(self, message: ProgressMessage) -> None:
        """Take over what the worker tells."""
        self.label, self.overall = message.label, message.overall
        self.time_left.tell(message.left_s)

    def cancel(self) -> None:
        """Mark it as cancelled, and ask its process to end where there is one."""
        self.cancelled, self.label = True, "Cancelling"
        if self.worker:
            self.worker.cancel()

    def part(self) -> None:
        """Be done with the process that has ended."""
        if self.worker:
            self.worker.deleteLater()
            self.worker = None


def waiting(take_id: str) -> JobState:
    """The state of an analysis whose turn has not come."""
    return JobState(take_id, "waiting", "Waiting")
