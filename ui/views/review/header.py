"""The head of the review: what was asked, which take this is, and what can be done with all of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import IconButton
from ui.tokens import SPACE
from ui.views.review.clamped import Clamped
from ui.widgets.basics import Button, Label, column, fill, row
from ui.widgets.plain import tip


class Header(QWidget):
    """Title, a line of facts, and buttons.

    Signals
    -------
    compare_asked(), retake_asked(), again_asked(), delete_asked(), folder_asked(), keys_asked() : what they say.
    whole_asked() : show the take that this short answer completes.
    loop_asked() : show the mock loop that this was answered in.
    """

    compare_asked = Signal()
    whole_asked = Signal()
    loop_asked = Signal()
    retake_asked = Signal()
    again_asked = Signal()
    delete_asked = Signal()
    folder_asked = Signal()
    keys_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Clamped("", "heading")
        self.facts = Label("", "soft")
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.compare = Button("Compare", clicked=self.compare_asked.emit)
        self.whole = Button("Whole answer", clicked=self.whole_asked.emit)
        self.loop = Button("Mock loop", clicked=self.loop_asked.emit)
        self.export = Button("Export")
        self.export_menu = QMenu(self.export)
        self.export.setMenu(self.export_menu)
        self.retake = Button("Retake", "primary", clicked=self.retake_asked.emit)
        self.more = IconButton("more", tip="More")
        self._more_menu()
        words = column(self.title, self.facts, spacing=2)
        buttons = row(self.compare, self.whole, self.loop, self.export, self.retake, self.more, spacing=SPACE.s)
        whole = row(words, column(buttons, None, spacing=0), spacing=SPACE.l)
        whole.setStretch(0, 1)
        fill(QVBoxLayout(self), [whole], spacing=0, margins=0)

    def _more_menu(self) -> None:
        menu = QMenu(self.more)
        self.again = menu.addAction("Analyse again", self.again_asked.emit)
        self.folder = menu.addAction("Show folder", self.folder_asked.emit)
        menu.addAction("Keys\t?", self.keys_asked.emit)
        menu.addSeparator()
        self.delete = menu.addAction("Delete this take", self.delete_asked.emit)
        self.more.setMenu(menu)

    def show_words(self, title: str, facts: str) -> None:
        self.title.say(title)
        self.facts.setText(facts)
        self.facts.setToolTip(tip(facts))

    def set_comparable(self, comparable: bool, *, patch: bool = False) -> None:
        """Whether there is another take of the question; a short answer leads to the take it completes instead."""
        self.compare.setVisible(not patch)
        self.whole.setVisible(patch)
        self.compare.setEnabled(comparable)
        self.compare.setToolTip("" if comparable else "There is no other take of this question yet.")

    def set_loop(self, there: bool) -> None:
        """Whether it was answered in a mock loop."""
        self.loop.setVisible(there)

    def set_recorded(self, there: bool) -> None:
        """Whether the recording is there: without it nothing can be analysed again."""
        self.again.setEnabled(there)
