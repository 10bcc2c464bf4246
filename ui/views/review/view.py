"""The review of a take: picture, timeline and what was found, in step with each other."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.places import Place, Route
from ui.tokens import SPACE
from ui.views.review import words
from ui.views.review.acts import Acts
from ui.views.review.away import Away
from ui.views.review.exporting import Exporter
from ui.views.review.header import Header
from ui.views.review.keys import Keys
from ui.views.review.model import ReviewModel
from ui.views.review.model_panel import ModelPanel
from ui.views.review.proposals import Proposals
from ui.views.review.results import MOMENTS, NOTES, NUMBERS, STORY, TRANSCRIPT, Results
from ui.views.review.split import Split
from ui.views.review.stage import Stage
from ui.widgets.basics import Banner, Button, EmptyState, Page, clear


class ReviewView(Page):
    """One take. `Route.take_id` says which, `Route.at_s` where playback begins.

    `Route.patch_element` is the story element that a short answer was just given for: the story is opened there.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=SPACE.m)
        self._context = context
        self._route: Route | None = None
        self._entered = False
        self.model = ReviewModel(context, self)
        self.exporter = Exporter(context, self)
        self.header = Header()
        self.stage = Stage(context)
        self.model_panel = ModelPanel(Proposals(context.library.root, self), self)
        self.results = Results(self.model, self.model_panel)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(SPACE.s)
        self._empty = QVBoxLayout()
        self._split = Split(self.stage, self.results)
        for item in (self.header, self._banners, self._split, self._empty):
            self.body.addWidget(item) if isinstance(item, QWidget) else self.body.addLayout(item)
        self.body.setStretchFactor(self._split, 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.acts = Acts(self.model, self.stage, self.results, self)
        self.away = Away(context, self.model, self.stage)
        self._keys = Keys(self, self.acts.by_name())
        self._connect()
        self._show_content(False)

    # ------------------------------------------------------------------ coming and going

    def enter(self, route: Route) -> None:
        """Open the take of the route."""
        self._route, self._entered = route, True
        self._keys.set_on(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if route.take_id == self.model.take_id and self.model.shown is not None and route.at_s is not None:
            self.stage.seek(route.at_s)
        if route.patch_element:
            self.results.open_story(route.patch_element)
        self.model.open(route.take_id)
        self._show_job()

    def leave(self) -> None:
        """Keep what is being written, stop playing and let go of the file."""
        self._entered = False
        self._keys.set_on(False)
        if self.results.has(NOTES):
            self.results.notes.forget()
        if self.results.has(TRANSCRIPT):
            self.results.transcript.transcript.finish_editing()
        self.stage.unload()
        self.model_panel.offer("", "")
        self.model.close()
        self._show_content(False)

    # ------------------------------------------------------------------ wiring

    def _connect(self) -> None:
        model, header, results, stage = self.model, self.header, self.results, self.stage
        model.opened.connect(self._opened)
        model.not_opened.connect(self._not_opened)
        model.completed.connect(self._completed)
        model.recounted.connect(self._recounted)
        header.compare_asked.connect(self.away.compare)
        header.whole_asked.connect(self.away.to_whole)
        header.loop_asked.connect(self.away.to_loop)
        header.retake_asked.connect(self.away.retake)
        header.again_asked.connect(self._again)
        header.delete_asked.connect(self.away.delete)
        header.folder_asked.connect(self.away.show_folder)
        header.keys_asked.connect(self.acts.show_keys)
        header.export_menu.aboutToShow.connect(self._fill_export_menu)
        results.seek_asked.connect(stage.seek)
        results.take_asked.connect(self.away.to_take)
        results.answer_asked.connect(self.away.answer)
        results.filler_asked.connect(self.acts.judge)
        results.again_asked.connect(self._again)
        results.cancel_asked.connect(self._cancel)
        stage.position_changed.connect(results.set_position)
        self.model_panel.answer_asked.connect(self.away.answer)
        self.exporter.progressed.connect(self._show_copying)
        jobs = self._context.jobs
        jobs.changed.connect(self._show_job)
        jobs.progressed.connect(self._job_moved)
        self._context.take_changed.connect(self._changed_elsewhere)

    # ------------------------------------------------------------------ showing

    def _show_content(self, there: bool) -> None:
        self.header.setVisible(there)
        self._split.setVisible(there)
        clear(self._empty)

    @Slot()
    def _opened(self) -> None:
        shown = self.model.shown
        if shown is None or not self._entered:
            return
        self._show_content(True)
        self._show_header()
        self._show_events()
        self._offer_model()
        asked = self._route.at_s if self._route else None
        self.stage.show_take(shown.stored, shown.peaks, at=asked)
        self._show_job()
        # each half in a turn of its own: an hour's take would be felt in one
        QTimer.singleShot(0, self, self._show_results)
        if self.model.analysis is not None and asked is not None and self._route is not None:
            self._route = Route(Place.REVIEW, take_id=self._route.take_id)

    def _show_header(self) -> None:
        shown = self.model.shown
        if shown is None:
            return
        take = shown.stored.take
        now = datetime.now().astimezone()
        self.header.show_words(words.title(take), words.subtitle(take, shown.siblings, now=now))
        self.header.set_recorded(shown.stored.recording.is_file())
        self.header.set_comparable(len(shown.siblings) > 1, patch=bool(take.patch_of))
        self.header.set_loop(bool(take.loop))

    def _offer_model(self) -> None:
        settings, said = self._context.settings, self.model.analysis is not None
        self.model_panel.offer(self.model.take_id, settings.local_model if settings.local_model_url and said else "")

    def _show_events(self) -> None:
        """What happened while it was recorded and what the analysis warns of: one banner, for the picture's sake."""
        clear(self._banners)
        take, analysis = self.model.take, self.model.analysis
        happened = words.events(take) if take is not None else ""
        warned = " ".join(analysis.warnings) if analysis is not None else ""
        if happened or warned:
            sentence = "\n".join(part for part in (happened, warned) if part)
            self._banners.addWidget(Banner(sentence, warn=bool(warned), closable=True))

    @Slot(str)
    def _not_opened(self, sentence: str) -> None:
        self.stage.unload()
        self._show_content(False)
        clear(self._banners)
        library = Button("Open the library", "primary", clicked=self.away.to_library)
        self._empty.addWidget(EmptyState("This take cannot be shown", sentence, library))

    @Slot()
    def _completed(self) -> None:
        self.stage.set_captions(self.model.background.captions)
        self.results.refresh(STORY, NUMBERS)

    @Slot()
    def _recounted(self) -> None:
        analysis = self.model.analysis
        if analysis is not None and self.model.shown is not None:
            self.results.refresh(MOMENTS, TRANSCRIPT, STORY, NUMBERS)
            QTimer.singleShot(0, self, self._show_lanes)

    @Slot()
    def _show_results(self) -> None:
        self.results.refresh()

    @Slot()
    def _show_lanes(self) -> None:
        if self.model.analysis is not None and self.model.shown is not None:
            self.stage.show_analysis(self.model.analysis, self.model.shown.peaks)

    # ------------------------------------------------------------------ analysis

    @Slot()
    def _show_job(self) -> None:
        if self._entered:
            self.results.show_job(self._context.jobs.state(self.model.take_id))

    @Slot(str)
    def _job_moved(self, take_id: str) -> None:
        if take_id == self.model.take_id:
            self._show_job()

    @Slot(str)
    def _changed_elsewhere(self, take_id: str) -> None:
        if self._entered:
            self.model.heard_of(take_id)

    @Slot()
    def _again(self) -> None:
        self._context.jobs.add(self.model.take_id)

    @Slot()
    def _cancel(self) -> None:
        self._context.jobs.cancel(self.model.take_id)

    # ------------------------------------------------------------------ exports

    @Slot()
    def _fill_export_menu(self) -> None:
        if self.model.shown is not None:
            self.exporter.fill_menu(self.header.export_menu, self.model.shown.stored)

    @Slot(str)
    def _show_copying(self, how_far: str) -> None:
        if how_far:
            self.header.facts.setText(how_far)
        else:
            self._show_header()
