"""Where an analysis stands: what it does, how far it is, or why there are no results and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.jobs import JobState
from ui.tokens import SPACE
from ui.widgets.basics import Button, Label, fill, row


def time_left(seconds: float | None) -> str:
    """ "about 40 s left", "about 3 min left"; nothing while it is not known."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    return (
        f"about {round(seconds / 10) * 10:.0f} s left" if seconds < 90 else f"about {round(seconds / 60):.0f} min left"
    )


def stands(state: JobState) -> str:
    """ "Recognising words, 42 %, about 40 s left"."""
    if state.phase == "waiting":
        return "Waiting for another analysis to end"
    parts = (state.label, f"{state.overall:.0%}".replace("%", " %"), time_left(state.left_s))
    return ", ".join(part for part in parts if part)


class AnalysisPanel(QWidget):
    """In place of the results while there are none.

    Signals
    -------
    again_asked() : analyse the take (again).
    cancel_asked() : end the analysis.
    """

    again_asked = Signal()
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", "title", wrap=True)
        self.sentence = Label("", "soft", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Analysis")
        self.bar.setRange(0, 1000)
        self.again = Button("Analyse again", "primary", clicked=self.again_asked.emit)
        self.cancel = Button("Cancel", "small", clicked=self.cancel_asked.emit)
        items = [self.title, self.sentence, self.bar, row(self.again, self.cancel, None), None]
        fill(QVBoxLayout(self), items, spacing=SPACE.m, margins=QMargins(0, SPACE.l, 0, 0))

    def show_job(self, state: JobState) -> None:
        self._show(running=True)
        self.title.setText("The answer is being looked at")
        self.sentence.setText(f"{stands(state)}. The video can be played meanwhile.")
        self.bar.setValue(round(state.overall * 1000))
        self.bar.setAccessibleName(stands(state))

    def show_nothing(self, title: str, sentence: str, *, action: str = "Analyse again") -> None:
        self._show(running=False)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.again.setText(action)
        self.again.setAccessibleName(action)

    def _show(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.again.setVisible(not running)


class AnalysisStrip(QFrame):
    """Above the old results while the take is analysed again.

    Signals
    -------
    cancel_asked() : end the analysis.
    """

    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.sentence = Label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Analysis")
        self.bar.setRange(0, 1000)
        cancel = Button("Cancel", "small", clicked=self.cancel_asked.emit)
        words = QVBoxLayout()
        fill(words, [self.sentence, self.bar], spacing=SPACE.xs, margins=0)
        box = fill(QHBoxLayout(self), [words, cancel], spacing=SPACE.m, margins=SPACE.s)
        box.setStretch(0, 1)

    def show_job(self, state: JobState) -> None:
        self.sentence.setText(f"Being analysed again: {stands(state)}. Below is what was found before.")
        self.bar.setValue(round(state.overall * 1000))
