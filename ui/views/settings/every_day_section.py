"""Every day: the week's aims, where the day's question comes from, the reminder, and how mock loops are held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox

from rehearse.settings import Settings
from ui.context import Context
from ui.tokens import SPACE
from ui.views.settings.model import PackChoice, pack_choices, reminder_hours
from ui.views.settings.section import Section, labelled
from ui.widgets.basics import Choice, Label, row

DAYS = (0, 2, 3, 4, 5, 6, 7)
LOOPS = (0, 1, 2, 3, 4)
NO_AIM = "None"
CHECKS = {
    "speak_questions": "Say the questions of a mock loop aloud",
    "quiet_hint": "In think-aloud rounds, show a quiet hint after 8 seconds of silence",
}
REMINDER = "It works until you quit Rehearse: nothing of Rehearse runs after that."


class EveryDaySection(Section):
    """Aims, the active pack, the reminder, and mock loops."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.days = Choice([NO_AIM, *map(str, DAYS[1:])], name="Aim, days a week")
        self.loops = Choice([NO_AIM, *map(str, LOOPS[1:])], name="Aim, mock loops a week")
        self.pack, self.hour = QComboBox(), QComboBox()
        self.pack.setAccessibleName("Today's question comes from")
        self.pack.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pack.setMinimumContentsLength(28)
        self.hour.setAccessibleName("Remind me at")
        self.remind = QCheckBox("Remind me of the day's answer at")
        self.checks = {name: QCheckBox(text) for name, text in CHECKS.items()}
        super().__init__(
            "Every day",
            labelled("Days a week", self.days),
            labelled("Mock loops a week", self.loops),
            labelled("Questions from", self.pack),
            row(self.remind, self.hour, None, spacing=SPACE.s),
            Label(REMINDER, "small", wrap=True),
            *self.checks.values(),
        )
        self.days.chosen.connect(self._days_chosen)
        self.loops.chosen.connect(self._loops_chosen)
        self.pack.activated.connect(self._pack_chosen)
        self.hour.activated.connect(self._hour_chosen)
        self.remind.toggled.connect(self._remind)
        for check in self.checks.values():
            check.toggled.connect(self._checked)

    def show_settings(self, settings: Settings) -> None:
        self.days.choose(_nearest(DAYS, settings.daily_aim))
        self.loops.choose(_nearest(LOOPS, settings.loop_aim))
        for name, check in (*self.checks.items(), ("reminder_on", self.remind)):
            with QSignalBlocker(check):
                check.setChecked(getattr(settings, name))
        hours = reminder_hours(settings.reminder_at)
        self.hour.clear()
        self.hour.addItems(hours)
        self.hour.setCurrentIndex(hours.index(settings.reminder_at))
        self.hour.setEnabled(settings.reminder_on)

    @Slot()
    def refresh(self) -> None:
        """Look which packs there are, in the background."""
        active = self._context.settings.active_pack
        self._context.in_background(lambda _: pack_choices(active), self.show_packs)

    def show_packs(self, packs: Sequence[PackChoice]) -> None:
        self.pack.clear()
        for each in packs:
            self.pack.addItem(each.title, each.id)
        self.pack.setCurrentIndex(max(0, self.pack.findData(self._context.settings.active_pack)))

    # ------------------------------------------------------------------ what was chosen

    @Slot(int)
    def _days_chosen(self, index: int) -> None:
        self._context.change_settings(daily_aim=DAYS[index])

    @Slot(int)
    def _loops_chosen(self, index: int) -> None:
        self._context.change_settings(loop_aim=LOOPS[index])

    @Slot()
    def _pack_chosen(self) -> None:
        self._context.change_settings(active_pack=self.pack.currentData() or "")

    @Slot()
    def _hour_chosen(self) -> None:
        self._context.change_settings(reminder_at=self.hour.currentText())

    @Slot(bool)
    def _remind(self, on: bool) -> None:
        self._context.change_settings(reminder_on=on)

    @Slot()
    def _checked(self) -> None:
        self._context.change_settings(**{name: check.isChecked() for name, check in self.checks.items()})


def _nearest(steps: Sequence[int], value: int) -> int:
    return steps.index(min(steps, key=lambda each: abs(each - value)))
