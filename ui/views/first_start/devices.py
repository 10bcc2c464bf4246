"""Camera and microphone tried out: the first step of the first start, and the test in Settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.studio.asking_first import OPEN, asks_first, opening_words
from ui.studio.booth import Booth, Choice, Sounding
from ui.studio.devices_panel import NOTHING_THERE, SOUND_ONLY
from ui.studio.equipment import trouble
from ui.studio.picker import Picker
from ui.tokens import SPACE
from ui.widgets.basics import Button, Label, column, fill
from ui.widgets.meter import LevelMeter
from ui.widgets.video import VideoView

SPEAK = "Say a few words: the bar should move, and stay clear of its end."


class DevicesStep(QWidget):
    """See yourself and be heard. The devices are open only while this step is shown."""

    title = "Camera and microphone"
    sentence = "Nothing is recorded here. The picture and the sound stay in this window."

    def __init__(self, context: Context, booth: Booth) -> None:
        super().__init__()
        self._context, self._booth = context, booth
        booth.setParent(self)
        self.video = VideoView()
        self.video.set_mirrored(context.settings.mirror)
        self.camera, self.microphone = Picker("Camera"), Picker("Microphone")
        self.meter = LevelMeter()
        self.picture_words, self.sound_words = Label("", "soft", wrap=True), Label(SPEAK, "soft", wrap=True)
        self.allow = Button(OPEN, clicked=booth.allow)
        self._retry = Button("Try again", "small", clicked=booth.open)
        side = column(
            *(Label("Camera", "small"), self.camera, self.picture_words, SPACE.s),
            *(Label("Microphone", "small"), self.microphone, self.meter, self.sound_words, self._retry),
            *(SPACE.s, self.allow, None),
            spacing=SPACE.xs,
        )
        box = fill(QHBoxLayout(self), [column(self.video, None, spacing=0), side], spacing=SPACE.xl, margins=0)
        box.setStretch(0, 3)
        box.setStretch(1, 2)
        booth.preview_into(self.video.sink)
        booth.changed.connect(self.show_booth)
        booth.sounded.connect(self._sounded)
        booth.hinted.connect(self._hinted)
        self.camera.picked.connect(self._pick_camera)
        self.microphone.picked.connect(self._pick_microphone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture keeps its shape; below it the page stays empty."""
        super().resizeEvent(event)
        self._fit_picture()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_picture()

    def _fit_picture(self) -> None:
        width = (self.width() - SPACE.xl) * 3 // 5
        self.video.setFixedHeight(max(120, min(width * 9 // 16, self.height())))

    def begin(self) -> None:
        self._booth.open()
        self.show_booth()

    def end(self) -> None:
        self._booth.close()
        self.video.clear()
        self.meter.clear()

    @Slot()
    def show_booth(self) -> None:
        booth = self._booth
        self.camera.show_choices([*_choices(booth.cameras, "camera"), (SOUND_ONLY, None)], booth.camera_id)
        self.microphone.show_choices(_choices(booth.microphones, "microphone"), booth.microphone_id)
        self.camera.setEnabled(booth.pickable)
        self.microphone.setEnabled(booth.pickable and bool(booth.microphones))
        self.allow.setVisible(asks_first(booth))
        if asks_first(booth):
            self._show_closed()
            return
        seen, heard = trouble("camera", booth.camera), trouble("microphone", booth.microphone)
        self.picture_words.setText(f"{seen.title}. {seen.remedy}" if seen else "")
        self.picture_words.setVisible(bool(seen))
        self.sound_words.setText(f"{heard.title}. {heard.remedy}" if heard else SPEAK)
        self.meter.setVisible(heard is None)
        self._retry.setVisible(any(each is not None and each.can_retry for each in (seen, heard)))
        words = {"ready": "", "opening": "Opening the camera", "off": "Sound only, by choice"}
        self.video.set_words(words.get(booth.camera, seen.title if seen else ""))

    def _show_closed(self) -> None:
        told, button = opening_words(self._booth)
        self.video.set_words(told.title)
        self.picture_words.hide()
        self.meter.hide()
        self._retry.hide()
        self.sound_words.setText(told.remedy)
        self.allow.setText(button)
        self.allow.setAccessibleName(button)

    @Slot(object)
    def _sounded(self, sound: Sounding) -> None:
        if self.isVisible():
            self.meter.set_level(sound.level_db, sound.peak_db)
            self.sound_words.setText(sound.warning or SPEAK)

    @Slot(str)
    def _hinted(self, sentence: str) -> None:
        if self._booth.camera == "ready":
            self.picture_words.setText(sentence)
            self.picture_words.setVisible(bool(sentence))

    @Slot(object)
    def _pick_camera(self, camera_id: str | None) -> None:
        if camera_id is None:
            self._context.change_settings(audio_only=True)
        else:
            self._context.change_settings(audio_only=False, camera_id=camera_id)
        self._booth.open()

    @Slot(object)
    def _pick_microphone(self, microphone_id: str) -> None:
        self._context.change_settings(microphone_id=microphone_id)
        self._booth.open()


def _choices(choices: Sequence[Choice], kind: str) -> list[tuple[str, object]]:
    return [(choice.name, choice.id) for choice in choices] or [(NOTHING_THERE[kind], "")]
