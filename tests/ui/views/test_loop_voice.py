"""The interviewer's voice, through the engine that Qt has for tests, which takes its time and says nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot

from ui.views.loop import voice as module
from ui.views.loop.voice import FOR_TESTS, LINUX_ENGINE, Voice, locale_for, system_engine


@pytest.fixture
def voice(qtbot: QtBot) -> Iterator[Voice]:
    made = Voice(engine=FOR_TESTS)
    with qtbot.waitSignal(made.changed):
        made.prepare()
    yield made
    made.close()
    made.deleteLater()


def test_a_text_is_said_to_its_end(qtbot: QtBot, voice: Voice) -> None:
    assert voice.available
    with qtbot.waitSignal(voice.said, timeout=5000):
        voice.say("Tell me about a decision.")


def test_what_is_hushed_never_ends(qtbot: QtBot, voice: Voice) -> None:
    voice.say("Tell me.")
    voice.hush()
    with qtbot.assertNotEmitted(voice.said, wait=700):
        pass


def test_another_text_breaks_the_first_one_off(qtbot: QtBot, voice: Voice) -> None:
    said: list[bool] = []
    voice.said.connect(lambda: said.append(True))
    voice.say("Tell me about a decision that was yours alone.")
    qtbot.wait(50)
    voice.say("Tell me.")
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    qtbot.wait(400)
    assert said == [True]


def test_closed_it_can_be_prepared_anew(qtbot: QtBot, voice: Voice) -> None:
    voice.say("Tell me.")
    voice.close()
    assert not voice.available
    with qtbot.waitSignal(voice.changed):
        voice.prepare()
    with qtbot.waitSignal(voice.said, timeout=5000):
        voice.say("Tell me.")


def test_in_a_thread_of_its_own_it_does_the_same(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINUX_ENGINE", FOR_TESTS)
    made = Voice(engine=FOR_TESTS)
    with qtbot.waitSignal(made.changed):
        made.prepare()
    assert made.available
    with qtbot.waitSignal(made.said, timeout=5000):
        made.say("Tell me.")
    made.say("Tell me about it.")
    made.close()
    made.deleteLater()


def test_without_an_engine_there_is_no_voice_and_no_warning(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_has_library", lambda: False)
    monkeypatch.setattr(QTextToSpeech, "availableEngines", lambda: [FOR_TESTS, LINUX_ENGINE])
    assert system_engine() == ""
    made = Voice()
    made.prepare()
    assert not made.available
    made.hush()
    made.close()


def test_the_engine_for_tests_is_never_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QTextToSpeech, "availableEngines", lambda: [FOR_TESTS, "winrt", "sapi"])
    assert system_engine() == "winrt"
    monkeypatch.setattr(module, "_has_library", lambda: True)
    monkeypatch.setattr(QTextToSpeech, "availableEngines", lambda: [FOR_TESTS, LINUX_ENGINE])
    assert system_engine() == LINUX_ENGINE


@pytest.mark.parametrize(
    ("language", "own", "found"),
    [
        ("en", "en_GB", "en_GB"),
        ("en", "de_DE", "en_US"),
        ("en-GB", "en_US", "en_GB"),
        ("pt-BR", "de_DE", "pt_PT"),
        ("fr", "de_DE", ""),
    ],
)
def test_a_question_is_said_in_its_own_language(language: str, own: str, found: str) -> None:
    assert locale_for(language, ("de_DE", "en_US", "en_GB", "pt_PT"), own) == found


def test_a_voice_of_another_locale_is_taken(qtbot: QtBot, voice: Voice) -> None:
    assert voice.speaks("fi") and voice.speaks("en") and not voice.speaks("ja")
    with qtbot.waitSignal(voice.said, timeout=5000):
        voice.say("Kerro.", "fi")
