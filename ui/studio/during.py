"""The answer under way: its seconds, and the one sentence that is worth telling in the middle of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rehearse.types import Event
from ui.studio.booth import Booth, Sounding
from ui.studio.silence import Silence

LONGEST_S = 3600
LAST_MINUTE_S = LONGEST_S - 60
LAST_MINUTE = "One minute is left: an answer can last 60 minutes."
SILENT = "No sound is coming from the microphone."
LOOK_EVERY_MS = 200


class During(QObject):
    """From the countdown to the end of the recording.

    seconds : whole seconds of the answer, kept until the next one begins.
    told : what happened to the recording, or "".

    Signals
    -------
    changed() : another sentence is told.
    ticked() : another second has passed.
    """

    changed = Signal()
    ticked = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self.seconds = 0
        self.told = ""
        self._on = self._answering = False
        self._silence = Silence()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        booth.happened.connect(self._on_event)
        booth.sounded.connect(self._on_sound)

    def begin(self) -> None:
        """The countdown begins."""
        self._on, self._answering = True, False
        self.seconds, self.told = 0, ""
        self._silence = Silence()

    def answer(self) -> None:
        """The countdown is over."""
        self._answering = True
        self._clock.start()

    def end(self) -> None:
        self._on = self._answering = False
        self._clock.stop()

    @Slot()
    def look(self) -> None:
        """Tell of a second that has passed."""
        seconds = int(self._booth.answer_s)
        if not self._answering or seconds == self.seconds:
            return
        self.seconds = seconds
        self.ticked.emit()
        if seconds == LAST_MINUTE_S:
            self._tell(LAST_MINUTE)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if self._on:
            self._tell(event.sentence)

    @Slot(object)
    def _on_sound(self, sound: Sounding) -> None:
        """In mid-answer only a dead microphone is worth a word."""
        silent = sound.silent and self._answering
        dead = self._silence.is_dead(silent, self._booth.answer_s if silent else 0.0)
        if dead != (self.told == SILENT):
            self._tell(SILENT if dead else "")

    def _tell(self, sentence: str) -> None:
        self.told = sentence
        self.changed.emit()
