"""Takes to review, each in a state of its own, written straight to the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.types import Analysis, Take
from tests.builders import make_take

CLIP = Path(__file__).parents[2] / "data" / "presenter" / "still.mp4"


def add_take(root: Path, take_id: str, analysis: Analysis | None, *, damaged: str = "", **changes: object) -> Take:
    """One take with a short video; `damaged` is written in place of its analysis."""
    take = make_take(take_id, recording_file="recording.mp4", source_sha256="", **changes)
    folder = root / "takes" / take_id
    folder.mkdir(parents=True, mode=0o700)
    (folder / "take.json").write_bytes(to_json(take))
    if analysis is not None:
        (folder / "analysis.json").write_bytes(to_json(analysis))
    if damaged:
        (folder / "analysis.json").write_text(damaged)
    shutil.copyfile(CLIP, folder / take.recording_file)
    np.save(folder / "peaks.npy", np.array([[-0.5, 0.5]] * 300, np.float32))
    return take


def index(root: Path) -> None:
    """Let the library find what was written behind its back."""
    open_library(root).close()
