"""After the answer: one's own view of it while it is analysed, then the way on."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from rehearse.export.wording import happened, length
from ui.tokens import SPACE
from ui.views.practise.after import Analysing
from ui.views.practise.model import PractiseModel
from ui.views.practise.rating_form import RatingForm
from ui.widgets.basics import Button, Card, Item, Label, column, fill, keycap, row, scrolling, set_role
from ui.widgets.direction import direction_of
from ui.widgets.plain import tip

WIDTH = 640
MOST_LETTERS = 240  # of the question, which was read already
FIRST = 1000  # up to WIDTH, the page takes all the room before the margins get any
WAITING = "The review opens by itself when the analysis is done. You can go elsewhere meanwhile."


class ProgressCard(Card):
    """The analysis of the take: what it is at, how far, and how to end it or take it up again."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__(spacing=SPACE.s)
        self._after, self._around = model.after, model.around
        self.stage, self.left = Label("", wrap=True), Label("", "faint")
        self.cancel = Button("Cancel", "small", clicked=model.after.cancel, name="Cancel the analysis")
        self.again = Button("Analyse again", "small", clicked=model.after.again)
        self.review = Button("Open the review", "small", clicked=model.open_review)
        self.settings = Button("Open Settings", "small", clicked=model.open_settings)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Analysis, per cent")
        ways = (self.cancel, self.settings, self.again, self.review)
        self.body.addLayout(row(self.stage, self.left, *ways, spacing=SPACE.s))
        self.body.addWidget(self.bar)

    def show_after(self) -> None:
        after = self._after
        running = after.analysing is Analysing.RUNNING
        self.stage.setText(self._sentence())
        failed = after.analysing is Analysing.FAILED
        set_role(self.stage, "warn" if failed else "")
        percent = round(100 * after.share)
        self.left.setText(", ".join(t for t in (f"{percent} %" if after.share else "", after.left) if t))
        self.left.setVisible(running)
        self.bar.setVisible(running)
        self.bar.setValue(percent)
        self.cancel.setVisible(running)
        self.settings.setVisible(failed and bool(self._around.recogniser_warning))
        self.again.setVisible(after.analysing in (Analysing.FAILED, Analysing.CANCELLED))
        self.again.setEnabled(after.can_analyse)
        self.review.setVisible(not running and not after.wants_rating)

    def _sentence(self) -> str:
        after = self._after
        if after.analysing is Analysing.RUNNING:
            return after.stage
        if after.analysing is Analysing.FAILED:
            return after.failure or "The analysis failed. The recording is kept."
        if after.analysing is Analysing.CANCELLED:
            return "The analysis was cancelled. The recording is kept."
        return "The analysis is done."


class AfterPage(QWidget):
    """Follows the model once an answer is recorded."""

    def __init__(self, model: PractiseModel, other: Button) -> None:
        super().__init__()
        self._model = model
        self._take_id = ""
        self.title = Label("", "heading")
        self.question = Label("", "soft", wrap=True)
        self.events = Label("", "warn", wrap=True)
        self.form = RatingForm()
        self.form.given.connect(model.after.rate)
        self.waiting = Card(Label(WAITING, "soft", wrap=True))
        self.progress = ProgressCard(model)
        self.retake = Button("Answer it again", clicked=model.retake)
        ways = row(self.retake, keycap("R"), SPACE.s, other, None)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        head = column(self.title, self.question, self.events, spacing=SPACE.xs)
        items: list[Item] = [head, self.form, self.waiting, self.progress, ways]
        fill(QVBoxLayout(middle), items, spacing=SPACE.l, margins=0)
        inner = QWidget()
        across = row(None, middle, None)
        across.setStretch(1, FIRST)
        box = fill(QVBoxLayout(inner), [None, across, None], spacing=0, margins=0)
        box.setStretch(0, 1)
        box.setStretch(2, 2)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)

    def show_model(self) -> None:
        take = self._model.after.take
        if take is None:
            return
        self.title.setText(f"Recorded, {length(self._model.seconds)}")
        question = self._model.asked.question.text
        self.question.setText(shorten(question, MOST_LETTERS, placeholder="…"))
        self.question.setToolTip(tip(question) if len(question) > MOST_LETTERS else "")
        self.question.setLayoutDirection(direction_of(question))
        self.events.setText("\n".join(map(happened, take.events)))
        self.events.setVisible(bool(take.events))
        wants = self._model.after.wants_rating
        if take.id != self._take_id:
            self._take_id = take.id
            self.form.clear()
        self.form.setVisible(wants)
        self.waiting.setVisible(not wants and self._model.after.analysing is Analysing.RUNNING)
        self.progress.show_after()

    def enter_pressed(self) -> None:
        """Enter: keep the view that was given, or open the review that is ready."""
        if self._model.after.wants_rating:
            self._model.after.rate(self.form.rating())
        elif self._model.after.analysing is not Analysing.RUNNING:
            self._model.open_review()

    def begin(self) -> None:
        """Put the keyboard where the person goes on, but on no button: a Space too many stopped the answer before."""
        if self._model.after.wants_rating:
            self.form.setFocus()
        else:
            self.setFocus()

    def arrive(self) -> None:
        """The answer was just stopped: the second half of a double click is not meant for what stands here."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self._listen)

    @Slot()
    def _listen(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
