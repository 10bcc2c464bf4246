"""Words by faster-whisper, from a folder of weights on this machine and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehearse.errors import RecogniserError
from rehearse.signals.utterances import RATE, plan_utterances, speech_share
from rehearse.signals.words import clip_to_speech
from rehearse.types import Provenance, Span, Transcript, Word

# Without its tokenizer faster-whisper would ask a hub for one.
NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
WINDOW_S = 30.0
# Silences up to this long stay inside a window: the model was trained on whole windows and wants context.
GAP_S = 2.0
PAD_S = 0.2
POLL_S = 0.3
SETTINGS: dict[str, str | float | bool] = {
    "beam_size": 5,
    "condition_on_previous_text": False,
    "word_timestamps": True,
    "hallucination_silence_threshold": 2.0,
}


@dataclass(frozen=True)
class WhisperRecogniser:
    """faster-whisper on the processor. `language` None: found out by the model; `threads`: cores it may use."""

    model: Path
    threads: int = 2
    language: str | None = "en"
    name: str = "whisper"
    rough: bool = False

    def transcribe(
        self, samples: NDArray[np.float32], *, speech: Sequence[Span], progress: Callable[[float], None]
    ) -> Transcript:
        """See `rehearse.signals.words.Recogniser`. Raises RecogniserError where the weights cannot be loaded."""
        progress(0.0)
        engine = _load(self.model, self.threads)
        language, detected = self._language(engine, samples, speech)
        windows = plan_utterances(speech, samples, longest=_window_s(self.model), gap=GAP_S, pad=PAD_S)
        words, dropped = clip_to_speech(_words(engine, samples, windows, language, progress), speech)
        progress(1.0)
        settings = SETTINGS | detected | {"compute_type": "int8", "words_dropped": float(dropped)}
        share = speech_share(speech, samples)
        made_by = Provenance("faster-whisper", version("faster-whisper"), self.model.name, settings, share)
        return Transcript(words, language, made_by, self.rough)

    def _language(
        self, engine: Any, samples: NDArray[np.float32], speech: Sequence[Span]
    ) -> tuple[str, dict[str, str | float | bool]]:
        """The language to recognise; where the model had to find it out, how sure it was, for the provenance."""
        if not engine.model.is_multilingual:
            if self.language not in (None, "en"):
                raise RecogniserError(
                    f"The weights {self.model.name} understand English only, not {self.language!r}.",
                    "Use weights for many languages, such as base or small.",
                )
            return "en", {}
        if self.language is not None or not speech:
            return self.language or "en", {}
        begin = int(speech[0].start * RATE)
        code, sure, _ = engine.detect_language(np.array(samples[begin : begin + int(WINDOW_S * RATE)]))
        return str(code), {"language_probability": round(float(sure), 3)}


def open_whisper(model: Path, *, threads: int = 2, language: str | None = "en") -> WhisperRecogniser:
    """A recogniser for the weights in folder `model`. Raises RecogniserError naming the files that it lacks."""
    missing = missing_files(model)
    if missing:
        what = "is not a folder" if not model.is_dir() else f"lacks {', '.join(missing)}"
        raise RecogniserError(
            f"The weights {model} cannot be used: it {what}.",
            "A folder of Whisper weights in CTranslate2 format is needed; see `rehearse weights list`.",
        )
    return WhisperRecogniser(model.resolve(), threads, language)


def missing_files(folder: Path) -> tuple[str, ...]:
    """The files that a folder of Whisper weights in CTranslate2 format must hold and `folder` does not."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in VOCABULARIES):
        missing.append("vocabulary.json (or .txt)")
    return tuple(missing)


@lru_cache(maxsize=1)
def _load(folder: Path, threads: int) -> Any:
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    except Exception as error:
        raise RecogniserError(
            f"The weights {folder.name} cannot be loaded ({error}).",
            f"Check them with `rehearse weights verify {folder.name}`, or install them again.",
        ) from error


def _window_s(folder: Path) -> float:
    """Seconds that the model hears at once; 30 unless the folder says otherwise."""
    try:
        return float(json.loads((folder / "preprocessor_config.json").read_bytes())["chunk_length"])
    except (OSError, KeyError, TypeError, ValueError):
        return WINDOW_S


def _words(
    engine: Any,
    samples: NDArray[np.float32],
    windows: Sequence[Span],
    language: str,
    progress: Callable[[float], None],
) -> Iterator[Word]:
    """Words window by window, so that an hour needs no more memory than a minute.

    The engine works in a thread of its own, so that `progress` is called, and may stop it all, within a window too.
    """
    total = sum(w.end - w.start for w in windows)
    done = 0.0
    pool = ThreadPoolExecutor(1)
    try:
        for window in windows:
            listening = pool.submit(_listen, engine, samples, window, language)
            while not wait([listening], timeout=POLL_S).done:
                progress(done / total)
            yield from listening.result()
            done += window.end - window.start
            progress(done / total)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _listen(engine: Any, samples: NDArray[np.float32], window: Span, language: str) -> list[Word]:
    part = np.array(samples[int(window.start * RATE) : int(window.end * RATE)], dtype=np.float32)
    segments, _ = engine.transcribe(part, language=language, **SETTINGS)
    return [_word(w, window.start) for segment in segments for w in segment.words or () if w.word.strip()]


def _word(word: Any, offset: float) -> Word:
    start, end = round(offset + float(word.start), 3), round(offset + float(word.end), 3)
    return Word(word.word.strip(), start, end, round(float(word.probability), 3))
