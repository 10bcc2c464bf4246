"""Which loop is run: one to go on with, one that comes along, or one of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.loop.board import Offer, Past
from ui.views.loop.model import LoopModel
from ui.views.practise.header import KINDS
from ui.widgets.basics import (
    Button,
    Card,
    Choice,
    Label,
    chip,
    clear,
    column,
    fill,
    line,
    row,
    scrolling,
    set_role,
)
from ui.widgets.opening import Opening

MEASURE = 680
BESIDE_BAR = QMargins(0, 0, SPACE.m, 0)
TWO_FROM, THREE_FROM = 820, 1500
WHAT = (
    "Several rounds of questions in one go, each spoken and shown, with time to think. After an answer the interviewer "
    "asks on, by what it lacked. At the end there is a summary."
)
BUILD = "Build a loop of your own"


class UnfinishedCard(Card):
    """A run that was left in the middle."""

    def __init__(self, past: Past, model: LoopModel) -> None:
        super().__init__(spacing=SPACE.s)
        go_on, close = partial(model.go_on, past.run.id), partial(model.close, past.run.id)
        title = past.run.loop.title
        self.go_on = Button("Go on", "primary", clicked=go_on, name=f"Go on with {title}")
        self.close_run = Button("End it here", clicked=close, name=f"End {title} here")
        words = column(Label(title, "title", wrap=True), Label(past.line, "soft", wrap=True), spacing=2)
        across = row(words, self.go_on, self.close_run, spacing=SPACE.m)
        across.setStretch(0, 1)
        self.body.addLayout(across)


class OfferCard(Card):
    """A loop: what it is like, round by round."""

    def __init__(self, offer: Offer, model: LoopModel) -> None:
        super().__init__(spacing=SPACE.s)
        self.offer = offer
        loop = offer.loop
        self.begin = Button("Begin", clicked=partial(model.begin, loop))
        self.begin.setAccessibleName(f"Begin {loop.title}")
        self.begin.setEnabled(not offer.missing)
        change = "Change" if offer.own else "Change a copy"
        self.change = Button(change, "plain", clicked=partial(model.edit, offer), name=f"{change}: {loop.title}")
        head = row(Label(loop.title, "title", wrap=True), *([chip("Mine", "chip-quiet")] if offer.own else []))
        self.body.addLayout(head)
        self.body.addWidget(Label(offer.line, "soft", wrap=True))
        if loop.description:
            self.body.addWidget(Label(loop.description, "small", wrap=True))
        rounds = [Label(f"{number}. {told}", "small", wrap=True) for number, told in enumerate(offer.rounds, start=1)]
        self.body.addLayout(column(*rounds, spacing=2))
        if offer.missing:
            self.body.addWidget(Label(offer.missing, "warn", wrap=True))
        self.body.addStretch(1)
        self.body.addLayout(row(self.begin, self.change, None, spacing=SPACE.s))

    def is_for(self, key: str) -> bool:
        return self.offer.loop.key == key


class PastRow(QWidget):
    """A run that has ended, and its summary."""

    def __init__(self, past: Past, model: LoopModel) -> None:
        super().__init__()
        show = partial(model.show_summary, past.run.id)
        title = past.run.loop.title
        self.open = Button("Summary", "small", clicked=show, name=f"Summary of {title}, {past.line}")
        words = column(Label(title, "strong", wrap=True), Label(past.line, "small", wrap=True), spacing=0)
        across = row(words, self.open, spacing=SPACE.m)
        across.setStretch(0, 1)
        fill(QVBoxLayout(self), [across], spacing=0, margins=0)


class ChoosePage(QWidget):
    """Follows the model's board."""

    def __init__(self, model: LoopModel) -> None:
        super().__init__()
        self._model = model
        self._columns = 0
        self.kinds = Choice(KINDS, "tab", name="What to practise")
        self.kinds.choose(1)
        self.kinds.chosen.connect(self._on_kind)
        self.offers: list[OfferCard] = []
        self.unfinished: list[UnfinishedCard] = []
        self.past: list[PastRow] = []
        self.build = Button(BUILD, clicked=partial(model.edit, None))
        self._build()

    def _build(self) -> None:
        what = Label(WHAT, "soft", wrap=True)
        what.setMaximumWidth(MEASURE)
        self._go_on, self._loops, self._before = QVBoxLayout(), QGridLayout(), QVBoxLayout()
        self._loops.setSpacing(SPACE.l)
        self._before_card = Card(Label("Past loops", "small"), self._before, spacing=SPACE.m)
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        head = column(row(self.kinds, None, self.build), Label("Mock loop", "heading"), what, spacing=SPACE.s)
        items = [head, self._go_on, self._loops, self._before_card, None]
        fill(QVBoxLayout(inner), items, spacing=SPACE.l, margins=BESIDE_BAR)
        self._area = scrolling(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._opening = Opening(self._area, self)
        fill(QVBoxLayout(self), [self._area], spacing=0, margins=0)
        self._before_card.hide()

    def show_board(self) -> None:
        board = self._model.board
        if board is None:
            return
        self._opening.end()
        clear(self._go_on)
        clear(self._before)
        clear(self._loops)
        self.unfinished = [UnfinishedCard(past, self._model) for past in board.unfinished]
        self.offers = [OfferCard(offer, self._model) for offer in board.offers]
        self.past = [PastRow(past, self._model) for past in board.past]
        for card in self.unfinished:
            self._go_on.addWidget(card)
        self._put_past(self.past)
        self._before_card.setVisible(bool(self.past))
        self._arrange()

    def _put_past(self, rows: Sequence[PastRow]) -> None:
        for number, past in enumerate(rows):
            if number:
                self._before.addWidget(line())
            self._before.addWidget(past)

    def begin(self) -> None:
        """Put the keyboard on the loop that the person came for, else on the first thing to do."""
        if (wanted := next((card for card in self.offers if card.is_for(self._model.wanted)), None)) is not None:
            self._show_wanted(wanted)
            return
        first = next((card.go_on for card in self.unfinished), None)
        first = first or next((card.begin for card in self.offers if card.begin.isEnabled()), None)
        (first or self.build).setFocus()

    def _show_wanted(self, card: OfferCard) -> None:
        for each in self.offers:
            set_role(each.begin, "primary" if each is card else "")
        self._opening.begin(card, card.begin if card.begin.isEnabled() else card.change, at_top=False)

    def _arrange(self) -> None:
        columns = 1 if self.width() < TWO_FROM else 2 if self.width() < THREE_FROM else 3
        for index in range(3):
            self._loops.setColumnStretch(index, 1 if index < columns else 0)
        for number, card in enumerate(self.offers):
            self._loops.addWidget(card, number // columns, number % columns)
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_kind(self, index: int) -> None:
        if index == 0:
            self.kinds.choose(1)
            self._model.practise()
