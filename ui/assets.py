"""Files that come with the app: styles and the sample answer."""

from __future__ import annotations

from pathlib import Path


def asset(*parts: str) -> Path:
    """A file of `assets/`: beside the packages in a checkout, inside this one in an installed wheel."""
    here = Path(__file__).parent
    installed = here / "assets"
    return (installed if installed.is_dir() else here.parent / "assets").joinpath(*parts)
