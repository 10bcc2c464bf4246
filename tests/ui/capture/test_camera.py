"""What of a camera can be told without one: its format, permission, and which device is used."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QVideoFrameFormat

from ui.capture.black import black_frame
from ui.capture.camera import NOTHING, SILENT_CAMERA, CameraSource
from ui.capture.camera_format import best_format
from ui.capture.clip import ClipSource
from ui.capture.devices import Device, Devices, _in_use
from ui.capture.permission import Permission
from ui.capture.small_picture import small_picture

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


def test_a_refused_camera_is_told_in_words(qtbot, eyes, monkeypatch):
    monkeypatch.setattr(Permission, "_status", lambda _: Qt.PermissionStatus.Denied)
    source = CameraSource(QCameraDevice(), None)
    with qtbot.waitSignal(source.failed) as told:
        source.start()
    assert told.args[0] == "camera refused" and not eyes
    assert told.args[1].startswith("This app may not use the camera")


@pytest.mark.parametrize("pixels", [Pixels.Format_YUV420P, Pixels.Format_NV12, Pixels.Format_YUYV])
def test_black_is_black_in_every_format(qapp, pixels):
    small = small_picture(black_frame(QVideoFrameFormat(QSize(64, 36), pixels)), 1.5, width=32)
    assert (small.at, small.rgb.shape) == (1.5, (18, 32, 3))
    assert small.rgb.max() <= 1
