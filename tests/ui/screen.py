"""A private X screen (Xvfb), for tests that start the real app as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
from types import TracebackType

import pytest


class Screen:
    """Xvfb on the first free display number, 1600 x 1000, for as long as the `with` block lasts."""

    def __init__(self, size: str = "1600x1000x24") -> None:
        self._size = size
        self.display = ""

    def __enter__(self) -> Screen:
        if shutil.which("Xvfb") is None:
            pytest.skip("Xvfb is not installed; packaging/system.sh test installs it")
        ours, theirs = os.pipe()
        command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(command, pass_fds=(theirs,), stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(ours) as answer:
            self.display = f":{answer.readline().strip()}"
        assert self.display != ":", "Xvfb did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(10)

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, pointed at the screen."""
        kept = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
        return kept | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
