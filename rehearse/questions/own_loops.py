"""Loops that the person put together, kept in a pack of their own; what else is in that file stays as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rehearse import paths
from rehearse.errors import NotFoundError, PackError
from rehearse.questions.catalogue import builtin_packs, own_packs
from rehearse.questions.lines import KeyPath, locate
from rehearse.questions.loop import Loop, Round
from rehearse.questions.pack import BadPack, Pack, load_pack, parse_pack

MY_LOOPS = "my-loops"
TITLE = "My loops"
LONGEST_ID = 48
_HEAD = f'title = "{TITLE}"\ndescription = "Mock interviews of my own."\ndaily = false\n'
_EDIT = "Edit the file by hand, or move it away."


def new_loop_key(title: str, *, pack: str = MY_LOOPS, folder: Path | None = None) -> str:
    """A key "pack/id" for a loop of this title that no loop of the pack has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-") or "loop"
    taken = {loop.key for each in own_packs(folder).packs if each.id == pack for loop in each.loops}
    keys = (f"{pack}/{slug}", *(f"{pack}/{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in keys if key not in taken)


def write_own_loop(loop: Loop, *, folder: Path | None = None) -> Loop:
    """Keep a loop in the own pack that its key names, in place of the one of that key; returns it as it reads back.

    Raises
    ------
    BadPack : the loop does not fit (an empty title, too many rounds), or the file is broken; it is left as it was.
    PackError : the key names a built-in pack, or the file cannot be written.
    """
    path = _own_path(loop.key, folder)
    text = _read(path)
    rest = _without(text, loop.key, path) if text else _HEAD
    written = f"{rest.rstrip()}\n\n{loop_text(loop)}"
    made = parse_pack(written, path, own=True)
    _write(path, written)
    return next(each for each in made.loops if each.key == loop.key)


def remove_own_loop(key: str, *, folder: Path | None = None) -> None:
    """Take a loop out of its own pack; a pack that held nothing else goes with it.

    Raises NotFoundError where there is no such loop, BadPack or PackError as `write_own_loop` does.
    """
    path = _own_path(key, folder)
    text = _read(path)
    pack = parse_pack(text, path, own=True) if text else None
    if pack is None or all(loop.key != key for loop in pack.loops):
        raise NotFoundError(f"There is no mock loop {key!r}.", "See `rehearse loops`.")
    if len(pack.loops) == 1 and not pack.questions:
        with _writing(path):
            path.unlink()
        return
    _write(path, _without(text, key, path))


def loop_text(loop: Loop) -> str:
    """The loop as it stands in a pack file; what a kind of round gives by default is written out all the same."""
    head = ["[[loops]]", f"id = {_quoted(loop.key.partition('/')[2])}", f"title = {_quoted(loop.title)}"]
    if loop.description:
        head.append(f"description = {_quoted(loop.description)}")
    blocks = ["\n".join(head), *("\n".join(_round_lines(part)) for part in loop.rounds)]
    return "\n\n".join(blocks) + "\n"


def _round_lines(part: Round) -> Iterator[str]:
    yield "[[loops.rounds]]"
    yield f"title = {_quoted(part.title)}"
    if part.kind:
        yield f"kind = {_quoted(part.kind)}"
    yield f"questions = [{', '.join(map(_quoted, part.questions))}]"
    yield f"think_s = {part.think_s:g}"
    if part.answer_s:
        yield f"answer_s = {part.answer_s:g}"
    yield f"sceptical = {'true' if part.sceptical else 'false'}"
    if part.follow_ups is not None:
        yield f"follow_ups = {part.follow_ups}"


def _quoted(text: str) -> str:
    """A TOML string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


# --------------------------------------------------------------------------- the file


def _own_path(key: str, folder: Path | None) -> Path:
    pack = key.partition("/")[0]
    if any(known.id == pack for known in builtin_packs()):
        raise PackError(f"The pack {pack} comes with Rehearse and is not changed.", "Give the loop to a pack of yours.")
    return (folder or paths.own_packs_dir()) / f"{pack}.toml"


def _read(path: Path) -> str:
    """The pack's text; "" where there is no file. Raises BadPack where it is broken."""
    if not path.exists():
        return ""
    load_pack(path, own=True)
    return path.read_text(encoding="utf-8-sig")


def _without(text: str, key: str, path: Path) -> str:
    """The text with the loop's own lines cut out, those of comments that lead on to what follows kept."""
    pack = parse_pack(text, path, own=True)
    index = next((place for place, loop in enumerate(pack.loops) if loop.key == key), None)
    if index is None:
        return text
    where = locate(text)
    if where.get(("loops", index)) is None or ("loops", index, "id") not in where:
        raise PackError(f"{path.name} writes its loops within one line, where they cannot be replaced.", _EDIT)
    rows = text.splitlines(keepends=True)
    first = where["loops", index] - 1
    last = _end_of(where, index, first, len(rows))
    while last > first + 1 and (rows[last - 1].lstrip().startswith("#") or not rows[last - 1].strip()):
        last -= 1
    rest = "".join((*rows[:first], *rows[last:]))
    if not _same_but(pack, rest, path, key):
        raise PackError(f"{path.name} has the loop {key} mixed with other tables.", _EDIT)
    return rest


def _same_but(pack: Pack, rest: str, path: Path, key: str) -> bool:
    """Whether the text holds everything of the pack but that loop."""
    others = tuple(loop for loop in pack.loops if loop.key != key)
    try:
        left = parse_pack(rest, path, own=True)
    except BadPack:
        return not others and not pack.questions
    return left.loops == others and left.questions == pack.questions


def _end_of(where: dict[KeyPath, int], index: int, first: int, rows: int) -> int:
    """How many rows stand before the next table that is not of this loop."""
    others = [
        line for at, line in where.items() if len(at) in (1, 2) and at[:2] != ("loops", index) and line > first + 1
    ]
    return min(others, default=rows + 1) - 1


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PackError(f"The pack {path} cannot be written ({error.strerror}).", "Check the disk.") from error


def _write(path: Path, text: str) -> None:
    from rehearse.store.files import write_private  # the store is a third of what a list of packs takes to start

    with _writing(path):
        paths.private_dir(path.parent)
        write_private(path, text.encode())
