"""The review in a window of its own, as tests use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.views.review.view import ReviewView


@contextmanager
def open_review(context: Context, qtbot: QtBot) -> Iterator[ReviewView]:
    """Shown in the app's looks, without a take; at the end it lets go of what it opened."""
    context.theme.apply()
    made = ReviewView(context)
    qtbot.addWidget(made)
    made.resize(1092, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave()
    made.exporter.stop()
    QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]
