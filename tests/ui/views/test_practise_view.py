"""The Practise place on the screen: what can be pressed, which keys do it, what is told, and that nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehearse.questions import find_question
from rehearse.store.rows import Filter
from rehearse.types import Event, SelfRating
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_booth import FakeBooth
from tests.ui.views.practise_fakes import KEY, FakeJobs, fake_jobs, listen, until
from ui.capture.meter import CLIPPING, SILENCE
from ui.capture.room import Room
from ui.context import Context
from ui.places import Place, Route
from ui.views.practise import surroundings
from ui.views.practise.phases import Asking, Phase
from ui.views.practise.view import PractiseView

HERE = Route(Place.PRACTISE, question_key=KEY)
ARABIC = "حدثني عن قرار اتخذته في غياب بيانات موثوقة."
Key = Qt.Key


class Page:
    """The view in a window of its own, and a person's hands."""

    def __init__(self, qtbot: QtBot, context: Context, jobs: FakeJobs) -> None:
        self.qtbot, self.context, self.jobs = qtbot, context, jobs
        self.heard = listen(context)
        self.booth = FakeBooth()
        self.view = PractiseView(context, self.booth)
        qtbot.addWidget(self.view)
        self.view.resize(1092, 720)
        self.view.show()
        self.model = self.view.model

    def enter(self, route: Route = HERE) -> None:
        self.view.enter(route)
        self.until(Phase.SETUP)

    def until(self, phase: Phase) -> None:
        until(self.qtbot, self.context, lambda: self.model.phase is phase)

    def answer(self, seconds: float = 64.0) -> None:
        self.enter()
        self.press(Key.Key_Space)
        until(self.qtbot, self.context, lambda: self.booth.path is not None)
        self.booth.count(3, 2, 1, 0)
        self.booth.said_s = seconds
        self.model.during.look()

    def finish(self) -> str:
        self.answer()
        self.press(Key.Key_Space)
        self.until(Phase.AFTER)
        assert self.model.after.take is not None
        return self.model.after.take.id

    def press(self, key: Key) -> None:
        """As a person does: on whatever has the keyboard."""
        focused = QApplication.focusWidget()
        assert focused is not None and (focused is self.view or self.view.isAncestorOf(focused)), focused
        self.qtbot.keyClick(focused, key)

    def see(self) -> None:
        image = QImage(640, 360, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        self.booth.see(QVideoFrame(image))


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(surroundings, "room", lambda _: Room(50_000_000_000, enough=True))
    with open_context(tmp_path) as context:
        context.theme.apply()
        made = Page(qtbot, context, fake_jobs(context, monkeypatch))
        yield made
        made.view.leave()
        settle(qtbot, context)
        settle(qtbot, context)
        QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]


def visible(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [child for child in root.findChildren(kind) if child.isVisible()]


# ------------------------------------------------------------------ keys


def test_space_records_and_stops(page: Page) -> None:
    page.enter()
    assert page.view.controls.before.record.hasFocus()
    page.press(Key.Key_Space)
    assert page.model.phase is Phase.COUNTDOWN
    until(page.qtbot, page.context, lambda: page.booth.path is not None)
    page.booth.count(1, 0)
    assert page.view.controls.running.stop.hasFocus()
    page.booth.said_s = 5.0
    page.press(Key.Key_Space)
    page.until(Phase.AFTER)
    assert len(page.context.library.list()) == 1


def test_escape_asks_and_the_safe_answer_has_the_keyboard(page: Page) -> None:
    page.answer()
    page.press(Key.Key_Escape)
    assert page.model.asking is Asking.DISCARD
    assert page.view.controls.ask.go_on.hasFocus()
    assert "can't be brought back" in page.view.controls.ask.sentence.text()
    page.press(Key.Key_Space)
    assert (page.model.asking, page.model.phase) == (Asking.NOTHING, Phase.RECORDING)
    assert page.view.controls.running.stop.hasFocus()


def test_discarding_takes_two_steps(page: Page, qtbot: QtBot) -> None:
    page.answer()
    qtbot.mouseClick(page.view.controls.running.discard, Qt.MouseButton.LeftButton)
    assert page.model.phase is Phase.RECORDING
    qtbot.mouseClick(page.view.controls.ask.discard, Qt.MouseButton.LeftButton)
    page.until(Phase.SETUP)
    settle(qtbot, page.context)
    assert page.context.library.list(Filter(patches=True)) == ()
    assert page.view.controls.before.record.hasFocus()


def test_a_key_held_down_does_not_stop_what_it_started(page: Page, qtbot: QtBot) -> None:
    page.answer()
    page.view.setFocus()
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QApplication.sendEvent(page.view, held)
    assert page.model.phase is Phase.RECORDING


def test_r_answers_once_more(page: Page) -> None:
    page.finish()
    page.press(Key.Key_R)
    assert page.model.phase is Phase.SETUP
    assert page.view.controls.before.record.hasFocus()


def test_r_works_from_the_boxes_of_the_guesses_too(page: Page) -> None:
    page.finish()
    page.view.after.form.boxes["wpm"].setFocus()
    page.press(Key.Key_R)
    assert page.model.phase is Phase.SETUP


def test_while_nothing_can_be_recorded_the_page_keeps_the_keyboard(page: Page) -> None:
    page.enter()
    page.booth.become("ready", "none")
    assert not page.view.controls.before.record.isEnabled()
    assert page.view.hasFocus()
    page.press(Key.Key_Space)
    assert page.model.phase is Phase.SETUP
    page.booth.become("ready", "ready")
    assert page.view.controls.before.record.hasFocus()


def test_going_elsewhere_in_the_middle_is_asked_about_on_the_page(page: Page) -> None:
    page.answer()
    assert not page.view.may_leave()
    assert "before you go elsewhere" in page.view.controls.ask.sentence.text()
    assert page.view.controls.ask.go_on.hasFocus()
    page.qtbot.mouseClick(page.view.controls.ask.keep, Qt.MouseButton.LeftButton)
    page.until(Phase.AFTER)
    assert page.view.may_leave()


# ------------------------------------------------------------------ what is shown


def test_set_up_shows_question_reasons_devices_and_room(page: Page) -> None:
    page.enter()
    question = find_question(KEY)
    panel = page.view.panel
    assert page.view.header.setup.question.label.text() == question.text
    assert panel.why.isVisible() and panel.strong.isVisible()
    assert [panel.camera.itemText(i) for i in range(panel.camera.count())] == [
        "Integrated Camera",
        "Desk Camera",
        "No camera, sound only",
    ]
    assert panel.microphone.currentText() == "Built-in Microphone"
    assert panel.disk.text() == "50.0 GB free on this disk"
    page.booth.sound(-30.0, -20.0)
    assert panel.meter.level == pytest.approx(0.5)


def test_a_click_on_a_picker_leaves_space_to_record(page: Page) -> None:
    page.enter()
    assert page.view.panel.camera.focusPolicy() == Qt.FocusPolicy.TabFocus
    page.view.panel.camera.picked.emit("cam-2")
    assert page.context.settings.camera_id == "cam-2"
    assert page.view.controls.before.record.hasFocus()


def test_pickers_follow_what_is_plugged_in(page: Page) -> None:
    page.enter()
    page.booth.cameras, page.booth.camera_id = (), ""
    page.booth.become("none", "ready")
    camera = page.view.panel.camera
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
    assert page.view.retry.isVisible() is retry
    assert page.view.sound_only.isVisible() is sound_only


def test_sound_alone_is_one_press_away_when_the_camera_is_refused(page: Page, qtbot: QtBot) -> None:
    page.booth.gets = ("refused", "opening")
    page.enter()
    page.booth.gets = ("off", "ready")
    qtbot.mouseClick(page.view.sound_only, Qt.MouseButton.LeftButton)
    assert page.context.settings.audio_only
    assert not page.view.stage.trouble.isVisible()
    assert page.view.controls.before.record.isEnabled()


@pytest.mark.parametrize("condition", ["none", "refused", "busy", "lost"])
def test_what_is_wrong_with_the_microphone_stands_beside_record(page: Page, condition: str) -> None:
    page.enter()
    page.booth.become("ready", condition)  # type: ignore[arg-type]
    assert "nothing can be recorded" in page.view.controls.before.hint.text()
    assert page.view.panel.sound.isVisible()
    assert not page.view.panel.meter.isVisible()


def test_a_file_that_cannot_be_read_is_told(page: Page) -> None:
    page.booth.gets, page.booth.gets_failure = ("broken", "broken"), "clip.mp4 is no recording."
    page.enter()
    assert "clip.mp4 is no recording." in page.view.stage.trouble.accessibleName()
    assert not page.view.sound_only.isVisible()


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
    assert page.view.panel.disk.text() == low.sentence


@pytest.mark.parametrize(("level", "peak", "warning"), [(-90.0, -90.0, SILENCE), (-3.0, 0.0, CLIPPING)])
def test_what_is_wrong_with_the_sound_stands_below_its_meter(
    page: Page, level: float, peak: float, warning: str
) -> None:
    page.enter()
    page.booth.sound(level, peak, warning, silent=warning == SILENCE)
    sound = page.view.panel.sound
    assert sound.isVisible() and sound.text() == warning
    assert sound.width() >= sound.minimumSizeHint().width() and sound.height() >= sound.heightForWidth(sound.width())
    assert page.model.can_record
    page.booth.sound(-24.0, -12.0)
    assert not sound.isVisible()


def test_a_missing_recogniser_is_told_before_and_after_with_the_way_to_settings(page: Page, qtbot: QtBot) -> None:
    page.context.change_settings(recogniser="whisper")
    page.enter()
    panel = page.view.panel
    qtbot.waitUntil(panel.settings.isVisible, timeout=5000)
    assert panel.recogniser.text().startswith("No weights for Whisper are installed. Answers are recorded")
    assert page.model.can_record
    take_id = page.finish()
    card = page.view.after.progress
    assert not card.settings.isVisible()
    page.context.library.failed(take_id, "No weights for Whisper are installed.")
    page.jobs.end(take_id, "failed")
    qtbot.waitUntil(lambda: "No weights" in card.stage.text(), timeout=5000)
    qtbot.mouseClick(card.settings, Qt.MouseButton.LeftButton)
    assert page.heard.routes[-1] == Route(Place.SETTINGS)


def test_with_a_recogniser_nothing_is_said_of_it(page: Page) -> None:
    page.enter()
    settle(page.qtbot, page.context)
    assert not page.view.panel.recogniser.isVisible() and not page.view.panel.settings.isVisible()


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


@pytest.mark.parametrize("text", ["Why? " * 400, ARABIC])
def test_the_question_leaves_room_for_ones_own_view(page: Page, text: str) -> None:
    page.answer()
    page.model.asked = replace(page.model.asked, question=replace(page.model.asked.question, text=text))
    page.press(Key.Key_Space)
    page.until(Phase.AFTER)
    shown = page.view.after.question
    assert shown.height() <= 90 and (shown.toolTip() == text) == (len(text) > 240)
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


# ------------------------------------------------------------------ choosing a question


def test_another_question_is_searched_and_taken_by_keyboard(page: Page, qtbot: QtBot) -> None:
    page.enter()
    page.view.choose_question()
    until(qtbot, page.context, lambda: page.view.chooser is not None)
    chooser = page.view.chooser
    assert chooser is not None
    assert chooser.current is not None and chooser.current.key == KEY
    qtbot.keyClicks(chooser.box, "change mind")
    found = chooser.questions.found
    assert 0 < len(found) < 20
    qtbot.keyClick(chooser.box, Key.Key_Down)
    assert chooser.current == found[1]
    qtbot.keyClick(chooser.box, Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.chooser is None)
    assert page.model.asked.question == found[1]
    assert page.view.focusWidget() is page.view.controls.before.record


def test_a_search_without_result_can_only_be_called_off(page: Page, qtbot: QtBot) -> None:
    page.enter()
    page.view.choose_question()
    until(qtbot, page.context, lambda: page.view.chooser is not None)
    chooser = page.view.chooser
    assert chooser is not None
    qtbot.keyClicks(chooser.box, "zzzz")
    assert not chooser.take.isEnabled()
    assert chooser.count.text() == "No question has all of these words."
    qtbot.keyClick(chooser.box, Key.Key_Return)
    assert page.view.chooser is chooser
    qtbot.keyClick(chooser.box, Key.Key_Escape)
    qtbot.waitUntil(lambda: page.view.chooser is None)
    assert page.model.asked.question.key == KEY


# ------------------------------------------------------------------ afterwards


def test_the_rating_is_given_by_keyboard_alone(page: Page, qtbot: QtBot) -> None:
    take_id = page.finish()
    assert page.view.after.title.text() == "Recorded, 1 min 4 s"
    page.press(Key.Key_4)
    boxes = page.view.after.form.boxes
    for field, text in (("wpm", "150"), ("fillers_per_minute", "6"), ("eye_contact_share", "70")):
        boxes[field].setFocus()
        qtbot.keyClicks(boxes[field], text)
    page.press(Key.Key_Return)
    settle(qtbot, page.context)
    wanted = SelfRating(overall=4, wpm=150.0, fillers_per_minute=6.0, eye_contact_share=0.7)
    assert page.context.library.get(take_id).take.rating == wanted
    assert not page.view.after.form.isVisible()


def test_enter_presses_the_button_that_has_the_keyboard(page: Page) -> None:
    take_id = page.finish()
    form, after = page.view.after.form, page.view.after
    form.boxes["wpm"].setText("150")
    form.skip.setFocus()
    page.press(Key.Key_Return)
    settle(page.qtbot, page.context)
    assert page.context.library.get(take_id).take.rating is None and not page.model.after.wants_rating
    after.retake.setFocus()
    page.press(Key.Key_Enter)
    assert page.model.phase is Phase.SETUP


def test_the_form_is_empty_for_the_next_answer(page: Page) -> None:
    page.finish()
    page.press(Key.Key_4)
    page.view.after.form.boxes["wpm"].setText("150")
    page.press(Key.Key_R)
    page.booth.path = None
    page.finish()
    assert page.view.after.form.rating() is None


def test_no_guess_is_put_into_anybodys_mouth(page: Page) -> None:
    page.finish()
    assert page.view.after.form.rating() is None
    assert all(not box.text() and not box.placeholderText() for box in page.view.after.form.boxes.values())


def test_progress_can_be_followed_and_cancelled(page: Page, qtbot: QtBot) -> None:
    take_id = page.finish()
    page.jobs.run(take_id, "Recognising the words", 0.34, 22.0)
    card = page.view.after.progress
    assert (card.stage.text(), card.left.text()) == ("Recognising the words", "34 %, about 22 s left")
    assert card.bar.value() == 34
    qtbot.mouseClick(card.cancel, Qt.MouseButton.LeftButton)
    assert page.jobs.cancelled == [take_id]
    assert not card.again.isEnabled()
    page.jobs.end(take_id, "cancelled")
    assert card.again.isEnabled()


def test_a_failed_analysis_offers_what_to_do(page: Page, qtbot: QtBot) -> None:
    take_id = page.finish()
    page.view.after.form.skip.click()
    page.context.library.failed(take_id, "The analysis stopped unexpectedly.")
    page.jobs.end(take_id, "failed")
    settle(qtbot, page.context)
    card = page.view.after.progress
    assert card.stage.text() == "The analysis stopped unexpectedly."
    assert card.again.isVisible() and card.review.isVisible() and not card.cancel.isVisible()
    qtbot.mouseClick(card.review, Qt.MouseButton.LeftButton)
    assert page.heard.routes == [Route(Place.REVIEW, take_id=take_id)]


# ------------------------------------------------------------------ access


def test_everything_that_can_be_pressed_has_a_name_and_the_keyboard_reaches_it(page: Page, qtbot: QtBot) -> None:
    page.enter()
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in visible(page.view, kind):
            assert widget.accessibleName() or widget.text(), widget  # type: ignore[attr-defined]
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
    page.finish()
    for kind in (QAbstractButton, QLineEdit):
        for widget in visible(page.view.after, kind):
            assert widget.accessibleName() or widget.text(), widget  # type: ignore[attr-defined]


def test_tab_follows_the_order_of_reading(page: Page) -> None:
    page.enter()
    order = [page.view.other, page.view.controls.before.record, page.view.panel.camera, page.view.panel.microphone]
    order[0].setFocus()
    for widget in order[1:]:
        page.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert QApplication.focusWidget() is widget


def test_an_addition_asks_its_question_and_rates_nothing(page: Page) -> None:
    stored = page.context.library.begin(find_question(KEY))
    page.context.library.finish(stored.take)
    ask = "You moved the launch. What did it cost?"
    page.enter(Route(Place.PRACTISE, patch_of=stored.take.id, patch_element="cost", ask=ask))
    header = page.view.header.setup
    assert header.question.label.text() == ask
    assert header.back.isVisible() and not header.other.isVisible()
    assert page.view.panel.patch.isVisible() and not page.view.panel.why.isVisible()
    page.press(Key.Key_Escape)
    assert page.heard.routes == [Route(Place.REVIEW, take_id=stored.take.id, patch_element="cost")]
