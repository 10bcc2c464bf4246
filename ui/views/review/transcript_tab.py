"""The tab of the transcript: the words, finding in them, and what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rehearse.export.wording import ROUGH
from rehearse.types import Analysis
from ui.icons import IconButton
from ui.tokens import SPACE
from ui.widgets.basics import Button, Item, Label, fill, row
from ui.widgets.transcript.text import TranscriptText
from ui.widgets.transcript.transcript import Transcript

LEGEND = "Filled: filler in the words. Ring: heard in the sound, for you to judge. Dotted: doubtful word."


class FindBar(QWidget):
    """Finding in the words.

    Signals
    -------
    wanted(str) : mark every occurrence of this.
    stepped(int) : go to the next (1) or the previous (-1) one.
    closed() : finding is over.
    """

    wanted = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in what was said")
        self.field.setAccessibleName("Find in what was said")
        self.count = Label("", "small")
        self._before = IconButton("up", tip="Previous one (Shift+Enter)", size=16)
        self._after = IconButton("down", tip="Next one (Enter)", size=16)
        self._close = IconButton("close", tip="Close (Esc)", size=16)
        self.field.textChanged.connect(self.wanted)
        self._before.clicked.connect(self._back)
        self._after.clicked.connect(self._on)
        self._close.clicked.connect(self.close_bar)
        items = [self.field, self.count, self._before, self._after, self._close]
        fill(QVBoxLayout(self), [row(*items, spacing=SPACE.xs)], spacing=0, margins=0)
        self.hide()

    def open(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.wanted.emit(self.field.text())

    @Slot()
    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def say(self, place: int, count: int) -> None:
        """Which of how many; `place` counts from 0, -1 while none is chosen."""
        if not self.field.text().strip():
            self.count.setText("")
        elif not count:
            self.count.setText("none")
        else:
            self.count.setText(f"{place + 1} of {count}" if place >= 0 else f"{count} found")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on(self) -> None:
        self.stepped.emit(1)


class TranscriptTab(QWidget):
    """The words of a take; see `Transcript` for its signals.

    Signals
    -------
    filler_asked(bool) : confirm or reject the filler that is chosen, or is near the playhead.
    """

    filler_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.transcript = Transcript()
        self.finder = FindBar()
        self._rough = Label(ROUGH, "small", wrap=True)
        self._words = QWidget()
        self._empty = Label("No words were recognised in this recording.", "soft", wrap=True)
        self._follow = Button("Follow playback", "small", clicked=self.transcript.follow)
        self._yes = Button("Filler", "small", tip="The filler here is one (Y)", name="Confirm the filler")
        self._no = Button("Not a filler", "small", tip="The filler here is none (X)", name="Reject the filler")
        self._said = Label("", "small", wrap=True)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(8000)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._follow.hide()
        self._said.setText(LEGEND)
        look = IconButton("search", tip="Find (Ctrl+F)", size=18)
        look.clicked.connect(self.finder.open)
        bottom = row(self._yes, self._no, None, self._follow, look, spacing=SPACE.s)
        words: list[Item] = [self._rough, self.finder, self.transcript, self._said, bottom]
        fill(QVBoxLayout(self._words), words, spacing=SPACE.s, margins=0).setStretchFactor(self.transcript, 1)
        items: list[Item] = [self._empty, self._words]
        fill(QVBoxLayout(self), items, spacing=0, margins=0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.finder.wanted.connect(self._find)
        self.finder.stepped.connect(self._step)
        self.finder.closed.connect(self._found)
        self.transcript.following_changed.connect(self._following)
        self._yes.clicked.connect(self._confirm)
        self._no.clicked.connect(self._reject)
        self._quiet.timeout.connect(self._hush)

    def show_words(self, analysis: Analysis, text: TranscriptText | None) -> None:
        """Show the words; `text` is the same, laid out as text elsewhere, where it is at hand."""
        if text is not None:
            self.transcript.show_text(text)
        else:
            self.transcript.show_analysis(analysis)
        there = bool(self.transcript.text.tokens)
        self._rough.setVisible(analysis.transcript.rough)
        self._empty.setVisible(not there)
        self._words.setVisible(there)
        for each in (self._yes, self._no):
            each.setEnabled(bool(analysis.fillers))
        if self.finder.isVisible():
            self._find(self.finder.field.text())

    def set_position(self, seconds: float) -> None:
        self.transcript.set_position(seconds)

    def say(self, sentence: str) -> None:
        """Tell for a while what the last act did."""
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
        self._quiet.start()

    @Slot()
    def _hush(self) -> None:
        self._said.setText(LEGEND)

    @Slot(str)
    def _find(self, wanted: str) -> None:
        self.finder.say(-1, self.transcript.find_all(wanted))

    @Slot(int)
    def _step(self, step: int) -> None:
        place = self.transcript.go_to_hit(step)
        self.finder.say(place, self.transcript.hits)

    @Slot()
    def _found(self) -> None:
        self.transcript.find_all("")
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _following(self, following: bool) -> None:
        self._follow.setVisible(not following)

    @Slot()
    def _confirm(self) -> None:
        self.filler_asked.emit(True)

    @Slot()
    def _reject(self) -> None:
        self.filler_asked.emit(False)
