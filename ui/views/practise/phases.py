"""The steps from a question to its answer."""

from __future__ import annotations

from enum import Enum, auto


class Phase(Enum):
    """Where the person is."""

    FINDING = auto()  # the question is looked for
    SETUP = auto()
    COUNTDOWN = auto()
    RECORDING = auto()
    SAVING = auto()  # the file is being closed, or removed
    AFTER = auto()  # one's own view, and the analysis


class Asking(Enum):
    """What the person is asked in the middle of a recording."""

    NOTHING = auto()
    DISCARD = auto()
    LEAVE = auto()
