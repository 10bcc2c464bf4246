"""What the Practise place shows before, during and after an answer, whatever is wrong, and that nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from rehearse.questions import find_question
from rehearse.types import Event
from tests.ui.make_context import settle
from tests.ui.views.practise_fakes import KEY, until
from tests.ui.views.practise_page import ARABIC, Key, Page, open_page
from ui.capture import mishaps
from ui.capture.meter import CLIPPING, SILENCE
from ui.capture.room import Room
from ui.places import Part, Place, Route
from ui.studio import surroundings
from ui.views.practise.phases import Phase
from ui.widgets.plain import tip


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    with open_page(qtbot, tmp_path, monkeypatch) as made:
        yield made


def test_set_up_shows_question_reasons_devices_and_room(page: Page) -> None:
    page.enter()
    question = find_question(KEY)
    panel = page.view.panel
    assert page.view.header.setup.question.label.text() == question.text
    assert panel.why.isVisible() and panel.strong.isVisible()
    assert [panel.devices.camera.itemText(i) for i in range(panel.devices.camera.count())] == [
        "Integrated Camera",
        "Desk Camera",
        "No camera, sound only",
    ]
    assert panel.devices.microphone.currentText() == "Built-in Microphone"
    assert panel.devices.disk.text() == "50.0 GB free on this disk"
    page.booth.sound(-30.0, -20.0)
    assert panel.devices.meter.level == pytest.approx(0.5)


def test_a_click_on_a_picker_leaves_space_to_record(page: Page) -> None:
    page.enter()
    assert page.view.panel.devices.camera.focusPolicy() == Qt.FocusPolicy.TabFocus
    page.view.panel.devices.camera.picked.emit("cam-2")
    assert page.context.settings.camera_id == "cam-2"
    assert page.view.controls.before.record.hasFocus()


def test_pickers_follow_what_is_plugged_in(page: Page) -> None:
    page.enter()
    page.booth.cameras, page.booth.camera_id = (), ""
    page.booth.become("none", "ready")
    camera = page.view.panel.devices.camera
    assert [camera.itemText(i) for i in range(camera.count())] == ["No camera found", "No camera, sound only"]
    assert page.view.controls.before.record.isEnabled()
    assert page.view.stage.trouble.isVisible()
    assert "No camera was found" in page.view.stage.trouble.accessibleName()


@pytest.mark.parametrize(
    ("camera", "microphone", "told", "retry", "sound_only"),
    [
        ("refused", "opening", "may not use the camera", True, True),
        ("busy", "opening", "Another program is using the camera", True, True),
        ("none", "ready", "No camera was found", False, False),
        ("lost", "ready", "The camera was unplugged", False, False),
    ],
)
def test_what_is_wrong_with_the_camera_stands_on_its_picture(
    page: Page, camera: str, microphone: str, told: str, retry: bool, sound_only: bool
) -> None:
    page.enter()
    page.booth.become(camera, microphone)  # type: ignore[arg-type]
    assert told in page.view.stage.trouble.accessibleName()
    assert page.view.stage.trouble.retry.isVisible() is retry
    assert page.view.stage.trouble.sound_only.isVisible() is sound_only


def test_sound_alone_is_one_press_away_when_the_camera_is_refused(page: Page, qtbot: QtBot) -> None:
    page.booth.gets = ("refused", "opening")
    page.enter()
    page.booth.gets = ("off", "ready")
    qtbot.mouseClick(page.view.stage.trouble.sound_only, Qt.MouseButton.LeftButton)
    assert page.context.settings.audio_only
    assert not page.view.stage.trouble.isVisible()
    assert page.view.controls.before.record.isEnabled()


@pytest.mark.parametrize("condition", ["none", "refused", "busy", "lost"])
def test_what_is_wrong_with_the_microphone_stands_beside_record(page: Page, condition: str) -> None:
    page.enter()
    page.booth.become("ready", condition)  # type: ignore[arg-type]
    assert "nothing can be recorded" in page.view.controls.before.hint.text()
    assert page.view.panel.devices.sound.isVisible()
    assert not page.view.panel.devices.meter.isVisible()


def test_a_file_that_cannot_be_read_is_told(page: Page) -> None:
    page.booth.gets, page.booth.gets_failure = ("broken", "broken"), "clip.mp4 is no recording."
    page.enter()
    assert "clip.mp4 is no recording." in page.view.stage.trouble.accessibleName()
    assert not page.view.stage.trouble.sound_only.isVisible()


def test_a_full_disk_refuses_with_what_to_do(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Room(300_000_000, enough=False, sentence="Only 300 MB are free on this disk; a recording needs 500 MB.")
    monkeypatch.setattr(surroundings, "room", lambda _: full)
    page.enter()
    assert not page.view.controls.before.record.isEnabled()
    assert "Only 300 MB are free" in page.view.controls.before.hint.text()
    assert "Delete some takes" in page.view.controls.before.hint.text()


def test_a_nearly_full_disk_only_warns(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    low = Room(1_200_000_000, enough=True, sentence="1.2 GB are free on this disk: enough for now.")
    monkeypatch.setattr(surroundings, "room", lambda _: low)
    page.enter()
    assert page.view.controls.before.record.isEnabled()
    assert page.view.panel.devices.disk.text() == low.sentence


@pytest.mark.parametrize(("level", "peak", "warning"), [(-90.0, -90.0, SILENCE), (-3.0, 0.0, CLIPPING)])
def test_what_is_wrong_with_the_sound_stands_below_its_meter(
    page: Page, level: float, peak: float, warning: str
) -> None:
    page.enter()
    page.booth.sound(level, peak, warning, silent=warning == SILENCE)
    sound = page.view.panel.devices.sound
    assert sound.isVisible() and sound.text() == warning
    assert sound.width() >= sound.minimumSizeHint().width() and sound.height() >= sound.heightForWidth(sound.width())
    assert page.model.can_record
    page.booth.sound(-24.0, -12.0)
    assert not sound.isVisible()


def test_a_missing_recogniser_is_told_before_and_after_with_the_way_to_settings(page: Page, qtbot: QtBot) -> None:
    page.context.change_settings(recogniser="whisper")
    page.enter()
    panel = page.view.panel
    qtbot.waitUntil(panel.devices.settings.isVisible, timeout=5000)
    assert panel.devices.recogniser.text().startswith("No weights for Whisper are installed. Answers are recorded")
    assert page.model.can_record
    take_id = page.finish()
    card = page.view.after.progress
    assert not card.settings.isVisible()
    page.context.library.failed(take_id, "No weights for Whisper are installed.")
    page.jobs.end(take_id, "failed")
    qtbot.waitUntil(lambda: "No weights" in card.stage.text(), timeout=5000)
    qtbot.mouseClick(card.settings, Qt.MouseButton.LeftButton)
    assert page.heard.routes[-1] == Route(Place.SETTINGS, part=Part.RECOGNISER)


def test_with_a_recogniser_nothing_is_said_of_it(page: Page) -> None:
    page.enter()
    settle(page.qtbot, page.context)
    assert not page.view.panel.devices.recogniser.isVisible() and not page.view.panel.devices.settings.isVisible()


def test_one_calm_hint_at_a_time(page: Page) -> None:
    page.enter()
    page.booth.hinted.emit("Sit a little closer.")
    assert page.view.controls.before.hint.text() == "Sit a little closer."
    page.booth.hinted.emit("")
    assert page.view.controls.before.hint.text() == ""


def test_the_answer_shows_the_question_the_time_and_little_else(page: Page) -> None:
    page.answer(64.4)
    assert page.view.header.live.question.label.text() == find_question(KEY).text
    assert page.view.stage.time.accessibleName() == "Recording, 1:04 of about 2:10"
    assert not page.view.panel.isVisible()
    page.booth.sound(-15.0, -5.0)
    assert page.view.controls.running.meter.level == pytest.approx(0.75)
    texts = {b.text() for b in page.view.findChildren(QAbstractButton) if b.isVisible()}
    assert texts == {"Stop", "Discard"}


def test_a_lost_camera_is_told_once_below_the_picture(page: Page) -> None:
    page.answer()
    page.see()
    page.booth.become("lost", "ready")
    page.booth.happen(Event(43.0, "camera lost", "The camera was lost; from here on there is sound alone."))
    assert page.view.controls.told.text() == "The camera was lost; from here on there is sound alone."
    assert not page.view.stage.video.has_picture
    assert not page.view.stage.trouble.isVisible()


def test_a_lost_microphone_is_told_and_the_picture_goes_on(page: Page) -> None:
    page.answer()
    page.booth.become("ready", "lost")
    page.booth.happen(Event(43.0, "microphone lost", mishaps.LOST["microphone"]))
    assert page.view.controls.told.text() == mishaps.LOST["microphone"]
    assert page.model.phase is Phase.RECORDING and page.view.controls.running.stop.isEnabled()
    assert not page.view.stage.trouble.isVisible()


def test_what_happened_is_told_with_its_time_after_the_answer(page: Page) -> None:
    page.answer(70.0)
    page.booth.happen(Event(43.0, "camera lost", "The camera was lost; from here on there is sound alone."))
    page.booth.happen(Event(61.0, "camera back", "The camera is there again."))
    page.press(Key.Key_Space)
    page.until(Phase.AFTER)
    assert page.view.after.events.text().splitlines() == [
        "At 0:43: The camera was lost; from here on there is sound alone.",
        "At 1:01: The camera is there again.",
    ]


@pytest.mark.parametrize("text", ["<b>Why?</b> " * 400, ARABIC])
def test_the_question_leaves_room_for_ones_own_view(page: Page, text: str) -> None:
    page.answer()
    page.model.asked = replace(page.model.asked, question=replace(page.model.asked.question, text=text))
    page.press(Key.Key_Space)
    page.until(Phase.AFTER)
    shown = page.view.after.question
    assert shown.height() <= 90
    assert shown.toolTip() == (tip(text) if len(text) > 240 else "")  # a pack's text is never markup
    right = shown.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert right == (text == ARABIC)


def test_the_picture_stays_where_it_is_from_countdown_to_question(page: Page, qtbot: QtBot) -> None:
    page.enter()
    page.press(Key.Key_Space)
    until(qtbot, page.context, lambda: page.booth.path is not None)
    qtbot.wait(30)
    places = [page.view.stage.video.mapTo(page.view, page.view.stage.video.rect().topLeft())]
    sizes = [page.view.stage.video.size()]
    for step in (lambda: page.booth.count(1, 0), page.model.escape, page.model.escape):
        step()
        qtbot.wait(30)
        places.append(page.view.stage.video.mapTo(page.view, page.view.stage.video.rect().topLeft()))
        sizes.append(page.view.stage.video.size())
    assert len(set(map(QSize.toTuple, sizes))) == 1
    assert len({place.toTuple() for place in places}) == 1


def test_the_lens_dot_stands_at_the_top_in_the_middle(page: Page, qtbot: QtBot) -> None:
    page.enter()
    page.press(Key.Key_Space)
    page.booth.count(2)
    qtbot.wait(30)
    lens = page.view.header.live.lens
    assert lens.isVisible()
    assert lens.accessibleName() == "Look at the lens. 2"
    middle = lens.mapTo(page.view, lens.rect().center())
    assert abs(middle.x() - page.view.width() / 2) <= 2
    assert lens.mapTo(page.view, lens.rect().topLeft()).y() < 30


@pytest.mark.parametrize("size", [(812, 640), (1092, 720), (2372, 1440)])
def test_the_picture_grows_with_the_window_and_nothing_overlaps(
    page: Page, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.view.resize(*size)
    page.enter()
    qtbot.wait(30)
    stage = page.view.stage
    picture, below = stage.video.geometry(), stage.below.geometry()
    assert picture.width() >= 0.55 * size[0] or picture.height() >= 0.6 * size[1]
    assert picture.width() / picture.height() == pytest.approx(16 / 9, abs=0.01)
    assert below.top() > picture.bottom()
    assert below.bottom() <= stage.height()
    assert page.view.panel.geometry().left() > stage.geometry().left() + picture.right()


@pytest.mark.parametrize("text", ["Why? " * 300, "W" * 1500, ARABIC * 40])
def test_a_very_long_question_scrolls_and_leaves_room_for_the_picture(page: Page, qtbot: QtBot, text: str) -> None:
    page.enter()
    page.model.choose(replace(find_question(KEY), text=text[:1500]))
    qtbot.wait(50)
    question = page.view.header.setup.question
    assert question.height() <= 0.22 * page.view.height()
    assert page.view.stage.video.height() > 200
    assert question.label.height() > question.height()


def test_text_from_the_right_is_set_from_the_right(page: Page) -> None:
    page.enter()
    page.model.choose(replace(find_question(KEY), text=ARABIC, why=ARABIC))
    assert page.view.header.setup.question.label.layoutDirection() == Qt.LayoutDirection.RightToLeft
    page.model.choose(find_question(KEY))
    assert page.view.header.setup.question.label.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_question_without_reasons_leaves_no_line_behind(page: Page) -> None:
    page.enter()
    assert page.view.panel.rule.isVisible()
    page.model.choose(replace(find_question(KEY), why="", strong=""))
    assert not page.view.panel.rule.isVisible()
