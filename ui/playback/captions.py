"""Which caption is on the picture at a moment. Pure: no Qt."""

from __future__ import annotations

from bisect import bisect_right

from rehearse.export.captions import make_cues
from rehearse.types import Transcript


class Captions:
    """The captions of one transcript, cut as they are exported."""

    def __init__(self, transcript: Transcript) -> None:
        self._cues = make_cues(transcript)
        self._starts = [cue.start for cue in self._cues]

    def at(self, seconds: float) -> str:
        """The caption's lines, parted by a line break; "" where nothing is said."""
        index = bisect_right(self._starts, seconds) - 1
        if index < 0 or seconds >= self._cues[index].end:
            return ""
        return "\n".join(self._cues[index].lines)
