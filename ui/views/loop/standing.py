"""Where a run stands: the run itself, kept in its folder, and what happens in it at this moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rehearse.loops.folder import release_run, write_run
from rehearse.loops.run import LoopRun
from ui.context import Context
from ui.views.loop.steps import Doing, Pausing


class Standing(QObject):
    """run : as it stands, or None while none is under way.

    Signals
    -------
    changed() : `doing` or `pausing`.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.run: LoopRun | None = None
        self.doing = Doing.NOTHING
        self.pausing = Pausing.NOTHING

    def the_run(self) -> LoopRun:
        """The run, where one is under way for certain."""
        assert self.run is not None
        return self.run

    def move(self, run: LoopRun) -> None:
        """Go on to another state of the run. It is written before the next one can be."""
        self.run = run
        self._context.in_background(lambda library: write_run(library.root, run))

    def do(self, doing: Doing) -> None:
        """Something else happens; whatever the person was asked is settled by it."""
        self.doing, self.pausing = doing, Pausing.NOTHING
        self.changed.emit()

    def pause(self, pausing: Pausing) -> None:
        """Ask the person what to do, or take that question back."""
        if pausing is not self.pausing:
            self.pausing = pausing
            self.changed.emit()

    def rest(self) -> None:
        """Nothing happens any longer, and nobody is told: the page is left."""
        self.doing, self.pausing = Doing.NOTHING, Pausing.NOTHING

    def let_go(self) -> None:
        """Leave the run to whoever goes on with it."""
        if self.run is not None:
            run, self.run = self.run, None
            self._context.in_background(lambda library: release_run(library.root, run.id))
