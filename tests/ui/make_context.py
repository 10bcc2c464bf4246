"""A context for view tests: a library of its own, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from rehearse.settings import Settings
from ui.context import Context
from ui.places import Route


@contextmanager
def open_context(root: Path, **settings: object) -> Iterator[Context]:
    """A context on the library at `root` with these settings; nothing of it stays."""
    context = Context(root, settings=Settings(**settings))  # type: ignore[arg-type]
    try:
        yield context
    finally:
        context.close()
        context.deleteLater()


@contextmanager
def open_watched(root: Path, **settings: object) -> Iterator[Any]:
    """The same, which notes in `routes` where it was asked to go and in `told` what it said."""
    with open_context(root, **settings) as made:
        context: Any = made
        context.routes, context.told = [], []
        made.route_asked.connect(context.routes.append)
        made.noticed.connect(context.told.append)
        yield context


@contextmanager
def open_pages(qtbot: QtBot, make_view: Callable[[Context], Any], route: Route, size: tuple[int, int]) -> Iterator[Any]:
    """A function that opens a place on the library at a root: (view, context, routes that it asked for)."""
    with ExitStack() as contexts:

        def make(root: Path) -> tuple[Any, Context, list[Route]]:
            context = contexts.enter_context(open_watched(root))
            view = make_view(context)
            qtbot.addWidget(view)
            view.resize(*size)
            view.show()
            view.enter(route)
            settle(qtbot, context)
            return view, context, context.routes

        yield make


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until the background has done what was asked of it so far, and its results were handed over."""
    qtbot.waitUntil(lambda: not context.errands.busy, timeout=20_000)
    done: list[bool] = []
    context.in_background(lambda _: True, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
