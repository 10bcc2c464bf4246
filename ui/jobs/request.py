"""What the worker is asked about a stored take; made outside the window's thread."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from rehearse.analysis.request import Request
from rehearse.errors import RecogniserError
from rehearse.settings import Settings
from rehearse.store import Library
from rehearse.store.folders import INCOMING, read_take_alone, takes_dir

RESULTS = f"{INCOMING}analysis-"
CHOOSE = "Choose others in Settings, or the recogniser that needs none."


def make_request(library: Library, take_id: str, settings: Settings) -> Request:
    """The request for one take, with a new folder inside the library for the results; the caller removes it.

    Raises NotFoundError where there is no such take, StoreError where it cannot be read, and RecogniserError where
    the settings ask for weights that are not there.
    """
    folder = takes_dir(library.root) / library.resolve(take_id)
    take = read_take_alone(folder)
    return Request(
        file=str(folder / take.recording_file),
        model=chosen_weights(settings),
        out=tempfile.mkdtemp(prefix=RESULTS, dir=library.root),
        question=take.question,
        baseline=take.baseline,
        recogniser=settings.recogniser,
        language="en",
        processes=max(1, (os.cpu_count() or 2) - 1),
    )


def sweep_results(library: Library) -> None:
    """Remove the folders that a killed app left half-filled; call it while no analysis of this library runs."""
    for folder in library.root.glob(f"{RESULTS}*"):
        shutil.rmtree(folder, ignore_errors=True)


def chosen_weights(settings: Settings) -> str | None:
    """The folder of the chosen weights; None leaves the choice to the worker. Raises RecogniserError: see above."""
    from rehearse.weights.shelf import best_installed, installed

    if settings.recogniser == "sphinx":
        return None
    if not settings.model:
        best = best_installed()
        if best is None and settings.recogniser == "whisper":
            raise RecogniserError("No weights for Whisper are installed.", CHOOSE)
        return str(best) if best else None
    found = next((weights.folder for weights in installed() if weights.name == settings.model), None)
    if found is None:
        raise RecogniserError(f"The weights “{Path(settings.model).name}” are not installed any more.", CHOOSE)
    return str(found)
