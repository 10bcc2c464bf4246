"""One measured process: `python -m tests.bench.parts PART FILE SCRATCH`.

`whole` is the analysis with the embedded recogniser. `without` is the same with the words given, so that everything
but the recogniser works. `floor` runs the bare parts one after another: plain decoding, face mesh on the same sampled
pictures, Silero, the pitch tracker, nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rehearse import serial
from rehearse.analysis.pipeline import analyse
from rehearse.analysis.request import ANALYSIS_FILE, Request
from rehearse.types import Analysis, Span, Transcript

RATE = 16_000


@dataclass(frozen=True)
class Told:
    """A recogniser that was told the words."""

    transcript: Transcript
    name: str = "told"
    rough: bool = False

    def transcribe(
        self, samples: np.ndarray, *, speech: Sequence[Span], progress: Callable[[float], None]
    ) -> Transcript:
        progress(1.0)
        return self.transcript


def request(file: Path, scratch: Path) -> Request:
    return Request(str(file), str(scratch), baseline=Span(0, 1), recogniser="sphinx")


def whole(file: Path, scratch: Path) -> None:
    analyse(request(file, scratch))


def without(file: Path, scratch: Path) -> None:
    words = serial.from_json((scratch / ANALYSIS_FILE).read_bytes(), Analysis).transcript
    analyse(request(file, scratch), recogniser=Told(words))


def floor(file: Path, scratch: Path) -> None:
    samples = _decode_sound(file)
    _silero(samples)
    _pitch(samples)
    _pictures(file, request(file, scratch).gaze_rate)


def _decode_sound(file: Path) -> np.ndarray:
    import av

    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    parts = []
    with av.open(str(file)) as container:
        for frame in container.decode(audio=0):
            parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    return np.concatenate(parts)


def _silero(samples: np.ndarray) -> None:
    from faster_whisper.vad import get_vad_model

    get_vad_model()(np.pad(samples, (0, -len(samples) % 512)))


def _pitch(samples: np.ndarray) -> None:
    from swift_f0 import SwiftF0

    SwiftF0(threads=1).detect(samples, RATE)


def _pictures(file: Path, rate: float) -> None:
    """Every picture decoded; the mesh on the sampled ones."""
    import av

    from rehearse.signals.face import mediapipe_solutions

    options = {"refine_landmarks": True, "max_num_faces": 1}
    with av.open(str(file)) as container, mediapipe_solutions().face_mesh.FaceMesh(**options) as mesh:
        video = container.streams.video[0]
        video.thread_type = "AUTO"
        due = 0.0
        for frame in container.decode(video):
            if frame.time >= due - 0.002:
                mesh.process(frame.to_ndarray(format="rgb24"))
                due += 1 / rate


if __name__ == "__main__":
    part, file, scratch = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    {"whole": whole, "without": without, "floor": floor}[part](file, scratch)
