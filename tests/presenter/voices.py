"""Text to samples with exact word times, in process: flite and espeak-ng through ctypes."""

from __future__ import annotations

import ctypes
import functools
from typing import NamedTuple

import numpy as np

FLITE_VOICES = ("slt", "rms", "awb", "kal")
ESPEAK_RATE, ESPEAK_PITCH, ESPEAK_RANGE = 1, 3, 4
ESPEAK_SYNCHRONOUS, ESPEAK_UTF8, ESPEAK_WORD = 2, 1, 1


class Said(NamedTuple):
    """samples (n,) float32 -1..1 at `rate`, and (word, start, end) in seconds."""

    samples: np.ndarray
    rate: int
    words: list[tuple[str, float, float]]


def say(text, *, voice="slt", stretch=1.0, rate=160, pitch=42, range_=55):
    """Speak with flite (`stretch` 1 is its own pace, less is faster) or espeak-ng (`rate` in words a minute)."""
    if voice in FLITE_VOICES:
        return _flite(text, voice, stretch)
    return _Espeak.shared().say(text, voice, rate, pitch, range_)


# --------------------------------------------------------------------------- flite


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("rate", ctypes.c_int),
        ("count", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


@functools.cache
def _flite_library():
    library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for name in ("libflite_cmulex.so.1", "libflite_usenglish.so.1"):
        ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (
        ("flite_synth_text", pointer, [text, pointer]),
        ("flite_feat_set_float", None, [pointer, text, ctypes.c_float]),
        ("utt_wave", ctypes.POINTER(_Wave), [pointer]),
        ("utt_relation", pointer, [pointer, text]),
        ("relation_head", pointer, [pointer]),
        ("item_next", pointer, [pointer]),
        ("flite_ffeature_float", ctypes.c_float, [pointer, text]),
        ("flite_ffeature_string", text, [pointer, text]),
        ("delete_utterance", None, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.flite_init()
    return library


@functools.cache
def _flite_voice(voice):
    _flite_library()
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{voice}.so.1"), f"register_cmu_us_{voice}")
    register.restype = ctypes.POINTER(_Voice)
    return register(None)


def _flite(text, voice, stretch):
    library, handle = _flite_library(), _flite_voice(voice)
    library.flite_feat_set_float(handle.contents.features, b"duration_stretch", stretch)
    utterance = library.flite_synth_text(text.encode(), ctypes.cast(handle, ctypes.c_void_p))
    wave = library.utt_wave(utterance).contents
    samples = np.ctypeslib.as_array(wave.samples, (wave.count,)).astype(np.float32) / 32768
    rate, words = wave.rate, []
    item = library.relation_head(library.utt_relation(utterance, b"Word"))
    while item:
        word = library.flite_ffeature_string(item, b"name").decode()
        start = library.flite_ffeature_float(item, b"R:SylStructure.daughter1.daughter1.R:Segment.p.end")
        end = library.flite_ffeature_float(item, b"R:SylStructure.daughtern.daughtern.R:Segment.end")
        words.append((word, start, end))
        item = library.item_next(item)
    library.delete_utterance(utterance)
    return Said(samples, rate, _join_clitics(words))


def _join_clitics(words):
    """flite counts "'s" and "'re" as words of their own; people don't."""
    joined: list[tuple[str, float, float]] = []
    for word, start, end in words:
        if word.startswith("'") and joined:
            before, since, _ = joined.pop()
            joined.append((before + word, since, end))
        else:
            joined.append((word, start, end))
    return joined


# --------------------------------------------------------------------------- espeak-ng


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("utterance", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Espeak:
    Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))

    def __init__(self):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(ESPEAK_SYNCHRONOUS, 0, None, 0)
        self.callback = self.Callback(self._take)  # kept: the library calls it later
        self.library.espeak_SetSynthCallback(self.callback)

    @classmethod
    @functools.cache
    def shared(cls):
        return cls()

    def _take(self, wave, count, events):
        if wave and count > 0:
            self.parts.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float32) / 32768)
        i = 0
        while events[i].type:
            if events[i].type == ESPEAK_WORD:
                self.onsets.append((events[i].position - 1, events[i].length, events[i].milliseconds / 1000))
            i += 1
        return 0

    def say(self, text, voice, rate, pitch, range_):
        self.parts, self.onsets = [], []
        self.library.espeak_SetVoiceByName(voice.encode())
        for parameter, value in ((ESPEAK_RATE, rate), (ESPEAK_PITCH, pitch), (ESPEAK_RANGE, range_)):
            self.library.espeak_SetParameter(parameter, value, 0)
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, ESPEAK_UTF8, None, None)
        self.library.espeak_Synchronize()
        samples = np.concatenate(self.parts)
        ends = [onset for _, _, onset in self.onsets[1:]] + [len(samples) / self.rate]
        spoken = zip(self.onsets, ends, strict=True)
        return Said(samples, self.rate, [(text[at : at + n], start, end) for (at, n, start), end in spoken])
