"""Above the picture while one answers: the dot under the lens, then the question."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.studio.lens import HEIGHT, LensCount
from ui.studio.question_text import FIRST, QuestionText
from ui.widgets.basics import fill, row


class Live(QWidget):
    """The dot, then the question, in one height: the picture below stays where it is when the answer begins."""

    def __init__(self) -> None:
        super().__init__()
        self.lens = LensCount()
        self.question = QuestionText(centred=True)
        answer = QWidget()
        line = row(None, self.question, None)
        line.setStretch(1, FIRST)
        fill(QVBoxLayout(answer), [line, None], spacing=0, margins=0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.lens)
        self._stack.addWidget(answer)

    def show_question(self, text: str, *, count: int | None = None) -> None:
        """The question, or while `count` seconds are left the dot to look at."""
        self.lens.set_count(count or 0)
        self.question.set_text(text)
        self._stack.setCurrentIndex(1 if count is None else 0)
        self._hold(self.width())

    def set_limit(self, height: int) -> None:
        self.question.set_limit(height)
        self._hold(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._hold(event.size().width())

    def _hold(self, width: int) -> None:
        self.question.fit_to(width)
        self.setFixedHeight(max(HEIGHT, self.question.height()))
