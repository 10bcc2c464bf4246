"""The programs that this one starts: modules in this Python, or executables beside the one of a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

Program = Literal["worker", "framing", "probe", "commands"]

MODULES: dict[Program, str] = {
    "worker": "rehearse.analysis.worker",  # analyses one recording
    "framing": "rehearse.analysis.framing_watch",  # looks at pictures while the person sits down
    "probe": "rehearse.media.probe",  # how much of a recording can be played
    "commands": "rehearse",  # the command line: exports of the video, downloads of weights
}


def command(program: Program) -> list[str]:
    """What to start, to be followed by the program's own arguments.

    A frozen app has no Python to run modules in: its builder puts `rehearse-worker`, `rehearse-framing`,
    `rehearse-probe` and `rehearse-commands` beside it, each of which runs the module above.
    """
    if getattr(sys, "frozen", False):
        app = Path(sys.executable)
        return [str(app.with_name(f"rehearse-{program}{app.suffix if app.suffix == '.exe' else ''}"))]
    return [sys.executable, "-m", MODULES[program]]
