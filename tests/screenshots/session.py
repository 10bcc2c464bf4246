"""All pictures in one go: the libraries are written once, the app is opened anew for each."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths

from tests.screenshots import loop, places, practise, review  # noqa: F401 - they fill the list
from tests.screenshots.libraries import Kind, make_library
from tests.screenshots.shot import SHOTS, Shot
from tests.screenshots.studio import Studio, open_studio
from ui.app import application
from ui.theme import Appearance

QUICK = 80  # of PNG: larger files, written five times as fast


class Session:
    """Takes pictures into `out`/<theme>/<name>.png; the libraries lie in `home`, which is REHEARSE_HOME."""

    def __init__(self, home: Path, size: tuple[int, int], out: Path, themes: Sequence[Appearance]) -> None:
        self._home, self._size, self._out, self._themes = home, QSize(*size), out, tuple(themes)
        self.library = cache(self._library)

    def run(self, only: Sequence[str] = (), *, exactly: bool = False) -> tuple[int, list[str]]:
        """Take the pictures whose names begin with (or are) one of `only`, all where it is empty.

        How many were taken, and the names of those whose state could not be made: what went wrong is on stderr.
        """
        QStandardPaths.setTestModeEnabled(True)
        application()
        taken, failed = 0, []
        for name, shot in SHOTS.items():
            if only and not (name in only if exactly else name.startswith(tuple(only))):
                continue
            try:
                taken += self._take(shot)
            except Exception:
                traceback.print_exc()
                failed.append(name)
        return taken, failed

    def _take(self, shot: Shot) -> int:
        for theme, studio in self.states(shot):
            path = self._out / theme / f"{shot.name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            studio.picture().save(str(path), quality=QUICK)
        return len(self._themes)

    def states(self, shot: Shot) -> Iterator[tuple[Appearance, Studio]]:
        """The app in the state of the picture, in one theme after the other."""
        with open_studio(self.library(shot.library), self._size, appearance=self._themes[0]) as studio:
            shot.act(studio)
            for theme in self._themes:
                studio.dress(theme)
                yield theme, studio
        self._themes = self._themes[::-1]  # the next one begins in what is worn: dressing takes longest

    def _library(self, kind: Kind) -> Path:
        root = self._home / kind
        if not root.is_dir():
            make_library(kind, root)
        return root
