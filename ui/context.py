"""Everything the places share, wired once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from rehearse import settings as stored_settings
from rehearse.errors import RehearseError
from rehearse.settings import Settings
from rehearse.store import Library, open_library
from ui.background import Background
from ui.jobs import Jobs
from ui.places import Route
from ui.theme import Theme, theme

if TYPE_CHECKING:
    from rehearse.store.move import Moved

T = TypeVar("T")


@dataclass(frozen=True)
class Notice:
    """One sentence to show across the window until it is closed, with at most one thing to do about it."""

    sentence: str
    warn: bool = False
    action: str = ""
    act: Callable[[], object] | None = None


class Context(QObject):
    """Library, settings, analyses and appearance, and how the places talk to each other.

    Signals
    -------
    route_asked(Route) : show another place.
    noticed(Notice) : tell the person something.
    takes_changed() : takes were added, deleted or restored.
    take_changed(str) : a take's notes, state or analysis changed; carries its id.
    settings_changed() : `settings` is another value now.
    library_moved() : `library` is the same one in another place; whoever remembers where it was must ask again.
    """

    route_asked = Signal(object)
    noticed = Signal(object)
    takes_changed = Signal()
    take_changed = Signal(str)
    settings_changed = Signal()
    library_moved = Signal()

    def __init__(
        self, root: Path, *, settings: Settings | None = None, camera: str = "", parent: QObject | None = None
    ) -> None:
        """Open the library at `root`; `camera` is "" for real devices or "clip:FILE". Raises StoreError."""
        super().__init__(parent)
        self.settings = settings or stored_settings.load().settings
        self.camera = camera
        self.theme: Theme = theme()
        self.theme.set_appearance(self.settings.appearance)
        self.library: Library = open_library(root)
        self.background = Background(root, self)
        self.errands = Background(root, self)
        for each in (self.background, self.errands):
            each.broke.connect(self.tell_error)
        self._trashed: frozenset[str] = frozenset()
        self.jobs = Jobs(self)
        self.jobs.finished.connect(self._analysed)
        self.jobs.failed.connect(self.take_changed)
        self.jobs.cancelled.connect(self.take_changed)

    # ------------------------------------------------------------------ telling

    def go(self, route: Route) -> None:
        self.route_asked.emit(route)

    def tell(
        self, sentence: str, *, warn: bool = False, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self.noticed.emit(Notice(sentence, warn, action, act))

    @Slot(object)
    def tell_error(self, error: Exception) -> None:
        """Say an expected error; a bug goes on to the handler that keeps its traceback."""
        if not isinstance(error, RehearseError):
            raise error
        self.tell(f"{error.message} {error.hint}".strip(), warn=True)

    # ------------------------------------------------------------------ changing

    def change_settings(self, **fields: Any) -> None:
        """Replace fields of the settings, keep them on the disk and put the appearance into effect.

        Where they cannot be kept that is told, and they hold for as long as the app is open.
        """
        changed = replace(self.settings, **fields)
        if changed == self.settings:
            return
        self.settings = changed
        try:
            stored_settings.save(changed)
        except RehearseError as error:  # they hold until the app closes
            self.tell_error(error)
        self.theme.set_appearance(changed.appearance)
        self.settings_changed.emit()

    def in_background(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], object] = lambda _: None,
        failed: Callable[[Exception], object] | None = None,
        *,
        long: bool = False,
    ) -> None:
        """See `Background.run`; errors nobody listens to are told across the window.

        What may take many seconds is `long`: a recording's beginning, a review, a note do not wait behind it.
        """
        (self.errands if long else self.background).run(work, done, failed)

    def delete(
        self,
        ids: Sequence[str],
        done: Callable[[], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Move takes, and their patches, to the trash, from which they come back until the app closes; then `done`."""

        def moved(trashed: frozenset[str]) -> None:
            self._trashed |= trashed
            done()

        self.in_background(lambda library: _to_trash(library, ids), moved, failed)

    def restore(self, ids: Sequence[str], done: Callable[[], object] = lambda: None) -> None:
        """Bring takes back from the trash; an analysis that was called off with one is asked for again. Then `done`."""

        def back(waiting: tuple[str, ...]) -> None:
            for take_id in waiting:
                self.jobs.add(take_id)
            self.takes_changed.emit()
            done()

        self.in_background(lambda library: _from_trash(library, ids), back)

    def move_library(
        self,
        target: Path,
        *,
        progress: Callable[[float], None],
        done: Callable[[Moved], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Move the library to the folder `target` and go on there; where that fails, here as before.

        Analyses stop meanwhile. `progress` is called in the background, and may raise Cancelled. Nothing else that
        takes long may be under way, and the person should ask for nothing until `done` or `failed`.
        """
        place, settings = target.expanduser().resolve(), self.settings
        self.jobs.stop()

        def work(library: Library) -> Moved:
            from rehearse.store.move import move_library

            def switch(moved_to: Path) -> None:
                stored_settings.save(replace(settings, library_dir=str(moved_to)))

            moved = move_library(library, place, switch=switch, progress=progress)
            self.background.switch(place)
            with suppress(RehearseError):  # told when it is opened; its index is made here, which may take a while
                open_library(place).close()
            return moved

        def went(moved: Moved) -> None:
            self._reopen(place)
            done(moved)

        def stayed(error: Exception) -> None:
            self.jobs.go_on()
            failed(error)

        self.in_background(work, went, stayed)

    def _reopen(self, place: Path) -> None:
        """Go on in the new place; who shows the library is told once nobody waits for the old one any more."""
        self.library.close()
        self.errands.switch(place)
        self.change_settings(library_dir=str(place))
        self.library = open_library(place)
        self.jobs.go_on()
        self.in_background(lambda _: None, lambda _: self.library_moved.emit())

    @Slot(str)
    def _analysed(self, take_id: str) -> None:
        self.take_changed.emit(take_id)
        self.takes_changed.emit()

    def close(self) -> None:
        """End analyses (they go on at the next start), write what is waiting to be written, close the library."""
        self.jobs.stop()
        self.errands.close()
        self.background.close()
        with suppress(RehearseError):  # a library that is gone keeps its trash
            if self._trashed:
                self.library.empty_trash(self._trashed)
        self.library.close()


def _from_trash(library: Library, ids: Sequence[str]) -> tuple[str, ...]:
    """Bring takes back with their patches; the ids of those whose analysis is wanted."""
    library.restore(ids)
    back = {*ids, *(patch.take.id for take_id in ids for patch in library.patches(take_id))}
    return tuple(take_id for take_id in library.waiting() if take_id in back)


def _to_trash(library: Library, ids: Sequence[str]) -> frozenset[str]:
    """Delete takes; the ids of all that went."""
    before = set(library.trash())
    library.delete(ids, passing=True)
    return frozenset(library.trash()) - before
