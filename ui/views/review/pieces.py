"""Small pieces that several tabs of the review are put together from."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.tokens import SPACE
from ui.views.review.moment_list import with_quotes
from ui.widgets.basics import Item, Label, fill, line

SETTLED_MS = 300  # until a page that was filled has its final height


class Sentence(Label):
    """Wrapped text in which what is quoted stands in italics; everything else in it is plain."""

    def __init__(self, text: str = "", role: str = "", *, selectable: bool = False) -> None:
        super().__init__("", role, wrap=True, selectable=selectable)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(with_quotes(text))
        self.setAccessibleName(text)


class Section(QWidget):
    """A heading in small type above its rows, each parted from the one before by a hairline."""

    def __init__(self, title: str, *rows: Item) -> None:
        super().__init__()
        items: list[Item] = [Label(title, "title")]
        for each in rows:
            items += [line(), each]
        fill(QVBoxLayout(self), items, spacing=SPACE.s, margins=QMargins(0, SPACE.s, 0, 0))


class TabPage(QScrollArea):
    """The body of a tab: scrolls up and down, keeps its text within a readable measure. `body` is its layout."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.body = QVBoxLayout(inner)
        fill(self.body, [], spacing=SPACE.m, margins=QMargins(0, SPACE.xs, SPACE.m, SPACE.m))
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wanted: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.forget_place)
        self.verticalScrollBar().rangeChanged.connect(self._scroll)

    @Slot(QRect)
    def bring_into_view(self, place: QRect) -> None:
        """Scroll so that a place of the sender, a widget inside, is seen."""
        sender = self.sender()
        inner = self.widget()
        if isinstance(sender, QWidget) and inner is not None:
            top = sender.mapTo(inner, QPoint(0, place.top()))
            self.ensureVisible(0, top.y() + place.height() // 2, 0, place.height() // 2 + SPACE.m)

    def scroll_to(self, part: QWidget) -> None:
        """Bring a widget inside to the top, also where the page is being laid out still."""
        self._wanted = part
        self._scroll()
        self._settling.start()

    @Slot()
    def _scroll(self) -> None:
        inner = self.widget()
        if self._wanted is not None and inner is not None:
            self.verticalScrollBar().setValue(self._wanted.mapTo(inner, QPoint(0, 0)).y() - SPACE.s)

    @Slot()
    def forget_place(self) -> None:
        """What was asked for by `scroll_to` is there, or is gone."""
        self._wanted = None
