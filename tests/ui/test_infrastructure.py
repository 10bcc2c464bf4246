"""The checks that the other tests of the window rest on can fail: leaks are seen, stalls measured, dialogs refused."""

import os
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QPropertyAnimation, QThread, QTimer, qWarning
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from tests.ui.leaks import Watch, children
from tests.ui.stalls import StallMeter


@pytest.fixture
def watch(qapp, monkeypatch):
    monkeypatch.setattr("tests.ui.leaks.GRACE_S", 0.1)
    return Watch(monkeypatch)


def test_nothing_is_told_where_nothing_is_left(watch):
    timer = QTimer()
    timer.start(5)
    timer.stop()
    widget = QWidget()
    widget.deleteLater()
    QTimer.singleShot(0, lambda: None)
    assert watch.left() == []


def test_an_active_timer_is_told(watch):
    timer = QTimer(objectName="blink")
    timer.start(1000)
    assert watch.left() == ["timer QTimer blink"]
    timer.stop()


def test_a_single_shot_that_would_go_off_in_a_later_test_is_told_unless_its_context_is_gone(watch):
    context = QTimer()
    QTimer.singleShot(5000, context, lambda: None)
    assert watch.left()[0].startswith("single shot due in")
    del context
    assert watch.left() == []


def test_a_running_thread_is_told(watch):
    thread = QThread()
    thread.start()
    assert watch.left() == ["thread QThread"]
    thread.quit()
    assert thread.wait(2000)


def test_a_window_is_told_and_what_belongs_to_it_is_not(watch):
    window = QWidget(objectName="stray")
    QDialog(window)
    assert watch.left() == ["widget QWidget stray"]
    window.deleteLater()


def test_a_running_animation_is_told(watch):
    widget = QWidget()
    animation = QPropertyAnimation(widget, b"windowOpacity", widget)
    animation.setDuration(5000)
    animation.setEndValue(0.5)
    animation.start()
    assert "animation QPropertyAnimation of QWidget" in watch.left()
    animation.stop()
    widget.deleteLater()


def test_a_child_process_is_told(watch):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    try:
        assert child.pid in children()
        assert any(line.startswith(f"process {child.pid}") for line in watch.left())
    finally:
        child.kill()
        child.wait()


@pytest.mark.parametrize(
    ("kind", "name"), [(QDialog, "exec"), (QFileDialog, "getOpenFileName"), (QMessageBox, "question")]
)
def test_a_dialog_that_waits_is_refused(kind, name):
    with pytest.raises(AssertionError, match="waits for an answer"):
        getattr(kind, name)()


def test_a_stall_is_measured_and_a_quiet_loop_is_not_one(qtbot):
    meter = StallMeter()
    meter.start()
    qtbot.wait(100)
    assert meter.longest_s < 0.05
    QTimer.singleShot(0, lambda: time.sleep(0.12))
    qtbot.wait(200)
    assert 0.11 < meter.stop() < 0.2
    assert "time.sleep(0.12)" in meter.where.splitlines()[0]


def test_a_stall_that_computes_is_measured(qtbot):
    def compute():
        end = time.thread_time() + 0.1
        while time.thread_time() < end:
            pass

    meter = StallMeter()
    meter.start()
    QTimer.singleShot(0, compute)
    qtbot.wait(200)
    assert 0.095 < meter.stop() < 0.2


def test_a_machine_that_stood_still_is_no_stall(qtbot):
    """A process that is stopped from outside as a whole, and goes on after a while."""
    meter = StallMeter()
    stop = "import os, signal, sys, time; pid = int(sys.argv[1]); os.kill(pid, signal.SIGSTOP); time.sleep(0.3);"
    other = subprocess.Popen([sys.executable, "-S", "-c", f"{stop} os.kill(pid, signal.SIGCONT)", str(os.getpid())])
    meter.start()
    qtbot.wait(1500)
    assert meter.stop() < 0.05, meter.where
    assert other.wait(20) == 0


def test_a_warning_of_qt_is_captured(qtlog):
    qWarning("Couldn't load pipewire-0.3 library")  # allowed, therefore no failure here
    assert [record.ignored for record in qtlog.records] == [True]


def test_the_private_microphone_is_heard_by_qt_in_another_process(sound_server):
    look = "from PySide6.QtMultimedia import QMediaDevices as D; from PySide6.QtCore import QCoreApplication as A;"
    look += "a = A([]); print([bytes(d.id().data()) for d in D.audioInputs()])"
    done = subprocess.run(
        [sys.executable, "-c", look], env=sound_server.environment, capture_output=True, text=True, check=True
    )
    assert "vmic" in done.stdout


def test_the_private_screen_takes_a_window(screen):
    show = "from PySide6.QtWidgets import QApplication, QLabel; a = QApplication([]); w = QLabel('x'); w.show();"
    show += "a.processEvents(); print(a.platformName(), a.primaryScreen().size().toTuple())"
    done = subprocess.run(
        [sys.executable, "-c", show], env=screen.environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "xcb (1600, 1000)"
