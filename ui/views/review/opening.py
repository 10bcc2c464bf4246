"""What the review reads of a take: first what it shows first, then the rest. Outside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rehearse.store import Filter, Library, StoredTake, TakeRow
from rehearse.types import Take
from ui.playback.captions import Captions
from ui.views.review.numbers import Usual, usual_before
from ui.views.review.story import StoryPage, make_page, read_whole
from ui.widgets.transcript.text import TranscriptText, make_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Opened:
    """A take as it is shown first. `siblings` are the takes of its question, itself among them, oldest first."""

    stored: StoredTake
    siblings: tuple[TakeRow, ...]
    peaks: NDArray[np.float32] | None
    text: TranscriptText | None


@dataclass(frozen=True)
class Background:
    """What comes a moment later. `story` is None without an analysis."""

    usual: dict[str, Usual]
    captions: Captions | None
    story: StoryPage | None
    patches: tuple[StoredTake, ...]


NOTHING_YET = Background({}, None, None, ())


def read(library: Library, take_id: str) -> Opened:
    """What the review shows first."""
    stored = library.get(take_id)
    text = make_text(stored.analysis) if stored.analysis else None
    return Opened(stored, siblings(library, stored.take), stored.peaks, text)


def siblings(library: Library, take: Take) -> tuple[TakeRow, ...]:
    """The takes of the same question, oldest first; patches have none."""
    if take.question is None or take.patch_of:
        return ()
    return tuple(reversed(library.list(Filter(question_key=take.question.key))))


def complete(library: Library, stored: StoredTake) -> Background:
    """What may come a moment later, because it takes longer or is seen later."""
    analysis, take = stored.analysis, stored.take
    patches = library.patches(take.id)
    if analysis is None:
        return Background({}, None, None, patches)
    keys = [measure.key for measure in analysis.measures]
    usual = usual_before(library.readings(keys), analysis, take.id, take.created_at or _now())
    story = make_page(analysis, patches, read_whole(analysis, patches))
    return Background(usual, Captions(analysis.transcript), story, patches)


def _now() -> str:
    return datetime.now().astimezone().isoformat()
