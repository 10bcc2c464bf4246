"""Why a recording can't be played, in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtMultimedia import QMediaPlayer

_WHY = {
    QMediaPlayer.Error.AccessDeniedError: "this account may not read it",
    QMediaPlayer.Error.FormatError: "its format is not one that can be played here, or it is damaged",
    QMediaPlayer.Error.ResourceError: "it can't be read, or it holds no sound and no picture",
    QMediaPlayer.Error.NetworkError: "it is not on this machine",
}


def missing(path: Path) -> str:
    return (
        f"The recording {path.name} is not where it was kept. It was removed for its age, as Settings says, or moved. "
        "The numbers and the transcript can still be read."
    )


def failure(path: Path, error: QMediaPlayer.Error) -> str:
    why = _WHY.get(error, "the player gave up on it")
    return f"The recording {path.name} can't be played: {why}. The numbers and the transcript can still be read."
