"""Runs on the disk: <library>/loops/<id>/loop.json, written after every step, so that a crash loses none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rehearse.errors import NotFoundError, StoreError
from rehearse.loops.moves import closed
from rehearse.loops.run import RUN_SCHEMA, LoopRun, misfit, new_run
from rehearse.paths import private_dir
from rehearse.questions.loop import Loop
from rehearse.store import recording_lock
from rehearse.store.files import storing, write_private
from rehearse.store.ids import new_id
from rehearse.store.new_takes import now
from rehearse.types import Question

FILE = "loop.json"
ASIDE = ".damaged"


@dataclass(frozen=True)
class Runs:
    """All runs, newest first. `notices` say in a sentence each what could not be read, and where it is kept."""

    runs: tuple[LoopRun, ...]
    notices: tuple[str, ...] = ()

    @property
    def unfinished(self) -> tuple[LoopRun, ...]:
        """Those that neither came to their end nor were given up."""
        return tuple(run for run in self.runs if not run.ended)


class _Unreadable(Exception):
    """Why a loop.json is none; `newer` where only a newer Rehearse can read it."""

    def __init__(self, why: str, *, newer: bool = False) -> None:
        super().__init__(why)
        self.newer = newer


def begin_run(root: Path, loop: Loop, find: Callable[[str], Question]) -> LoopRun:
    """Begin a run of a loop in the library at `root`, and hold it as `hold_run` does.

    Raises NotFoundError where one of its questions is gone, StoreError where the disk is full or refuses.
    """
    at = now()
    run = new_run(loop, find, id=new_id(at), at=at)
    with storing(root):
        private_dir(_folder(root, run.id))
    write_run(root, run)
    hold_run(root, run.id)
    return run


def write_run(root: Path, run: LoopRun) -> None:
    """Keep the run as it stands: beside, then renamed, and for its owner alone. It flushes the disk: not for a thread
    that must not wait. Raises StoreError where the disk is full or refuses."""
    from rehearse.serial import to_json

    with storing(root):
        private_dir(_folder(root, run.id))
        write_private(_folder(root, run.id) / FILE, to_json(run))


def read_run(root: Path, name: str) -> LoopRun:
    """A run by its id, the beginning or the last letters of it, or "last" for the newest.

    A damaged file is kept aside. Raises NotFoundError where none or several fit, StoreError where it cannot be read.
    """
    ids = _ids(root)
    fits = ids[:1] if name == "last" else [id for id in ids if id.startswith(name) or id.endswith(f"-{name}")]
    if name in fits:
        fits = [name]
    if not name or len(fits) != 1:
        why = f"{name!r} fits several loop runs." if len(fits) > 1 else f"There is no loop run {name!r}."
        raise NotFoundError(why, "See `rehearse loops runs`.")
    try:
        return _read(_folder(root, fits[0]))
    except _Unreadable as error:
        raise StoreError(_told(_folder(root, fits[0]), error), "See `rehearse loops runs` for the others.") from error


def list_runs(root: Path) -> Runs:
    """All runs of the library at `root`; what cannot be read is told, and stops nothing. A damaged file is kept aside,
    so that it is told of once."""
    runs, notices = [], []
    for id in _ids(root):
        try:
            runs.append(_read(_folder(root, id)))
        except _Unreadable as error:
            notices.append(_told(_folder(root, id), error))
    return Runs(tuple(runs), tuple(notices))


def close_run(root: Path, name: str) -> LoopRun:
    """Give up a run that was not finished; its takes stay. One that had ended stays as it was."""
    run = read_run(root, name)
    if being_run(root, run.id) and not recording_lock.held_here(_folder(root, run.id)):
        raise StoreError(f"The loop {run.id} is being run.", "End it there.")
    if not run.ended:
        run = closed(run, now())
        write_run(root, run)
    recording_lock.release(_folder(root, run.id))
    return run


# --------------------------------------------------------------------------- who runs it


def hold_run(root: Path, id: str) -> bool:
    """Say that this process runs the loop, until `release_run` or its end; False where another one does."""
    folder = _folder(root, id)
    return recording_lock.held_here(folder) or recording_lock.take_up(folder)


def release_run(root: Path, id: str) -> None:
    recording_lock.release(_folder(root, id))


def being_run(root: Path, id: str) -> bool:
    """Whether a living process, this one included, runs it."""
    return recording_lock.held(_folder(root, id))


# --------------------------------------------------------------------------- the files


def _folder(root: Path, id: str) -> Path:
    return root / "loops" / id


def _ids(root: Path) -> list[str]:
    """Newest first."""
    with suppress(OSError):
        return sorted((path.parent.name for path in _files(root)), reverse=True)
    return []


def _files(root: Path) -> Iterator[Path]:
    return (path for path in (root / "loops").glob(f"*/{FILE}") if not path.parent.name.startswith("."))


def _read(folder: Path) -> LoopRun:
    import msgspec

    from rehearse.serial import from_json

    try:
        written = (folder / FILE).read_bytes()
        schema = from_json(written, _Versioned).schema
        if schema > RUN_SCHEMA:
            raise _Unreadable("it was written by a newer Rehearse", newer=True)
        run = from_json(written, LoopRun)
    except OSError as error:
        raise _Unreadable(f"it cannot be read: {error.strerror}", newer=True) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _Unreadable(str(error)) from error
    if run.id != folder.name or misfit(run):
        raise _Unreadable(misfit(run) or "it is of another run")
    return run


@dataclass(frozen=True)
class _Versioned:
    schema: int


def _told(folder: Path, error: _Unreadable) -> str:
    """Say what is wrong; a file that is damaged is renamed first."""
    if error.newer:
        return f"The loop of {folder.name} is left out ({error})."
    aside = folder / (FILE + ASIDE)
    with suppress(OSError):
        (folder / FILE).replace(aside)
        return (
            f"The loop of {folder.name} was damaged ({error}) and is kept as {aside}; its answers are in the library."
        )
    return f"The loop of {folder.name} is damaged ({error}); its answers are in the library."
