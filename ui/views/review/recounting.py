"""Corrections and verdicts put into the analysis that lies on the disk. Outside the window's thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rehearse.analysis.recount import correct_words, judge_filler
from rehearse.errors import StoreError
from rehearse.store import Library
from rehearse.types import Analysis
from ui.widgets.plain import shortened
from ui.widgets.transcript.text import TranscriptText, make_text

CHANGED_MEANWHILE = "This take was analysed again meanwhile."
ONCE_MORE = "Correct the word once more."


@dataclass(frozen=True)
class Recounted:
    """An analysis after a change, and what to say of it."""

    analysis: Analysis
    text: TranscriptText
    said: str

    @staticmethod
    def keep(library: Library, take_id: str, change: Callable[[Analysis], Analysis], said: str) -> Recounted:
        """Change what lies on the disk, so that two changes in quick succession do not undo each other."""
        before = library.get(take_id).analysis
        if before is None:
            raise StoreError("The results of this take cannot be read.", "Analyse it again.")
        after = change(before)
        library.save_analysis(take_id, after)
        return Recounted(after, make_text(after), said)


@dataclass(frozen=True)
class Correction:
    """Word `index` of a take, which reads `before`, is `text`."""

    take_id: str
    index: int
    before: str
    text: str

    @property
    def said(self) -> str:
        was, now = shortened(self.before), shortened(self.text)
        return f"“{was}” is “{now}” now." if now else f"“{was}” is left out now."

    def fits(self, analysis: Analysis) -> bool:
        words = analysis.transcript.words
        return self.index < len(words) and words[self.index].text == self.before


def correct(library: Library, take_id: str, waiting: deque[Correction]) -> Recounted | None:
    """Put all corrections of the take that wait into its analysis, which is counted again once; None without any.

    Those made while an earlier one is being counted wait together: the story is not read anew for each of them.
    """
    made = []
    while waiting and waiting[0].take_id == take_id:
        made.append(waiting.popleft())
    return _corrected(library, take_id, made) if made else None


def _corrected(library: Library, take_id: str, made: Sequence[Correction]) -> Recounted:
    analysis = library.get(take_id).analysis
    fitting = [each for each in made if analysis is None or each.fits(analysis)]
    if not fitting:
        raise StoreError(CHANGED_MEANWHILE, ONCE_MORE)
    texts = {each.index: each.text for each in fitting}
    said = fitting[-1].said if len(texts) == 1 else f"{len(texts)} words are corrected."
    lost = f" {CHANGED_MEANWHILE} {ONCE_MORE}" if len(fitting) < len(made) else ""
    return Recounted.keep(library, take_id, lambda found: correct_words(found, texts), said + lost)


def judged(analysis: Analysis, index: int, start: float, answer: bool | None) -> Analysis:
    fillers = analysis.fillers
    if index >= len(fillers) or fillers[index].start != start:
        raise StoreError(CHANGED_MEANWHILE, "Judge the filler once more.")
    return judge_filler(analysis, index, answer)
