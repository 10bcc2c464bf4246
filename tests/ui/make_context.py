"""A context for view tests: a library of its own, closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from rehearse.settings import Settings
from ui.context import Context


@contextmanager
def open_context(root: Path, **settings: object) -> Iterator[Context]:
    """A context on the library at `root` with these settings; nothing of it stays."""
    context = Context(root, settings=Settings(**settings))  # type: ignore[arg-type]
    try:
        yield context
    finally:
        context.close()
        context.deleteLater()


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until the background has done what was asked of it so far, and its results were handed over."""
    qtbot.waitUntil(lambda: not context.errands.busy, timeout=20_000)
    done: list[bool] = []
    context.in_background(lambda _: True, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
