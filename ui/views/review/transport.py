"""Under the picture: play, where it is, speed, captions, frames, full screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from rehearse.export.wording import clock, number
from ui.icons import IconButton
from ui.playback.player import Player
from ui.tokens import SPACE
from ui.widgets.basics import Label, fill

RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
BACK_S = 5.0
ROOMY_FROM = 410  # pixels


def next_rate(rate: float, step: int) -> float:
    """The next faster (1) or slower (-1) speed; the fastest and slowest stay."""
    if step > 0:
        return next((each for each in RATES if each > rate + 1e-6), RATES[-1])
    return next((each for each in reversed(RATES) if each < rate - 1e-6), RATES[0])


class Transport(QWidget):
    """Buttons for a player.

    Signals
    -------
    captions_chosen(bool) : captions are wanted on the picture, or no longer.
    rate_chosen(float) : the person chose another speed.
    full_screen_asked() : the picture shall fill the screen.
    list_asked(bool) : the timeline's marks are wanted as a list, or as lanes again.
    """

    captions_chosen = Signal(bool)
    rate_chosen = Signal(float)
    full_screen_asked = Signal()
    list_asked = Signal(bool)

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self.play = IconButton("play", tip="Play (Space)")
        self.back = IconButton("step-back", tip="One frame back (comma)", size=18)
        self.forward = IconButton("step-forward", tip="One frame on (full stop)", size=18)
        self.mute = IconButton("volume", tip="Sound off", size=18)
        self.captions = IconButton("captions", tip="Captions on the picture", checkable=True, size=18)
        self.whole = IconButton("full-screen", tip="Full screen (F)", size=18)
        self.list = IconButton("list", tip="The timeline as a list", checkable=True, size=18)
        self.time = Label("0:00", "time")
        self.speed = QPushButton("1×")
        self._rates: dict[float, QAction] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.speed.setProperty("role", "plain")
        self.speed.setToolTip("Speed (J slower, L faster)")
        self.speed.setCursor(Qt.CursorShape.PointingHandCursor)
        menu, group = QMenu(self.speed), QActionGroup(self)
        for rate in RATES:
            action = menu.addAction(rate_name(rate), partial(self.set_rate, rate))
            action.setCheckable(True)
            group.addAction(action)
            self._rates[rate] = action
        self.speed.setMenu(menu)
        for button in self._buttons():
            # a click on them leaves the keys where they are: Space still plays
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left = [self.play, self.back, self.forward, self.time]
        fill(
            QHBoxLayout(self),
            [*left, None, self.speed, self.mute, self.captions, self.list, self.whole],
            spacing=2,
            margins=0,
        )
        self.layout().setContentsMargins(SPACE.xs, 0, SPACE.xs, 0)  # type: ignore[union-attr]
        self.show_rate(1.0)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.play, self.back, self.forward, self.speed, self.mute, self.captions, self.list, self.whole)

    def _connect(self) -> None:
        player = self._player
        self.play.clicked.connect(player.toggle)
        self.back.clicked.connect(self.step_back)
        self.forward.clicked.connect(self.step_on)
        self.mute.clicked.connect(self._mute)
        self.captions.toggled.connect(self.captions_chosen)
        self.list.toggled.connect(self.list_asked)
        self.whole.clicked.connect(self.full_screen_asked)
        player.playing_changed.connect(self._show_playing)
        player.rate_changed.connect(self.show_rate)
        player.position_changed.connect(self._show_time)
        player.duration_changed.connect(self._show_time)

    def set_playable(self, playable: bool, *, picture: bool = True) -> None:
        for button in self._buttons():
            button.setEnabled(playable)
        for each in (self.back, self.forward, self.whole):
            each.setEnabled(playable and picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the time comes first: frames can be stepped with the keys."""
        super().resizeEvent(event)
        roomy = event.size().width() >= ROOMY_FROM
        self.back.setVisible(roomy)
        self.forward.setVisible(roomy)

    # ------------------------------------------------------------------ acting

    @Slot()
    def step_back(self) -> None:
        self._player.step(-1)

    @Slot()
    def step_on(self) -> None:
        self._player.step(1)

    @Slot()
    def slower(self) -> None:
        """J: slower while it plays fast, else back by a few seconds."""
        if self._player.playing and self._player.rate > 1.0:
            self.set_rate(next_rate(self._player.rate, -1))
        else:
            self._player.seek(self._player.position_s - BACK_S)

    @Slot()
    def faster(self) -> None:
        """L: plays; while it plays, faster."""
        if not self._player.playing:
            self._player.play()
        else:
            self.set_rate(next_rate(self._player.rate, 1))

    def set_rate(self, rate: float) -> None:
        self._player.set_rate(rate)
        self.rate_chosen.emit(rate)

    @Slot()
    def _mute(self) -> None:
        muted = not self._player.sound.muted
        self._player.sound.set_muted(muted)
        self.mute.show_icon("muted" if muted else "volume", tip="Sound on" if muted else "Sound off")

    # ------------------------------------------------------------------ showing

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:
        self.play.show_icon("pause" if playing else "play", tip="Pause (Space)" if playing else "Play (Space)")

    @Slot(float)
    def show_rate(self, rate: float) -> None:
        self.speed.setText(rate_name(rate))
        self.speed.setAccessibleName(f"Speed {rate_name(rate)}")
        if rate in self._rates:
            self._rates[rate].setChecked(True)

    @Slot(float)
    def _show_time(self, _seconds: float) -> None:
        now = f"{clock(int(self._player.position_s))} / {clock(self._player.duration_s)}"
        if now != self.time.text():
            self.time.setText(now)


def rate_name(rate: float) -> str:
    return f"{number(rate)}×"
