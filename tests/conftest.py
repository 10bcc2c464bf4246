"""What every test may use. No test touches the person's own library: REHEARSE_HOME is a new folder for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rehearse.store import Library, open_library

# How long an example takes to be made says nothing where other tests run beside.
settings.register_profile("shared", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("shared")

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch) -> Path:
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("REHEARSE_HOME", str(place))
    monkeypatch.delenv("REHEARSE_LIBRARY", raising=False)
    return place


@pytest.fixture
def data() -> Path:
    """The folder of small files that tests read."""
    return DATA


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the test's library is, or will be."""
    return tmp_path / "library"


@pytest.fixture
def library(root: Path) -> Iterator[Library]:
    """The library at `root`, opened."""
    with open_library(root) as opened:
        yield opened
