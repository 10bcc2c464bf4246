"""Weights brought by hand: a folder from another machine, copied in after a look at what it is."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

from rehearse import paths
from rehearse.disk import sync_folder
from rehearse.errors import WeightsError
from rehearse.signals.whisper import NEEDED, VOCABULARIES, missing_files
from rehearse.weights.catalogue import CATALOGUE, Weights
from rehearse.weights.files import check_room, copy_hashed, onward, staged, writing
from rehearse.weights.manifest import KeptFile, Manifest, write_manifest
from rehearse.weights.shelf import NAME, Installed, get_installed

COPIED = (*NEEDED, *VOCABULARIES, "preprocessor_config.json")
# How CTranslate2 begins a Whisper model: format version, then the length and name of its kind.
KIND = b"WhisperSpec\0"


def add(
    folder: Path, *, name: str = "", into: Path | None = None, progress: Callable[[int], None] = lambda _: None
) -> Installed:
    """Copy a folder of Whisper weights (CTranslate2 format) in, under `name`.

    Without a name it is called as in the catalogue where its model is known, else as the folder. `progress` is given
    the bytes copied so far. Raises WeightsError where it is no such folder, the name is taken, or there is no room.
    """
    check_folder(folder)
    root = paths.weights_dir() if into is None else into
    with writing(root), staged(paths.private_dir(root), "add") as stage:
        check_room(root, size_to_copy(folder))
        files = _copy(folder, stage, progress)
        known = _known(files)
        called = _free_name(name or (known.name if known else folder.resolve().name), root)
        write_manifest(stage, _manifest(called, folder, files, known))
        stage.rename(root / called)
        sync_folder(root)
    return get_installed(called, into=root)


def size_to_copy(folder: Path) -> int:
    """Bytes of the files that `add` takes from a folder."""
    return sum(path.stat().st_size for path in _present(folder))


def check_folder(folder: Path) -> None:
    """Raises WeightsError where `folder` does not hold a Whisper model in CTranslate2 format."""
    if not folder.is_dir():
        raise WeightsError(f"There is no folder {folder}.", "Name the folder that holds model.bin.")
    if missing := missing_files(folder):
        raise WeightsError(
            f"{folder} is not a folder of Whisper weights: it lacks {', '.join(missing)}.",
            "It must hold a Whisper model in CTranslate2 format with its tokenizer, as faster-whisper uses them.",
        )
    with (folder / "model.bin").open("rb") as file:
        head = file.read(6 + len(KIND))
    if len(head) < 6 or head[6:] != KIND or struct.unpack("<IH", head[:6])[1] != len(KIND):
        raise WeightsError(
            f"{folder / 'model.bin'} is not a Whisper model in CTranslate2 format.",
            "A model in another format must be converted first, with ct2-transformers-converter.",
        )


def _present(folder: Path) -> list[Path]:
    return [folder / name for name in COPIED if (folder / name).is_file()]


def _copy(folder: Path, stage: Path, progress: Callable[[int], None]) -> tuple[KeptFile, ...]:
    kept: list[KeptFile] = []
    done = 0
    for path in _present(folder):
        size, sha256 = copy_hashed(path, stage / path.name, onward(progress, done))
        kept.append(KeptFile(path.name, size, sha256))
        done += size
    return tuple(kept)


def _known(files: tuple[KeptFile, ...]) -> Weights | None:
    """The catalogue's entry with this very model, or None."""
    hashes = {file.name: file.sha256 for file in files}
    for weights in CATALOGUE:
        if all(file.sha256 in (None, hashes.get(file.name)) for file in weights.files):
            return weights
    return None


def _free_name(name: str, root: Path) -> str:
    if not NAME.fullmatch(name):
        raise WeightsError(
            f"{name!r} cannot be the name of weights.", "Give one of letters, digits, dots and dashes with --name."
        )
    if (root / name).exists():
        raise WeightsError(
            f"Weights called {name} are installed already.", "Choose another --name, or remove those first."
        )
    return name


def _manifest(name: str, folder: Path, files: tuple[KeptFile, ...], known: Weights | None) -> Manifest:
    if known is None:
        return Manifest(name, str(folder.resolve()), "", "unknown", "unknown", files)
    return Manifest(name, known.repository, known.revision, known.licence, known.languages, files)
