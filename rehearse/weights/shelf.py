"""The weights on this machine: what is there, which are best, whether they are whole, and away with them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rehearse import paths
from rehearse.errors import WeightsError
from rehearse.signals.whisper import missing_files
from rehearse.weights.files import hash_file, onward, writing
from rehearse.weights.manifest import KeptFile, Manifest, read_manifest

PARTS = ".parts"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Weights whose sizes differ by less than this are of one kind.
ALIKE_BYTES = 10_000_000


@dataclass(frozen=True)
class Installed:
    """One set of weights. `manifest` is None for a folder that somebody put there by hand."""

    name: str
    folder: Path
    size: int
    manifest: Manifest | None = None


def installed(*, into: Path | None = None) -> tuple[Installed, ...]:
    """The sets of weights in `into` (by default the data folder's), in order of name."""
    root = into or paths.weights_dir()
    if not root.is_dir():
        return ()
    folders = (f for f in sorted(root.iterdir()) if f.is_dir() and NAME.fullmatch(f.name))
    return tuple(Installed(f.name, f, size_of(f), read_manifest(f)) for f in folders if not missing_files(f))


def get_installed(name: str, *, into: Path | None = None) -> Installed:
    """Raises WeightsError where no weights of that name are installed."""
    for weights in installed(into=into):
        if weights.name == name:
            return weights
    raise _none_called(name)


def best_installed(*, into: Path | None = None) -> Path | None:
    """The folder of the weights that transcribe English best: the largest, and of equals the English ones; or None."""
    best = max(installed(into=into), key=_worth, default=None)
    return best.folder if best else None


def _worth(weights: Installed) -> tuple[int, bool, int]:
    model = (weights.folder / "model.bin").stat().st_size
    english = weights.manifest is not None and weights.manifest.languages == "en"
    return round(model / ALIKE_BYTES), english, model


def verify(weights: Installed, *, progress: Callable[[int], None] = lambda _: None) -> tuple[str, ...]:
    """What is wrong with installed weights, a sentence each; empty where every file is as it was brought in.

    `progress` is given the bytes read so far. Raises WeightsError where there is no manifest to hold them against.
    """
    if weights.manifest is None:
        raise WeightsError(
            f"{weights.name} has no readable manifest to be checked against.",
            "Move its folder elsewhere, then bring it in with `rehearse weights add FOLDER`.",
        )
    problems: list[str] = []
    done = 0
    for kept in weights.manifest.files:
        problems += _problems(weights.folder / kept.name, kept, onward(progress, done))
        done += kept.size
    return tuple(problems)


def _problems(path: Path, kept: KeptFile, progress: Callable[[int], None]) -> list[str]:
    if not path.is_file():
        return [f"{kept.name} is missing."]
    size = path.stat().st_size
    if size != kept.size:
        return [f"{kept.name} holds {size} bytes instead of {kept.size}."]
    if hash_file(path, progress) != kept.sha256:
        return [f"{kept.name} has been changed or damaged: its SHA-256 is another."]
    return []


def partial(*, into: Path | None = None) -> tuple[Path, ...]:
    """The folders of installations that were interrupted; each is called as its weights."""
    parts = (into or paths.weights_dir()) / PARTS
    return tuple(f for f in sorted(parts.iterdir()) if f.is_dir() and size_of(f)) if parts.is_dir() else ()


def find_folders(name: str, *, into: Path | None = None) -> tuple[Path, ...]:
    """The folder of the weights called `name`, and that of an interrupted installation of them.

    Raises WeightsError where there is neither.
    """
    root = into or paths.weights_dir()
    whole = (root / name,) if NAME.fullmatch(name) and (root / name).is_dir() else ()
    folders = whole + tuple(part for part in partial(into=root) if part.name == name)
    if not folders:
        raise _none_called(name)
    return folders


def remove(name: str, *, into: Path | None = None) -> int:
    """Delete installed weights, and what was fetched of them so far; returns the bytes freed.

    Raises WeightsError where there is nothing of that name, or it cannot be deleted.
    """
    folders = find_folders(name, into=into)
    freed = sum(size_of(folder) for folder in folders)
    with writing(folders[0].parent):
        for folder in folders:
            shutil.rmtree(folder)
    return freed


def _none_called(name: str) -> WeightsError:
    return WeightsError(f"No weights called {name!r} are installed.", "See `rehearse weights list`.")


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(f.stat().st_size for f in folder.iterdir() if f.is_file())
