"""Installing weights from the network: the only code of the program that opens a connection, and only when asked to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse import paths
from rehearse.disk import sync_folder
from rehearse.errors import WeightsError
from rehearse.weights.add import add
from rehearse.weights.catalogue import Weights, WeightsFile
from rehearse.weights.fetch import fetch
from rehearse.weights.files import check_room, onward, writing
from rehearse.weights.manifest import KeptFile, Manifest, write_manifest
from rehearse.weights.shelf import (
    PARTS,
    Installed,
    best_installed,
    get_installed,
    installed,
    partial,
    remove,
    size_of,
    verify,
)

if TYPE_CHECKING:
    import httpx

__all__ = ["Installed", "add", "best_installed", "get_installed", "install", "installed", "partial", "remove", "verify"]

ENDPOINT = "https://huggingface.co"


def endpoint() -> str:
    """Where weights come from; REHEARSE_WEIGHTS_ENDPOINT names a mirror."""
    return os.environ.get("REHEARSE_WEIGHTS_ENDPOINT", ENDPOINT).rstrip("/")


def install(
    weights: Weights,
    *,
    source: str | None = None,
    into: Path | None = None,
    progress: Callable[[int], None] = lambda _: None,
    client: httpx.Client | None = None,
) -> Installed:
    """Fetch weights from `source` (see `endpoint`), check them, and put their folder into place as a whole.

    `progress` is given the bytes there so far, of `weights.size`; it may raise to stop. What was fetched until then
    is kept and gone on with next time. Raises WeightsError where they are installed already, the network or the disk
    fails, or a file is not what it should be.
    """
    root = paths.weights_dir() if into is None else into
    if (root / weights.name).exists():
        raise WeightsError(
            f"Weights called {weights.name} are installed already.",
            f"Check them with `rehearse weights verify {weights.name}`.",
        )
    stage = root / PARTS / weights.name
    with writing(root), _alone(paths.private_dir(stage)):
        check_room(root, weights.size - size_of(stage))
        files = _fetch_all(weights, source or endpoint(), stage, progress, client)
        for file in weights.files:
            _part(stage, file).rename(stage / file.name)
        write_manifest(stage, _manifest(weights, files))
        stage.rename(root / weights.name)
        sync_folder(root)
    return get_installed(weights.name, into=root)


@contextmanager
def _alone(stage: Path) -> Iterator[None]:
    """Keep another process from fetching the same weights meanwhile."""
    import filelock

    lock = filelock.FileLock(stage.with_name(f"{stage.name}.lock"), timeout=0, mode=paths.PRIVATE_FILE)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise WeightsError(f"{stage.name} is being installed by another process.", "Let that one finish.") from error
    try:
        yield
    finally:
        lock.release()


def _fetch_all(
    weights: Weights, source: str, stage: Path, progress: Callable[[int], None], client: httpx.Client | None
) -> tuple[KeptFile, ...]:
    import httpx

    with client or httpx.Client(follow_redirects=True, timeout=httpx.Timeout(30.0, connect=15.0)) as opened:
        kept: list[KeptFile] = []
        done = 0
        for file in weights.files:
            url = f"{source}/{weights.repository}/resolve/{weights.revision}/{file.name}"
            sha256 = fetch(opened, url, _part(stage, file), file, onward(progress, done))
            kept.append(KeptFile(file.name, file.size, sha256, pinned=file.sha256 is not None))
            done += file.size
            progress(done)
        return tuple(kept)


def _part(stage: Path, file: WeightsFile) -> Path:
    return stage / f"{file.name}.part"


def _manifest(weights: Weights, files: tuple[KeptFile, ...]) -> Manifest:
    return Manifest(weights.name, weights.repository, weights.revision, weights.licence, weights.languages, files)
