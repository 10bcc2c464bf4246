"""Beside the picture: why the question is asked, the devices, and the room on the disk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from rehearse.disk import megabytes
from ui.tokens import SPACE
from ui.views.practise.asked import Asked
from ui.views.practise.booth import Choice, Sounding
from ui.views.practise.direction import direction_of
from ui.views.practise.equipment import trouble
from ui.views.practise.model import PractiseModel
from ui.widgets.basics import Button, Label, column, fill, line, row, scrolling, set_role
from ui.widgets.meter import LevelMeter
from ui.widgets.plain import tip

SOUND_ONLY = "No camera, sound only"
NOTHING_THERE = {"camera": "No camera found", "microphone": "No microphone found"}
PATCH_WHY = (
    "A short addition to your answer. It is kept with that answer, and the story of both together is checked again."
)


class Picker(QComboBox):
    """Signals
    -------
    picked(object) : an id, or None for none of the devices; not emitted by `show_choices`.
    """

    picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # A click on it leaves the keyboard where it is, so that Space goes on to mean Record.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._tell)

    def show_choices(self, choices: Sequence[tuple[str, object]], current: object) -> None:
        """Labels and what they stand for; an open list is left alone while nothing in it changes."""
        known = [(self.itemText(i), self.itemData(i)) for i in range(self.count())]
        with QSignalBlocker(self):
            if known != list(choices):
                self.clear()
                for text, value in choices:
                    self.addItem(text, value)
            values = [value for _, value in choices]
            self.setCurrentIndex(values.index(current) if current in values else 0)
        self.setToolTip(tip(self.currentText()))

    @Slot(int)
    def _tell(self, index: int) -> None:
        self.picked.emit(self.itemData(index))


class Reason(QWidget):
    """A small heading and a quiet text; hidden without text."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._text = Label("", "soft", wrap=True)
        fill(QVBoxLayout(self), [Label(title, "strong"), self._text], spacing=SPACE.xs, margins=0)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setLayoutDirection(direction_of(text))
        self.setVisible(bool(text))


class SetupPanel(QWidget):
    """Follows the model while an answer is prepared."""

    def __init__(self, model: PractiseModel) -> None:
        super().__init__()
        self._model = model
        self.why, self.strong = Reason("Why it is asked"), Reason("A strong answer")
        self.patch = Label(PATCH_WHY, "soft", wrap=True)
        self.rule = line()
        self.camera, self.microphone = Picker("Camera"), Picker("Microphone")
        self.meter = LevelMeter()
        self.sound = Label("", "warn", wrap=True)
        self.disk = Label("", "faint", wrap=True)
        self.recogniser = Label("", "warn", wrap=True)
        self.settings = Button("Open Settings", "small", clicked=model.open_settings)
        self.retry = Button("Try the microphone again", "small", clicked=model.around.try_again)
        devices = column(
            *(Label("Camera", "small"), self.camera, SPACE.xs),
            *(Label("Microphone", "small"), self.microphone, self.meter, self.sound, self.retry),
            spacing=SPACE.xs,
        )
        inner = QWidget()
        items = [
            self.why,
            self.strong,
            self.patch,
            self.rule,
            devices,
            self.disk,
            self.recogniser,
            row(self.settings, None),
            None,
        ]
        fill(QVBoxLayout(inner), items, spacing=SPACE.m, margins=QMargins(0, 0, SPACE.s, 0))
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(QVBoxLayout(self), [area], spacing=0, margins=0)
        self.camera.picked.connect(model.around.pick_camera)
        self.microphone.picked.connect(model.around.pick_microphone)
        model.sounded.connect(self._on_sound)

    def sizeHint(self) -> QSize:
        return QSize(300, 400)

    def show_model(self) -> None:
        self._show_reasons(self._model.asked)
        booth = self._model.booth
        cameras = [*_choices(booth.cameras, "camera"), (SOUND_ONLY, None)]
        self.camera.show_choices(cameras, booth.camera_id)
        self.microphone.show_choices(_choices(booth.microphones, "microphone"), booth.microphone_id)
        self.camera.setEnabled(booth.pickable)
        self.microphone.setEnabled(booth.pickable and bool(booth.microphones))
        wrong = trouble("microphone", booth.microphone)
        self.sound.setText(f"{wrong.title}. {wrong.remedy}" if wrong else self._model.around.sound_warning)
        self.sound.setVisible(bool(self.sound.text()))
        self.retry.setVisible(wrong is not None and wrong.can_retry)
        self.meter.setVisible(wrong is None)
        self._show_room()
        self.recogniser.setText(self._model.around.recogniser_warning)
        for part in (self.recogniser, self.settings):
            part.setVisible(bool(self._model.around.recogniser_warning))

    def _show_reasons(self, asked: Asked) -> None:
        self.why.set_text("" if asked.is_patch else asked.question.why)
        self.strong.set_text("" if asked.is_patch else asked.question.strong)
        self.patch.setVisible(asked.is_patch)
        self.rule.setVisible(asked.is_patch or bool(asked.question.why or asked.question.strong))

    def _show_room(self) -> None:
        room = self._model.around.room
        free = f"{megabytes(room.free_bytes)} free on this disk" if room.free_bytes else ""
        # Where nothing can be recorded the whole sentence stands beside the button that does not work.
        self.disk.setText(room.sentence if room.enough and room.sentence else free)
        set_role(self.disk, "warn" if room.sentence else "faint")
        self.disk.setVisible(bool(self.disk.text()))

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if self.isVisible():
            self.meter.set_level(sound.level_db, sound.peak_db)


def _choices(devices: Sequence[Choice], kind: str) -> list[tuple[str, object]]:
    return [(device.name, device.id) for device in devices] or [(NOTHING_THERE[kind], "")]
