"""Settings as they are used: each control changes what is kept, and nothing is fetched without being asked."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from rehearse import settings as stored
from rehearse.serial import to_json
from rehearse.store import open_library
from rehearse.weights.shelf import installed
from tests.builders import make_analysis, make_take
from tests.ui.make_context import open_context, settle
from tests.ui.views.practise_booth import FakeBooth
from ui.capture.devices import Device
from ui.expiry import expire_videos
from ui.places import Part, Place, Route
from ui.views.settings.download import STOPPED, Download
from ui.views.settings.moving_dialog import MovingDialog
from ui.views.settings.section import Section
from ui.views.settings.view import SettingsView
from ui.widgets.basics import Banner


@pytest.fixture
def context(tmp_path):
    with open_context(tmp_path / "library", camera_id="gone") as made:
        yield made


@pytest.fixture
def view(context, qtbot):
    made = SettingsView(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.enter(Route(Place.SETTINGS))
    for _ in range(3):
        settle(qtbot, context)
    return made


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text and not b.isHidden())


def test_every_control_changes_what_is_kept(view, context):
    button(view.appearance, "Dark").click()
    button(view.practise, "5 s").click()
    button(view.every_day, "7").click()
    view.every_day.loops.buttons[4].click()
    view.practise.checks["mirror"].click()
    button(view.recogniser, "Built in, rough").click()
    kept = stored.load().settings
    assert kept == context.settings
    assert (kept.appearance, kept.count_down_s, kept.daily_aim, kept.mirror) == ("dark", 5, 7, False)
    assert kept.recogniser == "sphinx" and kept.camera_id == "gone" and kept.loop_aim == 4


def test_the_day_s_habits_are_kept(view, context):
    every_day = view.every_day
    assert not context.settings.reminder_on and not every_day.hour.isEnabled()
    every_day.remind.click()
    assert every_day.hour.isEnabled()
    every_day.hour.setCurrentText("07:30")
    every_day.hour.activated.emit(every_day.hour.currentIndex())
    every_day.pack.setCurrentIndex(every_day.pack.findData("general"))
    every_day.pack.activated.emit(every_day.pack.currentIndex())
    every_day.checks["speak_questions"].click()
    every_day.checks["quiet_hint"].click()
    every_day.days.buttons[0].click()
    kept = stored.load().settings
    assert (kept.reminder_on, kept.reminder_at, kept.active_pack) == (True, "07:30", "general")
    assert (kept.speak_questions, kept.quiet_hint, kept.daily_aim) == (False, False, 0)


PARTS = {Part.REMINDER: "every_day", Part.RECOGNISER: "recogniser", Part.STORAGE: "storage"}


@pytest.mark.parametrize("width", [820, 1100])
@pytest.mark.parametrize("part", Part)
def test_a_link_to_a_part_opens_at_it(context, qtbot, part, width):
    made = SettingsView(context)
    qtbot.addWidget(made)
    made.resize(width, 500)
    made.show()
    made.enter(Route(Place.SETTINGS, part=part))
    for _ in range(3):
        settle(qtbot, context)
    section = getattr(made, PARTS[part])
    qtbot.waitUntil(lambda: 0 <= section.mapTo(made, QPoint()).y() < 60)
    assert section.isAncestorOf(QApplication.focusWidget())


def test_every_section_stands_on_the_page_in_any_width(view, qtbot):
    sections = view.findChildren(Section)
    for width, columns in ((820, 1), (1100, 2), (2300, 3), (1100, 2)):
        view.resize(width, 800)
        qtbot.wait(20)
        assert all(section.isVisible() for section in sections)
        assert len({section.mapTo(view, QPoint()).x() for section in sections}) == columns


def test_a_part_is_let_go_when_the_person_scrolls_or_goes_on(context, qtbot):
    made = SettingsView(context)
    qtbot.addWidget(made)
    made.resize(820, 500)
    made.show()
    made.enter(Route(Place.SETTINGS, part=Part.STORAGE))
    for _ in range(3):
        settle(qtbot, context)
    qtbot.waitUntil(lambda: 0 <= made.storage.mapTo(made, QPoint()).y() < 60)
    bar = made.findChildren(QScrollArea)[0].verticalScrollBar()
    made.keys.hide()
    qtbot.wait(20)
    assert 0 <= made.storage.mapTo(made, QPoint()).y() < 60
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    made.keys.show()
    qtbot.wait(20)
    assert bar.value() == 0


def test_the_room_on_the_disk_is_shown_and_said(view, context, qtbot, monkeypatch):
    meter = view.storage.meter
    assert meter.isVisible() and meter.bar.accessibleName().startswith("Videos 0 MB, analyses 0 MB, ")
    assert meter.free.text().startswith("Free ") and not meter.short.isVisible()
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(total=2 * 10**12, free=900_000_000))
    context.takes_changed.emit()
    settle(qtbot, context)
    assert (
        meter.free.text() == "Free 900 MB" and meter.short.isVisible() and "not for many answers" in meter.short.text()
    )


def test_what_was_chosen_elsewhere_is_shown_as_it_is(view, context, qtbot):
    context.change_settings(reminder_at="06:41", active_pack="lost", loop_aim=9)
    view.enter(Route(Place.SETTINGS))
    settle(qtbot, context)
    assert view.every_day.hour.currentText() == "06:41"
    assert view.every_day.pack.currentText() == "lost, which is not here any more"
    assert view.every_day.loops.index == 4
    assert context.settings.active_pack == "lost" and context.settings.loop_aim == 9


def test_a_backup_says_where_it_is_and_the_buttons_wait(view, context, qtbot, tmp_path):
    keep_old_take(context)
    view.backup.back_up_to(tmp_path / "all")
    assert not view.backup.restore.isEnabled() and view.backup.bar.isVisible()
    qtbot.waitUntil(view.backup.restore.isEnabled)
    assert view.backup.state.text().startswith(f"The backup is whole: 1 take in {tmp_path / 'all.zip'}")
    assert not view.backup.bar.isVisible() and (tmp_path / "all.zip").is_file()


def test_what_ends_elsewhere_is_told_across_the_window(view, context, qtbot, tmp_path):
    told = []
    context.noticed.connect(told.append)
    view.leave()
    view.backup.back_up_to(tmp_path / "all.zip")
    qtbot.waitUntil(lambda: bool(told))
    assert "The backup is whole" in told[0].sentence


def test_the_library_is_moved_only_after_what_and_where_were_agreed_to(tmp_path, qtbot):
    with open_context(tmp_path / "library", library_dir=str(tmp_path / "library")) as context:
        context.jobs.resume = lambda: None
        keep_old_take(context)
        view = SettingsView(context)
        qtbot.addWidget(view)
        view.show()
        view.enter(Route(Place.SETTINGS))
        settle(qtbot, context)
        other = tmp_path / "disk"
        other.mkdir()
        (other / "film.mp4").touch()
        view.storage.ask_to_move(other)
        banner = view.storage.findChild(Banner)
        assert banner.label.text().startswith(
            f"Move 1 take (2 MB) from {tmp_path / 'library'} to {other / 'Rehearse'}?"
        )
        button(banner, "Not now").click()
        assert context.library.root == tmp_path / "library"
        view.storage.ask_to_move(other)
        button(view.storage.findChildren(Banner)[-1], "Move").click()
        (dialog,) = view.findChildren(MovingDialog)
        assert dialog.isModal() and dialog.isVisible()
        with qtbot.waitSignal(context.library_moved, timeout=20_000):
            pass
        settle(qtbot, context)
        assert view.storage.place.text() == str(other / "Rehearse")
        assert (other / "Rehearse" / "takes").is_dir() and (other / "film.mp4").is_file()
        assert view.storage.next_start.text().startswith("The library is in") and view.backup.state.isHidden()
        qtbot.waitUntil(lambda: not view.findChildren(MovingDialog))
        view.leave()


def test_a_library_that_the_settings_do_not_name_is_not_moved_and_says_why(view):
    assert not view.storage.move_button.isEnabled() and "another one is open" in view.storage.fixed.text()


@pytest.mark.parametrize("name", ["audio_only", "mirror", "ask_rating", "captions"])
def test_every_check_is_kept_both_ways(view, context, name):
    before = getattr(context.settings, name)
    view.practise.checks[name].click()
    assert getattr(stored.load().settings, name) is not before
    view.practise.checks[name].click()
    assert getattr(stored.load().settings, name) is before


def test_a_chosen_device_is_kept(view, context):
    view.practise.show_devices([Device("cam", "Camera one")], [Device("mic", "Microphone one")])
    view.practise.microphone.setCurrentIndex(1)
    view.practise.microphone.activated.emit(1)
    assert stored.load().settings.microphone_id == "mic" and context.settings.camera_id == "gone"


def test_the_devices_are_open_only_while_they_are_tested(view):
    booth, other = FakeBooth(), FakeBooth()
    view.practise._make_booth = lambda context: booth
    view.practise.test.click()
    assert booth.calls == ["open"] and view.practise.tester.isVisible()
    assert view.practise._context.settings.devices_allowed, "the click has asked for it"
    assert not view.practise.camera.isVisible()
    view.practise.test.click()
    assert booth.calls == ["open", "close"] and view.practise.camera.isVisible()
    view.practise._make_booth = lambda context: other
    view.practise.test.click()
    view.leave()
    assert other.calls == ["open", "close"]


def keep_old_take(context):
    take = make_take("20200101-091502-aaaa", created_at="2020-01-01T09:15:02+00:00", tags=())
    folder = context.library.root / "takes" / take.id
    folder.mkdir(parents=True)
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(make_analysis()))
    (folder / "recording.mkv").write_bytes(b"v" * 2_000_000)
    open_library(context.library.root).close()
    return folder


def test_videos_go_only_after_the_person_saw_how_many(view, context, qtbot):
    folder = keep_old_take(context)
    button(view.storage, "90 days").click()
    settle(qtbot, context)
    banner = view.storage.findChild(Banner)
    assert banner.label.text().startswith("1 video is older than 90 days and would be removed now (2 MB).")
    button(banner, "Not now").click()
    assert context.settings.expire_videos_days == 0 and view.storage.ages.index == 0
    button(view.storage, "90 days").click()
    qtbot.waitUntil(lambda: any(b.isVisible() for b in view.storage.findChildren(Banner)))
    told = []
    context.noticed.connect(told.append)
    button(next(b for b in view.storage.findChildren(Banner) if b.isVisible()), "Remove them").click()
    for _ in range(3):
        settle(qtbot, context)
    assert stored.load().settings.expire_videos_days == 90
    assert not (folder / "recording.mkv").exists() and context.library.get(folder.name).analysis is not None
    assert told[0].sentence.startswith("1 video older than 90 days was removed, which freed 2 MB; its numbers")
    assert view.storage.used.text() == "1 take is kept here." and view.storage.meter.videos.text() == "Videos 0 MB"


def test_an_age_that_nothing_has_reached_is_kept_without_a_question(view, context, qtbot):
    button(view.storage, "A year").click()
    settle(qtbot, context)
    assert stored.load().settings.expire_videos_days == 365 and not view.storage.findChildren(Banner)


def test_what_is_due_goes_at_the_start(context, qtbot):
    folder = keep_old_take(context)
    expire_videos(context)
    settle(qtbot, context)
    assert (folder / "recording.mkv").exists()
    context.change_settings(expire_videos_days=30)
    expire_videos(context)
    settle(qtbot, context)
    assert not (folder / "recording.mkv").exists()


def test_the_log_and_the_folder_are_named(view, context):
    assert view.storage.place.text() == str(context.library.root)
    assert "rehearse.log" in view.storage.log.text()


def test_a_device_that_is_away_stays_chosen_and_is_said_to_be_away(view):
    view.practise.show_devices([], [])
    assert "not plugged in" in view.practise.camera.currentText()
    assert view.practise.microphone.currentText() == "No microphone found"


def test_nothing_is_fetched_before_size_source_and_licence_were_agreed_to(view, monkeypatch):
    started = []
    monkeypatch.setattr(view.weights._download, "start", lambda *args: started.append(args))
    row = next(row for row in view.weights.rows if row.name == "base.en")
    view.weights.ask_to_download(row)
    assert not started
    button(view.weights, "Download").click()
    assert started == [("base.en", row.size)]


def test_weights_are_added_checked_and_removed(view, context, qtbot, data):
    view.weights.add_folder(data / "whisper-synthetic")
    for _ in range(2):
        settle(qtbot, context)
    (own,) = [row for row in view.weights.rows if row.here]
    view.weights.check(own)
    settle(qtbot, context)
    assert view.weights._busy.text() == f"{own.name}: every file is as it came."
    view.weights.ask_to_remove(own)
    button(view.weights.findChild(Banner), "Remove").click()
    settle(qtbot, context)
    assert installed() == ()


def test_privacy_is_answered_by_looking(view):
    assert view.privacy.headline.text().startswith("No")


def test_another_folder_holds_from_the_next_start(view, context, tmp_path):
    view.storage.use_place(tmp_path / "else")
    assert context.settings.library_dir == str(tmp_path / "else") and view.storage.next_start.isVisible()


SAY = "import sys, time; print('rehearse: it cannot be reached.'); sys.exit(4)"
WAIT = "import time; time.sleep(60)"


def test_a_download_that_fails_says_why(context, qtbot):
    download = Download(context, command=[sys.executable, "-c", SAY])
    with qtbot.waitSignal(download.ended, timeout=20_000) as ended:
        download.start("base.en", 100)
    assert ended.args == ["base.en", "it cannot be reached."] and not download.running


def test_a_download_can_be_cancelled(context, qtbot):
    download = Download(context, command=[sys.executable, "-c", WAIT])
    download.start("base.en", 100)
    assert download.running and download.share == 0.0
    with qtbot.waitSignal(download.ended, timeout=20_000) as ended:
        download.cancel()
    assert ended.args == ["base.en", STOPPED]


def test_a_download_that_cannot_start_says_so(context, qtbot):
    download = Download(context, command=["/nowhere/at/all"])
    with qtbot.waitSignal(download.ended, timeout=20_000) as ended:
        download.start("base.en", 100)
    assert "could not be started" in ended.args[1]
