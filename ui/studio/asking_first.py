"""What is told before camera and microphone are opened for the first time."""

from __future__ import annotations

from collections.abc import Sequence

from ui.studio.booth import Booth, Choice
from ui.studio.equipment import Trouble

OPEN = "Open camera and microphone"
OPEN_MICROPHONE = "Open the microphone"
OFF = "Camera and microphone are off"
MICROPHONE_OFF = "The microphone is off"
OPEN_FIRST = "You can record once the microphone is open."
PROMISE = "only while you prepare an answer and give it. Nothing leaves this computer."


def asks_first(booth: Booth) -> bool:
    """Whether nothing is opened before the person says so."""
    return booth.microphone == "closed"


def opening_words(booth: Booth) -> tuple[Trouble, str]:
    """What is off and what a click opens, and the words on its button."""
    camera = _name(booth.cameras, booth.camera_id)
    names = [name for name in (camera, _name(booth.microphones, booth.microphone_id)) if name]
    title, button = (OFF, OPEN) if camera else (MICROPHONE_OFF, OPEN_MICROPHONE)
    how = "They are on" if len(names) > 1 else "It is on"
    return Trouble(title, f"This opens {' and '.join(names)}. {how} {PROMISE}", can_retry=False), button


def _name(choices: Sequence[Choice], chosen: str | None) -> str:
    return next((f"“{choice.name}”" for choice in choices if choice.id == chosen), "")
