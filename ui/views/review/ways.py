"""Where the review leads to, and out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rehearse.store import TakeRow
from rehearse.types import Take
from ui.context import Context
from ui.places import Place, Route


def to_compare(take_id: str, siblings: Sequence[TakeRow]) -> Route:
    """Beside the take before it, or beside the next where it is the first; `siblings` are oldest first."""
    ids = [row.id for row in siblings]
    at = ids.index(take_id) if take_id in ids else 0
    return Route(Place.COMPARE, take_id=take_id, compare_with=ids[at - 1] if at else ids[1])


def to_retake(take: Take) -> Route:
    """What this take answered once more, as it was asked then; a short answer again completes the same take."""
    ask = take.question.text if take.patch_of and take.question else ""
    return Route(Place.PRACTISE, take_id=take.id, patch_of=take.patch_of, patch_element=take.patch_element, ask=ask)


def to_answer(take: Take, element: str, ask: str) -> Route:
    """A short answer that is kept with the take; `element` is what it adds to the story."""
    key = take.question.key if take.question else ""
    return Route(Place.PRACTISE, question_key=key, patch_of=take.id, patch_element=element, ask=ask)


def to_whole(patch: Take) -> Route:
    """From a short answer to the story that it completes."""
    return Route(Place.REVIEW, take_id=patch.patch_of, patch_element=patch.patch_element)


def delete(context: Context, take: Take, refused: Callable[[], object]) -> None:
    """To the trash and on to the library, from a short answer to the whole; with a way back until the app closes.

    Where it cannot be deleted that is told, and `refused` is called.
    """
    take_id = take.id

    def undo() -> None:
        context.restore([take_id], lambda: context.go(Route(Place.REVIEW, take_id=take_id)))

    def deleted() -> None:
        context.takes_changed.emit()
        context.tell("The take is in the trash until Rehearse closes.", action="Undo", act=undo)
        context.go(to_whole(take) if take.patch_of else Route(Place.LIBRARY))

    def not_deleted(error: Exception) -> None:
        refused()
        context.tell_error(error)

    context.jobs.cancel(take_id)
    context.delete([take_id], deleted, not_deleted)
