"""Settings of recording and review: devices with a test of them, and how a recording begins and is watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from rehearse.settings import Settings
from ui.context import Context
from ui.tokens import SPACE
from ui.views.settings.section import Section, labelled
from ui.widgets.basics import Button, Choice, clear, fill

if TYPE_CHECKING:
    from ui.studio.booth import Booth
    from ui.views.first_start.devices import DevicesStep

COUNTDOWNS = (0, 3, 5)
DEFAULT = "The system's own choice"
TEST, END_TEST = "Test camera and microphone", "End the test"
TEST_HEIGHT = 190


class PractiseSection(Section):
    """Devices, and how a recording begins and is watched."""

    def __init__(self, context: Context, make_booth: Callable[[Context], Booth] | None = None) -> None:
        self._context = context
        self._make_booth = make_booth
        self.tester: DevicesStep | None = None
        self.camera, self.microphone = _device_combo("Camera"), _device_combo("Microphone")
        self._pickers, self._testing = QWidget(), QVBoxLayout()
        rows = [labelled("Camera", self.camera), labelled("Microphone", self.microphone)]
        fill(QVBoxLayout(self._pickers), rows, spacing=SPACE.m, margins=0)
        self.test = Button(TEST, "small", clicked=self._toggle_test)
        self.checks = {
            "audio_only": QCheckBox("Record sound only, without a camera"),
            "mirror": QCheckBox("Show the preview as in a mirror; the recording never is"),
            "ask_rating": QCheckBox("Ask for my own view before the numbers"),
            "captions": QCheckBox("Show captions on the picture"),
        }
        self.countdown = Choice(["None", *(f"{s} s" for s in COUNTDOWNS[1:])], name="Countdown before a recording")
        super().__init__(
            "Practise and review",
            self._pickers,
            self._testing,
            labelled("", self.test),
            labelled("Countdown", self.countdown),
            *self.checks.values(),
        )
        self.camera.activated.connect(self._devices_chosen)
        self.microphone.activated.connect(self._devices_chosen)
        self.countdown.chosen.connect(self._countdown_chosen)
        for check in self.checks.values():
            check.toggled.connect(self._checked)

    def show_settings(self, settings: Settings) -> None:
        for name, check in self.checks.items():
            with QSignalBlocker(check):
                check.setChecked(getattr(settings, name))
        nearest = min(COUNTDOWNS, key=lambda s: abs(s - settings.count_down_s))
        self.countdown.choose(COUNTDOWNS.index(nearest))

    def show_devices(self, cameras: Sequence[Any], microphones: Sequence[Any]) -> None:
        """Devices with `id` and `name`; a chosen one that is not plugged in stays chosen, and is said to be away."""
        for (combo, chosen), devices in zip(self._combos(), (cameras, microphones), strict=True):
            _fill_devices(combo, devices, chosen)

    # ------------------------------------------------------------------ the test

    def _toggle_test(self) -> None:
        if self.tester:
            self.end_test()
        else:
            self._begin_test()

    def _begin_test(self) -> None:
        """See oneself and watch the level; the devices are open only while this is shown."""
        from ui.views.first_start.devices import DevicesStep

        self.tester = DevicesStep(self._context, (self._make_booth or _booth)(self._context))
        self.tester.setMinimumHeight(TEST_HEIGHT)
        self._testing.addWidget(self.tester)
        self._pickers.hide()
        self.test.setText(END_TEST)
        self.test.setAccessibleName(END_TEST)
        self.tester.show()
        self._context.change_settings(devices_allowed=True)  # that is what the click asks for
        self.tester.begin()

    def end_test(self) -> None:
        """Close the devices; nothing happens where no test is open."""
        if self.tester:
            self.tester.end()
            self.tester = None
            clear(self._testing)
            self._pickers.show()
            self.test.setText(TEST)
            self.test.setAccessibleName(TEST)
            for combo, chosen in self._combos():
                with QSignalBlocker(combo):
                    combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _combos(self) -> tuple[tuple[QComboBox, str], ...]:
        settings = self._context.settings
        return ((self.camera, settings.camera_id), (self.microphone, settings.microphone_id))

    # ------------------------------------------------------------------ what was chosen

    @Slot()
    def _devices_chosen(self) -> None:
        self._context.change_settings(
            camera_id=self.camera.currentData() or "", microphone_id=self.microphone.currentData() or ""
        )

    @Slot(int)
    def _countdown_chosen(self, index: int) -> None:
        self._context.change_settings(count_down_s=COUNTDOWNS[index])

    @Slot()
    def _checked(self) -> None:
        self._context.change_settings(**{name: check.isChecked() for name, check in self.checks.items()})


def _device_combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(28)
    made.addItem(DEFAULT, "")
    return made


def _fill_devices(combo: QComboBox, devices: Sequence[Any], chosen: str) -> None:
    with QSignalBlocker(combo):
        combo.clear()
        combo.addItem(DEFAULT if devices else f"No {combo.accessibleName().lower()} found", "")
        for device in devices:
            combo.addItem(device.name, device.id)
        if chosen and combo.findData(chosen) < 0:
            combo.addItem("The one chosen before, which is not plugged in", chosen)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))


def _booth(context: Context) -> Booth:
    """Asking for devices wakes the system's media service: only for a test."""
    from ui.studio.device_booth import DeviceBooth

    return DeviceBooth(context)
