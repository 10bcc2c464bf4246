"""One measured process of the window: `python -m tests.bench.window_parts PART LIBRARY [MORE]`; prints one JSON line.

`first` opens the app and tells the moment at which its first picture is drawn. `idle` leaves it open on a place and
tells the processor time of ten seconds, with that of its children. `review` opens a take and tells the time from
asking for it to the picture that shows it whole. `record` records from a clip with the framing check on.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

IDLE_S, SETTLED_S = 10.0, 4.0
TICK = os.sysconf("SC_CLK_TCK")


def first(library: Path) -> None:
    """As `rehearse` does it: the command line first, then the window."""
    import rehearse.cli.main  # noqa: F401
    from ui import app

    qt = app.application()
    context, window = app.open_window(app.Options(library))
    qt.processEvents()
    _tell(at=time.monotonic(), visible=window.isVisible())
    context.close()


def idle(library: Path, place: str, clip: str) -> None:
    from PySide6.QtCore import QTimer

    from ui import app
    from ui.places import Place, Route
    from ui.warm_up import WarmUp

    qt = app.application()
    context, window = app.open_window(app.Options(library, f"clip:{clip}"))
    warm_up = WarmUp(window.view, window)
    began: list[float] = []
    take = next((row.id for row in context.library.list()), "")
    warm_up.done.connect(lambda: window.show_route(Route(Place[place], take_id=take)))
    warm_up.done.connect(lambda: QTimer.singleShot(int(SETTLED_S * 1000), lambda: began.append(_processor_s())))
    warm_up.done.connect(lambda: QTimer.singleShot(int((SETTLED_S + IDLE_S) * 1000), qt.quit))
    warm_up.start()
    qt.exec()
    _tell(share=(_processor_s() - began[0]) / IDLE_S, place=window.route.place.name if window.route else "")
    window.close()
    context.close()


def review(library: Path, take_id: str) -> None:
    """With the app as it is some seconds after its start; the loop turns until the last piece was drawn."""
    from ui import app
    from ui.places import Place, Route
    from ui.warm_up import WarmUp

    qt = app.application()
    context, window = app.open_window(app.Options(library))
    warm_up = WarmUp(window.view, window)
    warm_up.done.connect(qt.quit)
    warm_up.start()
    qt.exec()
    window.show_route(Route(Place.LIBRARY))
    _turn(qt.processEvents, 1.0)
    view = window.view(Place.REVIEW)
    shown: list[float] = []
    show = view.results.refresh  # type: ignore[attr-defined]

    def refreshed(*tabs: int) -> None:
        show(*tabs)
        shown.append(time.perf_counter())

    view.results.refresh = refreshed  # type: ignore[attr-defined]
    began, cpu = time.perf_counter(), time.thread_time()
    window.show_route(Route(Place.REVIEW, take_id=take_id))
    while not shown and time.perf_counter() - began < 20:
        qt.processEvents()
    window.repaint()
    took, used = time.perf_counter() - began, time.thread_time() - cpu
    assert shown and view.model.shown.stored.take.id == take_id  # type: ignore[attr-defined]
    _tell(seconds=took, cpu=used)
    window.close()
    context.close()


def record(folder: Path, clip: str, seconds: str) -> None:
    from PySide6.QtGui import QGuiApplication

    from ui.capture.devices import Devices
    from ui.capture.framing import FramingCheck
    from ui.capture.recorder import Recorder

    qt = QGuiApplication(sys.argv[:1])
    devices, recorder, check = Devices(f"clip:{clip}"), Recorder(), FramingCheck()
    file, looked, ended = folder / "recording.mkv", [], []
    recorder.seen.connect(check.add)
    check.seen.connect(looked.append)

    def begin(state: str) -> None:
        if state == "previewing" and not file.exists():
            recorder.begin(file, count_down_s=0)

    def ticked(elapsed: float) -> None:
        if elapsed >= float(seconds):
            recorder.stop()

    recorder.state_changed.connect(begin)
    recorder.elapsed_changed.connect(ticked)
    recorder.finished.connect(lambda _file, length: (ended.append(length), qt.quit()))
    check.start()
    recorder.open(devices.source())
    qt.exec()
    counters = recorder.counters
    given = counters.frames + counters.left_out
    check.stop()
    recorder.close()
    _tell(given=given, kept=_frames_in(file), seconds=ended[0], looked=len(looked))


def _frames_in(file: Path) -> int:
    import av

    with av.open(str(file)) as container:
        return sum(1 for _ in container.decode(video=0))


def _turn(turn: Callable[[], object], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        turn()


def _processor_s() -> float:
    """Of this process and those it started that still run."""
    used, parents = {}, {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(place.parent.name)
        used[pid], parents[pid] = (int(fields[11]) + int(fields[12])) / TICK, int(fields[1])
    own = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(used.get(pid, 0.0) for pid in own)


def _tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    name, library, *more = sys.argv[1:]
    parts: dict[str, Callable[..., None]] = {"first": first, "idle": idle, "review": review, "record": record}
    parts[name](Path(library), *more)
