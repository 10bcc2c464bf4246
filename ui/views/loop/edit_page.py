"""Building a loop: a title, and round by round who asks what."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QMessageBox, QSizePolicy, QVBoxLayout, QWidget

from rehearse.questions import Catalogue, all_packs
from rehearse.types import Question
from ui.context import Context
from ui.tokens import SPACE
from ui.views.loop.choose_page import BESIDE_BAR
from ui.views.loop.draft import (
    MOST_ROUNDS,
    Draft,
    DraftRound,
    changed_round,
    lacks,
    moved_round,
    with_question,
    with_round,
    without_round,
)
from ui.views.loop.model import LoopModel
from ui.views.loop.round_card import LONGEST_TITLE, RoundCard
from ui.views.practise.chooser import QuestionChooser
from ui.widgets.basics import Button, Label, clear, column, fill, row, scrolling

WIDEST = 980


class EditPage(QWidget):
    """The draft that is being built; the model keeps it when the person saves."""

    def __init__(self, context: Context, model: LoopModel) -> None:
        super().__init__()
        self._context, self._model = context, model
        self._draft = Draft()
        self._before = Draft()
        self._catalogue: Catalogue | None = None
        self.cards: list[RoundCard] = []
        self.chooser: QuestionChooser | None = None
        self._adding_to = 0
        self.heading = Label("", "heading")
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText("What the loop is called")
        self.title.setAccessibleName("Title of the loop")
        self.title.textEdited.connect(self._on_title)
        self.problem = Label("", "warn", wrap=True)
        self.save = Button("Save", "primary", clicked=self._save)
        self.cancel = Button("Cancel", clicked=self._cancel)
        self.remove = Button("Remove this loop", "plain", clicked=self._remove)
        self.more = Button("Add a round", clicked=self._add_round)
        self._build()
        model.refused.connect(self._on_refused)

    def _build(self) -> None:
        self._rounds = QVBoxLayout()
        self._rounds.setSpacing(SPACE.l)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        head = row(self.heading, None, self.remove, self.cancel, self.save, spacing=SPACE.s)
        named = column(Label("Title", "small"), self.title, self.problem, spacing=SPACE.xs)
        items = [head, named, self._rounds, row(self.more, None)]
        fill(QVBoxLayout(middle), items, spacing=SPACE.l, margins=0)
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        across = row(middle, None)
        across.setStretch(0, 1000)
        fill(QVBoxLayout(inner), [across, None], spacing=0, margins=BESIDE_BAR)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)

    # ------------------------------------------------------------------ the draft

    def begin(self) -> None:
        """Show the model's draft, once the questions it names are read."""
        self._draft = self._before = self._model.draft
        self._context.in_background(lambda _: all_packs(), self._read)

    def _read(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        draft = self._draft
        self.heading.setText("Change the loop" if draft.key else "Build a loop")
        self.title.setText(draft.title)
        self.remove.setVisible(bool(draft.key))
        self.problem.setText("")
        self._rebuild(draft)
        self.title.setFocus()

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def _known(self) -> dict[str, Question]:
        packs = self._catalogue.packs if self._catalogue else ()
        return {question.key: question for pack in packs for question in pack.questions}

    def _set(self, draft: Draft) -> None:
        self._draft = self._model.draft = draft
        if self.problem.text():
            self.problem.setText(lacks(draft))

    def _rebuild(self, draft: Draft) -> None:
        self._set(draft)
        clear(self._rounds)
        known = self._known
        self.cards = [RoundCard(part, n, len(draft.rounds), known) for n, part in enumerate(draft.rounds, start=1)]
        for at, card in enumerate(self.cards):
            card.changed.connect(partial(self._on_changed, at))
            card.rebuilt.connect(partial(self._on_rebuilt, at))
            card.question_asked.connect(partial(self._choose_question, at))
            card.moved.connect(partial(self._on_moved, at))
            card.removed.connect(partial(self._on_removed, at))
            self._rounds.addWidget(card)
        self.more.setEnabled(len(draft.rounds) < MOST_ROUNDS)

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._set(replace(self._draft, title=text))

    def _on_changed(self, at: int, part: DraftRound) -> None:
        self._set(changed_round(self._draft, at, part))

    def _on_rebuilt(self, at: int, part: DraftRound) -> None:
        self._rebuild(changed_round(self._draft, at, part))
        self.cards[at].kind.setFocus()

    def _on_moved(self, at: int, by: int) -> None:
        self._rebuild(moved_round(self._draft, at, by))
        self.cards[at + by].title.setFocus()

    def _on_removed(self, at: int) -> None:
        self._rebuild(without_round(self._draft, at))
        self.more.setFocus()

    def _add_round(self) -> None:
        self._rebuild(with_round(self._draft))
        self.cards[-1].add.setFocus()

    # ------------------------------------------------------------------ questions

    def _choose_question(self, at: int) -> None:
        if self.chooser is not None or self._catalogue is None:
            return
        self._adding_to = at
        self.chooser = QuestionChooser(self._catalogue.packs, "", self, action="Add this one")
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.finished.connect(self._chooser_closed)
        self.chooser.open()

    @Slot(object)
    def _on_chosen(self, question: Question) -> None:
        at = self._adding_to
        self._rebuild(changed_round(self._draft, at, with_question(self._draft.rounds[at], question)))
        self.cards[at].add.setFocus()

    @Slot(int)
    def _chooser_closed(self, _result: int) -> None:
        self.chooser = None

    def close_chooser(self) -> None:
        if self.chooser is not None:
            self.chooser.reject()

    # ------------------------------------------------------------------ done

    def _save(self) -> None:
        self.problem.setText(lacks(self._draft))
        if not self.problem.text():
            self._model.keep(self._draft)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.problem.setText(sentence)

    def _cancel(self) -> None:
        if self._draft == self._before or self._sure("Throw the changes away?", "Throw away"):
            self._model.choose()

    def _remove(self) -> None:
        if self._sure("Remove this loop? What was recorded in it stays.", "Remove"):
            self._model.remove(self._draft.key)

    def _sure(self, question: str, action: str) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle("Mock loop")
        box.setText(question)
        act = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("Keep", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is act
