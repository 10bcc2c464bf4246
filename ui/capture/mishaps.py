"""What happens to a recording while it is made, in words that hold then and later, and as events to keep with it."""

from __future__ import annotations

from typing import Literal

from rehearse.types import Event
from ui.capture.source import Kind

EventKind = Literal["camera lost", "microphone lost", "camera back", "microphone back", "disk full"]

LOST = {
    "camera": "The camera was lost; from here on there is sound alone.",
    "microphone": "The microphone was lost; from here on there is no sound.",
}
BACK = {"camera": "The camera is there again.", "microphone": "The microphone is there again."}
UNFIT = "The camera's picture is of a kind now that can't go into this recording; from here on there is sound alone."
BACK_TOO_LATE = {
    "camera": "The camera is there again; this recording stays without its picture.",
    "microphone": "The microphone is there again; this recording stays without its sound.",
}
NOTHING_LEFT = "The {} was lost and nothing else was recorded, so the recording ended here."
NOTHING_THERE = "There is neither a camera nor a microphone to record from."
DISK_FULL = "The disk was nearly full, so the recording ended here."
FILE_GONE = "The recording's file was moved or deleted while you spoke, so the answer could not be kept."

CANT_WRITE, CANT_CLOSE = "The recording can't be written", "The recording could not be closed properly"

_LOST: dict[Kind, EventKind] = {"camera": "camera lost", "microphone": "microphone lost"}
_BACK: dict[Kind, EventKind] = {"camera": "camera back", "microphone": "microphone back"}


def lost(kind: Kind, at: float, *, alone: bool) -> Event:
    """A device is gone at `at` seconds; `alone`: there was no other, or none is left."""
    return _event(_LOST[kind], at, NOTHING_LEFT.format(kind) if alone else LOST[kind])


def back(kind: Kind, at: float, *, recorded: bool) -> Event:
    """A device is there again; not `recorded` where it was away when the recording began."""
    return _event(_BACK[kind], at, BACK[kind] if recorded else BACK_TOO_LATE[kind])


def unfit(at: float) -> Event:
    """The camera is there, but its pictures are of no use any more."""
    return _event("camera lost", at, UNFIT)


def disk_full(at: float) -> Event:
    return _event("disk full", at, DISK_FULL)


def unwritable(reason: str, *, closing: bool) -> str:
    """`reason` in the system's or the encoder's words, or ""."""
    what = CANT_CLOSE if closing else CANT_WRITE
    return f"{what}: {reason.rstrip('.')}." if reason else f"{what}; the disk may be full."


def _event(kind: EventKind, at: float, sentence: str) -> Event:
    return Event(at=round(at, 2), kind=kind, sentence=sentence)
