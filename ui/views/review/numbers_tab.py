"""The tab of numbers: every figure with its advice, what is usual for the person, how sure it is and what made it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import Analysis, SelfRating
from ui.tokens import SPACE
from ui.views.review.band_bar import BandBar
from ui.views.review.numbers import Row, Usual, about_usual, groups
from ui.views.review.pieces import Section, TabPage
from ui.widgets.basics import Item, Label, clear, fill, row

AT_ONCE = 2
Groups = tuple[tuple[str, tuple[Row, ...]], ...]


class NumbersTab(TabPage):
    """The figures of one analysis."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Groups = ()
        self._about = ""
        self._left: list[tuple[str, tuple[Row, ...]]] = []
        self._scrolled = 0
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._build_some)

    def show_numbers(self, analysis: Analysis, usual: Mapping[str, Usual], rating: SelfRating | None) -> None:
        found, about = groups(analysis, usual, rating), about_usual(usual)
        if found == self._shown and about == self._about:
            return
        self._scrolled = self.verticalScrollBar().value()
        self._shown, self._about = found, about
        clear(self.body)
        self.body.setSpacing(SPACE.l)
        self.body.addWidget(Label(about, "small", wrap=True))
        self.body.addStretch(1)
        self._left = list(found)
        self._build_some()

    @Slot()
    def _build_some(self) -> None:
        """Two subjects now, the others in the next turns: forty rows at once would be felt."""
        for name, rows in self._left[:AT_ONCE]:
            self.body.insertWidget(self.body.count() - 1, Section(name, *map(number_row, rows)))
        del self._left[:AT_ONCE]
        if self._left:
            self._more.start()
        elif self._scrolled:
            self._more.stop()
            if (page := self.widget()) is not None:
                page.adjustSize()
            self.verticalScrollBar().setValue(self._scrolled)


def number_row(found: Row) -> QWidget:
    """One figure: its name and value, where it lies, and in small type all that is known of it."""
    made = QWidget()
    value = Label(found.value, "strong" if found.known else "soft", selectable=True)
    head = row(Label(found.label), None, value, spacing=SPACE.xs)
    if found.error:
        head.addWidget(Label(found.error, "small"))
    lines: list[Item] = [head]
    if found.bar is not None:
        lines.append(BandBar(found.bar))
    small = ". ".join(part for part in (found.detail, found.source[:1].upper() + found.source[1:]) if part)
    if small:
        lines.append(Label(f"{small}.", "small", wrap=True))
    if found.note:
        lines.append(Label(f"{found.note}.", "small", wrap=True))
    fill(QVBoxLayout(made), lines, spacing=2, margins=0)
    made.setAccessibleName(f"{found.label}: {found.value} {found.error}".strip())
    made.setAccessibleDescription(" ".join(part for part in (small, found.note) if part))
    return made
