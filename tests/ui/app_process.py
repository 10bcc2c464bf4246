"""Drives the real app from outside: looks through the peephole of driven_app, acts with xdotool's keys and clicks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.ui.screen import Screen


class AppProcess:
    """The app on a private screen with a private home; killed at the end where it still runs."""

    def __init__(self, screen: Screen, home: Path, *arguments: str, log: Path | None = None) -> None:
        self._environment = screen.environment | {"REHEARSE_HOME": str(home), "HOME": str(home), "NO_AT_BRIDGE": "1"}
        self._log = (log or home.parent / "app.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.driven_app", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=self._environment,
            text=True,
        )

    def __enter__(self) -> AppProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._log.close()

    def ask(self, expression: str) -> Any:
        """The value of an expression in the app."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(expression + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_for(self, expression: str, *, within: float = 10.0) -> Any:
        """Ask until the answer is true; its value. Fails with what can be read on the screen."""
        end = time.monotonic() + within
        while True:
            value = self.ask(expression)
            if value and not (isinstance(value, dict) and "error" in value):
                return value
            if time.monotonic() > end:
                raise AssertionError(f"{expression} stayed {value!r}; on the screen: {self.ask('texts()')}")
            time.sleep(0.1)

    def focus(self) -> None:
        """Give the window the keyboard, which a window manager would."""
        self._xdotool("windowfocus", "--sync", str(self.ask("int(window.winId())")))

    def click(self, text: str, *, within: float = 10.0) -> None:
        """Click on what shows this text, once it is there and stays where it is."""
        before, place = None, self.wait_for(f"where({text!r})", within=within)
        while place != before:
            time.sleep(0.2)
            before, place = place, self.wait_for(f"where({text!r})", within=within)
        self.click_at(*place)

    def click_at(self, x: int, y: int, *, times: int = 1) -> None:
        self._xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "1")

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        for key in keys:
            self._xdotool("key", key)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "20", text)

    def picture(self, path: Path) -> None:
        """Save what the window shows, for the person who looks into a failure."""
        self.ask(f"window.grab().save({str(path)!r})")

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=10)
