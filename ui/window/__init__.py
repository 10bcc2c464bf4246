"""The window around the places: sidebar, notices, and the way from one place to another."""

from ui.window.window import Window

__all__ = ["Window"]
