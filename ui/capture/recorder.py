"""Pictures and sound of a source into a Matroska file, frame by frame."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from rehearse.types import Event, Span
from ui.capture.room import STOP_BYTES, room
from ui.capture.source import Picture, Sound, Source
from ui.capture.track import SoundTrack
from ui.capture.writer import Writer

State = Literal["idle", "previewing", "counting", "recording", "finishing", "failed"]

LONGEST_S = 3600.0
# Recorded before "go": a moment for the eyes to reach the lens, then the baseline.
SETTLE_S = 0.2
BASELINE_S = 1.0
LOST = {
    "camera": "The camera was lost here. The recording went on with sound.",
    "microphone": "The microphone was lost here. The recording went on without sound.",
}
BACK = {"camera": "The camera was there again.", "microphone": "The microphone was there again."}
