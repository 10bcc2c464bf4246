"""The sections of Settings but for the recogniser's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QPlainTextEdit, QSizePolicy

from rehearse import __version__
from rehearse.settings import Settings
from ui.context import Context
from ui.tokens import SPACE
from ui.views.settings.connections import Answer
from ui.views.settings.model import KEYS, Storage, licences, place_is_fixed
from ui.widgets.basics import Button, Card, Choice, Item, Label, column, keycap, row

LABEL_WIDTH = 150
APPEARANCES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
COUNTDOWNS = (0, 3, 5)
AIMS = (2, 3, 4, 5, 6, 7)
DEFAULT = "The system's own choice"


class Section(Card):
    """A card with a title and lines of label and control."""

    def __init__(self, title: str, *items: Item) -> None:
        super().__init__(Label(title, "title"), *items, spacing=SPACE.m)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)


def labelled(text: str, *items: Item) -> Item:
    """A control with its name before it."""
    name = Label(text, "soft")
    name.setFixedWidth(LABEL_WIDTH)
    return row(name, *items, None, spacing=SPACE.m)


class AppearanceSection(Section):
    """Light, dark, or as the system."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.choice = Choice([label for _, label in APPEARANCES], name="Appearance")
        super().__init__("Appearance", self.choice)
        self.choice.chosen.connect(self._choose)

    def show_settings(self, settings: Settings) -> None:
        self.choice.choose([name for name, _ in APPEARANCES].index(settings.appearance))

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._context.change_settings(appearance=APPEARANCES[index][0])


class PractiseSection(Section):
    """Devices, and how a recording begins and is watched."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.camera, self.microphone = _device_combo("Camera"), _device_combo("Microphone")
        self.checks = {
            "audio_only": QCheckBox("Record sound only, without a camera"),
            "mirror": QCheckBox("Show the preview as in a mirror; the recording never is"),
            "ask_rating": QCheckBox("Ask for my own view before the numbers"),
            "captions": QCheckBox("Show captions on the picture"),
        }
        self.countdown = Choice(["None", *(f"{s} s" for s in COUNTDOWNS[1:])], name="Countdown before a recording")
        self.aim = Choice([str(days) for days in AIMS], name="Aim, days a week")
        super().__init__(
            "Practise and review",
            labelled("Camera", self.camera),
            labelled("Microphone", self.microphone),
            labelled("Countdown", self.countdown),
            labelled("Days a week", self.aim),
            *self.checks.values(),
        )
        self.camera.activated.connect(self._devices_chosen)
        self.microphone.activated.connect(self._devices_chosen)
        self.countdown.chosen.connect(self._countdown_chosen)
        self.aim.chosen.connect(self._aim_chosen)
        for check in self.checks.values():
            check.toggled.connect(self._checked)

    def show_settings(self, settings: Settings) -> None:
        for name, check in self.checks.items():
            with QSignalBlocker(check):
                check.setChecked(getattr(settings, name))
        nearest = min(COUNTDOWNS, key=lambda s: abs(s - settings.count_down_s))
        self.countdown.choose(COUNTDOWNS.index(nearest))
        self.aim.choose(AIMS.index(min(AIMS, key=lambda days: abs(days - settings.daily_aim))))

    def show_devices(self, cameras: Sequence[Any], microphones: Sequence[Any]) -> None:
        """Devices with `id` and `name`; a chosen one that is not plugged in stays chosen, and is said to be away."""
        settings = self._context.settings
        _fill_devices(self.camera, cameras, settings.camera_id)
        _fill_devices(self.microphone, microphones, settings.microphone_id)

    @Slot()
    def _devices_chosen(self) -> None:
        self._context.change_settings(
            camera_id=self.camera.currentData() or "", microphone_id=self.microphone.currentData() or ""
        )

    @Slot(int)
    def _countdown_chosen(self, index: int) -> None:
        self._context.change_settings(count_down_s=COUNTDOWNS[index])

    @Slot(int)
    def _aim_chosen(self, index: int) -> None:
        self._context.change_settings(daily_aim=AIMS[index])

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


class FillersSection(Section):
    """How often the recogniser was right about fillers on this voice."""

    def __init__(self) -> None:
        self.result = Label("Counting…", "soft", wrap=True)
        about = "From the fillers you confirmed or rejected in reviews, over all takes."
        super().__init__("Fillers on your voice", self.result, Label(about, "small", wrap=True))

    def show_lines(self, lines: Sequence[str]) -> None:
        self.result.setText("\n".join(lines))


class StorageSection(Section):
    """Where things lie."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._storage: Storage | None = None
        self.used = Label("", "soft", wrap=True)
        self.place = Label("", "", wrap=True, selectable=True)
        self.log = Label("", "small", wrap=True, selectable=True)
        self.next_start = Label("", "small", wrap=True)
        change = Button("Use another folder…", "small", clicked=self._choose)
        change.setEnabled(not place_is_fixed())
        buttons = row(Button("Open folder", "small", clicked=self._open), change, None, spacing=SPACE.s)
        super().__init__("Storage", self.place, self.used, buttons, self.next_start, self.log)
        self.next_start.hide()

    def show_storage(self, storage: Storage) -> None:
        self._storage = storage
        self.place.setText(str(storage.library))
        self.used.setText(storage.sentence)
        self.log.setText(f"If something goes wrong, its traceback is written to {storage.log} and nowhere else.")

    def _open(self) -> None:
        if self._storage:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._storage.library)))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Keep takes in", str(self._context.library.root))
        if chosen:
            self.use_place(Path(chosen))

    def use_place(self, folder: Path) -> None:
        """Keep takes in this folder from the next start on; those that are there stay where they are."""
        self._context.change_settings(library_dir=str(folder))
        self.next_start.setText(
            f"From the next start on takes are kept in {folder}. Those of this library stay where they are."
        )
        self.next_start.show()


class PrivacySection(Section):
    """Has anything left this machine?"""

    def __init__(self, look_again: Callable[[], object]) -> None:
        self.headline = Label("", "strong", wrap=True)
        self.sentence, self.downloads = Label("", "soft", wrap=True), Label("", "small", wrap=True)
        again = Button("Look again", "small", clicked=look_again)
        question = Label("Has anything left this machine?", "soft", wrap=True)
        super().__init__("Privacy", question, self.headline, self.sentence, self.downloads, again)

    def show_answer(self, answer: Answer, downloaded: Sequence[str]) -> None:
        self.headline.setText(answer.headline)
        self.sentence.setText(answer.sentence)
        self.downloads.setVisible(bool(downloaded))
        self.downloads.setText(
            f"Weights from huggingface.co are installed: {', '.join(downloaded)}. A download is done by a process of"
            " its own, only when you ask for it, and sends nothing but the names of the files."
        )


class KeysSection(Section):
    """Every key, place by place."""

    def __init__(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE.s)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setColumnStretch(2, 1)
        line = 0
        for place, keys in KEYS:
            grid.addWidget(Label(place, "small"), line, 0, Qt.AlignmentFlag.AlignTop)
            for key, what in keys:
                grid.addWidget(keycap(key), line, 1)
                grid.addWidget(Label(what, "soft", wrap=True), line, 2)
                line += 1
        super().__init__("Keys", grid)


class AboutSection(Section):
    """Version and licences."""

    def __init__(self) -> None:
        self._text = licences()
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setMinimumHeight(220)
        self.licences.setAccessibleName("Licences")
        self.licences.hide()
        show = Button("Licences of what it is built of", "link", clicked=self._toggle)
        show.setVisible(bool(self._text))
        about = Label(f"Rehearse {__version__}, MIT licence. Everything happens on this machine.", "soft", wrap=True)
        super().__init__("About", column(about, show, spacing=SPACE.xs), self.licences)

    def _toggle(self) -> None:
        if not self.licences.toPlainText():
            self.licences.setPlainText(self._text)
        self.licences.setVisible(not self.licences.isVisible())
