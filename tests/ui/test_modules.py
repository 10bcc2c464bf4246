"""What the window's process loads: nothing heavy, whichever places were opened, and little for the first picture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from rehearse.settings import Settings, save
from tests.builders import make_analysis
from tests.ui.views.review_library import add_take, index

HEAVY = {
    *("av", "cv2", "mediapipe", "ctranslate2", "faster_whisper", "onnxruntime", "librosa", "pocketsphinx", "scipy"),
    *("matplotlib", "OpenGL"),
    *("sklearn", "swift_f0", "httpx", "requests", "urllib3"),
}
# What only some places need, and what takes long to load: the first picture comes before it.
NOT_FIRST = {
    *("numpy", "pyqtgraph", "jinja2", "rich", "filelock", "PySide6.QtMultimedia", "PySide6.QtSvg"),
    *("ui.capture", "ui.playback"),
}
TAKES = ("20261120-091502-aaaa", "20261121-091502-bbbb")
OPEN_ALL = f"""
import json, sys
from pathlib import Path
from ui import app
from ui.places import Place, Route
from ui.warm_up import WarmUp

qt = app.application()
context, window = app.open_window(app.Options(library=Path(sys.argv[1])))
loaded = lambda: sorted(sys.modules)

def settle():
    done = []
    context.in_background(lambda _: True, done.append)
    while not done:
        qt.processEvents()
    for _ in range(20):
        qt.processEvents()

qt.processEvents()
first = loaded()
settle()
app.take_up(context, window)
warm_up = WarmUp(window.view, window)
warm_up.done.connect(qt.quit)
warm_up.start()
qt.exec()
one, other = {TAKES!r}
for place in Place:
    window.show_route(Route(place, take_id=one, compare_with=other))
    settle()
    settle()
review = window.view(Place.REVIEW)
window.show_route(Route(Place.REVIEW, take_id=one))
settle()
for number in range(5):
    review.results.choose(number)
    settle()
print(json.dumps([first, loaded(), review.model.shown is not None]))
window.close()
context.close()
"""


def opened(home: Path) -> tuple[set[str], set[str]]:
    """The modules with the first picture, and after every place was opened, in a process as a person starts it."""
    library = home / "library"
    save(Settings(first_start_done=True))
    for take_id in TAKES:
        add_take(library, take_id, make_analysis())
    index(library)
    command = [sys.executable, "-c", OPEN_ALL, str(library)]
    process = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert process.returncode == 0, process.stderr
    first, last, shown = json.loads(process.stdout.splitlines()[-1])
    assert shown, "no take was reviewed"
    return set(first), set(last)


def test_the_window_loads_nothing_heavy_and_the_first_picture_little(home: Path) -> None:
    first, last = opened(home)
    assert {"ui.views.review.view", "ui.views.compare.view", "ui.views.settings.view", "ui.capture.camera"} <= last
    assert "pyqtgraph" in last
    assert last & HEAVY == set()
    assert first & NOT_FIRST == set()
