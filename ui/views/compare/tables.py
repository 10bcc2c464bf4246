"""The two tables of the comparison: figures, and the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.compare.model import ElementPair, Figure, Told
from ui.views.review.pieces import Sentence
from ui.widgets.basics import Button, Label, column, fill, line, row
from ui.widgets.level_chip import level_chip

Jump = Callable[[float], object]
MEASURE = 560  # pixels: about 72 letters, which is read without losing the line
TOP = Qt.AlignmentFlag.AlignTop


def figure_table(figures: Sequence[Figure], names: tuple[str, str]) -> QWidget:
    """Both values and what a listener would notice."""
    made, grid = _grid((2, 2, 2, 3))
    for place, text in enumerate(("", *names, "Second against first")):
        grid.addWidget(Label(text, "small"), 0, place)
    for number, figure in enumerate(figures):
        _rule(grid, 2 * number + 1, 4)
        cells = (
            Label(figure.label),
            Label(figure.first, "strong", wrap=True),
            Label(figure.second, "strong", wrap=True),
            Label(figure.difference, "strong" if figure.changed else "soft", wrap=True),
        )
        for place, cell in enumerate(cells):
            grid.addWidget(cell, 2 * number + 2, place)
        cells[3].setAccessibleName(f"{figure.label}: {figure.first}, then {figure.second}; {figure.difference}")
    return made


def story_table(pairs: Sequence[ElementPair], names: tuple[str, str], jumps: tuple[Jump, Jump]) -> QWidget:
    """Each element as it is told in both, quotes as jumps."""
    made, grid = _grid((1, 4, 4))
    for place, text in enumerate(("", *names)):
        grid.addWidget(Label(text, "small"), 0, place)
    for number, pair in enumerate(pairs):
        _rule(grid, 2 * number + 1, 3)
        grid.addWidget(Label(pair.label, "strong"), 2 * number + 2, 0, TOP)
        for place, (told, jump) in enumerate(zip((pair.first, pair.second), jumps, strict=True), start=1):
            grid.addWidget(_told(told, jump), 2 * number + 2, place, TOP)
    return made


def _grid(stretches: Sequence[int]) -> tuple[QWidget, QGridLayout]:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.l)
    grid.setVerticalSpacing(SPACE.s)
    for place, stretch in enumerate(stretches):
        grid.setColumnStretch(place, stretch)
    return made, grid


def _rule(grid: QGridLayout, place: int, width: int) -> None:
    grid.addWidget(line(), place, 0, 1, width)


def _told(told: Told, jump: Jump) -> QWidget:
    made = QWidget()
    head = row(level_chip(told.level), None, spacing=SPACE.s)
    lines: list[QWidget] = []
    if told.quote is not None:
        if told.quote.at is not None:
            name = f"Play from {told.quote.time}: {told.quote.text}"
            head.insertWidget(1, Button(told.quote.time, "time", clicked=partial(jump, told.quote.at), name=name))
        said = Sentence(f"“{told.quote.text}”", "soft", selectable=True)
        said.setMaximumWidth(MEASURE)
        lines.append(said)
    fill(QVBoxLayout(made), [column(head, *lines, spacing=SPACE.xs)], spacing=0, margins=0)
    return made
