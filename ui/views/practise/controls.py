"""What stands below the picture: the one big button of the moment, its key, and one quiet sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.studio.asking_first import OPEN_FIRST, asks_first
from ui.studio.booth import Sounding
from ui.studio.equipment import trouble
from ui.tokens import SPACE
from ui.views.practise.model import PractiseModel
from ui.views.practise.phases import Asking, Phase
from ui.widgets.basics import Button, Label, fill, keycap, row, set_role
from ui.widgets.meter import LevelMeter

METER_WIDTH = 160
ASK = {
    Asking.DISCARD: "Discard this answer? It can't be brought back. The recording goes on until you choose.",
    Asking.LEAVE: "You are recording. Keep or discard the answer before you go elsewhere.",
}


class RecordControls(QWidget):
    """Before: Record, and the hint that helps most."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self._model = model
        self.record = Button("Record", "primary", clicked=model.record)
        self.hint = Label("", "soft", wrap=True)
        self.hint.setMinimumHeight(40)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        fill(QHBoxLayout(self), [self.record, keycap("Space"), SPACE.s, self.hint], spacing=SPACE.m, margins=0)

    def show_model(self) -> None:
        reason = self._reason()
        self.record.setEnabled(self._model.can_record)
        first = OPEN_FIRST if asks_first(self._model.booth) else ""
        self.hint.setText(reason or first or self._model.around.hint)
        set_role(self.hint, "warn" if reason else "soft")

    def _reason(self) -> str:
        """Why nothing can be recorded now, or ""."""
        if not self._model.around.room.enough:
            return f"{self._model.around.room.sentence} Delete some takes or free space elsewhere."
        wrong = trouble("microphone", self._model.booth.microphone)
        return f"{wrong.title}: nothing can be recorded." if wrong else ""


class CountControls(QWidget):
    """During the countdown: a way back."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self.off = Button("Call it off", "plain", clicked=model.escape)
        fill(QHBoxLayout(self), [None, self.off, keycap("Esc"), None], spacing=SPACE.m, margins=0)


class RunningControls(QWidget):
    """During the answer: a small level, Stop, Discard."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self.meter = LevelMeter()
        self.meter.setFixedWidth(METER_WIDTH)
        self.stop = Button("Stop", "danger", clicked=model.stop)
        self.discard = Button("Discard", "plain", clicked=model.ask_to_discard)
        items = [None, self.meter, self.stop, keycap("Space"), self.discard, keycap("Esc"), None]
        fill(QHBoxLayout(self), items, spacing=14, margins=0)
        model.sounded.connect(self._on_sound)

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if self.isVisible():
            self.meter.set_level(sound.level_db, sound.peak_db)


class AskControls(QWidget):
    """In the middle of the answer: is it to be thrown away? The recording goes on meanwhile."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self._model = model
        self.sentence = Label("", wrap=True)
        self.go_on = Button("Go on recording", "primary", clicked=model.go_on)
        self.keep = Button("Stop and keep", clicked=model.stop)
        self.discard = Button("Discard", clicked=model.discard)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = row(None, self.go_on, self.keep, self.discard, None)
        fill(QVBoxLayout(self), [self.sentence, buttons], spacing=SPACE.s, margins=0)

    def show_model(self) -> None:
        self.sentence.setText(ASK.get(self._model.asking, ""))


class SavingControls(QWidget):
    """While the file is being closed."""

    def __init__(self) -> None:
        super().__init__()
        fill(QHBoxLayout(self), [None, Label("Closing the recording", "soft"), None], spacing=0, margins=8)


class Controls(QWidget):
    """One of the above, and below it what happened to the recording, if anything did."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self._model = model
        self.before, self.count = RecordControls(model), CountControls(model)
        self.running, self.ask, self.saving = RunningControls(model), AskControls(model), SavingControls()
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for part in (self.before, self.count, self.running, self.ask, self.saving):
            self._stack.addWidget(part)
        self.told = Label("", "warn", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.told.setMinimumHeight(20)
        fill(QVBoxLayout(self), [self._stack, self.told], spacing=SPACE.s, margins=0)

    def show_model(self) -> None:
        self.before.show_model()
        self.ask.show_model()
        self._stack.setCurrentWidget(self._current())
        during = self._model.phase in (Phase.COUNTDOWN, Phase.RECORDING)
        self.told.setText(self._model.during.told if during else "")
        self.told.setVisible(during)

    def first(self) -> Button | None:
        """The button that Space presses."""
        parts: dict[QWidget | None, Button] = {
            self.before: self.before.record,
            self.count: self.count.off,
            self.running: self.running.stop,
            self.ask: self.ask.go_on,
        }
        return parts.get(self._stack.currentWidget())

    def _current(self) -> QWidget:
        if self._model.phase is Phase.RECORDING:
            return self.running if self._model.asking is Asking.NOTHING else self.ask
        return {Phase.COUNTDOWN: self.count, Phase.SAVING: self.saving}.get(self._model.phase, self.before)
