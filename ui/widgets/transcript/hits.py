"""Where what is looked for stands in a transcript, and at which occurrence one is."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QTextDocument

from ui.theme import color, theme
from ui.widgets.transcript.marks import box

Places = tuple[tuple[int, int], ...]


class Hits:
    """places : where each occurrence begins and ends in the text. `current` is its number, or -1 before the first."""

    def __init__(self, places: Places = ()) -> None:
        self.places = places
        self.current = -1

    def go(self, step: int, *, top: int) -> int:
        """On to the next (1) or previous (-1) one, round and round; at first to the one that `top` is before.

        Returns where it begins; there must be one.
        """
        if self.current < 0:
            self.current = next((i for i, (at, _) in enumerate(self.places) if at >= top), 0)
        else:
            self.current = (self.current + step) % len(self.places)
        return self.places[self.current][0]

    def paint(self, painter: QPainter, document: QTextDocument, begin: int, end: int) -> None:
        """Behind those that begin between two places of the text."""
        colours = theme().tokens
        for number, (at, to) in enumerate(self.places):
            if begin <= at <= end:
                line = color(colours.story_tradeoff) if number == self.current else None
                box(painter, document, at, to, fill=color(colours.story_tradeoff, 0.25), line=line)
