"""Starts recording processes and reads what they tell."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


class RecordingProcess:
    """`told` is everything it has said so far, oldest first."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told: list[dict[str, Any]] = []

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Reads on until something is told that is wanted; fails where the process ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(json.loads(line))
            if wanted(self.told[-1]):
                return self.told[-1]
        raise AssertionError(f"ended without: {self.told[-5:]}")


@contextmanager
def recording(device: str, file: Path, seconds: float, env: dict[str, str]) -> Iterator[RecordingProcess]:
    words = [sys.executable, "-m", "tests.ui.capture.recording_process", device, str(file), str(seconds)]
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield RecordingProcess(process)
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
