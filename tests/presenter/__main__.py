"""python -m tests.presenter SCRIPT.json OUT.mp4 [--still SECONDS]"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2

from tests.presenter import __doc__ as about
from tests.presenter.clip import Clip, film


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.presenter", description=about.splitlines()[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--still", type=float, metavar="SECONDS", help="write the picture at this time instead")
    arguments = parser.parse_args()
    script = json.loads(arguments.script.read_text())
    cv2.setNumThreads(1)
    if arguments.still is None:
        film(script, arguments.out)
    else:
        clip = Clip(script)
        cv2.imwrite(str(arguments.out), clip.draw(int(arguments.still * clip.fps))[0])


if __name__ == "__main__":
    main()
