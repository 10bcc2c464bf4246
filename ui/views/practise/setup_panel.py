"""Beside the picture: why the question is asked, the devices, and the room on the disk."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.studio.asked import Asked
from ui.studio.devices_panel import DevicesPanel
from ui.tokens import SPACE
from ui.views.practise.model import PractiseModel
from ui.widgets.basics import Label, fill, line, scrolling
from ui.widgets.direction import direction_of

PATCH_WHY = (
    "A short addition to your answer. It is kept with that answer, and the story of both together is checked again."
)


class Reason(QWidget):
    """A small heading and a quiet text; hidden without text."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._text = Label("", "soft", wrap=True)
        fill(QVBoxLayout(self), [Label(title, "strong"), self._text], spacing=SPACE.xs, margins=0)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setLayoutDirection(direction_of(text))
        self.setVisible(bool(text))


class SetupPanel(QWidget):
    """Follows the model while an answer is prepared."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self._model = model
        self.why, self.strong = Reason("Why it is asked"), Reason("A strong answer")
        self.patch = Label(PATCH_WHY, "soft", wrap=True)
        self.rule = line()
        self.devices = DevicesPanel(model.around, model.booth, model.open_settings)
        inner = QWidget()
        items = [self.why, self.strong, self.patch, self.rule, self.devices, None]
        fill(QVBoxLayout(inner), items, spacing=SPACE.m, margins=QMargins(0, 0, SPACE.s, 0))
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)

    def sizeHint(self) -> QSize:
        return QSize(300, 400)

    def show_model(self) -> None:
        self._show_reasons(self._model.asked)
        self.devices.show_devices()

    def _show_reasons(self, asked: Asked) -> None:
        self.why.set_text("" if asked.is_patch else asked.question.why)
        self.strong.set_text("" if asked.is_patch else asked.question.strong)
        self.patch.setVisible(asked.is_patch)
        self.rule.setVisible(asked.is_patch or bool(asked.question.why or asked.question.strong))
