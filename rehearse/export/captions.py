"""Captions as WebVTT and SRT: at most two lines of 42 characters and seven seconds, broken where the speaker breaks.

The limits are the usual ones of broadcasters (BBC subtitle guidelines, Netflix timed text style guide).
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from rehearse.language.clauses import split_clauses
from rehearse.language.said import as_said
from rehearse.types import Transcript, Word

LINE_CHARS = 42
LINES = 2
SHORTEST_S, LONGEST_S = 1.0, 7.0
PAUSE_S = 0.3
HESITATIONS = ("um", "uh", "er", "erm", "hmm")
# what a cue costs by itself, for a break in the middle of a clause, and for each second of silence inside it
CUE, MID_CLAUSE, SILENCE, TOO_SHORT = 1.0, 4.0, 8.0, 6.0


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def make_cues(transcript: Transcript) -> tuple[Cue, ...]:
    """The words as cues in order, none overlapping the next."""
    words = [piece for word in as_said(transcript.words)[0] for piece in _pieces(word)]
    if not words:
        return ()
    bounds = _best_breaks(words)
    groups = [words[a:b] for a, b in pairwise(bounds)]
    starts = [*(group[0].start for group in groups[1:]), inf]
    return tuple(_cue(group, following) for group, following in zip(groups, starts, strict=True))


def to_vtt(transcript: Transcript) -> str:
    """WebVTT text; markup in the words is escaped."""
    cues = (f"{_stamp(c.start, '.')} --> {_stamp(c.end, '.')}\n{_vtt_lines(c)}\n" for c in make_cues(transcript))
    return "WEBVTT\n\n" + "\n".join(cues)


def to_srt(transcript: Transcript) -> str:
    """SubRip text. The format knows no escape, so what players take for markup is replaced by look-alikes."""
    cues = enumerate(make_cues(transcript), 1)
    return "\n".join(f"{n}\n{_stamp(c.start, ',')} --> {_stamp(c.end, ',')}\n{_srt_lines(c)}\n" for n, c in cues)


def _pieces(word: Word) -> list[Word]:
    """The word, without line breaks; one too long for a line in parts that share its time."""
    text = " ".join(word.text.split())
    parts = [text[i : i + LINE_CHARS] for i in range(0, len(text), LINE_CHARS)]
    step = (word.end - word.start) / max(len(parts), 1)
    return [Word(p, word.start + i * step, word.start + (i + 1) * step) for i, p in enumerate(parts)]


def _vtt_lines(cue: Cue) -> str:
    return "\n".join(html.escape(line, quote=False) for line in cue.lines)


def _srt_lines(cue: Cue) -> str:
    return "\n".join(cue.lines).translate(str.maketrans("<>{}", "‹›()"))


def _best_breaks(words: Sequence[Word]) -> list[int]:
    """Indices at which cues begin, and the end: the cheapest way to cut, found from the front (dynamic programming)."""
    starts = set(split_clauses([w.text for w in words]))
    cost, back = [0.0], [0]
    for end in range(1, len(words) + 1):
        ways = []
        for begin in range(end - 1, -1, -1):
            if end - begin > 1 and not _fits(words[begin:end]):
                break
            ways.append((cost[begin] + _cost(words, begin, end, starts), begin))
        best = min(ways)
        cost.append(best[0])
        back.append(best[1])
    bounds, at = [len(words)], len(words)
    while at:
        at = back[at]
        bounds.append(at)
    return bounds[::-1]


def _cost(words: Sequence[Word], begin: int, end: int, clause_starts: set[int]) -> float:
    group = words[begin:end]
    silence = sum(max(0.0, b.start - a.end - PAUSE_S) for a, b in pairwise(group))
    following = words[end].start if end < len(words) else inf
    short = max(0.0, SHORTEST_S - (following - group[0].start))
    return CUE + SILENCE * silence + TOO_SHORT * short + (0.0 if _breaks(words, end, clause_starts) else MID_CLAUSE)


def _breaks(words: Sequence[Word], at: int, clause_starts: set[int]) -> bool:
    """Whether the speaker breaks before this word: a pause, a sentence's end, a new clause, an um."""
    if at == len(words) or at in clause_starts or words[at].text.lower().strip(",.") in HESITATIONS:
        return True
    return words[at].start - words[at - 1].end >= PAUSE_S or words[at - 1].text.rstrip("\"'”’)").endswith(tuple(".?!"))


def _fits(group: Sequence[Word]) -> bool:
    return group[-1].end - group[0].start <= LONGEST_S and _line_count(group) <= LINES


def _line_count(group: Sequence[Word]) -> int:
    """How many lines the words fill, each put on the line while it fits."""
    lines, used = 1, -1
    for word in group:
        used += 1 + len(word.text)
        if used > LINE_CHARS:
            lines, used = lines + 1, len(word.text)
    return lines


def _wrap(group: Sequence[Word]) -> list[str]:
    text = " ".join(w.text for w in group)
    return _balanced(text) if len(text) > LINE_CHARS else [text]


def _balanced(text: str) -> list[str]:
    """Two lines of like length where the text fits two; else as many as it takes."""
    lines = textwrap.wrap(text, LINE_CHARS, break_on_hyphens=False)
    if len(lines) != LINES:
        return lines
    for width in range(len(text) // 2, LINE_CHARS):
        even = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
        if len(even) == LINES and max(map(len, even)) <= LINE_CHARS:
            return even
    return lines


def _cue(group: Sequence[Word], following: float) -> Cue:
    """Shown for at least a second where the next cue leaves the room, and never longer than seven."""
    start = group[0].start
    end = min(max(group[-1].end, start + SHORTEST_S), start + LONGEST_S, following)
    return Cue(start, max(end, start + 0.001), tuple(_wrap(group)[:LINES]))


def _stamp(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"
