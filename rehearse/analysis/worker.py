"""The process that analyses one recording: `python -m rehearse.analysis.worker`, spoken to as protocol.py says.

Native libraries print to stdout and stderr as they like, so the protocol goes over a private duplicate of stdout
and everything else lands on stderr.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from rehearse.analysis.protocol import DoneMessage, FailedMessage, ProgressMessage, line, read_request
from rehearse.analysis.request import Request
from rehearse.analysis.stage import LABEL, Progress
from rehearse.errors import RehearseError
from rehearse.log import record_bug


def main() -> int:
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    lock = threading.Lock()

    def tell(message: Any) -> None:
        with lock:
            out.write(line(message))

    request = read_request(sys.stdin.buffer.readline())
    return serve(request, sys.stdin.buffer, tell)


def serve(request: Request, wishes: BinaryIO, tell: Callable[[Any], None]) -> int:
    """Analyse, telling progress; any further line on `wishes`, or its end, cancels."""
    from rehearse.analysis.pipeline import Job

    try:
        job = Job(request, on_progress=lambda progress: tell(_message(progress)))
        threading.Thread(target=_listen, args=(wishes, job.cancel), daemon=True).start()
        job.run()
    except RehearseError as error:
        tell(FailedMessage(type(error).__name__, error.message, error.hint, traceback.format_exc()))
        return error.exit_code
    except Exception as error:
        place = record_bug(error)
        broken = f"The analysis broke inside ({type(error).__name__})."
        tell(FailedMessage("BugError", broken, f"The details are in {place}.", traceback.format_exc()))
        return 70
    tell(DoneMessage(request.out))
    return 0


def _listen(wishes: BinaryIO, cancel: Callable[[], None]) -> None:
    wishes.readline()
    cancel()


def _message(progress: Progress) -> ProgressMessage:
    return ProgressMessage(progress.stage, LABEL[progress.stage], progress.fraction, progress.overall, progress.left_s)


if __name__ == "__main__":
    code = main()
    # Native threads may still hold locks that an orderly exit would wait for.
    sys.stderr.flush()
    os._exit(code)
