"""The interviewer's voice: the system's speech synthesis where there is one, else nothing."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

# Qt lists it wherever its plugin lies, and warns aloud where the library behind it is missing.
LINUX_ENGINE, LINUX_LIBRARY = "speechd", "libspeechd.so.2"
FOR_TESTS = "mock"
LONGEST_END_MS = 3000

# Threads whose speech service does not answer: Qt must not delete them while they run.
_hanging: list[QThread] = []


class Speaker(QObject):
    """Owns the engine, in whatever thread it lives.

    Signals
    -------
    ready(tuple) : the names of the locales that it has voices for, as "en_GB".
    ended(int) : the text with this number was said to its end, or can't be said.
    """

    ready = Signal(object)
    ended = Signal(int)

    def __init__(self, engine: str) -> None:
        super().__init__()
        self._name = engine
        self._engine: QTextToSpeech | None = None
        self._saying = 0

    @Slot()
    def prepare(self) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        self._engine = made = QTextToSpeech(self._name, self)
        made.stateChanged.connect(self._on_state)
        self.ready.emit(tuple(locale.name() for locale in made.availableLocales()) if self._is_well(made) else ())

    @Slot(str, str, int)
    def say(self, text: str, locale: str, number: int) -> None:
        if self._engine is None or not self._is_well(self._engine):
            self.ended.emit(number)
            return
        self._saying = 0  # what is broken off tells nobody that it ended
        self._engine.stop()
        if self._engine.locale().name() != locale:
            self._engine.setLocale(QLocale(locale))
        self._saying = number
        self._engine.say(text)

    @Slot()
    def hush(self) -> None:
        self._saying = 0
        if self._engine is not None:
            self._engine.stop()

    @Slot()
    def end(self) -> None:
        self.hush()
        if self._engine is not None:
            self._engine.deleteLater()
            self._engine = None

    @Slot()
    def _on_state(self) -> None:
        engine = self._engine
        if engine is None or not self._saying:
            return
        if engine.state() in (engine.State.Ready, engine.State.Error):
            number, self._saying = self._saying, 0
            self.ended.emit(number)

    def _is_well(self, engine: QTextToSpeech) -> bool:
        return engine.state() != engine.State.Error


class Voice(QObject):
    """Says one text after the other; asked for another one it breaks off. Reaching the system's speech service can
    take long on Linux, so there the engine lives in a thread of its own.

    Signals
    -------
    changed() : what can be said is known now.
    said() : the text was said to its end.
    """

    changed = Signal()
    said = Signal()
    _prepare = Signal()
    _say = Signal(str, str, int)
    _hush = Signal()
    _end = Signal()

    def __init__(self, parent: QObject | None = None, *, engine: str | None = None) -> None:
        """`engine` is one that Qt names; None takes the system's own."""
        super().__init__(parent)
        self.locales: tuple[str, ...] = ()
        self._wished = engine
        self._number = 0
        self._speaker: Speaker | None = None
        self._thread: QThread | None = None

    @property
    def available(self) -> bool:
        """Whether there is any voice."""
        return bool(self.locales)

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for a language, as "en" or "pt-BR"."""
        return bool(locale_for(language, self.locales, QLocale().name()))

    def prepare(self) -> None:
        """Look for a voice, once; `changed` follows where there is an engine to ask."""
        if self._speaker is not None:
            return
        name = system_engine() if self._wished is None else self._wished
        if not name:
            return
        self._speaker = speaker = Speaker(name)
        if name == LINUX_ENGINE:
            self._thread = thread = QThread()
            speaker.moveToThread(thread)
            thread.start()
        self._prepare.connect(speaker.prepare)
        self._say.connect(speaker.say)
        self._hush.connect(speaker.hush)
        self._end.connect(speaker.end)
        speaker.ready.connect(self._on_ready)
        speaker.ended.connect(self._on_ended)
        self._prepare.emit()

    def say(self, text: str, language: str = "en") -> None:
        """Say a text; `said` follows unless `hush` comes first. Only where `speaks` holds of the language."""
        self._number += 1
        self._say.emit(text, locale_for(language, self.locales, QLocale().name()), self._number)

    def hush(self) -> None:
        """Break off."""
        self._number += 1
        self._hush.emit()

    def close(self) -> None:
        """Let the engine go."""
        speaker, thread = self._speaker, self._thread
        self._speaker = self._thread = None
        self.locales = ()
        self._number += 1
        if speaker is None:
            return
        self._end.emit()
        for signal in (self._prepare, self._say, self._hush, self._end):
            signal.disconnect()
        if thread is None:
            speaker.deleteLater()
            return
        thread.finished.connect(speaker.deleteLater)
        thread.quit()
        if thread.wait(LONGEST_END_MS):
            thread.deleteLater()
        else:
            _hanging.append(thread)

    @Slot(object)
    def _on_ready(self, locales: tuple[str, ...]) -> None:
        self.locales = locales if self._speaker is not None else ()
        self.changed.emit()

    @Slot(int)
    def _on_ended(self, number: int) -> None:
        if number == self._number:
            self.said.emit()


def locale_for(language: str, locales: Sequence[str], own: str) -> str:
    """The locale to say a language in: the person's `own` where it fits, else the first that does; "" where none does.

    >>> locale_for("en", ("de_DE", "en_GB", "en_US"), "en_US")
    'en_US'
    """
    wanted = language.replace("-", "_")
    fitting = [locale for locale in locales if locale == wanted or locale.split("_")[0] == wanted.split("_")[0]]
    return next((each for best in (wanted, own) for each in fitting if each == best), fitting[0] if fitting else "")


def system_engine() -> str:
    """The name of the engine to use, or "" where the system has none."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    for name in QTextToSpeech.availableEngines():
        if name != FOR_TESTS and (name != LINUX_ENGINE or _has_library()):
            return name
    return ""


def _has_library() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    with suppress(OSError):
        ctypes.CDLL(LINUX_LIBRARY)
        return True
    return False
