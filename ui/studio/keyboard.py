"""Where the keyboard is on a page of the studio: on the one thing to do, or on the page, which knows the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget


def take_focus(first: QWidget | None, page: QWidget) -> None:
    """Put the keyboard on the one thing to do; on the page itself while that can't be done."""
    if first is not None and first.isEnabled():
        first.setFocus()
    else:
        page.setFocus()


def keep_focus(first: QWidget | None, page: QWidget, show: Callable[[], object]) -> None:
    """Call `show`; where that disables `first`, which had the keyboard, the page gets it and not what Qt would pick."""
    had = first is not None and first.hasFocus()
    show()
    if had and first is not None and not first.isEnabled():
        page.setFocus()
