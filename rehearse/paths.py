"""Where things live. Each place can be moved by the environment; nothing is created by asking.

REHEARSE_HOME moves everything (data, weights, log, packs of one's own); REHEARSE_LIBRARY moves the takes alone.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "rehearse"
PRIVATE_DIR = 0o700
PRIVATE_FILE = 0o600


def data_dir() -> Path:
    home = os.environ.get("REHEARSE_HOME")
    return Path(home).expanduser() if home else Path(platformdirs.user_data_dir(APP, appauthor=False))


def library_dir() -> Path:
    place = os.environ.get("REHEARSE_LIBRARY")
    return Path(place).expanduser() if place else data_dir() / "library"


def weights_dir() -> Path:
    return data_dir() / "weights"


def own_packs_dir() -> Path:
    return data_dir() / "question_packs"


def log_file() -> Path:
    home = os.environ.get("REHEARSE_HOME")
    logs = Path(home).expanduser() if home else Path(platformdirs.user_log_dir(APP, appauthor=False))
    return logs / "rehearse.log"


def private_dir(path: Path) -> Path:
    """Make `path` and what is missing above it, each readable by its owner alone; returns it."""
    if not path.is_dir():
        private_dir(path.parent)
        path.mkdir(mode=PRIVATE_DIR, exist_ok=True)
    return path
