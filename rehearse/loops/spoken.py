"""A question as a synthetic voice should say it: without marks that a voice reads out or stumbles over."""

from __future__ import annotations

import re
import unicodedata

_WORDS = (
    (r"\be\.g\.", "for example"),
    (r"\bi\.e\.", "that is"),
    (r"\betc\.", "and so on"),
    (r"\bvs\.?(?=\s|$)", "versus"),
    (r"\s*>=\s*", " at least "),
    (r"\s*<=\s*", " at most "),
    (r"\s*(?:==|=)\s*", " equals "),
    (r"(?<=\s)&(?=\s)", "and"),
    (r"(?<=\d)\s*%", " per cent"),
    (r"(?<=\d)\s+[-−]\s+(?=\d)", " minus "),
    (r"(?<=\d)[-–](?=\d)", " to "),
    (r"(?<=\d)\s*\+(?=\s)", " plus "),
    (r"(?<=\d)\s*\*\s*(?=[\d(])", " times "),
    (r"(?<=\w)/(?=\w)", " or "),
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_DASH = re.compile(r"\s+[-–—]+\s+|\s*—\s*")
_MARKS = re.compile(r"[*_`#~|<>\[\]{}“”„«»\"]|(?<!\w)['‘’]|['‘’](?!\w)")
_BRACKETS = re.compile(r"\s*\(\s*([^()]*?)\s*\)")


def spoken(text: str) -> str:
    """The words to say, on one line; they end in a full stop where the text ends in none."""
    text = _ADDRESS.sub("", _LINK.sub(r"\1", unicodedata.normalize("NFC", text)))
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    text = _DASH.sub(", ", _MARKS.sub(" ", text.replace("…", "...")))
    text = _BRACKETS.sub(r", \1,", text)
    return _tidy(text)


def _tidy(text: str) -> str:
    text = re.sub(r"\.{2,}", ".", " ".join(text.split()))
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r",+(?=[,.;:?!])", "", text).strip(" ,;:")
    return text if not text or text[-1] in ".?!。？！؟" else f"{text}."
