"""Practise with the real recorder and a clip in the devices' place: what comes to lie in the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehearse import settings as stored_settings
from rehearse.settings import Settings
from rehearse.store.rows import Filter
from rehearse.types import Span
from tests.ui.capture.recorded import read
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_courses import HERE, Studio
from tests.ui.views.practise_fakes import fake_jobs, until
from ui.capture import recorder as recorder_module
from ui.capture.clip import ClipSource
from ui.capture.devices import Device, Devices
from ui.capture.framing import FramingCheck
from ui.capture.room import Room
from ui.context import Context
from ui.studio.asking_first import OPEN, OPEN_MICROPHONE, opening_words
from ui.studio.device_booth import FAILURES, DeviceBooth
from ui.studio.equipment import trouble
from ui.views.practise.phases import Phase

CLIP = Path(__file__).parents[2] / "data" / "presenter" / "still.mp4"


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    checks: list[str] = []
    monkeypatch.setattr(FramingCheck, "start", lambda _: checks.append("start"))
    monkeypatch.setattr(FramingCheck, "stop", lambda _: checks.append("stop"))
    context = Context(tmp_path / "library", settings=Settings(count_down_s=1), camera=f"clip:{CLIP}")
    made = Studio(qtbot, context, fake_jobs(context, monkeypatch), checks)
    yield made
    made.model.leave()
    settle(qtbot, context)
    context.close()
    context.deleteLater()


def test_an_answer_lies_in_the_library_and_plays(studio: Studio) -> None:
    studio.answer(1.5)
    assert studio.sink.videoFrame().isValid()
    studio.model.stop()
    studio.until(Phase.AFTER)
    (row,) = studio.context.library.list()
    stored = studio.context.library.get(row.id)
    assert (stored.take.state, stored.take.baseline) == ("waiting", Span(0.2, 1.2))
    file = read(stored.recording)
    assert file.duration == pytest.approx(stored.take.duration, abs=0.05)
    assert 2.7 <= file.duration < 4.0
    assert len(file.frames) > 25 * file.duration
    assert abs(file.sound.astype(int)).max() > 1000
    assert studio.booth.recorder.source is None, "the camera must be let go of while one rates"


def test_the_framing_check_runs_in_the_set_up_alone(studio: Studio) -> None:
    studio.set_up()
    assert studio.checks[-1] == "start"
    studio.model.record()
    until(studio.qtbot, studio.context, lambda: studio.booth.recorder.state == "counting")
    assert studio.checks[-1] == "stop"
    studio.model.escape()
    studio.qtbot.waitUntil(lambda: studio.checks[-1] == "start", timeout=5000)
    studio.model.leave()
    assert studio.checks[-1] == "stop"


def test_a_camera_pulled_out_is_marked_and_the_sound_goes_on(studio: Studio) -> None:
    studio.answer(0.3)
    source = studio.booth.recorder.source
    assert isinstance(source, ClipSource)
    source.unplug("camera")
    assert (studio.booth.camera, studio.booth.microphone) == ("lost", "ready")
    assert studio.model.during.told == "The camera was lost; from here on there is sound alone."
    studio.qtbot.waitUntil(lambda: studio.booth.answer_s >= 1.0, timeout=5000)
    studio.model.stop()
    studio.until(Phase.AFTER)
    (row,) = studio.context.library.list()
    assert [event.kind for event in studio.context.library.get(row.id).take.events] == ["camera lost"]


def test_a_camera_that_does_not_answer_can_be_tried_again_by_hand(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.set_up()
    source = studio.booth.recorder.source
    assert isinstance(source, ClipSource)
    tried: list[str] = []
    monkeypatch.setattr(source, "is_plugged_in", lambda _kind: True)
    monkeypatch.setattr(source, "retry", lambda: tried.append("again"))
    source.unplug("camera")
    assert studio.booth.camera == "broken"
    told = trouble("camera", "broken")
    assert told is not None and told.can_retry and "sound alone" in told.remedy
    studio.model.around.try_again()
    assert tried == ["again"] and studio.booth.recorder.source is source
    source.plug("camera")
    assert studio.booth.camera == "ready"


def test_a_camera_that_is_found_to_be_gone_in_mid_answer_is_no_longer_said_not_to_answer(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.answer(0.2)
    source = studio.booth.recorder.source
    assert isinstance(source, ClipSource)
    monkeypatch.setattr(source, "is_plugged_in", lambda _kind: True)
    source.unplug("camera")
    monkeypatch.undo()
    studio.booth.devices.changed.emit()
    assert studio.booth.camera == "lost"
    studio.model.stop()
    studio.until(Phase.AFTER)


class Plugged:
    """A camera and a microphone are plugged in; `opened` counts how often they were."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = 0
        monkeypatch.setattr(Devices, "cameras", property(lambda _: (Device("cam", "Desk Camera"),)))
        monkeypatch.setattr(Devices, "microphones", property(lambda _: (Device("mic", "Headset"),)))
        monkeypatch.setattr(Devices, "source", self.source)

    def source(self, **_wishes: bool) -> ClipSource:
        self.opened += 1
        return ClipSource(CLIP)


def test_nothing_is_opened_before_the_person_asks_for_it_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged = Plugged(monkeypatch)
    with open_context(tmp_path) as context:
        booth = DeviceBooth(context, context)
        for open_it in (booth.open, booth.open, booth.devices.changed.emit):
            open_it()
        assert (booth.camera, booth.microphone, plugged.opened) == ("closed", "closed", 0)
        assert booth.recorder.source is None
        told, words = opening_words(booth)
        assert words == OPEN and "“Desk Camera” and “Headset”" in told.remedy
        booth.allow()
        qtbot.waitUntil(lambda: booth.camera == "ready", timeout=5000)
        assert plugged.opened == 1 and stored_settings.load().settings.devices_allowed
        booth.close()
        again = DeviceBooth(context, context)
        again.open()
        assert plugged.opened == 2, "it was asked for once; that holds"
        again.close()


def test_who_records_sound_alone_is_asked_for_the_microphone_alone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Plugged(monkeypatch)
    with open_context(tmp_path, audio_only=True) as context:
        booth = DeviceBooth(context, context)
        booth.open()
        told, words = opening_words(booth)
        assert words == OPEN_MICROPHONE and "Desk Camera" not in told.remedy and "It is on" in told.remedy


def test_where_nothing_is_plugged_in_there_is_nothing_to_ask(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("cameras", "microphones"):
        monkeypatch.setattr(Devices, kind, property(lambda _: ()))
    with open_context(tmp_path) as context:
        booth = DeviceBooth(context, context)
        booth.open()
        assert (booth.camera, booth.microphone) == ("none", "none")


def test_sound_alone_by_choice(studio: Studio) -> None:
    studio.set_up()
    studio.model.around.pick_camera(None)
    studio.qtbot.waitUntil(lambda: studio.model.can_record, timeout=5000)
    assert (studio.booth.camera, studio.booth.camera_id) == ("off", None)
    studio.answer(0.4)
    studio.model.stop()
    studio.until(Phase.AFTER)
    (row,) = studio.context.library.list()
    stored = studio.context.library.get(row.id)
    assert len(read(stored.recording).frames) == 0
    assert stored.take.baseline is None


def test_discarding_leaves_nothing_and_the_preview_comes_back(studio: Studio) -> None:
    studio.answer(0.3)
    studio.model.escape()
    studio.model.discard()
    studio.until(Phase.SETUP)
    settle(studio.qtbot, studio.context)
    assert studio.folders() == []
    assert studio.model.can_record


def test_going_away_in_the_countdown_and_coming_back_at_once(studio: Studio) -> None:
    studio.set_up()
    studio.model.record()
    until(studio.qtbot, studio.context, lambda: studio.booth.recorder.state == "counting")
    studio.model.leave()
    studio.set_up()
    settle(studio.qtbot, studio.context)
    assert studio.folders() == []
    studio.answer(0.3)
    studio.model.stop()
    studio.until(Phase.AFTER)
    assert len(studio.context.library.list(Filter(patches=True))) == 1


def test_a_disk_that_filled_up_meanwhile_refuses(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.set_up()
    full = Room(1_000_000, enough=False, sentence="Only 1 MB are free on this disk; a recording needs 500 MB.")
    monkeypatch.setattr(recorder_module, "room", lambda _: full)
    studio.model.record()
    studio.qtbot.waitUntil(lambda: bool(studio.heard.notices), timeout=5000)
    studio.until(Phase.SETUP)
    settle(studio.qtbot, studio.context)
    assert studio.heard.sentences == [full.sentence]
    assert studio.folders() == []
    monkeypatch.undo()


def test_a_recorder_that_is_not_ready_records_nothing(studio: Studio) -> None:
    studio.set_up()
    studio.booth.recorder.close()
    studio.model.record()
    studio.qtbot.waitUntil(lambda: bool(studio.heard.notices), timeout=5000)
    studio.until(Phase.SETUP)
    settle(studio.qtbot, studio.context)
    assert studio.folders() == []


def test_devices_that_are_open_stay_open_and_others_are_opened(studio: Studio) -> None:
    studio.set_up()
    source = studio.booth.recorder.source
    studio.booth.open()
    studio.booth.devices.changed.emit()
    assert studio.booth.recorder.source is source
    studio.model.around.pick_camera(None)
    assert studio.booth.recorder.source is not source


@pytest.mark.parametrize("reason", FAILURES)
def test_why_a_source_fails_is_understood(studio: Studio, reason: str) -> None:
    studio.set_up()
    studio.booth.recorder.failed.emit(reason, "A sentence.")
    assert (studio.booth.camera, studio.booth.microphone) == FAILURES[reason]
    assert studio.booth.failure == ""
    assert not studio.model.can_record


def test_a_clip_that_cannot_be_read_is_told(studio: Studio, tmp_path: Path) -> None:
    studio.booth.devices.clip = tmp_path / "gone.mp4"
    studio.model.enter(HERE)
    studio.qtbot.waitUntil(lambda: bool(studio.booth.failure), timeout=5000)
    assert "gone.mp4" in studio.booth.failure
    assert not studio.model.can_record
