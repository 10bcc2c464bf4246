"""The small pieces every place is put together from, so that all of them have one rhythm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.tokens import SPACE
from ui.widgets.layout import Item, clear, column, fill, row

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Choice",
    "EmptyState",
    "Item",
    "Label",
    "Page",
    "chip",
    "clear",
    "column",
    "fill",
    "keycap",
    "line",
    "row",
    "scrolling",
    "set_role",
]


def set_role(widget: QWidget, role: str) -> None:
    """Change the look that the style sheet gives a widget."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Label(QLabel):
    """Plain text, never markup, that wraps where asked.

    Roles: soft, faint, small, warn, strong, brand, title, heading, question, figure, chip, chip-quiet, chip-warn, key.
    """

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            # As high as its width asks for: as a minimum Qt would take a guess at both, and pages became too long.
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)

    def heightForWidth(self, width: int) -> int:
        """A layout offers all of its width, also where the label may not be so wide."""
        return super().heightForWidth(min(width, self.maximumWidth()))


def chip(text: str, role: str = "chip") -> Label:
    """A small rounded word: chip, chip-quiet or chip-warn."""
    made = Label(text, role)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def keycap(text: str) -> Label:
    """The key that does the same as the button beside it."""
    made = Label(text, "key")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class Button(QPushButton):
    """A push button. Roles: primary, danger, plain, link, small, or none for an ordinary one."""

    def __init__(
        self,
        text: str,
        role: str = "",
        *,
        clicked: Callable[[], object] | None = None,
        icon: QIcon | None = None,
        tip: str = "",
        name: str = "",
    ) -> None:
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        if icon is not None:
            self.setIcon(icon)
        if tip:
            self.setToolTip(tip)
        self.setAccessibleName(name or text or tip)
        if clicked is not None:
            self._clicked = clicked
            self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._clicked()


class Card(QFrame):
    """A panel with a hairline border. `body` is its layout."""

    def __init__(self, *items: Item, spacing: int = SPACE.s, margins: int | QMargins = SPACE.l) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        fill(self.body, items, spacing=spacing, margins=margins)


def line() -> QFrame:
    """A horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


class Choice(QWidget):
    """A row of buttons of which one is on: tabs (`role` "tab") or segments (`role` "segment").

    Signals
    -------
    chosen(int) : the person chose another one; not emitted by `choose`.
    """

    chosen = Signal(int)

    def __init__(self, labels: Sequence[str], role: str = "segment", *, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons = [self._button(label, role) for label in labels]
        self._group = QButtonGroup(self)
        for index, button in enumerate(self.buttons):
            self._group.addButton(button, index)
        self._group.idClicked.connect(self.chosen)
        fill(QHBoxLayout(self), [*self.buttons, None], spacing=18 if role == "tab" else SPACE.s, margins=0)
        if self.buttons:
            self.buttons[0].setChecked(True)

    def _button(self, label: str, role: str) -> QPushButton:
        made = QPushButton(label)
        made.setProperty("role", role)
        made.setCheckable(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setFixedWidth(_bold_width(made))
        return made

    @property
    def index(self) -> int:
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Turn one on without telling; -1 turns all of them off."""
        if index >= 0:
            self.buttons[index].setChecked(True)
        elif (on := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            on.setChecked(False)
            self._group.setExclusive(True)


def _bold_width(button: QPushButton) -> int:
    """Wide enough for the bold form, so that choosing moves nothing."""
    button.ensurePolished()
    button.setChecked(True)
    width = button.sizeHint().width()
    button.setChecked(False)
    return max(width, button.sizeHint().width()) + 2


NARROW = 560  # of a banner, in pixels


class Banner(QFrame):
    """One sentence across a page with something to do about it, below it where the banner is narrow.

    `warn` is for what needs attention.

    Signals
    -------
    dismissed : the person closed it.
    """

    dismissed = Signal()

    def __init__(self, sentence: str, *actions: QPushButton, warn: bool = False, closable: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "banner-warn" if warn else "banner")
        self.setAccessibleName(sentence)
        self.label = Label(sentence, wrap=True)
        close = [Button("Close", "plain", clicked=self._close)] if closable else []
        self._buttons = row(*actions, *close, spacing=SPACE.m)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        margins = QMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        fill(self._box, [self.label, self._buttons], spacing=SPACE.m, margins=margins)
        self._box.setStretch(0, 1)

    def say(self, sentence: str) -> None:
        """Another sentence; the buttons, and the keyboard on them, stay."""
        self.label.setText(sentence)
        self.setAccessibleName(sentence)

    def add_action(self, button: QPushButton) -> None:
        """Put a button right after the sentence."""
        self._buttons.insertWidget(0, button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._box.setAlignment(self._buttons, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))

    def _close(self) -> None:
        self.hide()
        self.dismissed.emit()


class EmptyState(QWidget):
    """What stands where nothing is yet: what this place will hold, and the one thing to do about it."""

    def __init__(self, title: str, sentence: str, *actions: QWidget) -> None:
        super().__init__()
        heading, text = Label(title, "title"), Label(sentence, "soft", wrap=True)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMaximumWidth(420)
        across = row(None, text, None)
        across.setStretch(1, 100)
        middle = column(heading, across, row(None, *actions, None) if actions else 0, spacing=SPACE.s)
        fill(QVBoxLayout(self), [None, middle, None], spacing=0, margins=SPACE.xl)


class Page(QWidget):
    """A place's background and margins. `body` is its layout; `scroll` lets it scroll where it is taller.

    What scrolls must hold a wrapping text, or else its height is not known.
    """

    def __init__(self, *items: Item, spacing: int = SPACE.l, scroll: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        margins = QMargins(26, 22, 26, 22)
        if not scroll:
            self.body = QVBoxLayout(self)
            fill(self.body, items, spacing=spacing, margins=margins)
            return
        inner = QWidget()
        # Its height follows from its width; Qt would otherwise keep the height that the narrowest width asks for.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body = QVBoxLayout(inner)
        fill(self.body, items, spacing=spacing, margins=margins)
        fill(QVBoxLayout(self), [scrolling(inner)], spacing=0, margins=0)


def scrolling(widget: QWidget) -> QScrollArea:
    """A frameless area that scrolls `widget` up and down alone."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
