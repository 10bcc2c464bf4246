"""What is pressed: buttons, and rows of which one is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.tokens import SPACE
from ui.widgets.layout import fill


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
