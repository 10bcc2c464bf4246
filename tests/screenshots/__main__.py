"""`python -m tests.screenshots`: every place and state in light and dark into build/screenshots/<theme>/<name>.png."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "screenshots"
SMALLEST = (1024, 640)
README = {"today": "light", "review-moments": "light", "trends": "dark"}
README_SCALE = 1.25  # sharp at the width of a web page


def main(argv: Sequence[str] | None = None) -> int:
    options = parse(sys.argv[1:] if argv is None else argv)
    if options.readme:
        options.only, options.size, options.scale = [*README], (1280, 720), README_SCALE
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    with tempfile.TemporaryDirectory(prefix="rehearse-screenshots-") as home:
        os.environ["REHEARSE_HOME"] = home
        # Qt and the app read the environment when they are imported or begin
        from tests.screenshots.session import Session

        begun = time.monotonic()
        session = Session(Path(home), options.size, options.out, options.themes)
        count, failed = session.run(options.only, exactly=options.readme)
        if options.readme and not failed:
            keep_for_readme(options.out)
        print(f"{count} pictures in {options.out}, {time.monotonic() - begun:.0f} s")
    for name in failed:
        print(f"not made: {name}", file=sys.stderr)
    return 0 if count and not failed else 1


def parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="pictures whose name begins so")
    parser.add_argument("--size", type=size, default=(1280, 720), metavar="WxH", help="of the window, 1280x720")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels for one of the window's, 1")
    parser.add_argument("--theme", dest="themes", choices=("light", "dark"), action="append", help="both by default")
    parser.add_argument("--readme", action="store_true", help="the ones that README shows, into assets/screenshots")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FOLDER")
    options = parser.parse_args(argv)
    options.themes = tuple(options.themes or ("light", "dark"))
    return options


def keep_for_readme(out: Path) -> None:
    """Write the pictures that README shows where they are kept, as small as PNG makes them."""
    from PySide6.QtGui import QImage

    for name, theme in README.items():
        image = QImage(str(out / theme / f"{name}.png")).convertToFormat(QImage.Format.Format_RGB888)
        image.setDevicePixelRatio(1.0)
        image.save(str(ROOT / "assets" / "screenshots" / f"{name}.png"), quality=0)


def size(text: str) -> tuple[int, int]:
    """ "1280x720"; not under the smallest window."""
    wide, _, high = text.partition("x")
    if not (wide.isdigit() and high.isdigit()) or int(wide) < SMALLEST[0] or int(high) < SMALLEST[1]:
        raise argparse.ArgumentTypeError(f"WxH, at least {SMALLEST[0]}x{SMALLEST[1]}, not {text}")
    return int(wide), int(high)


if __name__ == "__main__":
    sys.exit(main())
