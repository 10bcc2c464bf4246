"""What is wrong with camera and microphone, and what to do about it, in plain sentences."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ui.capture.source import Kind

# closed: until the person opens it for the first time; off: by choice; lost: was there and was pulled out
Condition = Literal["closed", "opening", "ready", "none", "refused", "busy", "broken", "off", "lost"]

CALLED_OFF = "The {} went away, so the countdown was called off."


@dataclass(frozen=True)
class Trouble:
    """A title of a few words, what to do, and whether trying again may help."""

    title: str
    remedy: str
    can_retry: bool = True


def trouble(kind: Kind, condition: Condition, platform: str = sys.platform) -> Trouble | None:
    """What to tell of a device; None where nothing is wrong with it. `platform` is `sys.platform`."""
    if condition == "refused":
        return Trouble(f"Rehearse may not use the {kind}", _permission(kind, platform))
    if condition in ("none", "lost"):
        rest = " Until then sound alone is recorded." if kind == "camera" else ""
        title = f"No {kind} was found" if condition == "none" else f"The {kind} was unplugged"
        return Trouble(title, f"Plug one in and it is used at once.{rest}", can_retry=False)
    if condition == "busy":
        return Trouble(
            f"Another program is using the {kind}", "Close it there, a video call for example; then try again."
        )
    if condition == "broken":
        rest = " Until then sound alone is recorded." if kind == "camera" else ""
        remedy = (
            "Rehearse goes on trying. If that does not help, unplug it and plug it in again, or choose another one."
        )
        return Trouble(f"The {kind} does not answer", remedy + rest)
    return None


def called_off(before: Collection[Kind], working: Collection[Kind]) -> str:
    """What to tell in a countdown where a device that worked `before` it does not any more; "" where all of them do."""
    gone = sorted(set(before) - set(working))
    return CALLED_OFF.format(" and the ".join(gone)) if gone else ""


def _permission(kind: Kind, platform: str) -> str:
    part = kind.capitalize()
    if platform == "darwin":
        return f"Allow it in System Settings, Privacy & Security, {part}. Then open Rehearse again."
    if platform.startswith("win"):
        return (
            f"Allow it in Settings, Privacy & security, {part}: “Let desktop apps access your {kind}”. Then try again."
        )
    group = "video" if kind == "camera" else "audio"
    return (
        f"Allow it in your desktop's privacy settings. If there is nothing to allow, your account may have to join "
        f"the group “{group}”. Then try again."
    )
