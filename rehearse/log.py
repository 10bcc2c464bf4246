"""Where the traceback of a bug goes, so that it can be found and sent by hand."""

from __future__ import annotations

import datetime
import traceback
from pathlib import Path

from rehearse import __version__, paths

LARGEST_BYTES = 1_000_000  # then the log becomes rehearse.log.old, and a new one begins


def record_bug(error: BaseException) -> Path:
    """Append the traceback to the log file and return its path; never raises."""
    return record("".join(traceback.format_exception(error)))


def record(text: str) -> Path:
    """Append a text under the time and the version, and return the log file's path; never raises."""
    stamp = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    place = paths.log_file()
    try:
        paths.private_dir(place.parent)
        if place.exists() and place.stat().st_size > LARGEST_BYTES:
            place.replace(place.with_name(f"{place.name}.old"))
        place.touch(mode=paths.PRIVATE_FILE)
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{stamp} rehearse {__version__}\n{text}\n")
    except OSError:
        pass
    return place
