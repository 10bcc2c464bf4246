"""What nobody caught is told once, in a sentence; a bug's traceback is in the log."""

import sys
import threading

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton

from rehearse import log
from rehearse.errors import StoreError
from ui.failures import TIMES_LOGGED, catch_failures


@pytest.fixture
def failures(qapp):
    caught = catch_failures()
    yield caught
    caught.release()
    caught.deleteLater()


@pytest.fixture
def logged(home):
    return lambda: (home / "rehearse.log").read_text() if (home / "rehearse.log").exists() else ""


def break_in_a_slot(qtbot):
    """As a bug in the app would: inside a slot that Qt calls."""

    def broken():
        raise ZeroDivisionError("a bug")

    QTimer.singleShot(0, broken)
    qtbot.wait(20)


def until_shown(qtbot, failures):
    qtbot.waitUntil(lambda: failures.dialog is not None and failures.dialog.isVisible())
    return failures.dialog


def button(box, text):
    return next(found for found in box.findChildren(QPushButton) if found.text() == text)


@pytest.mark.qt_no_exception_capture
def test_a_bug_is_told_and_its_traceback_is_in_the_log(qtbot, failures, logged, home, capsys):
    break_in_a_slot(qtbot)
    box = until_shown(qtbot, failures)
    assert box.text() == "Something went wrong inside."
    assert box.informativeText() == f"Nothing recorded is lost. The details are in {home / 'rehearse.log'}."
    assert "ZeroDivisionError: a bug" in logged() and "in broken" in logged()
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err


@pytest.mark.qt_no_exception_capture
def test_its_details_can_be_copied_and_its_folder_opened_and_the_dialog_stays(qtbot, failures, home, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    break_in_a_slot(qtbot)
    box = until_shown(qtbot, failures)
    button(box, "Copy details").click()
    button(box, "Open log folder").click()
    assert "ZeroDivisionError: a bug" in QApplication.clipboard().text()
    assert opened == [str(home)] and box.isVisible()
    button(box, "Close").click()
    qtbot.waitUntil(lambda: failures.dialog is None)


@pytest.mark.qt_no_exception_capture
def test_an_expected_failure_is_its_sentence_and_hint_without_a_traceback(qtbot, failures, logged):
    sys.excepthook(StoreError, StoreError("The disk is full.", "Free some space."), None)
    box = until_shown(qtbot, failures)
    assert (box.text(), box.informativeText()) == ("The disk is full.", "Free some space.")
    assert [b.text() for b in box.findChildren(QPushButton)] == ["Close"]
    assert "The disk is full" not in logged()


@pytest.mark.qt_no_exception_capture
def test_one_dialog_at_a_time_and_no_sentence_twice(qtbot, failures):
    for sentence in ("First.", "Second.", "First.", "Second."):
        sys.excepthook(StoreError, StoreError(sentence), None)
    first = until_shown(qtbot, failures)
    assert first.text() == "First."
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [first]
    first.close()
    qtbot.waitUntil(lambda: failures.dialog is not None and failures.dialog.text() == "Second.")
    failures.dialog.close()
    qtbot.waitUntil(lambda: failures.dialog is None)
    qtbot.wait(20)
    assert failures.dialog is None


@pytest.mark.qt_no_exception_capture
def test_a_bug_of_another_thread_is_told_in_the_window_s_own(qtbot, failures, logged):
    def broken():
        raise KeyError("elsewhere")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    assert failures.dialog is None
    box = until_shown(qtbot, failures)
    assert box.text() == "Something went wrong inside." and "KeyError: 'elsewhere'" in logged()


@pytest.mark.qt_no_exception_capture
def test_a_bug_in_every_repaint_does_not_flood_the_log(qtbot, failures, logged):
    for _ in range(20):
        break_in_a_slot(qtbot)
    assert logged().count("ZeroDivisionError: a bug") == TIMES_LOGGED
    assert len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) == 1


def test_what_qt_warns_of_is_in_the_log_and_its_chatter_is_not(failures, logged):
    where = QMessageLogContext()
    failures._qt_said(QtMsgType.QtWarningMsg, where, "QPainter: not active")
    failures._qt_said(QtMsgType.QtInfoMsg, where, "Using FFmpeg")
    assert "QPainter: not active" in logged() and "FFmpeg" not in logged()


def test_the_hooks_are_given_back(qapp):
    before = (sys.excepthook, threading.excepthook)
    caught = catch_failures()
    assert sys.excepthook != before[0]
    caught.release()
    assert (sys.excepthook, threading.excepthook) == before
    caught.deleteLater()


def test_a_log_that_has_grown_large_is_put_aside_once(home, monkeypatch):
    monkeypatch.setattr(log, "LARGEST_BYTES", 200)
    for number in range(10):
        log.record(f"entry {number} " + "x" * 60)
    kept = (home / "rehearse.log").read_text() + (home / "rehearse.log.old").read_text()
    assert "entry 9" in kept and (home / "rehearse.log").stat().st_size < 400
