"""What of a camera can be told without one: its format, permission, and which device is used."""

import random
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QVideoFrame, QVideoFrameFormat

from ui.capture.camera import NOTHING, SILENT_CAMERA, CameraSource
from ui.capture.camera_format import best_format
from ui.capture.clip import ClipSource
from ui.capture.devices import Device, Devices, _in_use
from ui.capture.fitted import black_frame, fitted, frame_of
from ui.capture.permission import Permission
from ui.capture.recorder import Recorder
from ui.capture.small_picture import small_picture
from ui.capture.source import Sound

Pixels = QVideoFrameFormat.PixelFormat


@dataclass(frozen=True)
class Offer:
    """Answers as a QCameraFormat does, which can't be made by hand."""

    width: int
    height: int
    rate: float
    pixels: Pixels = Pixels.Format_YUYV

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:  # noqa: N802
        return self.rate

    def pixelFormat(self) -> Pixels:  # noqa: N802
        return self.pixels


@pytest.mark.parametrize(
    ("best", "others"),
    [
        (
            Offer(1280, 720, 30),
            [Offer(640, 480, 30), Offer(1920, 1080, 30), Offer(1280, 720, 60), Offer(1280, 720, 10)],
        ),
        (Offer(1280, 720, 30, Pixels.Format_Jpeg), [Offer(1280, 720, 10), Offer(640, 480, 30)]),
        (Offer(1280, 720, 30), [Offer(1280, 720, 30, Pixels.Format_Jpeg)]),
        (Offer(960, 540, 30), [Offer(640, 480, 30), Offer(1920, 1080, 30)]),
        (Offer(640, 480, 15), []),
    ],
)
def test_the_format_is_720p30_or_what_comes_nearest(best, others):
    assert best_format([*others, best]) == best == best_format([best, *others])


def test_a_camera_without_formats_is_left_to_choose():
    assert best_format([]) is None


def test_neither_camera_nor_microphone_is_told(qtbot):
    source = CameraSource(None, None)
    with qtbot.waitSignal(source.failed) as told:
        source.start()
    assert told.args == ["nothing there", NOTHING]


@pytest.mark.parametrize(
    ("status", "given"), [(Qt.PermissionStatus.Granted, True), (Qt.PermissionStatus.Denied, False)]
)
def test_permission_is_told(qtbot, monkeypatch, status, given):
    parent = QObject()
    permission = Permission("camera", parent)
    monkeypatch.setattr(permission, "_status", lambda: status)
    with qtbot.waitSignal(permission.answered) as told:
        permission.ask()
    assert told.args == [given]


def test_an_undecided_person_is_asked_through_qt(qtbot):
    parent = QObject()
    permission = Permission("microphone", parent)
    answers = iter([Qt.PermissionStatus.Undetermined, Qt.PermissionStatus.Granted])
    permission._status = lambda: next(answers)
    with qtbot.waitSignal(permission.answered) as told:
        permission.ask()
    assert told.args == [True]


def test_the_choice_is_kept_while_its_device_is_away():
    one, two = Device("1", "One"), Device("2", "Two")
    assert _in_use((one, two), "2", "1") == two
    assert _in_use((one,), "2", "1") == one
    assert _in_use((one, two), "", "2") == two
    assert _in_use((), "2", "1") is None


def test_a_clip_is_the_camera_and_the_microphone(qtbot, tmp_path):
    devices = Devices(f"clip:{tmp_path / 'answer.mp4'}")
    assert [d.name for d in devices.cameras] == [d.name for d in devices.microphones] == ["answer.mp4"]
    assert devices.camera == devices.cameras[0]
    assert isinstance(devices.source(), ClipSource)


def test_a_choice_is_told(qtbot):
    devices = Devices()
    with qtbot.waitSignal(devices.changed):
        devices.choose(camera_id="front")
    assert (devices.camera_id, devices.microphone_id) == ("front", "")


class FakeEye(QObject):
    """A camera in words: what `Eye` tells, told by hand."""

    opened = Signal(object)
    picture = Signal(object)
    lost = Signal()
    stalled = Signal(bool)
    made: ClassVar[list["FakeEye"]] = []

    def __init__(self, device: QCameraDevice, parent: QObject) -> None:
        super().__init__(parent)
        self.device, self.on = device, False
        self.made.append(self)

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False


@pytest.fixture
def eyes(monkeypatch):
    monkeypatch.setattr(FakeEye, "made", [])
    monkeypatch.setattr("ui.capture.camera.Eye", FakeEye)
    return FakeEye.made


@pytest.fixture
def told(eyes):
    """A camera source that shows pictures, and what it tells."""
    source, told = CameraSource(QCameraDevice(), None), []
    source.ready.connect(lambda: told.append("ready"))
    for signal in (source.lost, source.back):
        signal.connect(told.append)
    source.failed.connect(lambda *failure: told.append(failure))
    source.start()
    told.append(source)
    yield told
    source.stop()


def test_a_camera_is_ready_with_its_first_frame(qtbot, eyes, told):
    source = told.pop()
    format = QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12)
    assert eyes[0].on and told == [] and not source.has_picture
    eyes[0].opened.emit(format)
    assert told == ["ready"] and source.has_picture and not source.has_sound
    assert source.picture_format == format


def test_a_camera_that_shows_nothing_is_told(qtbot, eyes, told):
    source = told.pop()
    source._patience.setInterval(10)
    source._patience.start()
    qtbot.waitUntil(lambda: told == [("camera silent", SILENT_CAMERA)], timeout=2000)
    assert not eyes[0].on


def test_a_camera_that_shows_nothing_leaves_no_microphone_open(qtbot, eyes, monkeypatch):
    ears = []

    class FakeEar(QObject):
        sound, lost = Signal(object), Signal()

        def start(self):
            ears.append("open")

        def stop(self):
            ears.append("closed")

    monkeypatch.setattr("ui.capture.camera.Microphone", lambda _device, parent: FakeEar(parent))
    source = CameraSource(QCameraDevice(), QAudioDevice())
    source.start()
    with qtbot.waitSignal(source.failed):
        source._on_no_frame()
    assert ears == ["open", "closed"]


def test_a_camera_pulled_out_is_taken_up_again_when_it_is_back(qtbot, eyes, told, monkeypatch):
    source = told.pop()
    eyes[0].opened.emit(QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12))
    there = False
    monkeypatch.setattr("ui.capture.camera._is_there", lambda *_: there)
    source._devices.videoInputsChanged.emit()
    assert told == ["ready", "camera"] and not eyes[0].on
    there = True
    source._devices.videoInputsChanged.emit()
    assert len(eyes) == 2 and eyes[1].on and told == ["ready", "camera"]
    eyes[1].opened.emit(QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12))
    assert told == ["ready", "camera", "camera"]


def test_a_camera_that_reports_an_error_or_stalls_is_lost(qtbot, eyes, told):
    told.pop()
    eyes[0].opened.emit(QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12))
    eyes[0].stalled.emit(True)
    eyes[0].stalled.emit(False)
    eyes[0].lost.emit()
    assert told == ["ready", "camera", "camera", "camera"] and not eyes[0].on


@pytest.fixture
def seen(told, eyes, monkeypatch):
    """A camera that shows pictures and stays listed whatever happens, tried again after 10, 20 and 40 ms."""
    monkeypatch.setattr("ui.capture.retry.AFTER_S", (0.01, 0.02, 0.04))
    monkeypatch.setattr("ui.capture.camera._is_there", lambda *_: True)
    eyes[0].opened.emit(QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12))
    assert told[1:] == ["ready"]
    return told


def test_a_camera_that_fails_while_it_is_listed_is_tried_again(qtbot, eyes, seen):
    source = seen[0]
    eyes[0].lost.emit()
    assert source.is_plugged_in("camera")
    for number in (1, 2, 3, 4):
        qtbot.waitUntil(lambda count=number: len(eyes) == count + 1, timeout=2000)
        assert eyes[number].on and not eyes[number - 1].on
        if number < 4:
            eyes[number].lost.emit()
    eyes[4].opened.emit(QVideoFrameFormat(QSize(640, 480), Pixels.Format_YUYV))
    assert seen[-1] == "camera" and source.picture_format.frameSize() == QSize(1280, 720)
    qtbot.wait(100)
    assert len(eyes) == 5, "it works: nothing more is tried"


def test_a_camera_that_opens_again_and_shows_nothing_is_tried_again(qtbot, eyes, seen):
    source = seen[0]
    source._patience.setInterval(30)
    eyes[0].lost.emit()
    qtbot.waitUntil(lambda: len(eyes) == 4, timeout=2000)
    assert not any(isinstance(each, tuple) for each in seen), "a recording goes on: nothing has failed as a whole"


def test_a_camera_that_stands_still_is_opened_anew(qtbot, eyes, seen):
    eyes[0].stalled.emit(True)
    qtbot.waitUntil(lambda: len(eyes) == 2, timeout=2000)
    assert eyes[1].on and not eyes[0].on


def test_a_camera_that_goes_on_by_itself_is_left_alone(qtbot, eyes, seen):
    eyes[0].stalled.emit(True)
    eyes[0].stalled.emit(False)
    qtbot.wait(60)
    assert len(eyes) == 1 and eyes[0].on


def test_the_person_need_not_wait_for_the_next_try(qtbot, eyes, seen, monkeypatch):
    monkeypatch.setattr("ui.capture.retry.AFTER_S", (60.0,))
    source = seen[0]
    source.retry()
    assert len(eyes) == 1, "nothing is missing"
    eyes[0].lost.emit()
    source.retry()
    assert len(eyes) == 2 and eyes[1].on


def test_a_source_that_was_stopped_tries_nothing(qtbot, eyes, seen):
    source = seen[0]
    eyes[0].lost.emit()
    source.stop()
    qtbot.wait(60)
    assert len(eyes) == 1


class FakeEar(QObject):
    """A microphone in words; one that is `deaf` can't be opened."""

    sound, lost = Signal(object), Signal()
    made: ClassVar[list["FakeEar"]] = []
    deaf = False

    def __init__(self, _device: QAudioDevice, parent: QObject) -> None:
        super().__init__(parent)
        self.made.append(self)

    def start(self) -> None:
        if self.deaf:
            self.lost.emit()

    def stop(self) -> None:
        pass


def test_a_microphone_is_back_only_when_it_is_heard(qtbot, monkeypatch):
    monkeypatch.setattr(FakeEar, "made", [])
    monkeypatch.setattr("ui.capture.camera.Microphone", FakeEar)
    monkeypatch.setattr("ui.capture.retry.AFTER_S", (0.01,))
    monkeypatch.setattr("ui.capture.camera._is_there", lambda *_: True)
    source, told = CameraSource(None, QAudioDevice()), []
    source.lost.connect(lambda kind: told.append(("lost", kind)))
    source.back.connect(lambda kind: told.append(("back", kind)))
    source.start()
    monkeypatch.setattr(FakeEar, "deaf", True)
    FakeEar.made[0].lost.emit()
    qtbot.waitUntil(lambda: len(FakeEar.made) >= 3, timeout=2000)
    assert set(told) == {("lost", "microphone")}
    monkeypatch.setattr(FakeEar, "deaf", False)
    source.retry()
    FakeEar.made[-1].sound.emit(Sound(np.zeros(480, np.int16), 0.0))
    assert told[-1] == ("back", "microphone")
    source.stop()


@pytest.mark.parametrize("seed", range(20))
def test_whatever_devices_do_what_is_missing_is_known_and_comes_back(qtbot, eyes, monkeypatch, seed):
    monkeypatch.setattr(FakeEar, "made", [])
    monkeypatch.setattr("ui.capture.camera.Microphone", FakeEar)
    monkeypatch.setattr("ui.capture.retry.AFTER_S", (0.001,))
    there, chance = [True], random.Random(seed)
    monkeypatch.setattr("ui.capture.camera._is_there", lambda *_: there[0])
    recorder, source = Recorder(), CameraSource(QCameraDevice(), QAudioDevice())
    format, heard = QVideoFrameFormat(QSize(1280, 720), Pixels.Format_NV12), Sound(np.zeros(480, np.int16), 0.0)
    recorder.open(source)
    eyes[0].opened.emit(format)

    def change() -> None:
        there[0] = not there[0]
        source._devices.videoInputsChanged.emit()
        source._devices.audioInputsChanged.emit()

    def of(part: str, signal: str, *value: object) -> None:
        """One that was let go of says nothing any more."""
        if (device := getattr(source, part)) is not None:
            getattr(device, signal).emit(*value)

    acts = [
        *(partial(of, "_eye", "opened", format), partial(of, "_eye", "lost"), partial(of, "_ear", "lost"), change),
        *(partial(of, "_eye", "stalled", True), partial(of, "_eye", "stalled", False), source.retry),
        *(partial(of, "_ear", "sound", heard), partial(qtbot.wait, 3)),
    ]
    for _ in range(60):
        chance.choice(acts)()
        assert "camera" in recorder.missing or source._eye is not None
        assert "microphone" in recorder.missing or source._ear is not None
    if not there[0]:
        change()
    qtbot.waitUntil(lambda: source._eye is not None and source._ear is not None, timeout=2000)
    of("_eye", "opened", format)
    of("_ear", "sound", heard)
    assert recorder.missing == frozenset() and recorder.state == "previewing"
    recorder.close()
    recorder.deleteLater()


def test_a_refused_camera_is_told_in_words(qtbot, eyes, monkeypatch):
    monkeypatch.setattr(Permission, "_status", lambda _: Qt.PermissionStatus.Denied)
    source = CameraSource(QCameraDevice(), None)
    with qtbot.waitSignal(source.failed) as told:
        source.start()
    assert told.args[0] == "camera refused" and not eyes
    assert told.args[1].startswith("This app may not use the camera")


KINDS = [
    *(Pixels.Format_YUV420P, Pixels.Format_YV12, Pixels.Format_YUV422P, Pixels.Format_NV12, Pixels.Format_NV21),
    *(Pixels.Format_YUYV, Pixels.Format_UYVY, Pixels.Format_BGRA8888, Pixels.Format_RGBX8888, Pixels.Format_Jpeg),
]


@pytest.mark.parametrize("pixels", KINDS)
def test_a_picture_of_another_kind_is_put_whole_onto_the_file_s(qapp, pixels):
    small = QImage(160, 120, QImage.Format.Format_RGB32)
    small.fill(QColor(200, 100, 30))
    came = frame_of(small, QVideoFrameFormat(QSize(160, 120), Pixels.Format_YUYV))
    made = fitted(came, QVideoFrameFormat(QSize(320, 180), pixels))
    assert (made.size(), made.pixelFormat()) == (QSize(320, 180), pixels)
    image = made.toImage()
    for x, y, expected in ((160, 90, (200, 100, 30)), (50, 170, (200, 100, 30)), (20, 90, (0, 0, 0))):
        assert image.pixelColor(x, y).getRgb()[:3] == pytest.approx(expected, abs=8)


def test_a_picture_that_fits_is_not_touched_and_a_torn_one_is_left_out(qapp):
    format = QVideoFrameFormat(QSize(64, 36), Pixels.Format_Jpeg)
    assert fitted(black_frame(format), format).isValid()
    assert fitted(QVideoFrame(format), format) is None
    odd = QVideoFrameFormat(QSize(64, 36), Pixels.Format_P010)
    assert black_frame(odd) is None and fitted(QVideoFrame(odd), odd).pixelFormat() == Pixels.Format_P010


@pytest.mark.parametrize("pixels", KINDS)
def test_black_is_black_in_every_format(qapp, pixels):
    small = small_picture(black_frame(QVideoFrameFormat(QSize(64, 36), pixels)), 1.5, width=32)
    assert (small.at, small.rgb.shape) == (1.5, (18, 32, 3))
    assert small.rgb.max() <= 1
