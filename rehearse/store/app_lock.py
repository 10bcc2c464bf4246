"""One app at a time on a library: a lock that the system lets go when its app ends, however it ends."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from rehearse.errors import StoreError
from rehearse.paths import PRIVATE_FILE, private_dir

NAME = "app.lock"
HINT = "Choose another folder with --library or REHEARSE_LIBRARY."


class AppLock:
    """Held while an app works on the library at `root`. The name in the folder stays; only the lock counts."""

    def __init__(self, root: Path) -> None:
        import filelock  # for as long as nothing is locked, nothing of it is needed

        self.root = root
        self._lock = filelock.FileLock(root / NAME, timeout=0, mode=PRIVATE_FILE, thread_local=False)
        self._busy = filelock.Timeout

    def take(self) -> bool:
        """Whether it is held now; not where another app holds it. Raises StoreError where it cannot be written."""
        try:
            private_dir(self.root)
            self._lock.acquire()
        except self._busy:
            return False
        except (OSError, NotImplementedError) as error:
            why = getattr(error, "strerror", None) or error
            raise StoreError(f"The library {self.root} cannot be used: {why}.", f"Check the disk. {HINT}") from error
        with suppress(OSError):  # one that was there before
            (self.root / NAME).chmod(PRIVATE_FILE)
        return True

    def release(self) -> None:
        self._lock.release()


def is_open(root: Path) -> bool:
    """Whether an app works on the library at `root`."""
    if not (root / NAME).exists():
        return False
    lock = AppLock(root)
    if lock.take():
        lock.release()
        return False
    return True
