"""Settings as they are used: each control changes what is kept, and nothing is fetched without being asked."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QPushButton

from rehearse import settings as stored
from rehearse.weights.shelf import installed
from tests.ui.make_context import open_context, settle
from ui.places import Place, Route
from ui.views.settings.download import STOPPED, Download
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
    button(view.practise, "7").click()
    view.practise.checks["mirror"].click()
    button(view.recogniser, "Built in, rough").click()
    kept = stored.load().settings
    assert kept == context.settings
    assert (kept.appearance, kept.count_down_s, kept.daily_aim, kept.mirror) == ("dark", 5, 7, False)
    assert kept.recogniser == "sphinx" and kept.camera_id == "gone"


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
