"""The licences of what an installation brings along, as LICENSES.md.

    python packaging/licences.py            print the page
    python packaging/licences.py --write    write packaging/LICENSES.md
    python packaging/licences.py --check    fail where packaging/LICENSES.md is out of date

Walks from pyproject's dependencies through the installed packages' metadata, and looks into their wheels for shared
libraries and models. Fails on the GPL (the LGPL is fine), on a licence that nobody has named, and on a shared library
or a model that `licences.toml` does not know.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
PAGE = HERE / "LICENSES.md"
KNOWN = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
QT = "Qt's libraries and plugins"
SHARED_LIBRARY = re.compile(r"lib[^/]*\.(so|dylib)(\.[\d.]+)?$|[^/]*\.dll$")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write packaging/LICENSES.md")
    parser.add_argument("--check", action="store_true", help="fail where packaging/LICENSES.md is out of date")
    parser.add_argument("--extra", action="append", default=["app"], help="with this optional group of pyproject.toml")
    args = parser.parse_args()
    packages = installed(args.extra)
    text = page(packages)
    wrong = list(problems(packages))
    if args.check and PAGE.read_text(encoding="utf-8") != text:
        wrong.append("packaging/LICENSES.md is out of date; run python packaging/licences.py --write")
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
    elif not args.check:
        sys.stdout.write(text)
    for problem in wrong:
        sys.stderr.write(f"licences: {problem}\n")
    return 1 if wrong else 0


# --------------------------------------------------------------------------- what is installed


def installed(extras: list[str]) -> list[Distribution]:
    """The packages that pyproject's dependencies pull in, by name; what uv is told to leave out is left out."""
    left_out = {canonicalize_name(name) for name in PROJECT["tool"]["uv"]["exclude-dependencies"]}
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    waiting += [Requirement(line) for extra in extras for line in PROJECT["project"]["optional-dependencies"][extra]]
    found: dict[str, Distribution] = {}
    seen = set(left_out)
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name not in seen:
            seen.add(name)
            found[name] = _distribution(name)
            waiting += _needs(found[name], wanted.extras)
    return [found[name] for name in sorted(found)]


def _distribution(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        sys.exit(f"licences: {name} is needed and not installed; run make setup")


def _needs(package: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield need


def name_of(package: Distribution) -> str:
    return canonicalize_name(package.metadata["Name"])


def licence_of(package: Distribution) -> str:
    """What `licences.toml` says, else the package's metadata; empty where neither says anything short."""
    meta = package.metadata
    classifiers = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License ::")]
    free_text = (meta.get("License") or "").strip()
    short = free_text if len(free_text) <= 60 and "\n" not in free_text else ""
    named = " AND ".join(c for c in classifiers if c != "OSI Approved")
    return str(KNOWN["packages"].get(name_of(package)) or meta.get("License-Expression") or short or named)


def libraries_of(package: Distribution) -> dict[str, str | None]:
    """Shared libraries in the wheel and their licences, None where unknown; Python's own modules left out.

    Qt's libraries and plugins, some hundreds, count as one; the page tells them apart.
    """
    files = [file for file in package.files or () if SHARED_LIBRARY.match(file.name)]
    names = {QT if _is_qt(str(file)) else file.name for file in files}
    return {name: _library_licence(name_of(package), name) for name in sorted(names)}


def _is_qt(path: str) -> bool:
    return path.startswith("PySide6/") and bool(re.search(r"/Qt/(plugins|qml)/|/(libQt6|Qt6)[^/]*$", path))


def _library_licence(package: str, library: str) -> str | None:
    fitting = [key for key in KNOWN["libraries"] if f"{package}:{library}".startswith(key) or library.startswith(key)]
    return KNOWN["libraries"][max(fitting, key=len)] if fitting else None


# --------------------------------------------------------------------------- what is wrong


def is_gpl(licence: str) -> bool:
    """Whether every alternative of an SPDX expression, or of a loose name, asks for the GPL or AGPL."""
    return all(_asks_gpl(alternative) for alternative in re.split(r"\s+OR\s+", licence))


def _asks_gpl(licence: str) -> bool:
    parts = re.split(r"\s+AND\s+", licence)
    return any(re.search(r"\bA?GPL|GNU (Affero )?General Public", p) and "exception" not in p.lower() for p in parts)


def problems(packages: list[Distribution]) -> Iterator[str]:
    for package in packages:
        name, licence = name_of(package), licence_of(package)
        if not licence:
            yield f"{name} names no licence; look it up and add it to packaging/licences.toml"
        elif is_gpl(licence):
            yield f"{name} is under {licence}"
        yield from _library_problems(package)
    yield from _model_problems({name_of(package): package for package in packages})


def _library_problems(package: Distribution) -> Iterator[str]:
    for library, licence in libraries_of(package).items():
        accepted = any(
            library.startswith(key) and KNOWN["accepted"][key] == name_of(package) for key in KNOWN["accepted"]
        )
        if licence is None:
            yield f"{name_of(package)} holds {library}, which packaging/licences.toml does not know"
        elif is_gpl(licence) and not accepted:
            yield f"{name_of(package)} holds {library}, which is under {licence}"


def _model_problems(packages: dict[str, Distribution]) -> Iterator[str]:
    for model in KNOWN["models"]:
        files = {str(file) for file in packages[model["package"]].files or ()}
        if model["file"] not in files:
            yield f"{model['package']} no longer holds {model['file']}; see packaging/licences.toml"


# --------------------------------------------------------------------------- the page

HEAD = """# Licences

Rehearse itself is under the [MIT licence](../LICENSE). An installation, the window included, brings the packages below
along. This page is made by `python packaging/licences.py --write` from the metadata of what is installed and from
`licences.toml`; a test fails when it is out of date, when a package under the GPL arrives, or when a wheel holds a
library not looked up yet.
"""

GPL = """
## x264 and x265 inside PyAV's wheel

Both are under the GPL, version 2 or later. PyAV's own code is BSD, and the FFmpeg in its wheel reports "LGPL version 3
or later", yet its libavcodec is linked to these two encoders, and
[PyAV's maintainers say](https://github.com/PyAV-Org/PyAV/issues/2408) that the wheel as a whole is to be treated as
GPL version 3 or licensed from the holders of x264 and x265.

What that means here: Rehearse's source stays MIT and holds no GPL code. It asks PyAV to decode, to pack pictures anew
without encoding them, and to encode sound as AAC; it never asks for x264 or x265. Installing it fetches the wheel from
the Python package registry for your own use. **Whoever passes on a bundle that contains this wheel (a frozen app, an
image) must do so under the GPL, version 3**, or first build PyAV against an FFmpeg without x264 and x265
(`pip install av --no-binary av` with such an FFmpeg installed). OpenCV's FFmpeg is LGPL and linked to neither.

## Intel's mathematics library inside CTranslate2's wheel

libctranslate2 on x86-64 holds Intel's oneMKL, whose licence (Intel Simplified Software License) allows passing it on
unchanged but is not a free-software licence; a bundle under the GPL has to reckon with that as well. CTranslate2 can be
built with oneDNN or OpenBLAS instead.
"""

WINDOW = """
## Qt inside PySide6's wheels

The window is drawn by Qt, through PySide6; both are used under the LGPL, version 3, as separate shared libraries that
you may replace with your own build. Rehearse imports {used} and nothing else of Qt; a test holds it to that. Video is
read and written by the FFmpeg in the wheel, which reports "LGPL version 2.1 or later".

The wheels also hold Qt modules that come under the GPL, version 3, or a commercial licence, but not under the LGPL:
{gpl}. Rehearse loads none of them. **Whoever passes on a bundle leaves them out**, and keeps Qt as shared libraries
with their licence texts beside them.
"""


def _window_text() -> str:
    qt = KNOWN["qt"]
    text = WINDOW.format(used=_sentence_list(qt["used"]), gpl=_sentence_list(qt["gpl"]))
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(textwrap.fill(part, 120, break_on_hyphens=False) for part in paragraphs) + "\n"


def _sentence_list(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def page(packages: list[Distribution]) -> str:
    held = [(name_of(p), library, licence) for p in packages for library, licence in libraries_of(p).items()]
    shipped = [(name, _plain(library), licence or "unknown") for name, library, licence in held]
    return "\n".join(
        [
            HEAD,
            "## Packages\n",
            *_table(("package", "version", "licence"), [(name_of(p), p.version, licence_of(p)) for p in packages]),
            "\n## Shared libraries inside their wheels\n",
            "As found in the wheels for Linux; those of other systems may hold others.\n",
            *_table(("package", "library", "licence"), sorted(set(shipped))),
            GPL,
            _window_text(),
            "## Models inside their wheels\n",
            *_table(
                ("package", "model", "licence"), [(m["package"], m["what"], m["licence"]) for m in KNOWN["models"]]
            ),
            "\nRecogniser weights that are installed later have their own licence; `rehearse weights list` shows it.\n",
        ]
    )


def _plain(library: str) -> str:
    """The file's name without the wheel's hash and version."""
    return re.sub(r"(-r0)?(-[0-9a-f]{8})*(-[\d.]+\w*)?(_x86_64)?\.(so|dylib|dll)(\.[\d.]+)?$", "", library)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    sys.exit(main())
