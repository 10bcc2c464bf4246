"""Recordings whose app was killed while it made them: found at the start, offered to the person, never lost."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from rehearse import programs
from rehearse.export.wording import length
from rehearse.store import Library
from rehearse.types import Event, Take

PROBE_TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Recovered:
    """A take that was being recorded when the app ended. `duration` is what can be played, seconds; 0 is nothing."""

    take: Take
    recording: Path
    duration: float

    @property
    def sentence(self) -> str:
        if not self.duration:
            return "A recording was begun when Rehearse ended, and nothing of it can be played."
        asked = self.take.question.text if self.take.question else self.take.title
        return f"A recording was recovered: {length(self.duration)}{f', “{asked}”' if asked else ''}."


def find_recovered(library: Library) -> tuple[Recovered, ...]:
    """Takes that an app began and never finished, each with the time that can be played. Takes a moment each."""
    found = library.abandoned()
    return tuple(Recovered(stored.take, stored.recording, playable_s(stored.recording)) for stored in found)


def keep_recovered(library: Library, recovered: Recovered) -> None:
    """Finish the take as its app would have: from now on it waits for its analysis."""
    event = Event(recovered.duration, "recovered", "Rehearse ended here while recording; up to here all was kept.")
    take = replace(recovered.take, duration=recovered.duration, events=(*recovered.take.events, event))
    library.finish(take)


def playable_s(recording: Path) -> float:
    """Seconds of a recording that can be played, found in a process of its own; 0 where nothing can."""
    command = [*programs.command("probe"), str(recording)]
    try:
        found = subprocess.run(command, capture_output=True, timeout=PROBE_TIMEOUT_S, check=True)
        return float(json.loads(found.stdout)["duration"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError):
        return 0.0
