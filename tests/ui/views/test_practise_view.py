"""The Practise place on the screen: which keys and buttons do what, and that everything can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehearse.questions import find_question
from rehearse.store.rows import Filter
from rehearse.types import SelfRating
from tests.ui.make_context import settle
from tests.ui.views.practise_fakes import KEY, until
from tests.ui.views.practise_page import Key, Page, open_page, visible
from ui.places import Place, Route
from ui.views.practise.phases import Asking, Phase


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    with open_page(qtbot, tmp_path, monkeypatch) as made:
        yield made


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


def test_the_first_time_the_keyboard_opens_camera_and_microphone_and_then_records(page: Page) -> None:
    page.booth.gets = ("closed", "closed")
    page.enter()
    assert page.view.stage.allow.isVisible() and page.view.stage.allow.hasFocus()
    assert "“Integrated Camera” and “Built-in Microphone”" in page.view.stage.trouble.accessibleName()
    assert not page.view.controls.before.record.isEnabled()
    page.press(Key.Key_Space)
    assert page.booth.calls == ["open", "allow"]
    assert not page.view.stage.allow.isVisible() and not page.view.stage.trouble.isVisible()
    assert page.view.controls.before.record.hasFocus()


def test_going_elsewhere_in_the_middle_is_asked_about_on_the_page(page: Page) -> None:
    page.answer()
    assert not page.view.may_leave()
    assert "before you go elsewhere" in page.view.controls.ask.sentence.text()
    assert page.view.controls.ask.go_on.hasFocus()
    with page.qtbot.waitSignal(page.view.released):
        page.qtbot.mouseClick(page.view.controls.ask.keep, Qt.MouseButton.LeftButton)
    assert page.model.phase is Phase.AFTER and page.view.may_leave()


def test_who_goes_on_answering_is_led_nowhere_later(page: Page) -> None:
    page.answer()
    assert not page.view.may_leave()
    page.qtbot.mouseClick(page.view.controls.ask.go_on, Qt.MouseButton.LeftButton)
    with page.qtbot.assertNotEmitted(page.view.released):
        page.model.stop()
        page.until(Phase.AFTER)


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


@pytest.mark.parametrize("rating", [True, False])
def test_a_second_space_or_click_on_stop_does_nothing_to_what_comes_next(page: Page, rating: bool) -> None:
    page.context.change_settings(ask_rating=rating)
    page.answer()
    stop = page.view.controls.running.stop
    place = stop.mapTo(page.view, stop.rect().center())
    page.press(Key.Key_Space)
    page.until(Phase.AFTER)
    page.press(Key.Key_Space)
    assert page.model.phase is Phase.AFTER and page.view.after.form.rating() is None
    for y in range(page.view.height()):
        assert not isinstance(page.view.childAt(place.x(), y), QAbstractButton)
    page.qtbot.wait(QApplication.doubleClickInterval() + 50)
    assert any(isinstance(page.view.childAt(place.x(), y), QAbstractButton) for y in range(page.view.height()))


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
            assert reached(widget), widget
    page.finish()
    for kind in (QAbstractButton, QLineEdit):
        for widget in visible(page.view.after, kind):
            assert widget.accessibleName() or widget.text(), widget  # type: ignore[attr-defined]


def reached(widget: QWidget) -> bool:
    """Whether Tab comes to it, or to one of its group, from where the arrow keys come to it."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    together = [widget] if group is None else group.buttons()
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in together)


def test_tab_follows_the_order_of_reading(page: Page) -> None:
    page.enter()
    order = [
        page.view.other,
        page.view.controls.before.record,
        page.view.panel.devices.camera,
        page.view.panel.devices.microphone,
    ]
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
