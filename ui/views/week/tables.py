"""The cards of the week: a table each, a moment to watch again, and what to practise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from rehearse.coaching.week import Watch, Week
from ui.tokens import SPACE
from ui.views.today.advice import title_of
from ui.views.week.model import starts_at, where
from ui.widgets.basics import Button, Card, Label, row
from ui.widgets.grid import Cell, WordGrid

MEASURE = 640


class TableCard(Card):
    """A title and a table; where that is empty the sentence `nothing`, or where there is none no card."""

    def __init__(self, title: str, nothing: str = "") -> None:
        super().__init__(spacing=SPACE.s)
        self._nothing = nothing
        self._grid, self._sentence = WordGrid(name=title), Label(nothing, "soft", wrap=True)
        for item in (Label(title, "title"), self._grid, self._sentence):
            self.body.addWidget(item)
        self.body.addStretch(1)

    def show_rows(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._grid.fill(headers, [[Cell(text, wrap=not index) for index, text in enumerate(cells)] for cells in rows])
        self._grid.setVisible(bool(rows))
        self._sentence.setVisible(not rows)
        self.setVisible(bool(rows or self._nothing))


class WatchCard(Card):
    """A moment to watch again.

    Signals
    -------
    asked(str, object) : show the take with this id at these seconds, or None.
    """

    asked = Signal(str, object)

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(spacing=SPACE.s)
        self._title, self._nothing = title, nothing
        self._watch: Watch | None = None
        self._sentence, self._where = Label("", "strong", wrap=True), Label("", "soft", wrap=True)
        self.watch = Button("Watch", "link", clicked=self._ask)
        for item in (Label(title, "title"), self._sentence, self._where):
            self.body.addWidget(item)
        self.body.addLayout(row(self.watch, None))
        self.body.addStretch(1)

    def show_moment(self, watch: Watch | None) -> None:
        self._watch = watch
        self._sentence.setText(watch.moment.sentence if watch else "")
        self._sentence.setVisible(watch is not None)
        self._where.setText(where(watch) if watch else self._nothing)
        self.watch.setVisible(watch is not None)
        self.watch.setAccessibleName(f"{self._title}: watch" if watch else "")

    def _ask(self) -> None:
        if self._watch:
            self.asked.emit(self._watch.take_id, starts_at(self._watch))


class NextCard(Card):
    """What to practise next.

    Signals
    -------
    asked(str, object) : show where it fell short last.
    record_asked() : answer a question.
    """

    asked = Signal(str, object)
    record_asked = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.s)
        self._week: Week | None = None
        self._title, self._sentence = Label("", "title", wrap=True), Label("", wrap=True)
        self._more = Label("", "soft", wrap=True)
        self.record = Button("Record an answer", "primary", clicked=self.record_asked.emit)
        self.show_me = Button("Show me", "link", clicked=self._ask)
        for item in (Label("Practise next", "small"), self._title, self._sentence, self._more):
            item.setMaximumWidth(MEASURE)
            self.body.addWidget(item)
        self.body.addLayout(row(self.record, self.show_me, None, spacing=SPACE.l))

    def show_week(self, week: Week) -> None:
        self._week = week
        carried = week.practise
        self._title.setText(title_of(carried.kind) if carried else "")
        self._title.setVisible(carried is not None)
        self._sentence.setText(week.next_step)
        more = [carried.progress if carried else "", week.wins_only.sentence if week.wins_only else ""]
        self._more.setText(" ".join(text for text in more if text))
        self._more.setVisible(bool(self._more.text()))
        self.show_me.setVisible(carried is not None)

    def _ask(self) -> None:
        carried = self._week.practise if self._week else None
        if carried:
            at = carried.moment.start if carried.moment.end > carried.moment.start else None
            self.asked.emit(carried.take_id, at)
