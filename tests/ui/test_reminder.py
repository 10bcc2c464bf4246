"""The reminder, with a clock and a tray that are made up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Signal

from rehearse.serial import to_json
from tests.builders import make_take
from tests.ui.make_context import open_context, settle
from ui.places import Place, Route
from ui.reminder import SENTENCE, Reminder, SystemTray, has_come, reminder_line

MORNING = datetime.now().astimezone().replace(hour=9, minute=0, second=0, microsecond=0)


class FakeTray(QObject):
    asked = Signal()

    def __init__(self, *, there=True):
        super().__init__()
        self.there, self.shown, self.said = there, False, []

    def stand(self, *, there):
        self.shown = there and self.there
        return self.there

    def say(self, title, sentence):
        assert self.shown
        self.said.append(sentence)


class Clock:
    def __init__(self):
        self.now = MORNING

    def __call__(self):
        return self.now

    def at(self, hour, minute=0, *, day=0):
        self.now = MORNING.replace(hour=hour, minute=minute) + timedelta(days=day)


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library", reminder_on=True, reminder_at="19:00") as made:
        yield made


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tray():
    return FakeTray()


@pytest.fixture
def reminder(context, tray, clock):
    return Reminder(context, tray, now=clock, parent=context)


def answer(context, at, **more):
    take = make_take(created_at=at.isoformat(), **more)
    folder = context.library.root / "takes" / take.id
    folder.mkdir(parents=True)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "recording.mkv").write_bytes(b"x")
    context.library.rebuild()


def check(reminder, context, qtbot):
    reminder.check()
    settle(qtbot, context)


def test_it_reminds_once_at_the_hour(reminder, context, tray, clock, qtbot):
    for hour, minute, said in ((18, 59, 0), (19, 0, 1), (19, 1, 1), (23, 59, 1)):
        clock.at(hour, minute)
        check(reminder, context, qtbot)
        assert len(tray.said) == said
    clock.at(18, 0, day=1)
    check(reminder, context, qtbot)
    clock.at(19, 5, day=1)
    check(reminder, context, qtbot)
    assert tray.said == [SENTENCE] * 2


def test_a_day_with_an_answer_is_not_reminded_of(reminder, context, tray, clock, qtbot):
    answer(context, MORNING)
    clock.at(19)
    check(reminder, context, qtbot)
    assert tray.said == []


def test_an_addition_or_a_day_before_is_no_answer_of_today(reminder, context, tray, clock, qtbot):
    answer(context, MORNING - timedelta(days=1))
    answer(context, MORNING, id="20260101-000000-zzzz", loop="l", loop_place="2.1.1")
    clock.at(19)
    check(reminder, context, qtbot)
    assert tray.said == [SENTENCE]


def test_an_hour_that_passed_before_the_start_is_past(context, tray, clock, qtbot):
    clock.at(20)
    late = Reminder(context, tray, now=clock, parent=context)
    clock.at(20, 1)
    check(late, context, qtbot)
    assert tray.said == []


def test_it_is_off_until_it_is_switched_on_and_can_be_moved(context, tray, clock, qtbot):
    context.change_settings(reminder_on=False)
    reminder = Reminder(context, tray, now=clock, parent=context)
    assert not tray.shown
    clock.at(19)
    check(reminder, context, qtbot)
    assert tray.said == []
    context.change_settings(reminder_on=True, reminder_at="20:30")
    assert tray.shown
    clock.at(20, 31)
    check(reminder, context, qtbot)
    assert tray.said == [SENTENCE]
    context.change_settings(reminder_on=False)
    assert not tray.shown


def test_without_a_tray_the_window_says_it(context, clock, qtbot):
    reminder = Reminder(context, FakeTray(there=False), now=clock, parent=context)
    notices, routes = [], []
    context.noticed.connect(notices.append)
    context.route_asked.connect(routes.append)
    clock.at(19)
    check(reminder, context, qtbot)
    assert [notice.sentence for notice in notices] == [SENTENCE]
    notices[0].act()
    assert routes == [Route(Place.TODAY)]


def test_a_click_opens_today(reminder, context, tray, qtbot):
    routes = []
    context.route_asked.connect(routes.append)
    with qtbot.waitSignal(reminder.opened, timeout=1000):
        tray.asked.emit()
    assert routes == [Route(Place.TODAY)]


def test_a_system_without_a_tray_is_asked_for_nothing(context, qtbot, capfd):
    tray = SystemTray(context)
    assert not tray.stand(there=True)  # the tests' own screen has none
    tray.say("a", "b")
    tray.stand(there=False)
    assert "QSystemTrayIcon" not in capfd.readouterr().err


def test_the_hour_comes_once_a_day():
    nine, ten = MORNING, MORNING.replace(hour=10)
    assert has_come(nine, ten, "10:00") and has_come(nine, ten, "09:30")
    assert not has_come(nine, ten, "09:00") and not has_come(nine, ten, "10:01")
    assert has_come(nine - timedelta(days=1), nine, "00:00")


def test_today_says_how_it_stands(context):
    assert reminder_line(context.settings).endswith("comes at 19:00, while Rehearse is open.")
