"""The tab of moments: what to do next time, then everything worth a look."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.types import Analysis
from ui.tokens import SPACE
from ui.views.review.moment_list import TIME_WIDTH, MomentList
from ui.views.review.moments import Priority, current, priorities, rows
from ui.views.review.pieces import Sentence, TabPage
from ui.widgets.basics import Button, Label, clear, column, fill, line, row

CANT_TELL = "can't tell: "


class MomentsTab(TabPage):
    """Priorities and all moments.

    Signals
    -------
    seek_asked(float) : play from that second.
    answer_asked(str, str) : the person wants to answer a question now; the element it adds, and the question.
    """

    seek_asked = Signal(float)
    answer_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._analysis: Analysis | None = None
        self._first = QVBoxLayout()
        self._first.setSpacing(0)
        self._all = Label("All moments", "small")
        self._line = line()
        self.list = MomentList()
        self.list.chosen.connect(self.seek_asked)
        self.list.moved.connect(self.bring_into_view)
        fill(self.body, [self._first, SPACE.xs, self._all, self._line, self.list, None], spacing=SPACE.xs, margins=0)
        self.body.setContentsMargins(0, SPACE.xs, SPACE.m, SPACE.m)

    def show_analysis(self, analysis: Analysis) -> None:
        found = rows(analysis)
        if self._analysis is None or priorities(self._analysis) != priorities(analysis):
            self._show_priorities(analysis)
        self._analysis = analysis
        self.list.show_rows(found)
        for each in (self._all, self._line, self.list):
            each.setVisible(bool(found))

    def set_position(self, seconds: float) -> None:
        self.list.set_playing(current(self.list.rows, seconds))

    def _show_priorities(self, analysis: Analysis) -> None:
        clear(self._first)
        found = priorities(analysis)
        if not found:
            self._first.addWidget(Label(_nothing_first(analysis), "soft", wrap=True))
        for number, priority in enumerate(found):
            if number:
                self._first.addWidget(line())
            self._first.addWidget(self._priority(priority))

    def _priority(self, priority: Priority) -> QWidget:
        made = QWidget()
        sentence = Sentence(priority.sentence, "strong")
        asked = [Sentence(f"An interviewer asks next: {priority.ask}", "soft")] if priority.ask else []
        text = column(sentence, *asked, *self._actions(priority), spacing=SPACE.xs)
        whole = row(self._time(priority), text, spacing=0, margins=0)
        whole.setStretch(1, 1)
        fill(QVBoxLayout(made), [whole], spacing=0, margins=0).setContentsMargins(0, SPACE.m, 0, SPACE.m)
        return made

    def _time(self, priority: Priority) -> QWidget:
        if priority.at is None or not priority.time:
            made: QWidget = Label("")
        else:
            jump = partial(self.seek_asked.emit, priority.at)
            made = Button(priority.time, "time", clicked=jump, name=f"Play from {priority.time}")
        made.setFixedWidth(TIME_WIDTH)
        holder = QWidget()
        holder.setFixedWidth(TIME_WIDTH)
        fill(QVBoxLayout(holder), [made, None], spacing=0, margins=0)
        return holder

    def _actions(self, priority: Priority) -> list[QWidget]:
        if not priority.ask:
            return []
        answer = partial(self.answer_asked.emit, priority.element, priority.ask)
        button = Button("Answer it now", "small", clicked=answer, name=f"Answer it now: {priority.ask}")
        holder = QWidget()
        fill(QVBoxLayout(holder), [button], spacing=0, margins=0).setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        holder.layout().setContentsMargins(0, SPACE.xs, 0, 0)  # type: ignore[union-attr]
        return [holder]


def _nothing_first(analysis: Analysis) -> str:
    """Why no priority is named."""
    if not analysis.transcript.words:
        return "No words were heard, so there is nothing to work on here."
    if analysis.story is None:
        return "Can't tell what to work on: too little was said."
    if analysis.story is not None and analysis.story.note:
        return f"Nothing is named to work on: {analysis.story.note.removeprefix(CANT_TELL)}."
    return "Nothing stands out to work on in this answer."
