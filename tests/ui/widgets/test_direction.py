"""Which way a text runs: as its first letter that has a direction."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.widgets.direction import direction_of

RIGHT = ("حدثني عن", "«ספר לי»", "12. أخبرني about it")
LEFT = ("Tell me", "“Tell me” أخبرني", "42 %", "")


@pytest.mark.parametrize("text", RIGHT)
def test_text_that_begins_with_such_a_letter_runs_from_the_right(text: str) -> None:
    assert direction_of(text) == Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize("text", LEFT)
def test_other_text_runs_from_the_left(text: str) -> None:
    assert direction_of(text) == Qt.LayoutDirection.LeftToRight
