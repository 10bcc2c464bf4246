"""The card beside the video: tabs over what was found, each made when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.jobs import JobState
from ui.tokens import SPACE
from ui.views.review.analysis_panel import AnalysisPanel, AnalysisStrip
from ui.views.review.model import ReviewModel
from ui.views.review.moments_tab import MomentsTab
from ui.views.review.notes_tab import NotesTab
from ui.views.review.numbers_tab import NumbersTab
from ui.views.review.story_tab import StoryTab
from ui.views.review.transcript_tab import TranscriptTab
from ui.views.review.words import why_no_analysis
from ui.widgets.basics import Card, Choice, line

TABS = ("Moments", "Transcript", "Story", "Numbers", "Notes")
MOMENTS, TRANSCRIPT, STORY, NUMBERS, NOTES = range(5)


class Results(Card):
    """Shows what a model holds.

    Signals
    -------
    seek_asked(float) : play from that second.
    take_asked(str, float) : open another take there.
    answer_asked(str, str) : answer a question now; the element it adds, and the question.
    filler_asked(bool) : confirm or reject the filler that is chosen, or near the playhead.
    again_asked(), cancel_asked() : analyse again, end the analysis.
    """

    seek_asked = Signal(float)
    take_asked = Signal(str, float)
    answer_asked = Signal(str, str)
    filler_asked = Signal(bool)
    again_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, model: ReviewModel, story_footer: QWidget | None = None) -> None:
        """`story_footer` stands below the story."""
        super().__init__(spacing=SPACE.m, margins=QMargins(SPACE.l, SPACE.s, SPACE.l, SPACE.l))
        self._model = model
        self._footer = story_footer
        self._position = 0.0
        self._element = ""
        self._job: JobState | None = None
        self._made: dict[int, QWidget] = {}
        self._stale: set[int] = set(range(len(TABS)))
        self.tabs = Choice(TABS, "tab", name="What was found")
        self.strip = AnalysisStrip()
        self.panel = AnalysisPanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        for item in (self.tabs, self.strip, self._stack):
            self.body.addWidget(item)
        self.body.insertWidget(1, line())
        self.body.setStretchFactor(self._stack, 1)
        self.body.setSpacing(0)
        self._space()
        self.strip.hide()
        self.setMinimumWidth(380)
        self.tabs.chosen.connect(self._chosen)
        self.panel.again_asked.connect(self.again_asked)
        self.panel.cancel_asked.connect(self.cancel_asked)
        self.strip.cancel_asked.connect(self.cancel_asked)

    def _space(self) -> None:
        self.body.insertSpacing(2, SPACE.m)
        self.strip.setContentsMargins(0, 0, 0, 0)

    # ------------------------------------------------------------------ tabs

    @property
    def index(self) -> int:
        return self.tabs.index

    @property
    def moments(self) -> MomentsTab:
        return self._tab(MOMENTS)  # type: ignore[return-value]

    @property
    def transcript(self) -> TranscriptTab:
        return self._tab(TRANSCRIPT)  # type: ignore[return-value]

    @property
    def story(self) -> StoryTab:
        return self._tab(STORY)  # type: ignore[return-value]

    @property
    def numbers(self) -> NumbersTab:
        return self._tab(NUMBERS)  # type: ignore[return-value]

    @property
    def notes(self) -> NotesTab:
        return self._tab(NOTES)  # type: ignore[return-value]

    def has(self, index: int) -> bool:
        """Whether a tab was opened before."""
        return index in self._made

    def choose(self, index: int) -> None:
        """Open a tab."""
        self.tabs.choose(index)
        self._show()

    def open_story(self, element: str) -> None:
        """Open the story and, as soon as it is there, bring an element of it into view."""
        self._element = element
        self.choose(STORY)

    @Slot(int)
    def _chosen(self, _index: int) -> None:
        self._show()

    def _tab(self, index: int) -> QWidget:
        if index not in self._made:
            self._made[index] = made = self._make(index)
            self._stack.addWidget(made)
        return self._made[index]

    def _make(self, index: int) -> QWidget:
        if index == MOMENTS:
            moments = MomentsTab()
            moments.seek_asked.connect(self.seek_asked)
            moments.answer_asked.connect(self.answer_asked)
            return moments
        if index == TRANSCRIPT:
            return self._make_transcript()
        if index == STORY:
            story = StoryTab(self._footer)
            story.seek_asked.connect(self.seek_asked)
            story.take_asked.connect(self.take_asked)
            story.answer_asked.connect(self.answer_asked)
            return story
        if index == NUMBERS:
            return NumbersTab()
        notes = NotesTab()
        notes.saved.connect(self._save)
        self._model.take_saved.connect(notes.say_kept)
        return notes

    def _make_transcript(self) -> QWidget:
        made = TranscriptTab()
        made.transcript.seek_asked.connect(self.seek_asked)
        made.transcript.word_corrected.connect(self._model.correct_word)
        made.transcript.filler_judged.connect(self._model.judge_filler)
        made.filler_asked.connect(self.filler_asked)
        self._model.told.connect(made.say)
        return made

    @Slot(dict)
    def _save(self, changes: dict[str, object]) -> None:
        self._model.save(**changes)
        if "rating" in changes:
            self._stale.add(NUMBERS)

    # ------------------------------------------------------------------ showing

    def refresh(self, *tabs: int) -> None:
        """What these tabs (all, where none are named) show has changed."""
        self._stale |= set(tabs or range(len(TABS)))
        self._show()

    def show_job(self, job: JobState | None) -> None:
        """An analysis of this take waits or runs, or no longer does."""
        before, self._job = self._job, job
        if (before is None) != (job is None):
            self._show()
        elif job is not None:
            self._show_panel()

    def set_position(self, seconds: float) -> None:
        self._position = seconds
        if self._model.analysis is None:
            return
        if self.index == MOMENTS and MOMENTS not in self._stale:
            self.moments.set_position(seconds)
        elif self.index == TRANSCRIPT and TRANSCRIPT not in self._stale:
            self.transcript.set_position(seconds)

    def _show(self) -> None:
        if self._model.shown is None:
            return
        self._show_panel()
        index = self.index
        if index == NOTES:
            if self._model.take is not None and NOTES in self._stale:
                self.notes.show_take(self._model.take)
        elif self._model.analysis is None:
            self._stack.setCurrentWidget(self.panel)
            return
        elif index in self._stale:
            self._fill(index)
        self._stale.discard(index)
        self._stack.setCurrentWidget(self._tab(index))
        self.set_position(self._position)

    def _fill(self, index: int) -> None:
        model, analysis = self._model, self._model.analysis
        if analysis is None or model.shown is None:
            return
        if index == MOMENTS:
            self.moments.show_analysis(analysis)
        elif index == TRANSCRIPT:
            self.transcript.show_words(analysis, model.shown.text)
        elif index == STORY:
            self._fill_story()
        elif index == NUMBERS:
            rating = model.take.rating if model.take else None
            self.numbers.show_numbers(analysis, model.background.usual, rating)

    def _fill_story(self) -> None:
        page = self._model.background.story
        if page is None:
            return
        self.story.show_page(page)
        if self._element:
            self.story.reveal(self._element)
            self._element = ""

    def _show_panel(self) -> None:
        """Say where the analysis stands, in place of results or above old ones."""
        shown, job = self._model.shown, self._job
        if shown is None:
            return
        self.strip.setVisible(job is not None and shown.stored.analysis is not None)
        if job is not None:
            self.panel.show_job(job)
            self.strip.show_job(job)
        elif shown.stored.analysis is None:
            title, sentence = why_no_analysis(shown.stored)
            untouched = shown.stored.take.state != "failed" and not shown.stored.problem
            self.panel.show_nothing(title, sentence, action="Analyse" if untouched else "Analyse again")
