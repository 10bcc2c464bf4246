from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.capture.recorded import make_clip
from ui.capture.clip import ClipSource
from ui.capture.recorder import Recorder


@pytest.fixture(scope="session")
def flashes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds, with a flash and a beep on each second from 1 on."""
    return make_clip(tmp_path_factory.mktemp("clips") / "flashes.mkv", seconds=6.0)


@pytest.fixture
def recorder(qtbot) -> Iterator[Recorder]:
    made = Recorder(longest_s=3600.0)
    yield made
    made.discard()
    made.close()
    qtbot.waitUntil(lambda: made.state in ("idle", "failed"), timeout=5000)


@pytest.fixture
def preview(qtbot, recorder) -> Callable[..., ClipSource]:
    """Opens a clip as camera and microphone and waits until it is seen."""

    def show(clip: Path, **options: bool) -> ClipSource:
        source = ClipSource(clip, **options)
        recorder.open(source)
        qtbot.waitUntil(lambda: recorder.state == "previewing", timeout=5000)
        return source

    return show
