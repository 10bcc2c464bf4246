"""The tab of numbers: every figure with its advice, what is usual for the person, how sure it is and what made it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import Analysis, SelfRating
from ui.tokens import SPACE
from ui.views.review.band_bar import BandBar
from ui.views.review.numbers import Row, Usual, about_usual, groups
from ui.views.review.pieces import Section, TabPage
from ui.widgets.basics import Item, Label, clear, fill, row

Groups = tuple[tuple[str, tuple[Row, ...]], ...]


class NumbersTab(TabPage):
    """The figures of one analysis."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Groups = ()
        self._about = ""

    def show_numbers(self, analysis: Analysis, usual: Mapping[str, Usual], rating: SelfRating | None) -> None:
        found, about = groups(analysis, usual, rating), about_usual(usual)
        if found == self._shown and about == self._about:
            return
        bar = self.verticalScrollBar()
        scrolled = bar.value()
        self._shown, self._about = found, about
        clear(self.body)
        self.body.setSpacing(SPACE.l)
        self.body.addWidget(Label(about, "small", wrap=True))
        for name, rows in found:
            self.body.addWidget(Section(name, *map(number_row, rows)))
        self.body.addStretch(1)
        bar.setValue(scrolled)


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
