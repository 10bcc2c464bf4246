"""The left half: the picture with captions, its buttons, and the timeline; all of them at one moment of the take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from rehearse.store import StoredTake
from rehearse.types import Analysis
from ui.context import Context
from ui.playback.captions import Captions
from ui.playback.player import Player
from ui.tokens import SPACE
from ui.views.review.transport import Transport
from ui.widgets.basics import Card, fill
from ui.widgets.timeline import SpanList, Timeline
from ui.widgets.video import VideoView

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_PICTURE = "Sound only, no picture"
ALL = 16_777_215  # Qt's own "no limit"


class Stage(QWidget):
    """Plays a take.

    Signals
    -------
    position_changed(float) : seconds.
    """

    position_changed = Signal(float)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._captions: Captions | None = None
        self._shown: tuple[str, str] = ("", "")
        self._sound_only = False
        self._at: float | None = None
        self.video = VideoView()
        self.player = Player(self.video.sink, self)
        self.transport = Transport(self.player)
        self.timeline = Timeline()
        self.marks = SpanList()
        self._lanes = QStackedWidget()
        self._card = Card(margins=QMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s), spacing=0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._lanes.addWidget(self.timeline)
        self._lanes.addWidget(self.marks)
        self._card.body.addWidget(self._lanes)
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(360)
        box = fill(QVBoxLayout(self), [self.video, self.transport, self._card], spacing=SPACE.s, margins=0)
        box.setStretch(0, 1)

    def _connect(self) -> None:
        player, settings = self.player, self._context.settings
        player.position_changed.connect(self._moved)
        player.failed.connect(self._failed)
        player.loaded.connect(self._loaded)
        self.video.clicked.connect(player.toggle)
        self.timeline.seek_asked.connect(self.seek)
        self.marks.seek_asked.connect(self.seek)
        self.transport.captions.setChecked(settings.captions)
        self.transport.captions_chosen.connect(self._choose_captions)
        self.transport.rate_chosen.connect(self._keep_rate)
        self.transport.list_asked.connect(self._swap)
        self.transport.full_screen_asked.connect(self.video.toggle_full_screen)
        player.set_rate(settings.playback_rate)

    # ------------------------------------------------------------------ the take

    @property
    def position_s(self) -> float:
        return self.player.position_s

    def show_take(self, stored: StoredTake, peaks: NDArray[np.float32] | None, *, at: float | None = None) -> None:
        """Open a take; where it is open already, only what was found is shown anew."""
        asked = (stored.take.id, str(stored.recording))
        if asked == self._shown and _is_sound_only(stored) != self._sound_only:
            self._show_picture(stored, peaks)  # its first analysis found that there is no picture
        if asked != self._shown:
            self._shown = asked
            self._captions, self._at = None, at
            self.video.clear()
            self._show_picture(stored, peaks)
            self.player.load(stored.recording, duration=duration_of(stored))
        if stored.analysis is not None:
            self.show_analysis(stored.analysis, peaks)
        self._card.setVisible(stored.analysis is not None)
        self._fit_picture()

    def _show_picture(self, stored: StoredTake, peaks: NDArray[np.float32] | None) -> None:
        self._sound_only = _is_sound_only(stored)
        self.transport.set_playable(True, picture=not self._sound_only)
        self.video.set_words("")
        self.video.set_sound_only(peaks if self._sound_only else None)

    def show_analysis(self, analysis: Analysis, peaks: NDArray[np.float32] | None) -> None:
        """Lanes and marks of an analysis."""
        self.timeline.show_analysis(analysis, peaks)
        self.marks.show_analysis(analysis)
        self.timeline.set_position(self.position_s)

    def set_captions(self, captions: Captions | None) -> None:
        self._captions = captions
        self._caption(self.position_s)

    def unload(self) -> None:
        """Stop, and let go of the file."""
        self._shown = ("", "")
        self.video.set_full_screen(False)
        self.player.unload()
        self.video.clear()

    @Slot(float)
    def seek(self, seconds: float) -> None:
        self.player.seek(seconds)

    # ------------------------------------------------------------------ playback

    @Slot()
    def _loaded(self) -> None:
        if not self.player.has_video and not self._sound_only:
            self.video.set_words(NO_PICTURE)  # the sound's outline comes with the analysis
        at, self._at = self._at, None
        if at is not None:
            self.player.seek(at)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        self.video.set_words(sentence)
        self.transport.set_playable(False)

    @Slot(float)
    def _moved(self, seconds: float) -> None:
        self.timeline.set_position(seconds)
        self._caption(seconds)
        if self.player.duration_s:
            self.video.set_share(seconds / self.player.duration_s)
        self.position_changed.emit(seconds)

    def _caption(self, seconds: float) -> None:
        wanted = self._captions is not None and self.transport.captions.isChecked()
        self.video.set_caption(self._captions.at(seconds) if wanted and self._captions else "")

    @Slot(bool)
    def _choose_captions(self, wanted: bool) -> None:
        self._context.change_settings(captions=wanted)
        self._caption(self.position_s)

    @Slot(float)
    def _keep_rate(self, rate: float) -> None:
        self._context.change_settings(playback_rate=rate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the picture does not need in height belongs to the timeline."""
        super().resizeEvent(event)
        self._fit_picture()

    def _fit_picture(self) -> None:
        height = max(round(self.width() * 9 / 16), self.video.minimumSizeHint().height())
        self.video.setMaximumHeight(ALL if self._card.isHidden() else height)

    @Slot(bool)
    def _swap(self, as_list: bool) -> None:
        """Lanes, or the same marks as a list."""
        self._lanes.setCurrentWidget(self.marks if as_list else self.timeline)
        (self.marks if as_list else self.timeline).setFocus(Qt.FocusReason.OtherFocusReason)


def duration_of(stored: StoredTake) -> float:
    """Seconds as the take tells them, else as they were found when it was analysed: a cut-off file tells none."""
    return stored.take.duration or (stored.analysis.recording.duration if stored.analysis else 0.0)


def _is_sound_only(stored: StoredTake) -> bool:
    """Known once it was analysed."""
    return stored.analysis is not None and not stored.analysis.recording.has_video
