"""Write what an analysis leaves behind: its JSON, the waveform's peaks, a picture, and on request the arrays."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehearse import serial
from rehearse.analysis.hearing import Heard
from rehearse.analysis.request import ANALYSIS_FILE, PEAKS_FILE, THUMBNAIL_FILE, Request
from rehearse.analysis.seeing import Seen
from rehearse.errors import ExportError, MediaError
from rehearse.media.frames import thumbnail
from rehearse.media.waveform import peaks
from rehearse.paths import PRIVATE_FILE, private_dir
from rehearse.types import Analysis

PICTURE_AT = 0.25  # of the take: the face is settled by then


def check_signals(target: Path) -> None:
    """Make its folder. Raises ExportError where nothing can be written there: better before the work than after it."""
    folder = target.parent
    with _exporting(folder):
        private_dir(folder)
        tempfile.TemporaryFile(dir=folder).close()


@contextlib.contextmanager
def _exporting(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"The signals cannot be written to {target} ({error.strerror}).", "Choose another folder with --signals."
        ) from error


def write_outputs(request: Request, analysis: Analysis, heard: Heard, seen: Seen | None) -> None:
    """Fill `request.out`, and `request.signals` where it is asked for. Raises ExportError where that fails."""
    _write_report(Path(request.out), request, analysis, heard, seen)
    if request.signals:
        _write_signals(Path(request.signals), heard, seen)


def _write_report(out: Path, request: Request, analysis: Analysis, heard: Heard, seen: Seen | None) -> None:
    try:
        _write_files(out, request, analysis, heard, seen)
    except OSError as error:
        raise ExportError(f"The results cannot be written to {out} ({error.strerror}).", "Free some space.") from error


def _write_files(out: Path, request: Request, analysis: Analysis, heard: Heard, seen: Seen | None) -> None:
    np.save(out / PEAKS_FILE, peaks(heard.audio.samples))
    if seen:
        with contextlib.suppress(MediaError):
            picture = thumbnail(request.path, at=analysis.recording.duration * PICTURE_AT)
            (out / THUMBNAIL_FILE).write_bytes(picture)
    (out / ANALYSIS_FILE).write_bytes(serial.to_json(analysis))


def _write_signals(target: Path, heard: Heard, seen: Seen | None) -> None:
    beside = target.with_suffix(".npz.part")
    with _exporting(target):
        try:
            with beside.open("wb") as file:
                np.savez_compressed(file, **_sound_arrays(heard), **(_picture_arrays(seen) if seen else {}))
            beside.chmod(PRIVATE_FILE)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def _sound_arrays(heard: Heard) -> dict[str, NDArray[Any]]:
    return {
        "speech_probability": heard.probabilities.values,
        "speech_step": np.array(heard.probabilities.step),
        "f0_hz": heard.pitch.f0,
        "f0_confidence": heard.pitch.confidence,
        "f0_step": np.array(heard.pitch.step),
        "loudness_momentary_lufs": heard.loudness.momentary,
        "loudness_short_term_lufs": heard.loudness.short_term,
        "loudness_step": np.array(heard.loudness.step),
    }


def _picture_arrays(seen: Seen) -> dict[str, NDArray[Any]]:
    track, gaze = seen.track, seen.gaze
    return {
        "frame_time": track.times,
        "face_present": track.present,
        "head_yaw": track.head_yaw,
        "head_pitch": track.head_pitch,
        "head_roll": track.head_roll,
        "gaze_yaw": gaze.yaw,
        "gaze_pitch": gaze.pitch,
        "gaze_zone": gaze.zone,
        "blink": gaze.blink,
        "usable": gaze.usable,
    }
