"""How clearly a part of a story was told, as a small coloured word."""

from __future__ import annotations

from ui.widgets.basics import Label, chip

ROLES = {"clear": "chip", "thin": "chip-quiet", "not heard": "chip-warn"}


def level_chip(level: str, name: str = "") -> Label:
    """`level` as `rehearse.export.wording.level` puts it, "thin, not sure" say; `name` of the part stands before it."""
    role = ROLES[level.partition(",")[0]]
    return chip(f"{name} {level}".strip(), role)
