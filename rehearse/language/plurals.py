"""How many of something there are, in words."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """ "1 take", "3 takes", "0 takes": for nouns whose plural ends in "s"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
