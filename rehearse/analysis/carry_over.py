"""The person's own work on one analysis put onto a newer one of the same recording: corrected words, judged fillers.

A correction goes over where the new transcript has the word that was corrected at the same time; where it has what the
person wrote already, there is nothing to do. A verdict goes over where a filler of the same kind was found at the same
time. What fits nowhere is counted and named, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from rehearse.analysis.recount import correct_words, judge_fillers
from rehearse.errors import RehearseError
from rehearse.export.wording import clock
from rehearse.store import Library
from rehearse.store.folders import read_analysis, write_analysis
from rehearse.types import Analysis, Filler, Word

SAME_TIME_S = 0.3  # two recognisers rarely differ by more in where a word lies
MOST_NAMED = 3


class _Timed(Protocol):
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


@dataclass(frozen=True)
class Carried:
    """`analysis` with `kept` corrections and verdicts; `lost` names in order of time those that fit nowhere."""

    analysis: Analysis
    kept: int
    lost: tuple[str, ...]


def carry_over(before: Analysis, after: Analysis) -> Carried:
    """Put what the person corrected and judged in `before` onto `after`. Takes a while: not for a window's thread."""
    texts, kept_words, lost_words = _words(before.transcript.words, after.transcript.words)
    analysis = correct_words(after, texts) if texts else after
    verdicts, kept_fillers, lost_fillers = _fillers(before.fillers, analysis.fillers)
    analysis = judge_fillers(analysis, verdicts) if verdicts else analysis
    lost = tuple(name for _, name in sorted([*lost_words, *lost_fillers]))
    return Carried(analysis, kept_words + kept_fillers, lost)


def keep_results(library: Library, take_id: str, out: Path) -> None:
    """Give a take the results in a worker's folder, with what the person had corrected and judged before.

    What could not be carried over is named in the analysis's warnings. Raises as `Library.keep_results` does.
    """
    before = _analysis_of(library, take_id)
    if before is not None:
        after = read_analysis(out)
        carried = with_warning(carry_over(before, after))
        if carried != after:
            write_analysis(out, carried)
    library.keep_results(take_id, out)


def carried_over(library: Library, recording: Path, after: Analysis) -> Analysis:
    """The analysis of a recording, with what the person did to the one that the library may have of it."""
    take_id = library.take_of(recording)
    before = _analysis_of(library, take_id) if take_id else None
    return with_warning(carry_over(before, after)) if before is not None else after


def with_warning(carried: Carried) -> Analysis:
    """The analysis, warning of what could not be carried over."""
    if not carried.lost:
        return carried.analysis
    return replace(carried.analysis, warnings=(*carried.analysis.warnings, lost_sentence(carried)))


def lost_sentence(carried: Carried) -> str:
    """ "2 of your 5 corrections do not fit what was recognised now: “vendor” at 0:08 and 1 more." """
    count, total = len(carried.lost), len(carried.lost) + carried.kept
    named = ", ".join(carried.lost[:MOST_NAMED])
    more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    which = f"{count} of your {total} corrections" if total > 1 else "Your correction"
    fit, kept = ("do", "were") if count > 1 else ("does", "was")
    return f"{which} {fit} not fit what was recognised this time, and {kept} not kept: {named}{more}."


def _analysis_of(library: Library, take_id: str) -> Analysis | None:
    """What was found before, None where there is nothing that can be read."""
    try:
        return library.get(take_id).analysis
    except RehearseError:
        return None


# --------------------------------------------------------------------------- words


def _words(before: Sequence[Word], after: Sequence[Word]) -> tuple[dict[int, str], int, list[tuple[float, str]]]:
    """What to write for which word of `after`, how many corrections that keeps, and those that fit nowhere."""
    texts: dict[int, str] = {}
    kept, lost = 0, []
    for word in before:
        if word.original is None:
            continue
        place = _place_of(word, after)
        if place is not None and place not in texts:
            texts[place] = word.text
        elif not _says_already(word, after):
            lost.append((word.start, f"“{word.text or word.original}” at {clock(word.start)}"))
            continue
        kept += 1
    return texts, kept, lost


def _place_of(word: Word, after: Sequence[Word]) -> int | None:
    """The word that the correction was made of, recognised again at the same time."""
    same = [i for i, new in enumerate(after) if _near(word, new) and _plain(new.text) == _plain(word.original or "")]
    return min(same, key=lambda i: abs(after[i].start - word.start), default=None)


def _says_already(word: Word, after: Sequence[Word]) -> bool:
    """Whether what the person wrote stands there now; a word that was taken out, whether there is none."""
    there = [new for new in after if new.start < word.end and word.start < new.end]
    if not word.text:
        return not there
    near = " ".join(_plain(new.text) for new in after if _near(word, new))
    return f" {_plain(word.text)} " in f" {near} "


def _plain(text: str) -> str:
    return " ".join(part.strip(".,;:!?…\"“”'’()-") for part in text.casefold().split())


# --------------------------------------------------------------------------- fillers


def _fillers(
    before: Sequence[Filler], after: Sequence[Filler]
) -> tuple[dict[int, bool | None], int, list[tuple[float, str]]]:
    verdicts: dict[int, bool | None] = {}
    kept, lost = 0, []
    for filler in before:
        if filler.confirmed is None:
            continue
        place = next(_same_fillers(filler, after), None)
        if place is not None:
            verdicts[place] = filler.confirmed
        elif filler.confirmed:  # one that was rejected and is not found any more needs no verdict
            lost.append((filler.start, f"the filler “{filler.text or 'um'}” at {clock(filler.start)}"))
            continue
        kept += 1
    return {i: said for i, said in verdicts.items() if after[i].confirmed is not said}, kept, lost


def _same_fillers(filler: Filler, after: Sequence[Filler]) -> Iterator[int]:
    """Fillers of the same kind at the same time, the nearest first."""
    same = [i for i, new in enumerate(after) if new.kind == filler.kind and _near(filler, new)]
    yield from sorted(same, key=lambda i: abs(after[i].start - filler.start))


def _near(one: _Timed, other: _Timed) -> bool:
    """Whether both lie at the same time: they overlap, and their middles are hardly apart."""
    apart = abs(one.start + one.end - other.start - other.end) / 2
    return apart <= SAME_TIME_S or (one.start <= other.start and other.end <= one.end)
