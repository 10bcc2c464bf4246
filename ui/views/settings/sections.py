"""The smaller sections of Settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from rehearse import __version__
from rehearse.settings import Settings
from ui.context import Context
from ui.tokens import SPACE
from ui.views.settings.connections import Answer
from ui.views.settings.model import KEYS, licences
from ui.views.settings.section import Section
from ui.widgets.basics import Button, Choice, Label, column, keycap

APPEARANCES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


class AppearanceSection(Section):
    """Light, dark, or as the system."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.choice = Choice([label for _, label in APPEARANCES], name="Appearance")
        super().__init__("Appearance", self.choice)
        self.choice.chosen.connect(self._choose)

    def show_settings(self, settings: Settings) -> None:
        self.choice.choose([name for name, _ in APPEARANCES].index(settings.appearance))

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._context.change_settings(appearance=APPEARANCES[index][0])


class FillersSection(Section):
    """How often the recogniser was right about fillers on this voice."""

    def __init__(self) -> None:
        self.result = Label("Counting…", "soft", wrap=True)
        about = "From the fillers you confirmed or rejected in reviews, over all takes."
        super().__init__("Fillers on your voice", self.result, Label(about, "small", wrap=True))

    def show_lines(self, lines: Sequence[str]) -> None:
        self.result.setText("\n".join(lines))


class PrivacySection(Section):
    """Has anything left this machine?"""

    def __init__(self, look_again: Callable[[], object]) -> None:
        self.headline = Label("", "strong", wrap=True)
        self.sentence, self.downloads = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        self.proof = Label("", "small", wrap=True, selectable=True)
        again = Button("Look again", "small", clicked=look_again)
        question = Label("Has anything left this machine?", "soft", wrap=True)
        super().__init__("Privacy", question, self.headline, self.sentence, self.proof, self.downloads, again)

    def show_answer(self, answer: Answer, downloaded: Sequence[str]) -> None:
        self.headline.setText(answer.headline)
        self.sentence.setText(answer.sentence)
        self.proof.setText(answer.proof)
        self.proof.setVisible(bool(answer.proof))
        self.downloads.setVisible(bool(downloaded))
        self.downloads.setText(
            f"Weights from huggingface.co are installed: {', '.join(downloaded)}. A download is done by a process of"
            " its own, only when you ask for it, and sends nothing but the names of the files."
        )


class KeysSection(Section):
    """Every key, place by place."""

    def __init__(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE.s)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setColumnStretch(2, 1)
        line = 0
        for place, keys in KEYS:
            grid.addWidget(Label(place, "small"), line, 0, Qt.AlignmentFlag.AlignTop)
            for key, what in keys:
                grid.addWidget(keycap(key), line, 1)
                grid.addWidget(Label(what, "soft", wrap=True), line, 2)
                line += 1
        super().__init__("Keys", grid)


class AboutSection(Section):
    """Version and licences."""

    def __init__(self) -> None:
        self._text = licences()
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setMinimumHeight(220)
        self.licences.setAccessibleName("Licences")
        self.licences.hide()
        show = Button("Licences of what it is built of", "link", clicked=self._toggle)
        show.setVisible(bool(self._text))
        about = Label(f"Rehearse {__version__}, MIT licence. Everything happens on this machine.", "soft", wrap=True)
        super().__init__("About", column(about, show, spacing=SPACE.xs), self.licences)

    def _toggle(self) -> None:
        if not self.licences.toPlainText():
            self.licences.setPlainText(self._text)
        self.licences.setVisible(not self.licences.isVisible())
