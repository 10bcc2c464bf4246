"""What is written beside installed weights: where they came from, and what every file hashed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rehearse.serial import from_json, to_json
from rehearse.weights.files import private_file

FILE = "manifest.json"


@dataclass(frozen=True)
class KeptFile:
    """`pinned`: the hash is the catalogue's; otherwise it is the one seen when the file was brought in."""

    name: str
    size: int
    sha256: str
    pinned: bool = False


@dataclass(frozen=True)
class Manifest:
    """`source` is a repository, or the folder that the weights were copied from; `revision` a commit or ""."""

    name: str
    source: str
    revision: str
    licence: str
    languages: str
    files: tuple[KeptFile, ...]
    brought_in_at: str = ""
    schema: int = 1


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into `folder`, stamped with the present time."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with private_file(folder / FILE) as file:
        file.write(to_json(replace(manifest, brought_in_at=at)))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`; None where there is none or it cannot be read."""
    try:
        return from_json((folder / FILE).read_bytes(), Manifest)
    except (OSError, msgspec.DecodeError):
        return None
