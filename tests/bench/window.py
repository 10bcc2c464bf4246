"""Rows about the window: how fast it stands, how quiet it is, how fast a review opens, whether a recording is whole."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from rehearse.serial import to_json
from rehearse.settings import Settings, save
from rehearse.store import open_library
from tests.builders import make_take
from tests.ui.practised import fill_practised
from tests.ui.widgets.long_take import long_analysis, long_peaks

Row = Callable[..., None]
MINUTES, RECORDED_S = 10, 20
TAKE = "20261121-091502-long"


def window_rows(scratch: Path, sample: Path, row: Row) -> None:
    home = scratch / "window"
    library = _fill(home, sample)
    print("\nThe window, off screen:")
    cold = _cold(home, library)
    if cold is None:
        print("  first window, cold: warm only (emptying the page cache needs root)")
    else:
        row("first window, cold (page cache emptied)", cold, 1.5, " s")
    row("first window, warm", statistics.median(_first_window(home, library) for _ in range(5)), 0.9, " s")
    for place, name, limit in (
        ("TODAY", "idle on Today, of one core", 1.0),
        ("REVIEW", "idle on a paused review, of one core", 1.0),
        ("PRACTISE", "Practise being set up, camera and framing check on, of one core", None),
    ):
        row(name, 100 * _part(home, "idle", library, place, sample)["share"], limit, " %")
    opened = [_part(home, "review", library, TAKE) for _ in range(3)]
    row(
        f"review of {MINUTES} min, asked for to drawn",
        statistics.median(o["seconds"] for o in opened) * 1000,
        300,
        " ms",
    )
    row("  processor time of that in the window's thread", min(o["cpu"] for o in opened) * 1000, None, " ms")
    told = _part(home, "record", home, sample, RECORDED_S)
    lost = told["given"] - told["kept"]
    row(f"frames lost of {told['given']} (720p30, {told['seconds']:.0f} s, {told['looked']} looked at)", lost, 0)


def _fill(home: Path, sample: Path) -> Path:
    """A home that was used for some weeks, with one long take that can be played."""
    from datetime import datetime

    home.mkdir()
    save(Settings(first_start_done=True), home / "settings.json")
    library = home / "library"
    fill_practised(library, today=datetime.now().astimezone().date())
    folder = library / "takes" / TAKE
    folder.mkdir()
    seconds = MINUTES * 60
    take = make_take(TAKE, duration=float(seconds), source_sha256="", recording_file="recording.mkv")
    (folder / "take.json").write_bytes(to_json(take))
    (folder / "analysis.json").write_bytes(to_json(long_analysis(seconds)))
    np.save(folder / "peaks.npy", long_peaks(seconds))
    _repeat(sample, folder / "recording.mkv", seconds)
    open_library(library).close()
    return library


def _repeat(source: Path, target: Path, seconds: int) -> None:
    """The same film one time after the other, without encoding it anew."""
    import av

    with av.open(str(target), "w") as out:
        streams: dict[int, Any] = {}
        begun = Fraction(0)
        while begun < seconds:
            with av.open(str(source)) as film:
                for stream in () if streams else film.streams:
                    streams[stream.index] = out.add_stream_from_template(stream)
                for packet in film.demux():
                    if packet.dts is None or packet.pts is None:
                        continue
                    shift = int(begun / packet.time_base)
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = streams[packet.stream_index]
                    out.mux(packet)
                begun += Fraction(film.duration or 0, 1_000_000) + Fraction(1, 10)


def _cold(home: Path, library: Path) -> float | None:
    drop = Path("/proc/sys/vm/drop_caches")
    with contextlib.suppress(OSError):
        os.sync()
        drop.write_text("3")
        return _first_window(home, library)
    return None


def _first_window(home: Path, library: Path) -> float:
    """Seconds from starting the process to its first picture."""
    began = time.monotonic()
    return float(_part(home, "first", library)["at"] - began)


def _part(home: Path, *words: object) -> dict[str, Any]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "REHEARSE_HOME": str(home)}
    command = [sys.executable, "-m", "tests.bench.window_parts", *map(str, words)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
