"""What is asked of one analysis, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rehearse.types import Analysis, Question, Span

RecogniserName = Literal["auto", "whisper", "sphinx"]

ANALYSIS_FILE = "analysis.json"
PEAKS_FILE = "peaks.npy"
THUMBNAIL_FILE = "thumbnail.jpg"


@dataclass(frozen=True)
class Request:
    """One file to analyse.

    Parameters
    ----------
    file : the recording.
    out : an existing folder that takes `analysis.json`, `peaks.npy` and, with a picture, `thumbnail.jpg`;
        also the scratch place of decoded audio.
    baseline : when the person looked at the lens on request; None calibrates on the take itself.
    model : a folder of Whisper weights; None takes the best that is installed.
    signals : file (.npz) that takes the arrays behind the figures; its folder is made. None writes none.
    gaze_rate : pictures looked at, per second.
    processes : processes that the embedded recogniser shares its regions over.
    """

    file: str
    out: str
    question: Question | None = None
    baseline: Span | None = None
    recogniser: RecogniserName = "auto"
    model: str | None = None
    language: str = "en"
    signals: str | None = None
    gaze_rate: float = 15.0
    processes: int = 2

    @property
    def path(self) -> Path:
        return Path(self.file)


@dataclass(frozen=True)
class Outcome:
    """A finished analysis and the folder that holds its files."""

    analysis: Analysis
    folder: Path
