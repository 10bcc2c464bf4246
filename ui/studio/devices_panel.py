"""Camera, microphone with its level, the room on the disk, and whether answers can be analysed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehearse.disk import megabytes
from ui.studio.booth import Booth, Choice, Sounding
from ui.studio.equipment import trouble
from ui.studio.picker import Picker
from ui.studio.surroundings import Surroundings
from ui.tokens import SPACE
from ui.widgets.basics import Button, Item, Label, column, fill, row, set_role
from ui.widgets.meter import LevelMeter

SOUND_ONLY = "No camera, sound only"
PANEL_SHARE, PANEL_LEAST, PANEL_MOST = 0.24, 280, 400
NOTHING_THERE = {"camera": "No camera found", "microphone": "No microphone found"}


def panel_width(page_width: int) -> int:
    """How wide what stands beside the picture is on a page of this width."""
    return min(PANEL_MOST, max(PANEL_LEAST, round(page_width * PANEL_SHARE)))


class DevicesPanel(QWidget):
    """Shows `around` and `booth` as they are when `show_devices` is called; the level follows by itself."""

    def __init__(self, around: Surroundings, booth: Booth, open_settings: Callable[[], object]) -> None:
        super().__init__()
        self._around, self._booth = around, booth
        self.camera, self.microphone = Picker("Camera"), Picker("Microphone")
        self.meter = LevelMeter()
        self.sound = Label("", "warn", wrap=True)
        self.disk = Label("", "faint", wrap=True)
        self.recogniser = Label("", "warn", wrap=True)
        self.settings = Button("Open Settings", "small", clicked=open_settings)
        self.retry = Button("Try the microphone again", "small", clicked=around.try_again)
        devices = column(
            *(Label("Camera", "small"), self.camera, SPACE.xs),
            *(Label("Microphone", "small"), self.microphone, self.meter, self.sound, self.retry),
            spacing=SPACE.xs,
        )
        items: list[Item] = [devices, self.disk, self.recogniser, row(self.settings, None)]
        fill(QVBoxLayout(self), items, spacing=SPACE.m, margins=0)
        self.camera.picked.connect(around.pick_camera)
        self.microphone.picked.connect(around.pick_microphone)
        booth.sounded.connect(self._on_sound)

    def show_devices(self) -> None:
        booth, around = self._booth, self._around
        cameras = [*_choices(booth.cameras, "camera"), (SOUND_ONLY, None)]
        self.camera.show_choices(cameras, booth.camera_id)
        self.microphone.show_choices(_choices(booth.microphones, "microphone"), booth.microphone_id)
        self.camera.setEnabled(booth.pickable)
        self.microphone.setEnabled(booth.pickable and bool(booth.microphones))
        wrong = trouble("microphone", booth.microphone)
        self.sound.setText(f"{wrong.title}. {wrong.remedy}" if wrong else around.sound_warning)
        self.sound.setVisible(bool(self.sound.text()))
        self.retry.setVisible(wrong is not None and wrong.can_retry)
        self.meter.setVisible(wrong is None)
        self._show_room()
        self.recogniser.setText(around.recogniser_warning)
        for part in (self.recogniser, self.settings):
            part.setVisible(bool(around.recogniser_warning))

    def _show_room(self) -> None:
        room = self._around.room
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
