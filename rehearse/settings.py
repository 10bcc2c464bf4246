"""What the person has chosen, kept as one small JSON file; whatever is wrong with it, the app starts."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from rehearse import paths
from rehearse.errors import StoreError

SETTINGS_SCHEMA = 1
ASIDE = ".damaged"

Appearance = Literal["system", "light", "dark"]
Recogniser = Literal["auto", "whisper", "sphinx"]


@dataclass(frozen=True)
class Settings:
    """The choices, with what holds until the person chooses.

    Parameters
    ----------
    camera_id, microphone_id : a device's own id; "" takes the system's default.
    model : the name of installed Whisper weights; "" takes the best.
    mirror : the preview is shown as in a mirror; the recording never is.
    playback_rate : 0.5 to 2.
    expire_videos_days : age at which videos are removed and their results kept; 0 keeps them.
    daily_aim, loop_aim : the week's aim: days with an answer, and mock loops; 0 sets none.
    active_pack : id of the question pack that today's question comes from; "" takes all that are meant for every day.
    pinned_question : key of the question that stays today's question; "" pins none.
    reminder_on, reminder_at : whether this machine reminds of the day's answer, and at what time of day, "19:00".
    first_start_done : whether the first start was gone through or skipped.
    devices_allowed : whether the person has had camera and microphone opened once; before, nothing opens by itself.
    window_geometry : Qt's own, as base64.
    count_down_s : seconds before a recording begins.
    ask_rating : whether one's own view is asked before the numbers are shown.
    speak_questions, quiet_hint : in mock loops, questions are said aloud; a hint comes up in a long silence.
    local_model_url, local_model : a language model's server on this machine and the model's name; "" asks none.
    library_dir : where takes are kept; "" is the platform's own place. See `library_place`.
    """

    appearance: Appearance = "system"
    camera_id: str = ""
    microphone_id: str = ""
    audio_only: bool = False
    recogniser: Recogniser = "auto"
    model: str = ""
    mirror: bool = True
    captions: bool = True
    playback_rate: float = 1.0
    expire_videos_days: int = 0
    daily_aim: int = 5
    loop_aim: int = 2
    active_pack: str = ""
    pinned_question: str = ""
    reminder_on: bool = False
    reminder_at: str = "19:00"
    first_start_done: bool = False
    devices_allowed: bool = False
    window_geometry: str = ""
    count_down_s: int = 3
    ask_rating: bool = True
    speak_questions: bool = True
    quiet_hint: bool = True
    library_dir: str = ""
    local_model_url: str = ""
    local_model: str = ""


DEFAULTS = Settings()

Fits = Callable[[Any], bool]


def _one_of(*allowed: str) -> Fits:
    return lambda value: value in allowed


def _between(low: float, high: float) -> Fits:
    return lambda value: math.isfinite(value) and low <= value <= high


def _is_clock(value: str) -> bool:
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII) is not None


# what a value must be beside its type
LIMITS: Mapping[str, Fits] = {
    "appearance": _one_of("system", "light", "dark"),
    "recogniser": _one_of("auto", "whisper", "sphinx"),
    "playback_rate": _between(0.5, 2.0),
    "expire_videos_days": _between(0, 36_500),
    "daily_aim": _between(0, 100),
    "loop_aim": _between(0, 100),
    "reminder_at": _is_clock,
    "count_down_s": _between(0, 10),
}


@dataclass(frozen=True)
class Loaded:
    """Settings as read. `notice` is one sentence that the person should read, or ""."""

    settings: Settings
    notice: str = ""


def settings_file() -> Path:
    return paths.data_dir() / "settings.json"


def library_place(settings: Settings) -> Path:
    """The library's folder: what REHEARSE_LIBRARY names, else what the person chose, else the platform's own.

    A folder named on the command line stands before them all.
    """
    chosen = Path(settings.library_dir).expanduser()
    return chosen if settings.library_dir and not os.environ.get("REHEARSE_LIBRARY") else paths.library_dir()


def load(path: Path | None = None) -> Loaded:
    """Read the settings; never fails.

    A file that is damaged, or of a newer Rehearse, is kept aside as `settings.json.damaged` and the defaults hold;
    a single value that does not fit gives way to its default. Fields that this version does not know are ignored.
    """
    path = path or settings_file()
    try:
        written = json.loads(path.read_bytes())
        newer = written["schema"] > SETTINGS_SCHEMA
    except FileNotFoundError:
        return Loaded(DEFAULTS)
    except OSError as error:
        return Loaded(DEFAULTS, f"The settings cannot be read ({error.strerror}); the defaults are used.")
    except (ValueError, TypeError, KeyError, RecursionError):
        return Loaded(DEFAULTS, f"The settings were damaged; {_put_aside(path)}, and the defaults are used.")
    if newer:
        return Loaded(DEFAULTS, f"The settings are a newer Rehearse's; {_put_aside(path)}, and the defaults are used.")
    return _checked(written)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings for their owner alone, whole or not at all. Raises StoreError where that fails."""
    from rehearse.store.files import write_private

    path = path or settings_file()
    text = json.dumps({"schema": SETTINGS_SCHEMA} | asdict(settings), indent=2, ensure_ascii=False) + "\n"
    try:
        paths.private_dir(path.parent)
        write_private(path, text.encode())
    except OSError as error:
        raise StoreError(f"The settings cannot be kept in {path} ({error.strerror}).", "Check the disk.") from error


def _put_aside(path: Path) -> str:
    """Rename the file, and say where it is now."""
    aside = path.with_name(path.name + ASIDE)
    with suppress(OSError):
        path.replace(aside)
        return f"they are kept as {aside.name}"
    return f"they are still in {path.name}"


def _checked(written: Mapping[str, Any]) -> Loaded:
    known = {field.name for field in fields(Settings)} & written.keys()
    good = {name: written[name] for name in known if _fits(name, written[name])}
    notice = ""
    if wrong := sorted(known - good.keys()):
        notice = f"Settings that do not fit were replaced by their defaults: {', '.join(wrong)}."
    return Loaded(Settings(**good), notice)


def _fits(name: str, value: object) -> bool:
    wanted = type(getattr(DEFAULTS, name))
    right = type(value) in (int, float) if wanted is float else type(value) is wanted
    return right and LIMITS.get(name, lambda _: True)(value)
