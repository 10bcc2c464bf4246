"""Where the traceback of a bug goes, so that it can be found and sent by hand."""

from __future__ import annotations

import datetime
import traceback
from pathlib import Path

from rehearse import __version__, paths


def record_bug(error: BaseException) -> Path:
    """Append the traceback to the log file and return its path; never raises."""
    text = "".join(traceback.format_exception(error))
    stamp = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    place = paths.log_file()
    try:
        paths.private_dir(place.parent)
        place.touch(mode=paths.PRIVATE_FILE)
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{stamp} rehearse {__version__}\n{text}\n")
    except OSError:
        pass
    return place
