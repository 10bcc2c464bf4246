"""Recordings whose app was killed while it made them: found at the start, offered to the person, never lost."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from rehearse import programs
from rehearse.errors import MediaError
from rehearse.export.wording import length
from rehearse.store import Library
from rehearse.types import Event, Take

PROBE_TIMEOUT_S = 120.0
NOTHING_THERE = MediaError.exit_code  # how the probe ends where it looked and nothing can be read
KEPT = "Rehearse ended here while recording; up to here all was kept."
KEPT_UNSEEN = "Rehearse ended while recording; what there is was kept."


@dataclass(frozen=True)
class Recovered:
    """A take that was being recorded when the app ended.

    `duration` is what can be played, seconds; 0 is nothing, None that it could not be looked at.
    """

    take: Take
    recording: Path
    duration: float | None

    @property
    def may_be_kept(self) -> bool:
        """Whether there is something to lose: known, or not known not to be."""
        return self.duration is None or self.duration > 0

    @property
    def sentence(self) -> str:
        if self.duration is None:
            return "A recording was being made when Rehearse ended. It could not be looked at; it may well be whole."
        if not self.duration:
            return "A recording was begun when Rehearse ended, and nothing of it can be played."
        asked = self.take.question.text if self.take.question else self.take.title
        return f"A recording was recovered: {length(self.duration)}{f', “{asked}”' if asked else ''}."


def find_recovered(library: Library) -> tuple[Recovered, ...]:
    """Takes that an app began and never finished, each with the time that can be played. Takes a moment each."""
    found = library.abandoned()
    return tuple(Recovered(stored.take, stored.recording, look_at(stored.recording)) for stored in found)


def keep_recovered(library: Library, recovered: Recovered) -> None:
    """Finish the take as its app would have: from now on it waits for its analysis."""
    found = recovered.duration
    library.finish(salvaged(recovered.take, found, KEPT if found else KEPT_UNSEEN))


def salvaged(take: Take, found: float | None, sentence: str) -> Take:
    """The take of a file that was not closed as it should: `found` seconds can be played, `sentence` says why."""
    event = Event(found or 0.0, "recovered", sentence)
    return replace(take, duration=found or 0.0, events=(*take.events, event))


def look_at(recording: Path, timeout_s: float = PROBE_TIMEOUT_S) -> float | None:
    """Seconds of a recording that can be played, found in a process of its own.

    0 where it looked and nothing can; None where it could not look: it crashed, took too long, or never began.
    """
    command = [*programs.command("probe"), str(recording)]
    try:
        if not recording.exists():
            return 0.0
        with recording.open("rb") as file:
            if not file.read(1):
                return 0.0
        found = subprocess.run(command, capture_output=True, timeout=timeout_s, check=False)
        if found.returncode == NOTHING_THERE:
            return 0.0
        return float(json.loads(found.stdout)["duration"]) if found.returncode == 0 else None
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
