"""What of a camera can be told without one: its format, permission, and which device is used."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtMultimedia import QVideoFrameFormat

from ui.capture.black import black_frame
from ui.capture.camera import NOTHING, CameraSource
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
    assert told.args == [NOTHING]


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


@pytest.mark.parametrize("pixels", [Pixels.Format_YUV420P, Pixels.Format_NV12, Pixels.Format_YUYV])
def test_black_is_black_in_every_format(qapp, pixels):
    small = small_picture(black_frame(QVideoFrameFormat(QSize(64, 36), pixels)), 1.5, width=32)
    assert (small.at, small.rgb.shape) == (1.5, (18, 32, 3))
    assert small.rgb.max() <= 1
