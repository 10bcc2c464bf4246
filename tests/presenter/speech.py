"""The script's speech items to one sound track, with words, fillers, pauses and cues at their times.

An item is a text (spoken), a number (a silence in seconds), {"filler": "um"} (spoken, counted), or a cue that takes
effect where it stands: {"look": target}, {"head": [yaw, pitch, roll]}, {"pace": stretch}. In a text, words in *stars*
are discourse markers: spoken like the rest and listed as fillers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from tests.presenter.voices import say

AUDIBLE, WORD_AUDIBLE = 0.004, 0.012
EDGE_S = 0.002
PAUSE_S = 0.25
WORD = re.compile(r"[\w'-]+")


class Track(NamedTuple):
    samples: np.ndarray
    rate: int
    duration: float
    words: list[dict]
    fillers: list[dict]
    pauses: list[dict]
    cues: list[tuple[float, dict]]


def speak(script):
    """Speak the script; the track is as long as its "duration", or ends 0.6 s after the last item."""
    voice = script.get("voice", {})
    rate = say("a", **voice).rate
    parts, words, fillers, cues, now, pace = [np.zeros(0, np.float32)], [], [], [], 0.0, 1.0
    for item in script.get("speech", []):
        if isinstance(item, dict) and "filler" not in item:
            pace = item.get("pace", pace)
            cues.append((now, item))
            continue
        if isinstance(item, int | float):
            parts.append(np.zeros(round(item * rate), np.float32))
        else:
            samples, spoken, counted = _say(item, {**voice, "stretch": voice.get("stretch", 1.0) * pace}, now)
            parts.append(samples)
            words += spoken
            fillers += counted
        now += len(parts[-1]) / rate
    duration = float(script.get("duration", now + 0.6))
    samples = np.concatenate(parts)[: round(duration * rate)]
    samples = np.pad(samples, (0, round(duration * rate) - len(samples)))
    return Track(samples, rate, duration, words, fillers, _pauses(words, duration), cues)


def _say(item, voice, now):
    """Samples without silence at the ends, the words, and those of them that are fillers."""
    text = item if isinstance(item, str) else item["filler"]
    said = say(text.replace("*", ""), **voice)
    loud = np.flatnonzero(np.abs(said.samples) > AUDIBLE)
    edge = int(EDGE_S * said.rate)
    first, last = max(0, loud[0] - edge), loud[-1] + edge
    shift, words = now - first / said.rate, []
    for word, start, end in _spelled(said.words, text):
        span = slice(round(max(start * said.rate, first)), round(min(end * said.rate, last)))
        heard = np.flatnonzero(np.abs(said.samples[span]) > WORD_AUDIBLE)
        if heard.size:
            stop = (span.start + heard[-1] + 1) / said.rate
            words.append(
                {"word": word, "start": round(span.start / said.rate + shift, 3), "end": round(stop + shift, 3)}
            )
    return said.samples[first:last], words, _marked(text, words) if isinstance(item, str) else words


def _spelled(words, text):
    """The voice's words as the script writes them, where they pair up (flite spells "we're" "were")."""
    written = WORD.findall(text.lower())
    if len(written) != len(words):
        written = [word.strip(".,!?;:").lower() for word, _, _ in words]
    return [(spelling, start, end) for spelling, (_, start, end) in zip(written, words, strict=True)]


def _marked(text, words):
    """Words of `text` that stand in *stars*; neighbours in the same stars are one filler."""
    fillers, at = [], 0
    for run in re.findall(r"\*[^*]+\*|[^*]+", text):
        count = len(WORD.findall(run))
        if run.startswith("*"):
            chosen = words[at : at + count]
            joined = " ".join(w["word"] for w in chosen)
            fillers.append({"word": joined, "start": chosen[0]["start"], "end": chosen[-1]["end"]})
        at += count
    if fillers and at != len(words):
        raise ValueError(f"{at} words written, {len(words)} spoken: {text!r}")
    return fillers


def _pauses(words, duration):
    """Every silence of 0.25 s and more, those before the first and after the last word included."""
    starts = [w["start"] for w in words] + [duration]
    ends = [0.0] + [w["end"] for w in words]
    gaps = zip(ends, starts, strict=True)
    return [{"start": round(a, 3), "end": round(b, 3)} for a, b in gaps if b - a >= PAUSE_S]


def mouth_opening(samples, rate, count, fps):
    """Lip opening in mm for each of `count` pictures, from the loudness of the speech."""
    width = rate / fps
    spans = [(int(max(0, (i - 0.3) * width)), int((i + 0.7) * width) + 1) for i in range(count)]
    level = np.array([np.sqrt(np.mean(samples[a:b] ** 2)) if a < len(samples) else 0.0 for a, b in spans])
    speaking = level[level > 0.005]
    top = np.percentile(speaking, 90) if speaking.size else 1.0
    opening, now = np.zeros(count), 0.0
    for i, wanted in enumerate(11.0 * np.clip((level - 0.004) / top, 0, 1.1) ** 0.65):
        now += (wanted - now) * (0.75 if wanted > now else 0.55)
        opening[i] = now
    return opening
