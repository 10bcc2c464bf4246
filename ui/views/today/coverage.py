"""The card that shows which stories were told, competency by competency."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from rehearse.export.wording import LEVELS
from ui.tokens import SPACE
from ui.views.today.model import Board
from ui.views.today.stories import Told, Untold
from ui.widgets.basics import Button, Card, Label, row
from ui.widgets.grid import Cell, WordGrid

ROWS = 6
MOST_ROWS = 18
USUAL_HEIGHT = 800
ROW_HEIGHT = 31
LISTED = 6
HEADERS = ("", "stories", "decision", "trade-off", "cost")
NOTHING = "The best decision, trade-off and cost heard in your stories will stand here. Choose where to begin."


class CoverageCard(Card):
    """As many rows as there is room for; what they leave out is told in a sentence below.

    Signals
    -------
    asked(str) : show the stories of this competency, of all of them where it is "".
    practise_asked(str) : answer the question with this key, of a competency without a story.
    """

    asked = Signal(str)
    practise_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.s)
        self._board: Board | None = None
        self._rows = ROWS
        self._grid = WordGrid(name="Stories told, by competency")
        self._rest = Label("", "small", wrap=True)
        self.all = Button("All stories", "link", clicked=lambda: self.asked.emit(""))
        for item in (Label("Stories told, by competency", "small"), self._grid, self._rest):
            self.body.addWidget(item)
        self.body.addLayout(row(self.all, None))
        self.body.addStretch(1)

    def make_room_for(self, height: int) -> None:
        """Show as many rows as fit into a page of this height, in pixels."""
        rows = max(ROWS, min(MOST_ROWS, ROWS + (height - USUAL_HEIGHT) // ROW_HEIGHT))
        if rows != self._rows:
            self._rows = rows
            if self._board:
                self.show_board(self._board)

    def show_board(self, board: Board) -> None:
        self._board = board
        told = board.told[: self._rows]
        untold = board.untold[: self._rows - len(told)]
        self._grid.setVisible(bool(told or untold))
        self._grid.fill(HEADERS, [*map(self._told, told), *map(self._untold, untold)])
        self.all.setVisible(bool(board.told))
        self._rest.setText(rest_line(board, len(told), len(untold)))
        self._rest.setVisible(bool(self._rest.text()))

    def _told(self, told: Told) -> list[Cell]:
        levels = [Cell("" if v is None else LEVELS[v], "warn" if v == 0 else "") for v in told.levels]
        name = f"{told.competency}: show its stories"
        asks = partial(self.asked.emit, told.competency)
        return [Cell(told.competency, clicked=asks, name=name), stories_cell(told), *levels]

    def _untold(self, untold: Untold) -> list[Cell]:
        name = f"{untold.competency}: tell its first story"
        asks = partial(self.practise_asked.emit, untold.question_key)
        count = Cell("0", "warn" if self._board and self._board.told else "soft")  # at the start nothing is missing yet
        return [Cell(untold.competency, clicked=asks, name=name), count, Cell(""), Cell(""), Cell("")]


def stories_cell(told: Told) -> Cell:
    """How many stories; a quiet mark until they are counted."""
    return Cell("…", "faint", name="being counted") if told.stories is None else Cell(str(told.stories))


def rest_line(board: Board, told: int, untold: int) -> str:
    """What the table leaves out, with so many rows of either kind in it."""
    if not board.told:
        return NOTHING
    more_told = [each.competency for each in board.told[told:]]
    more_untold = [each.competency for each in board.untold[untold:]]
    first = f"No story yet{' either' if untold else ''}: {listed(more_untold)}." if more_untold else ""
    return " ".join(text for text in (f"Also told: {listed(more_told)}." if more_told else "", first) if text)


def listed(names: Sequence[str]) -> str:
    """ "courage, candour and 9 more"."""
    shown = ", ".join(name.lower() for name in names[:LISTED])
    return f"{shown} and {len(names) - LISTED} more" if len(names) > LISTED else shown
