"""The mock loop's place: which of its pages is shown, and the ways between them. Without any widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.errors import StoreError
from rehearse.loops.folder import begin_run, close_run, hold_run, read_run, release_run, write_run
from rehearse.loops.recover import recovered, takes_of
from rehearse.loops.run import LoopRun
from rehearse.questions import Loop, all_packs, find_question, new_loop_key, remove_own_loop, write_own_loop
from rehearse.store import Library
from ui.context import Context
from ui.places import Part, Place, Route
from ui.studio.booth import Booth
from ui.views.loop.board import Board, Offer, gather
from ui.views.loop.course import LoopCourse
from ui.views.loop.draft import Draft, draft_of, loop_of
from ui.views.loop.summing import Summing
from ui.views.loop.voice import Voice

STILL_BUILDING = "The loop that you are building is still open. Save or cancel it to begin the other one."
NOTHING_ANSWERED = "Nothing was answered in this loop, so there is no summary."


class LoopPage(Enum):
    CHOOSE = auto()
    EDIT = auto()
    RUN = auto()
    SUMMARY = auto()


@dataclass(frozen=True)
class _Started:
    """A run that is held by this process, and the languages of the packs that it asks from."""

    run: LoopRun
    languages: dict[str, str] = field(default_factory=lambda: {pack.id: pack.language for pack in all_packs().packs})


class LoopModel(QObject):
    """`board` is what the chooser showed last, `is_read` whether it was read since the chooser was opened.

    `wanted` is the key of the loop that the person came for, "" for none.

    Signals
    -------
    changed() : another page is shown, or the chooser's board is another one.
    kept(Loop) : the loop that was built is kept.
    refused(str) : it can't be kept; a sentence says why.
    """

    changed = Signal()
    kept = Signal(object)
    refused = Signal(str)

    def __init__(self, context: Context, booth: Booth, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.voice = voice
        self.course = LoopCourse(context, booth, voice, self)
        self.summing = Summing(context, self)
        self.page = LoopPage.CHOOSE
        self.board: Board | None = None
        self.is_read = False
        self.wanted = ""
        self.draft = Draft()
        self._beginning = False
        self._here = False
        self.course.ended.connect(self._on_ended)
        self.summing.gone.connect(self._on_gone)

    # ------------------------------------------------------------------ coming and going

    def enter(self, route: Route) -> None:
        """The place is shown: the chooser, at the loop that the route names, or the run that it names."""
        self._here, self.wanted = True, route.loop
        self.voice.prepare()
        if route.loop_run:
            self.open_run(route.loop_run)
        elif self.page is LoopPage.EDIT:
            if route.loop:
                self._context.tell(STILL_BUILDING)
            self.changed.emit()
        else:
            self.choose()

    def may_leave(self) -> bool:
        return self.page is not LoopPage.RUN or self.course.may_leave()

    def leave(self) -> None:
        self._here = False
        if self.page is LoopPage.RUN:
            self.course.leave()
        self.summing.end()
        if self.page is not LoopPage.EDIT:
            self.page = LoopPage.CHOOSE

    def choose(self) -> None:
        """Show the chooser, read anew."""
        self.is_read = False
        self._turn_to(LoopPage.CHOOSE)
        self._context.in_background(gather, self._gathered)

    def choose_later(self) -> None:
        """Leave the run as it stands: the chooser offers to go on with it."""
        self.course.leave()
        self.choose()

    def _gathered(self, board: Board) -> None:
        self.board, self.is_read = board, True
        for notice in board.notices:
            self._context.tell(notice, warn=True)
        self.changed.emit()

    def _turn_to(self, page: LoopPage) -> None:
        if self.page is LoopPage.SUMMARY and page is not LoopPage.SUMMARY:
            self.summing.end()
        self.page, self._beginning = page, False
        self.changed.emit()

    def practise(self) -> None:
        """A single question instead."""
        self._context.go(Route(Place.PRACTISE))

    # ------------------------------------------------------------------ runs

    def begin(self, loop: Loop) -> None:
        """Begin a run of a loop."""
        if self._beginning:
            return
        self._beginning = True
        self._context.in_background(
            lambda library: _Started(begin_run(library.root, loop, find_question)), self._begun, self._not_begun
        )

    def go_on(self, run_id: str) -> None:
        """Go on with a run, at the question that has no answer yet."""
        if self._beginning:
            return
        self._beginning = True
        self._context.in_background(lambda library: _Started(_taken_up(library, run_id)), self._begun, self._not_begun)

    def _begun(self, started: _Started) -> None:
        run = started.run
        if not self._here:
            self._beginning = False
            self._context.in_background(lambda library: release_run(library.root, run.id))
            return
        self._turn_to(LoopPage.RUN)
        self.course.start(run, started.languages)

    def _not_begun(self, error: Exception) -> None:
        self._beginning = False
        self._context.tell_error(error)

    def close(self, run_id: str) -> None:
        """Give up a run that was not finished; what was answered stays."""
        self._context.in_background(lambda library: close_run(library.root, run_id), self._on_ended)

    def open_run(self, run_id: str) -> None:
        """Show what was heard in a run that has ended, or go on with one that has not."""
        self._context.in_background(lambda library: read_run(library.root, run_id), self._opened, self._not_opened)

    def _opened(self, run: LoopRun) -> None:
        if not self._here:
            return
        if run.ended:
            self.show_summary(run.id)
        else:
            self.go_on(run.id)

    def _not_opened(self, error: Exception) -> None:
        self._context.tell_error(error)
        self.choose()

    def show_summary(self, run_id: str) -> None:
        self._turn_to(LoopPage.SUMMARY)
        self.summing.show(run_id)

    @Slot(object)
    def _on_ended(self, run: LoopRun) -> None:
        self._context.takes_changed.emit()
        if not self._here:
            return
        if run.takes:
            self.show_summary(run.id)
        else:
            self._context.tell(NOTHING_ANSWERED)
            self.choose()

    @Slot(object)
    def _on_gone(self, error: Exception) -> None:
        self._context.tell_error(error)
        self.choose()

    def again(self) -> None:
        """Begin the loop of the summary once more."""
        if self.summing.run is not None:
            self.begin(self.summing.run.loop)

    def review(self, take_id: str, patch_element: str = "") -> None:
        """Open the review of one of its answers."""
        self._context.go(Route(Place.REVIEW, take_id=take_id, patch_element=patch_element))

    def open_settings(self) -> None:
        self._context.go(Route(Place.SETTINGS, part=Part.RECOGNISER))

    # ------------------------------------------------------------------ loops of one's own

    def edit(self, offer: Offer | None = None) -> None:
        """Build a new loop, change one's own, or a copy of one that comes along."""
        self.draft = draft_of(offer.loop, own=offer.own) if offer else Draft()
        self._turn_to(LoopPage.EDIT)

    def keep(self, draft: Draft) -> None:
        """Keep what was built."""
        self.draft = draft
        self._context.in_background(lambda _: _write(draft), self._on_kept, self._on_refused)

    def remove(self, key: str) -> None:
        """Remove a loop of one's own; runs of it stay."""
        self._context.in_background(lambda _: remove_own_loop(key), lambda _: self.choose())

    def _on_kept(self, loop: Loop) -> None:
        self.kept.emit(loop)
        self.draft = Draft()
        self.choose()

    def _on_refused(self, error: Exception) -> None:
        message = getattr(error, "message", "")
        if not message:
            self._context.tell_error(error)
        self.refused.emit(message)


def _write(draft: Draft) -> Loop:
    return write_own_loop(loop_of(draft, draft.key or new_loop_key(draft.title)))


def _taken_up(library: Library, run_id: str) -> LoopRun:
    """The run, held by this process, with what was answered though the run had not noted it."""
    read_run(library.root, run_id)  # else there may be no folder to hold
    if not hold_run(library.root, run_id):
        raise StoreError("This loop is being run in another window of Rehearse.", "End it there.")
    run = read_run(library.root, run_id)
    run = recovered(run, takes_of(library, run))
    write_run(library.root, run)
    return run
