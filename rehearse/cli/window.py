"""Opening the app from the command line. The window is found by name: nothing in this package imports it."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from rehearse.errors import RehearseError

APP = "ui.app"
WINDOW_SYSTEM = "PySide6.QtWidgets"
COMMANDS_STAY = "Every command works without a window; see rehearse --help."


def open_app(library: Path | None, camera: str) -> int:
    """Open the app and stay until it is closed; returns its exit code.

    Raises RehearseError where there is no screen, or what draws windows is not installed.
    """
    if not _has_screen():
        raise RehearseError("There is no screen to open a window on.", COMMANDS_STAY)
    _check_window_system()
    options = (["--library", str(library)] if library else []) + (["--camera", camera] if camera else [])
    code: int = importlib.import_module(APP).main(options)
    return code


def _has_screen() -> bool:
    """Qt would end the process where there is none."""
    return sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def _check_window_system() -> None:
    try:
        importlib.import_module(WINDOW_SYSTEM)
    except ModuleNotFoundError as error:
        raise RehearseError(
            "The window needs PySide6, which is not installed.",
            f"Install it with: pip install 'rehearse[app]'. {COMMANDS_STAY}",
        ) from error
    except ImportError as error:
        raise RehearseError(
            f"A system library that the window needs is missing ({error}).",
            "In a checkout, make run installs it; else your system's package manager does.",
        ) from error
