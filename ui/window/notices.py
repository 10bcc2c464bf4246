"""Sentences across the top of the window, the newest last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Notice
from ui.tokens import SPACE
from ui.widgets.basics import Banner, Button

MOST_NOTICES = 3


class Notices(QWidget):
    """As many as fit; the oldest goes where there are too many."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(QMargins(26, SPACE.m, 26, 0))

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        banner = Banner(notice.sentence, warn=notice.warn, closable=True)
        if notice.act is not None:
            banner.add_action(Button(notice.action, "small", clicked=_once(notice.act, banner)))
        banner.dismissed.connect(banner.deleteLater)
        self._box.addWidget(banner)
        if self._box.count() > MOST_NOTICES:
            item = self._box.takeAt(0)
            if item is not None and (oldest := item.widget()) is not None:
                oldest.hide()
                oldest.deleteLater()


def _once(act: Callable[[], object], banner: Banner) -> Callable[[], None]:
    def acted() -> None:
        banner.hide()
        banner.deleteLater()
        act()

    return acted
