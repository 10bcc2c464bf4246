"""The style sheet: `assets/styles/app.qss` with the tokens put in."""

from __future__ import annotations

from string import Template

from ui.assets import asset
from ui.tokens import RADIUS, TYPE, Tokens


def stylesheet(tokens: Tokens) -> str:
    """The whole application's style sheet in these colours."""
    sizes = {name: size for name, size in vars(TYPE).items() if not name.startswith("_")}
    sheet = Template(asset("styles", "app.qss").read_text(encoding="utf-8"))
    pictures = {"styles": asset("styles").as_posix(), "check": f"check-{tokens.on_accent.removeprefix('#')}.svg"}
    return sheet.substitute(vars(tokens), radius=RADIUS, names="$names", sizes="${sizes}", **sizes, **pictures)
