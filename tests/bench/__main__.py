"""Print speed and memory as ratios: see the package's docstring."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rehearse import serial
from rehearse.analysis.request import ANALYSIS_FILE
from rehearse.types import Analysis
from tests.bench.window import window_rows

SAMPLE = Path(__file__).parents[2] / "assets/sample/answer.mp4"
ROUNDS = 3
TAKES = 10_000


@dataclass(frozen=True)
class Cost:
    """Of one process and all that it started: wall and processor seconds; memory of its largest process, MB."""

    wall: float
    cpu: float
    peak_mb: float


def measure(*command: str, **environment: str) -> Cost:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Cost(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def median(*command: str, **environment: str) -> Cost:
    costs = [measure(*command, **environment) for _ in range(ROUNDS)]
    return Cost(
        *(statistics.median(values) for values in zip(*[(c.wall, c.cpu, c.peak_mb) for c in costs], strict=True))
    )


def part(name: str, scratch: Path) -> Cost:
    return median(sys.executable, "-m", "tests.bench.parts", name, str(SAMPLE), str(scratch))


def row(what: str, value: float, limit: float | None, unit: str = "") -> None:
    verdict = "" if limit is None else f"   limit {limit:g}{unit}   {'met' if value <= limit else 'MISSED'}"
    print(f"  {what:<66}{value:8.2f}{unit}{verdict}")


def analysis_rows(scratch: Path) -> None:
    whole = part("whole", scratch)
    analysis = serial.from_json((scratch / ANALYSIS_FILE).read_bytes(), Analysis)
    media = analysis.recording.duration
    without, floor = part("without", scratch), part("floor", scratch)
    film = analysis.recording
    print(f"\nA {media:.0f} s answer, {film.width}x{film.height}, {film.fps:.0f} fps:")
    row("whole analysis with PocketSphinx, wall / media time", whole.wall / media, 0.40)
    for name, seconds in analysis.timings.items():
        row(f"  stage {name}, wall / media time (stages overlap)", seconds / media, None)
    row("all but the recogniser, processor time / media time", without.cpu / media, None)
    row("its floor, processor time / media time", floor.cpu / media, None)
    row("all but the recogniser / its floor", without.cpu / floor.cpu, 1.25)
    row("peak memory of the worker", without.peak_mb, 900, " MB")
    row("peak memory of the largest process with PocketSphinx", whole.peak_mb, 900, " MB")


def command_rows(scratch: Path) -> None:
    rehearse = str(Path(sys.executable).with_name("rehearse"))
    library = str(scratch / "library")
    subprocess.run([sys.executable, "-m", "tests.builders", "library", library, str(TAKES)], check=True)
    print("\nCommands, whole process:")
    row("rehearse --help", median(rehearse, "--help").wall, 0.3, " s")
    row(f"rehearse takes, {TAKES:,} takes", median(rehearse, "takes", REHEARSE_LIBRARY=library).wall, 0.3, " s")


def main() -> None:
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, median of {ROUNDS} runs")
    with tempfile.TemporaryDirectory() as scratch:
        analysis_rows(Path(scratch))
        command_rows(Path(scratch))
        window_rows(Path(scratch), SAMPLE, row)


if __name__ == "__main__":
    main()
