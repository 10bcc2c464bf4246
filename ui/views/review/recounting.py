"""Corrections and verdicts put into the analysis that lies on the disk. Outside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rehearse.analysis.recount import correct_word, judge_filler
from rehearse.errors import StoreError
from rehearse.store import Library
from rehearse.types import Analysis
from ui.widgets.transcript.text import TranscriptText, make_text

CHANGED_MEANWHILE = "This take was analysed again meanwhile."


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


def corrected(analysis: Analysis, index: int, before: str, text: str) -> Analysis:
    words = analysis.transcript.words
    if index >= len(words) or words[index].text != before:
        raise StoreError(CHANGED_MEANWHILE, "Correct the word once more.")
    return correct_word(analysis, index, text)


def judged(analysis: Analysis, index: int, start: float, answer: bool | None) -> Analysis:
    fillers = analysis.fillers
    if index >= len(fillers) or fillers[index].start != start:
        raise StoreError(CHANGED_MEANWHILE, "Judge the filler once more.")
    return judge_filler(analysis, index, answer)
