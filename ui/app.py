"""Opening the app: options, the application, the window, and what waits from last time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from rehearse import __version__
from rehearse import settings as stored_settings
from rehearse.errors import RehearseError
from rehearse.store.app_lock import NAME, AppLock
from ui.context import Context
from ui.expiry import expire_videos
from ui.failures import catch_failures
from ui.loops_left import offer_unfinished
from ui.places import Place, Route
from ui.recovery import find_recovered
from ui.reminder import Reminder, SystemTray
from ui.warm_up import WarmUp
from ui.window import Window

ALREADY_OPEN = 1


@dataclass(frozen=True)
class Options:
    """`camera` is "" for real devices or "clip:FILE"; `library` None takes the place in the settings."""

    library: Path | None = None
    camera: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the app and stay until it is closed; returns the exit code."""
    options = parse(sys.argv[1:] if argv is None else argv)
    app = application()
    failures = catch_failures()
    try:
        return _stay_open(app, options)
    except RehearseError as error:
        QMessageBox.critical(None, "Rehearse", f"{error.message}\n\n{error.hint}".strip())
        return error.exit_code
    finally:
        failures.release()


def parse(argv: Sequence[str]) -> Options:
    """Read the options of the app; ends the process with a sentence where they are wrong."""
    parser = argparse.ArgumentParser(prog="rehearse", description="Open Rehearse.")
    parser.add_argument("--library", type=Path, help="Use this library folder.")
    parser.add_argument("--camera", default="", metavar="clip:FILE", help="A video file as camera and microphone.")
    found = parser.parse_args(list(argv))
    if found.camera and not (found.camera.startswith("clip:") and Path(found.camera[5:]).is_file()):
        parser.error(f"--camera takes clip:FILE with a video file that exists, not {found.camera}")
    return Options(found.library, found.camera)


def application() -> QApplication:
    """The Qt application, made once."""
    # Video frames become images on the processor: where software draws, the graphics way takes 50 ms each.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(["rehearse"])
    made.setApplicationName("rehearse")
    made.setApplicationDisplayName("Rehearse")
    made.setApplicationVersion(__version__)
    made.setDesktopFileName("rehearse")
    return made


def open_window(options: Options) -> tuple[Context, Window]:
    """The context and the window, dressed and shown. Raises StoreError where the library cannot be opened."""
    settings = stored_settings.load().settings
    root = options.library or stored_settings.library_place(settings)
    context = Context(root, settings=settings, camera=options.camera)
    context.theme.apply()
    window = Window(context)
    window.restore_place_on_screen()
    window.show_route(Route(Place.TODAY if settings.first_start_done else Place.FIRST_START))
    window.show()
    return context, window


def _stay_open(app: QApplication, options: Options) -> int:
    loaded = stored_settings.load()
    root = options.library or stored_settings.library_place(loaded.settings)
    lock = AppLock(root)
    if not lock.take():
        QMessageBox.information(None, "Rehearse", "Rehearse is open with this library already.")
        return ALREADY_OPEN
    context, window = open_window(replace(options, library=root))
    if loaded.notice:
        context.tell(loaded.notice, warn=True)
    warm_up = WarmUp(window.view, window)
    follower = LockFollower(lock, context)
    reminder = Reminder(context, SystemTray(window), parent=window)
    reminder.opened.connect(window.come_forward)
    # Everything that the first picture does not need comes after it.
    QTimer.singleShot(0, window, lambda: take_up(context, window))
    QTimer.singleShot(0, warm_up, warm_up.start)
    try:
        return app.exec()
    finally:
        warm_up.stop()
        reminder.stop()
        context.close()
        window.deleteLater()
        follower.lock.release()


class LockFollower(QObject):
    """Keeps the lock of the library that is open, wherever it is moved. `lock` is the one that is held."""

    def __init__(self, lock: AppLock, context: Context) -> None:
        super().__init__(context)
        self.lock = lock
        self._context = context
        context.library_moved.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        before, self.lock = self.lock, AppLock(self._context.library.root)
        self.lock.take()  # whoever holds it came after the library did: nothing can be done about that
        before.release()
        with suppress(OSError):
            (before.root / NAME).unlink()


def take_up(context: Context, window: Window) -> None:
    """Go on where the last start ended: offer recordings that were cut off, analyse what waits."""
    if context.library.notice:
        context.tell(context.library.notice)
    context.in_background(
        lambda library: library.empty_trash(library.passing_trash())
    )  # an app that was killed left it
    context.in_background(find_recovered, window.offer_recovered)
    offer_unfinished(context)
    context.jobs.resume()
    expire_videos(context)


if __name__ == "__main__":
    sys.exit(main())
