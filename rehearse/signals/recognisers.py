"""Which recogniser is used."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rehearse.errors import RecogniserError
from rehearse.signals.words import Recogniser

Choice = Literal["auto", "whisper", "sphinx"]


def open_recogniser(
    name: Choice = "auto", *, model: Path | None = None, processes: int = 2, language: str | None = "en"
) -> Recogniser:
    """The recogniser called `name`; "auto": faster-whisper where `model` (a folder) is given, else PocketSphinx.

    `processes` is how many cores it may use; `language` None lets a multilingual model find it out.
    Raises RecogniserError where faster-whisper is asked for without weights, or its folder lacks a file.
    """
    if name == "sphinx" or (name == "auto" and model is None):
        from rehearse.signals.sphinx import SphinxRecogniser

        return SphinxRecogniser(processes=processes)
    if model is None:
        raise RecogniserError(
            "No Whisper weights are installed.",
            "Install some with `rehearse weights install base.en`, or use --recogniser sphinx.",
        )
    from rehearse.signals.whisper import open_whisper

    return open_whisper(model, threads=processes, language=language)
