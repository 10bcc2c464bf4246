"""Words by PocketSphinx, whose English model is in its wheel: a stopgap that works with nothing to download.

One utterance for each stretch of speech; the utterances are shared over processes, since the decoder holds the
interpreter's lock. Its dictionary knows "um" and "uh" as words, so they stay in the transcript.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehearse.signals.crew import work_through
from rehearse.signals.utterances import RATE, plan_utterances, speech_share
from rehearse.signals.words import clip_to_speech
from rehearse.types import Provenance, Span, Transcript, Word

LONGEST_S = 15.0
GAP_S = 0.5
PAD_S = 0.15
FRAMES_PER_S = 100
# Speech is brought to this level, so that quiet recordings keep their detail in 16 bits.
LEVEL_RMS = 0.08
# A little less trust in the language model than its default (6.5): fewer errors on spontaneous speech, as fast.
SETTINGS: dict[str, str | float | bool] = {"lw": 5.5}

_VARIANT = re.compile(r"\(\d+\)$")
_NOT_A_WORD = re.compile(r"^(<.*>|\[.*\]|\+\+?.*\+\+?)$")


@dataclass(frozen=True)
class SphinxRecogniser:
    """PocketSphinx with its bundled American English model. `processes`: cores it may use."""

    processes: int = 2
    name: str = "sphinx"
    rough: bool = True

    def transcribe(
        self, samples: NDArray[np.float32], *, speech: Sequence[Span], progress: Callable[[float], None]
    ) -> Transcript:
        """See `rehearse.signals.words.Recogniser`."""
        progress(0.0)
        spans = plan_utterances(speech, samples, longest=LONGEST_S, gap=GAP_S, pad=PAD_S)
        heard = _decode_all(samples, spans, processes=self.processes, progress=progress)
        words, dropped = clip_to_speech(
            (_shift(w, s.start) for s, ws in zip(spans, heard, strict=True) for w in ws), speech
        )
        progress(1.0)
        settings = SETTINGS | {"words_dropped": float(dropped)}
        made_by = Provenance("pocketsphinx", version("pocketsphinx"), "en-us", settings, speech_share(speech, samples))
        return Transcript(words, "en", made_by, self.rough)


def make_decoder() -> Callable[[bytes], tuple[Word, ...]]:
    """Load the model; the function returned turns one utterance (16 kHz, 16 bit) into words timed from its start."""
    from pocketsphinx import Decoder

    decoder = Decoder(loglevel="FATAL", **SETTINGS)

    def decode(pcm: bytes) -> tuple[Word, ...]:
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()
        return tuple(_words(decoder.seg()))

    return decode


def _words(segments: Any) -> list[Word]:
    """The words among the decoder's segments, without silences, noises and the marks of alternate pronunciations."""
    return [
        Word(
            _VARIANT.sub("", segment.word),
            segment.start_frame / FRAMES_PER_S,
            (segment.end_frame + 1) / FRAMES_PER_S,
            round(min(1.0, segment.prob), 3),
        )
        for segment in segments or ()
        if not _NOT_A_WORD.match(segment.word)
    ]


def _decode_all(
    samples: NDArray[np.float32], spans: Sequence[Span], *, processes: int, progress: Callable[[float], None]
) -> list[tuple[Word, ...]]:
    """Words of each span; the longest are begun first, so that no core waits at the end."""
    length = [span.end - span.start for span in spans]
    order = sorted(range(len(spans)), key=lambda i: -length[i])
    gain = _gain(samples, spans)
    heard: list[tuple[Word, ...]] = [()] * len(spans)
    done = 0.0

    def tick() -> None:
        progress(min(1.0, done / sum(length)))

    jobs = (_pcm(samples, spans[i], gain) for i in order)
    for place, words in work_through(jobs, make_decoder, processes=processes, tick=tick):
        heard[order[place]] = words
        done += length[order[place]]
    return heard


def _gain(samples: NDArray[np.float32], spans: Sequence[Span]) -> float:
    """What brings the whole recording's speech to one level."""
    parts = [_cut(samples, span) for span in spans]
    power = sum(float(np.square(part, dtype=np.float64).sum()) for part in parts) / max(1, sum(map(len, parts)))
    return LEVEL_RMS / max(math.sqrt(power), 1e-5)


def _pcm(samples: NDArray[np.float32], span: Span, gain: float) -> bytes:
    """16 bit samples, as the decoder takes them."""
    return (np.clip(_cut(samples, span) * gain, -1.0, 1.0) * 32767).astype("<i2").tobytes()


def _cut(samples: NDArray[np.float32], span: Span) -> NDArray[np.float32]:
    return samples[int(span.start * RATE) : int(span.end * RATE)]


def _shift(word: Word, by: float) -> Word:
    return Word(word.text, round(word.start + by, 3), round(word.end + by, 3), word.probability)
