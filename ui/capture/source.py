"""What is recorded from: pictures and sound on one clock, whoever makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

Kind = Literal["camera", "microphone"]
# Why there is nothing to record from, or why what was begun can't be recorded.
Reason = Literal[
    "camera refused",
    "microphone refused",
    "camera silent",
    "microphone silent",
    "nothing there",
    "unreadable",
    "no room",
    "unwritable",
]

SOUND_RATE = 48_000


@dataclass(frozen=True)
class Picture:
    """One frame, not mirrored, seen at `at` seconds on the source's clock."""

    frame: QVideoFrame
    at: float


@dataclass(frozen=True, eq=False)
class Sound:
    """Mono samples, (n,) int16 at SOUND_RATE; the first was heard at `at` seconds on the source's clock."""

    samples: NDArray[np.int16]
    at: float

    @property
    def end(self) -> float:
        return self.at + len(self.samples) / SOUND_RATE


class Source(QObject):
    """A camera and a microphone, or either.

    Pictures and sound are handed over rather than wired into the recorder's session by Qt: so each frame is counted,
    none is dropped while the encoder is busy, the level meter sees exactly the samples that are recorded without
    opening the microphone twice, both carry one clock, and a recording goes on when a device is pulled out.

    Signals
    -------
    ready() : what it has is known and flows; `has_picture`, `has_sound` and `picture_format` hold from now on.
    picture(Picture) : a frame came.
    sound(Sound) : samples came, in order, without overlap.
    lost(str) : "camera" or "microphone" was there and is no more.
    back(str) : it is there again.
    failed(str, str) : it can't be used at all: one of `Reason`, and a sentence for the person.
    """

    ready = Signal()
    picture = Signal(object)
    sound = Signal(object)
    lost = Signal(str)
    back = Signal(str)
    failed = Signal(str, str)

    has_picture = False
    has_sound = False

    @property
    def picture_format(self) -> QVideoFrameFormat | None:
        """Size, pixel format and frame rate of the frames to come; None until `ready` and without a picture."""
        return None

    def start(self) -> None:
        """Begin to hand over; ends in `ready` or `failed`."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the devices. Nothing is handed over afterwards."""
        raise NotImplementedError

    def retry(self) -> None:
        """Try at once to get back what was lost."""

    def is_plugged_in(self, kind: Kind) -> bool:
        """Whether what was lost is there none the less, and does not answer."""
        return False

    def begin_recording(self) -> float:
        """Told before a recording: what comes at or after the returned time on the source's clock belongs to it."""
        raise NotImplementedError

    def end_recording(self) -> None:
        """Told after a recording."""

    def hold(self, full: bool) -> None:
        """Told when the recorder has more than it can take, and when it has room again; a device can't wait."""
