"""What an answer needs around it: devices, room on the disk, a good picture, good sound, a recogniser."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse.errors import RecogniserError
from rehearse.settings import Settings
from ui.capture.room import Room, room
from ui.context import Context
from ui.jobs.request import chosen_weights
from ui.studio.booth import Booth, Sounding

LOOK_EVERY_MS = 5000
STILL_RECORDED = "Answers are recorded, and can be analysed once the recogniser is chosen in Settings."


class Surroundings(QObject):
    """Looked after while an answer is set up.

    room : free space where takes are kept.
    hint : the one sentence on framing, light or distance that helps most, or "".
    sound_warning : what is wrong with the sound, or "".
    recogniser_warning : why what is recorded now can't be analysed, or "".

    Signals
    -------
    changed() : any of them.
    """

    changed = Signal()

    def __init__(self, context: Context, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._booth = context, booth
        self.room = Room(0, enough=True)
        self.hint = self.sound_warning = self.recogniser_warning = ""
        self._watching = False
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look_for_room)
        booth.sounded.connect(self._on_sound)
        booth.hinted.connect(self._on_hint)

    def watch(self) -> None:
        """An answer is set up."""
        self._watching = True
        self.forget()
        self.room = room(self._context.library.root)
        self._clock.start()
        settings = self._context.settings
        self._context.in_background(lambda _: recogniser_warning(settings), self._on_recogniser)

    def rest(self) -> None:
        """The answer begins, or another place is shown."""
        self._watching = False
        self._clock.stop()

    def forget(self) -> None:
        """Other devices are opened: what was said of the ones before does not hold of them."""
        self.hint = self.sound_warning = ""

    def pick_camera(self, camera_id: str | None) -> None:
        """Use another camera; None for sound alone."""
        chosen = {"audio_only": True} if camera_id is None else {"audio_only": False, "camera_id": camera_id}
        self._pick(**chosen)

    def pick_microphone(self, microphone_id: str) -> None:
        self._pick(microphone_id=microphone_id)

    def try_again(self) -> None:
        """Open the devices once more, after the person has done something about them."""
        self._pick()

    def _pick(self, **settings: str | bool) -> None:
        if self._watching:
            self._context.change_settings(**settings)
            self.forget()
            self._booth.open()
            self.changed.emit()

    @Slot()
    def look_for_room(self) -> None:
        """See how much space is free; while the page is open something else may fill the disk, or free it."""
        found = room(self._context.library.root)
        if found.sentence != self.room.sentence or found.enough != self.room.enough:
            self.room = found
            self.changed.emit()

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        if sound.warning != self.sound_warning:
            self.sound_warning = sound.warning
            self.changed.emit()

    @Slot(str)
    def _on_hint(self, hint: str) -> None:
        if self._watching and hint != self.hint:
            self.hint = hint
            self.changed.emit()

    def _on_recogniser(self, warning: str) -> None:
        if warning != self.recogniser_warning:
            self.recogniser_warning = warning
            self.changed.emit()


def recogniser_warning(settings: Settings) -> str:
    """Why nothing could be analysed with these settings, or "". Reads the disk: meant for the background."""
    try:
        chosen_weights(settings)
    except RecogniserError as error:
        return f"{error.message} {STILL_RECORDED}"
    return ""
