"""Everything the places share, wired once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from rehearse import settings as stored_settings
from rehearse.errors import RehearseError
from rehearse.settings import Settings
from rehearse.store import Library, open_library
from ui.background import Background
from ui.jobs import Jobs
from ui.places import Route
from ui.theme import Theme, theme

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
    """

    route_asked = Signal(object)
    noticed = Signal(object)
    takes_changed = Signal()
    take_changed = Signal(str)
    settings_changed = Signal()

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

    def delete(self, ids: Sequence[str], done: Callable[[], object]) -> None:
        """Move takes, and their patches, to the trash, from which they come back until the app closes; then `done`."""

        def moved(trashed: frozenset[str]) -> None:
            self._trashed |= trashed
            done()

        self.in_background(lambda library: _to_trash(library, ids), moved)

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


def _to_trash(library: Library, ids: Sequence[str]) -> frozenset[str]:
    """Delete takes; the ids of all that went."""
    before = set(library.trash())
    library.delete(ids)
    return frozenset(library.trash()) - before
