"""Cue classes, from `data/cues.toml`: what people say around a decision, an exchange, a loss, and around what only
looks like one. A cue alone proves nothing; `rehearse.story.classifier` weighs them together.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """Name to pattern, in the order of the file. Patterns search a clause in lower case without punctuation."""
    data = tomllib.loads(files("rehearse.story").joinpath("data/cues.toml").read_text(encoding="utf-8"))
    groups = {name: _one_line(text) for name, text in data["groups"].items()}
    return {name: re.compile(rf"\b(?:{_filled(_one_line(text), groups)})\b") for name, text in data["cues"].items()}


@cache
def columns(names: tuple[str, ...]) -> list[int]:
    """Where these cues stand in the order of `cues()`."""
    order = list(cues())
    return [order.index(name) for name in names]


def _one_line(text: str) -> str:
    return text.replace("\n", "")


def _filled(pattern: str, groups: dict[str, str]) -> str:
    for name, group in groups.items():
        pattern = pattern.replace("{" + name + "}", group)
    return pattern
