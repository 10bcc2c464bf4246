"""The small pieces every place is put together from, so that all of them have one rhythm."""

from ui.widgets.basics.banner import Banner
from ui.widgets.basics.buttons import Button, Choice
from ui.widgets.basics.labels import Label, chip, keycap, line, set_role
from ui.widgets.basics.pages import Card, EmptyState, Page, scrolling
from ui.widgets.layout import Item, clear, column, fill, row

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Choice",
    "EmptyState",
    "Item",
    "Label",
    "Page",
    "chip",
    "clear",
    "column",
    "fill",
    "keycap",
    "line",
    "row",
    "scrolling",
    "set_role",
]
