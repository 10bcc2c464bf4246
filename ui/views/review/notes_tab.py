"""The tab of notes: the person's own rating, tags and words, kept as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rehearse.types import SelfRating, Take
from ui.tokens import SPACE
from ui.widgets.basics import Button, Choice, Item, Label, clear, fill
from ui.widgets.flow import Flow
from ui.widgets.plain import caption, shortened

SAVE_AFTER_MS = 500
RATINGS = ("1  weak", "2", "3", "4", "5  strong")


class NotesTab(QWidget):
    """What the person keeps with a take.

    Signals
    -------
    saved(dict) : fields of the take and what they are now: "notes", "tags" or "rating".
    """

    saved = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._take: Take | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self.rating = Choice(RATINGS, name="How good was this answer, 1 to 5")
        self.rating.chosen.connect(self._rate)
        self.guesses = Label("", "small", wrap=True)
        self.tags = Flow(spacing=SPACE.xs)
        self.tag = QLineEdit()
        self.tag.setPlaceholderText("Add a tag")
        self.tag.setAccessibleName("Add a tag")
        self.tag.setMaximumWidth(220)
        self.tag.returnPressed.connect(self._add_tag)
        self.notes = QPlainTextEdit()
        self.notes.setPlaceholderText("What to keep, what to change next time")
        self.notes.setAccessibleName("Notes")
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._written)
        self.kept = Label("", "small")
        self._lay_out()

    def _lay_out(self) -> None:
        items: list[Item] = [
            *(Label("How good was it, in your own view?", "small"), self.rating, self.guesses, SPACE.s),
            *(Label("Tags", "small"), self.tags, self.tag, SPACE.s),
            *(Label("Notes", "small"), self.notes, self.kept),
        ]
        box = fill(QVBoxLayout(self), items, spacing=SPACE.s, margins=0)
        box.setContentsMargins(0, SPACE.xs, 0, 0)
        box.setStretchFactor(self.notes, 1)

    def show_take(self, take: Take) -> None:
        """Show a take; what is being written about the same take stays."""
        same = self._take is not None and self._take.id == take.id
        if not same:
            self.save_now()
        self._take = take
        if not same or not self._timer.isActive():
            self._show_notes(take.notes)
        self._show_rating(take.rating)
        self._show_tags(take.tags)

    def forget(self) -> None:
        """Save what is not saved, and show no take."""
        self.save_now()
        self._take = None

    def _show_notes(self, notes: str) -> None:
        if notes != self.notes.toPlainText():
            self.notes.blockSignals(True)
            self.notes.setPlainText(notes)
            self.notes.blockSignals(False)
        self.kept.setText("")

    # ------------------------------------------------------------------ words

    @Slot()
    def _written(self) -> None:
        self.kept.setText("")
        self._timer.start()

    @Slot()
    def save_now(self) -> None:
        """Save at once what was written."""
        waiting = self._timer.isActive()
        self._timer.stop()
        notes = self.notes.toPlainText()
        if self._take is not None and notes != self._take.notes:
            self._take = replace(self._take, notes=notes)
            self.saved.emit({"notes": notes})
        elif waiting:
            self.say_kept()

    @Slot()
    def say_kept(self) -> None:
        self.kept.setText("Saved.")

    # ------------------------------------------------------------------ rating

    def _show_rating(self, rating: SelfRating | None) -> None:
        self.rating.choose(rating.overall - 1 if rating is not None and rating.overall else -1)
        self.guesses.setText(_guesses(rating))
        self.guesses.setVisible(bool(self.guesses.text()))

    @Slot(int)
    def _rate(self, index: int) -> None:
        if self._take is not None:
            rating = replace(self._take.rating or SelfRating(), overall=index + 1)
            self._take = replace(self._take, rating=rating)
            self.saved.emit({"rating": rating})

    # ------------------------------------------------------------------ tags

    def _show_tags(self, tags: Sequence[str]) -> None:
        clear(self.tags)
        for tag in tags:
            remove = partial(self._remove_tag, tag)
            text = caption(f"{shortened(tag)}  ×")
            self.tags.addWidget(Button(text, "tag", clicked=remove, tip="Take this tag off", name=f"Tag {tag}"))

    @Slot()
    def _add_tag(self) -> None:
        tag = " ".join(self.tag.text().split())
        self.tag.clear()
        if self._take is not None and tag and tag.casefold() not in map(str.casefold, self._take.tags):
            self._change_tags((*self._take.tags, tag))

    def _remove_tag(self, tag: str) -> None:
        if self._take is not None:
            self._change_tags(tuple(each for each in self._take.tags if each != tag))

    def _change_tags(self, tags: tuple[str, ...]) -> None:
        if self._take is not None:
            self._take = replace(self._take, tags=tags)
            self._show_tags(tags)
            self.saved.emit({"tags": tags})


def _guesses(rating: SelfRating | None) -> str:
    if rating is None:
        return ""
    parts = []
    if rating.wpm is not None:
        parts.append(f"{rating.wpm:.0f} words a minute")
    if rating.fillers_per_minute is not None:
        parts.append(f"{rating.fillers_per_minute:.0f} fillers a minute")
    if rating.eye_contact_share is not None:
        share = rating.eye_contact_share
        parts.append(f"{share * 100 if share <= 1 else share:.0f} % eye contact")
    return f"You guessed {', '.join(parts)}. The measured figures stand beside these under Numbers." if parts else ""
