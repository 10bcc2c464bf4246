"""The cards of a week, side by side as far as there is room: figures, moments to watch, and the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rehearse.coaching.week import Week
from ui.tokens import SPACE
from ui.views.week.model import FIGURE_HEADERS, NO_BEST, NO_HARDEST, STORY_HEADERS, figure_rows, story_rows
from ui.views.week.tables import TableCard, WatchCard
from ui.widgets.basics import Card, Label, fill

TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 900, 1700
# (row, column, rows, columns) of figures, moments and the rest, by how many columns there are
PLACES = {
    1: ((0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)),
    2: ((0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1)),
    3: ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)),
}


class WeekCards(QWidget):
    """Signals
    -------
    asked(str, object) : review that take, from that second on or from its beginning (None).
    """

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.changed = TableCard("What changed", "Nothing that anybody would notice.")
        self.unchanged, self.unknown = TableCard("What did not"), TableCard("Too early to say")
        self.stories = TableCard("Stories")
        self.best = WatchCard("Best moment to watch again", NO_BEST)
        self.hardest = WatchCard("Hardest moment to watch again", NO_HARDEST)
        self._guessed = Label("", wrap=True)
        self.guesses = Card(Label("Your own guesses", "title"), self._guessed)
        self._columns = 0
        self._parts = self._lay_out()
        for card in (self.best, self.hardest):
            card.asked.connect(self.asked)

    def _lay_out(self) -> tuple[QVBoxLayout, ...]:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.l)
        parts = (QVBoxLayout(), QVBoxLayout(), QVBoxLayout())
        figures = (self.changed, self.unchanged, self.unknown)
        moments = (self.best, self.hardest, self.guesses)
        for part, cards in zip(parts, (figures, moments, (self.stories,)), strict=True):
            fill(part, [*cards, None], spacing=SPACE.l, margins=0)
        return parts

    def show_week(self, week: Week) -> None:
        for card, figures in (
            (self.changed, week.changed),
            (self.unchanged, week.unchanged),
            (self.unknown, week.unknown),
        ):
            card.show_rows(FIGURE_HEADERS, figure_rows(figures))
        self.stories.show_rows(STORY_HEADERS, story_rows(week) if week.story.answers else ())
        self.best.show_moment(week.best)
        self.hardest.show_moment(week.hardest)
        self._guessed.setText("\n".join(guess.sentence for guess in week.guesses))
        self.guesses.setVisible(bool(week.guesses))

    def arrange(self, width: int) -> None:
        """As many columns as a page of that width has room for."""
        columns = 1 + (width >= TWO_COLUMNS_FROM) + (width >= THREE_COLUMNS_FROM)
        if columns == self._columns:
            return
        self._columns = columns
        for part, place in zip(self._parts, PLACES[columns], strict=True):
            self._grid.removeItem(part)
            self._grid.addLayout(part, *place)
        for index in range(3):
            self._grid.setColumnStretch(index, int(index < columns))
        self._grid.setRowStretch(2, 1)
