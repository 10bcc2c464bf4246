"""What a person or a pack wrote, where Qt would take it for markup or for a key."""

from __future__ import annotations

import html

MOST_OF_A_WORD = 40


def tip(text: str) -> str:
    """A tooltip that shows the text as it is, broken into lines: Qt takes what looks like markup for markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def caption(text: str) -> str:
    """The text of a button or a menu's entry: a single & would underline the letter after it."""
    return text.replace("&", "&&")


def shortened(word: str) -> str:
    """As much of a word as a sentence or a menu has room for."""
    return word if len(word) <= MOST_OF_A_WORD else f"{word[: MOST_OF_A_WORD - 1]}…"
