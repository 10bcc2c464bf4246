"""How likely each moment is to hold speech: Silero VAD, the model that is inside faster-whisper."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rehearse.errors import RehearseError
from rehearse.types import Provenance

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE = 16_000
CHUNK = 512
CONTEXT = 64
STATE = 128
# The model sees context + chunk of each step at once, and its recurrent state crosses blocks.
BLOCK_CHUNKS = 256
COMMON_LEVEL, MOST_GAIN = 0.1, 100.0
MODEL = "silero_vad_v6"


@dataclass(frozen=True)
class SpeechProbabilities:
    """`values[i]`, (n,) float32 0..1, is the probability of speech from `i * step` to `(i + 1) * step` s."""

    values: NDArray[np.float32]
    step: float = CHUNK / RATE


def speech_probabilities(
    samples: NDArray[np.float32], *, progress: Callable[[float], None] = lambda _: None
) -> SpeechProbabilities:
    """Probability of speech for each 32 ms of 16 kHz mono samples (n,); the last, short step is padded with silence.

    The model hears the take at one common level: without that it misses speech that was recorded quietly.
    """
    session, gain = _session(), _gain(samples)
    state = {"h": np.zeros((1, 1, STATE), np.float32), "c": np.zeros((1, 1, STATE), np.float32)}
    total = -(-len(samples) // CHUNK)
    parts = []
    for first in range(0, total, BLOCK_CHUNKS):
        count = min(BLOCK_CHUNKS, total - first)
        found, state["h"], state["c"] = session.run(None, {"input": gain * _steps(samples, first, count), **state})
        parts.append(found.reshape(-1))
        progress((first + count) / total)
    return SpeechProbabilities(values=np.concatenate(parts) if parts else np.zeros(0, np.float32))


def provenance(**settings: str | float | bool) -> Provenance:
    """What made the speech regions."""
    from importlib.metadata import version

    library = f"faster-whisper {version('faster-whisper')}"
    return Provenance(engine="Silero VAD", version=library, model=MODEL, settings=settings)


def _gain(samples: NDArray[np.float32]) -> np.float32:
    """What brings the take's loud steps (95th percentile of their level) to -20 dB of full scale, within 40 dB."""
    whole = len(samples) // CHUNK * CHUNK
    block = BLOCK_CHUNKS * CHUNK
    blocks = (samples[start : min(start + block, whole)].reshape(-1, CHUNK) for start in range(0, whole, block))
    powers = [np.einsum("ij,ij->i", chunks, chunks) / CHUNK for chunks in blocks]
    level = float(np.sqrt(np.percentile(np.concatenate(powers), 95))) if powers else 0.0
    return np.float32(np.clip(COMMON_LEVEL / max(level, 1e-9), 1 / MOST_GAIN, MOST_GAIN))


def _steps(samples: NDArray[np.float32], first: int, count: int) -> NDArray[np.float32]:
    """Chunks first..first+count, each with the 64 samples before it: (count, 576), a small copy."""
    start, end = first * CHUNK - CONTEXT, (first + count) * CHUNK
    part = samples[max(0, start) : end]
    padded = np.pad(part, (max(0, -start), end - max(0, start) - len(part)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, CHUNK + CONTEXT)[::CHUNK]
    return np.ascontiguousarray(windows, np.float32)


@functools.lru_cache(maxsize=1)
def _session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(_model_file(), options, providers=["CPUExecutionProvider"])


def _model_file() -> str:
    """The model inside faster-whisper, found without importing that library."""
    from importlib.util import find_spec

    spec = find_spec("faster_whisper")
    file = Path(spec.origin).parent / "assets" / f"{MODEL}.onnx" if spec and spec.origin else None
    if file is None or not file.is_file():
        raise RehearseError("The speech detector's model is missing from faster-whisper.", "Install Rehearse again.")
    return str(file)
