"""How a question is put: said aloud or left to be read, and then thought about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from rehearse.loops.spoken import spoken
from ui.context import Context
from ui.views.loop.put import reading_s
from ui.views.loop.voice import Voice
from ui.views.loop.waiting import Waiting

# A voice that never says that it has ended must not hold up the interview.
PATIENCE_WITH_VOICE = 4.0


class Posing(QObject):
    """The interviewer's voice, and the time that stands for it where there is none.

    Signals
    -------
    changed() : whether there is a voice.
    ticked() : another second of thinking has passed.
    over() : what was posed is said or read, or the time to think is over.
    """

    changed = Signal()
    ticked = Signal()
    over = Signal()

    def __init__(self, context: Context, voice: Voice, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._voice = context, voice
        self._text = ""
        self._speaking = False
        self.waiting = Waiting(clock, self)
        voice.changed.connect(self.changed)
        voice.said.connect(self._on_said)
        self.waiting.ticked.connect(self.ticked)
        self.waiting.over.connect(self._on_over)

    @property
    def has_voice(self) -> bool:
        return self._voice.available

    @property
    def wants_voice(self) -> bool:
        """Whether questions are said aloud, as far as there is a voice for their language."""
        return self._voice.available and self._context.settings.speak_questions

    @property
    def speaks(self) -> bool:
        """Whether what is posed now is said aloud."""
        return self._speaking

    @property
    def left_s(self) -> int:
        """Whole seconds left to think."""
        return self.waiting.left_s

    def pose(self, text: str, language: str) -> None:
        """Say a text, or leave time to read it; "en" and "pt-BR" are languages."""
        self._text = text
        self._speaking = self.wants_voice and self._voice.speaks(language)
        if self._speaking:
            self._voice.say(spoken(text), language)
        self.waiting.begin(reading_s(text) * (PATIENCE_WITH_VOICE if self._speaking else 1.0))

    def think(self, seconds: float) -> None:
        """Leave time to think."""
        self.end()
        self.waiting.begin(seconds)

    def end(self) -> None:
        """Break off; `over` does not follow."""
        if self._speaking:
            self._voice.hush()
        self._text, self._speaking = "", False
        self.waiting.end()

    def hold(self) -> None:
        """Let the time stand still."""
        self.waiting.hold()

    def go_on(self) -> None:
        self.waiting.go_on()

    def speak(self, on: bool) -> None:
        """Have questions said aloud, or not; one that is broken off can be read to its end."""
        self._context.change_settings(speak_questions=on)
        if not on and self._speaking:
            self._speaking = False
            self._voice.hush()
            self.waiting.begin(reading_s(self._text))

    @Slot()
    def _on_said(self) -> None:
        if self._speaking:
            self._text, self._speaking = "", False
            self.waiting.cut()

    @Slot()
    def _on_over(self) -> None:
        if self._speaking:
            self._voice.hush()
        self._text, self._speaking = "", False
        self.over.emit()
