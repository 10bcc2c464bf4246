"""`python -m tests.sample`: analyse the sample answer anew and keep the results beside it, for the first start."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from rehearse.analysis.client import analyse_in_worker
from rehearse.analysis.request import ANALYSIS_FILE, PEAKS_FILE, THUMBNAIL_FILE, Request
from rehearse.questions import find_question
from rehearse.serial import to_json
from ui.samples import BASELINE

FOLDER = Path(__file__).parent.parent / "assets" / "sample"
ANSWER = FOLDER / "answer.mp4"
QUESTION = "general/two-good-options"


def main() -> None:
    """The embedded recogniser is used, so that anybody gets the same; no path of this machine is kept."""
    question = find_question(QUESTION)
    with tempfile.TemporaryDirectory() as out:
        request = Request(str(ANSWER), out, question=question, baseline=BASELINE, recogniser="sphinx")
        outcome = analyse_in_worker(request, on_progress=lambda message: print(f"{message.overall:.0%}", end="\r"))
        found = outcome.analysis
        found = dataclasses.replace(found, recording=dataclasses.replace(found.recording, path=ANSWER.name))
        (FOLDER / ANALYSIS_FILE).write_bytes(to_json(found, indent=-1))
        for name in (PEAKS_FILE, THUMBNAIL_FILE):
            (FOLDER / name).write_bytes((outcome.folder / name).read_bytes())


if __name__ == "__main__":
    main()
