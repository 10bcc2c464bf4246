"""An option that names a story element and how clearly it was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rehearse.types import ElementName, Level

ELEMENTS: dict[str, ElementName] = {
    "decision": "decision",
    "trade-off": "tradeoff",
    "tradeoff": "tradeoff",
    "cost": "cost",
    "result": "result",
}
LEVELS: dict[str, Level] = {"missing": 0, "thin": 1, "clear": 2}


class LevelType(click.ParamType["tuple[ElementName, Level]"]):
    """ "cost=clear": a story element and how clearly it was heard."""

    name = "ELEMENT=LEVEL"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[ElementName, Level]:
        element, _, level = str(value).casefold().partition("=")
        if element not in ELEMENTS or level not in LEVELS:
            known = "decision, trade-off, cost or result", "missing, thin or clear"
            self.fail(f"{value!r} is not ELEMENT=LEVEL, with {known[0]} and {known[1]}.", param, ctx)
        return ELEMENTS[element], LEVELS[level]
