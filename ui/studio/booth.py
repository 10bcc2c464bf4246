"""Camera, microphone and the recording made with them: what Practise needs of whatever stands behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QVideoSink

from rehearse.types import Event, Span
from ui.capture.source import Kind
from ui.studio.equipment import Condition


@dataclass(frozen=True)
class Choice:
    """A device that can be picked; `id` is "" for the system's default one."""

    id: str
    name: str


@dataclass(frozen=True)
class Sounding:
    """The microphone at this moment, in dBFS; `warning` is a sentence on what is wrong with it, or "".

    `silent` says that nothing at all came from it for some seconds.
    """

    level_db: float
    peak_db: float
    warning: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Made:
    """A recording that has ended. `failure` says why it ended by itself, or "".

    `whole` says whether the file holds all of `duration`; else it has to be looked at what of it can be played.
    """

    duration: float
    baseline: Span | None = None
    events: tuple[Event, ...] = ()
    failure: str = ""
    whole: bool = True


class Booth(QObject):
    """Signals
    -------
    changed() : the devices to pick from, or the condition of the ones in use.
    sounded(Sounding) : the microphone's level, 10 to 30 times a second.
    hinted(str) : the one sentence on framing, light or distance that helps most now, or "".
    counted(int) : whole seconds until the answer begins; 0 when it begins.
    happened(Event) : something was lost or came back during the recording.
    ended(Made) : the recording is closed, because it was asked for or by itself.
    """

    changed = Signal()
    sounded = Signal(object)
    hinted = Signal(str)
    counted = Signal(int)
    happened = Signal(object)
    ended = Signal(object)

    cameras: tuple[Choice, ...] = ()
    microphones: tuple[Choice, ...] = ()
    # The ones in use: "" where there is none; None for the camera where sound alone is recorded by choice.
    camera_id: str | None = ""
    microphone_id = ""
    camera: Condition = "opening"
    microphone: Condition = "opening"
    # What is wrong where neither condition says it, or "".
    failure = ""
    # Whether devices can be picked at all: not where a file stands in for them.
    pickable = True

    @property
    def usable(self) -> bool:
        """Whether an answer can be recorded: the microphone works, and nobody waits for the camera."""
        return self.microphone == "ready" and self.camera != "opening"

    @property
    def working(self) -> frozenset[Kind]:
        """The devices that work at this moment."""
        conditions: dict[Kind, Condition] = {"camera": self.camera, "microphone": self.microphone}
        return frozenset(kind for kind, condition in conditions.items() if condition == "ready")

    @property
    def answer_s(self) -> float:
        """Seconds since the answer began, the countdown left out."""
        raise NotImplementedError

    def open(self) -> None:
        """Open the devices that the settings name; ask for permission where that is needed.

        They stay "closed" until `allow` was called once, now or on another day.
        """
        raise NotImplementedError

    def allow(self) -> None:
        """The person asks for it: open the devices, and from now on whenever they are needed."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the devices."""
        raise NotImplementedError

    def record(self, path: Path, count_down_s: int) -> None:
        """Count down, then record into `path`; the last second before the answer is the gaze baseline."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the recording and keep it; `ended` follows."""
        raise NotImplementedError

    def discard(self) -> None:
        """End the countdown or the recording, which is not wanted; `ended` follows."""
        raise NotImplementedError

    def preview_into(self, sink: QVideoSink) -> None:
        """Hand the camera's pictures to `sink` from now on."""
        raise NotImplementedError
