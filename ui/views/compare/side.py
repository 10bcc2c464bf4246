"""One of the two takes: which it is, its picture and the buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from rehearse.export.wording import clock
from ui.icons import IconButton
from ui.playback.player import Player
from ui.tokens import SPACE
from ui.views.compare.model import Side
from ui.widgets.basics import Button, Label, fill, row
from ui.widgets.video import VideoView

LEAST_HEIGHT, SHARE_OF_WINDOW = 180, 0.45


class SidePanel(QWidget):
    """Plays one take.

    Signals
    -------
    take_chosen(str) : another take shall stand here.
    review_asked(str) : review this take.
    playing_started() : it plays now.
    """

    take_chosen = Signal(str)
    review_asked = Signal(str)
    playing_started = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._side: Side | None = None
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(f"{name} take")
        self.chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.video = VideoView()
        self.player = Player(self.video.sink, self)
        self.play = IconButton("play", tip=f"Play the {name.lower()} take")
        self._name = name
        self.time = Label("0:00", "time")
        review = Button("Review", "small", clicked=self._review, name=f"Review the {name.lower()} take")
        below = row(self.play, self.time, None, review, spacing=SPACE.xs)
        box = fill(QVBoxLayout(self), [self.chooser, self.video, below], spacing=SPACE.s, margins=0)
        box.setStretch(1, 1)
        self._connect()

    def _connect(self) -> None:
        self.chooser.activated.connect(self._chosen)
        self.play.clicked.connect(self.player.toggle)
        self.video.clicked.connect(self.player.toggle)
        self.player.playing_changed.connect(self._playing)
        self.player.position_changed.connect(self._moved)
        self.player.duration_changed.connect(self._moved)
        self.player.failed.connect(self._failed)

    def show_side(self, side: Side, choices: Sequence[tuple[str, str]], other: str) -> None:
        """Show a take; `other` is the id of the one beside it, which cannot be chosen twice."""
        same = self._side is not None and self._side.stored.take.id == side.stored.take.id
        self._side = side
        self._fill(side, choices, other)
        if same:
            return
        self.video.clear()
        analysis = side.stored.analysis
        if analysis is not None and not analysis.recording.has_video:
            self.video.set_sound_only(side.stored.peaks)
        self.play.setEnabled(True)
        self.player.load(side.stored.recording, duration=side.stored.take.duration)

    def _fill(self, side: Side, choices: Sequence[tuple[str, str]], other: str) -> None:
        self.chooser.clear()
        listed = [choice for choice in choices if choice[0] != other] or [(side.stored.take.id, side.name)]
        for take_id, name in listed:
            self.chooser.addItem(name, take_id)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(side.stored.take.id)))

    def unload(self) -> None:
        self._side = None
        self.player.unload()
        self.video.clear()

    def jump(self, seconds: float) -> None:
        """Play from there."""
        self.player.seek(seconds)
        self.player.play()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        most = max(LEAST_HEIGHT, round(self.window().height() * SHARE_OF_WINDOW))
        self.video.setFixedHeight(min(max(round(event.size().width() * 9 / 16), LEAST_HEIGHT), most))

    @Slot(int)
    def _chosen(self, index: int) -> None:
        self.take_chosen.emit(str(self.chooser.itemData(index)))

    def _review(self) -> None:
        if self._side is not None:
            self.review_asked.emit(self._side.stored.take.id)

    @Slot(bool)
    def _playing(self, playing: bool) -> None:
        name = f"the {self._name.lower()} take"
        self.play.show_icon("pause" if playing else "play", tip=f"{'Pause' if playing else 'Play'} {name}")
        if playing:
            self.playing_started.emit()

    @Slot(float)
    def _moved(self, _seconds: float) -> None:
        at = self.player.position_s
        self.time.setText(f"{clock(int(at))} / {clock(self.player.duration_s)}")
        if self._side is not None:
            self.video.set_caption(self._side.captions.at(at) if self._side.captions else "")
            if self.player.duration_s:
                self.video.set_share(at / self.player.duration_s)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        self.video.set_words(sentence)
        self.play.setEnabled(False)
