"""Speaks the worker's protocol without analysing: `python fake_worker.py HOW RESULTS [COUNTER]`.

HOW says what it does after a few words of progress; RESULTS is a folder with the files that an analysis leaves.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path


def tell(**message):
    """One line, in two pieces: a pipe cuts where it likes."""
    data = (json.dumps(message) + "\n").encode()
    for piece in (data[:7], data[7:]):
        os.write(1, piece)
        time.sleep(0.005)


def progress(overall, left_s=None):
    tell(type="progress", stage="words", label="Recognising words", fraction=overall, overall=overall, left_s=left_s)


def main(how, results, counter=""):
    request = json.loads(sys.stdin.readline())
    if counter:
        with Path(counter).open("a") as file:
            file.write(Path(request["file"]).parent.name + "\n")
    print("a native library says something", file=sys.stderr, flush=True)
    progress(0.25, 30.0)
    progress(0.5, 20.0)
    if how == "done":
        shutil.copytree(results, request["out"], dirs_exist_ok=True)
        tell(type="done", out=request["out"])
    elif how == "empty":
        tell(type="done", out=request["out"])
    elif how == "failed":
        tell(type="failed", kind="MediaError", message="The recording is damaged.", hint="Record again.", trace="")
    elif how == "abort":
        os.kill(os.getpid(), signal.SIGABRT)
    elif how == "noise":
        os.write(1, b"\xff\xfe not json\n")
        sys.exit(3)
    elif how == "waits":  # until it is asked to cancel
        sys.stdin.readline()
        tell(type="failed", kind="Cancelled", message="Cancelled; nothing was kept.", hint="", trace="")
    elif how == "deaf":  # with a child, and neither heeds anything
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.run([sys.executable, "-S", "-c", "import time; time.sleep(60)"], check=False)


main(*sys.argv[1:])
