"""What happens at this moment of a loop, and what the person is asked in the middle of it."""

from __future__ import annotations

from enum import Enum, auto


class Doing(Enum):
    """Finer than a run's own phases: these are what the page shows."""

    NOTHING = auto()
    OPENING = auto()  # the round is announced, and waits for the person
    ASKING = auto()  # the question is said, or read
    THINKING = auto()
    READY = auto()  # the answer could not begin by itself, and waits for the person
    COUNTDOWN = auto()
    RECORDING = auto()
    SAVING = auto()
    CHOOSING = auto()  # the interviewer thinks of a follow-up


class Pausing(Enum):
    """NOTHING, or why the person is asked what to do; a recording goes on meanwhile."""

    NOTHING = auto()
    ESC = auto()
    LEAVE = auto()
