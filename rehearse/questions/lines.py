"""Where each key of a TOML text stands: the standard parser gives values without lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

KeyPath = tuple[str | int, ...]

MAX_DEPTH = 8
MAX_BARE = 1000
QUOTES = "\"'"

# A triple-quoted string may end in up to two more quotes; one without its end runs to the end of the text.
_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*+(?:"""(?:"{0,2})|$)'
    r"|'''(?:(?!''').)*+(?:'''(?:'{0,2})|$)"
    r'|"(?:\\[^\n]|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|[\n\[\]{},=.]"
    r"""|[^\s\[\]{},=."'\#]+""",
    re.DOTALL,
)


class Token(NamedTuple):
    text: str
    line: int


class Unsafe(ValueError):
    """TOML that no pack needs and that parsers choke on; `line` and `path` say where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        self.path: KeyPath = ()


def locate(text: str) -> dict[KeyPath, int]:
    """The line (from 1) of each table, key and list item, in the order they stand in the text.

    A path is like ("questions", 3, "competency"); items inside an inline table are left out.
    Works on broken TOML as far as it goes.

    Raises
    ------
    Unsafe : tables, lists or dotted keys nested deeper than `MAX_DEPTH`, or a number of thousands of digits.
    """
    lines: dict[KeyPath, int] = {(): 1}
    here: KeyPath = ()
    try:
        for statement in _statements(text):
            if statement[0].text == "[":
                here = _header(statement, lines)
            else:
                _pair(statement, here, lines)
    except Unsafe as error:
        error.path = nearest(error.line, lines)
        raise
    return lines


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    """The line of `path`, or of the nearest thing that holds it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def nearest(line: int, lines: dict[KeyPath, int]) -> KeyPath:
    """What an error on `line` is about: the last key or list item to start there or above, or their list."""
    start = max(at for at in lines.values() if at <= line)
    here = [path for path, at in lines.items() if at == start]
    depth = max(map(len, here))
    deepest = [path for path in here if len(path) == depth]
    return deepest[0] if len(deepest) == 1 else deepest[0][:-1]


def _statements(text: str) -> Iterator[list[Token]]:
    """Headers (one line each) and key/value pairs (up to a line's end outside all brackets)."""
    statement: list[Token] = []
    depth = 0
    for token in _tokens(text):
        if token.text == "\n":
            if statement and (depth <= 0 or statement[0].text == "["):
                yield statement
                statement, depth = [], 0
            continue
        statement.append(token)
        depth += (token.text in "[{") - (token.text in "]}")
        if depth > MAX_DEPTH:
            yield statement
            raise Unsafe(f"nested more than {MAX_DEPTH} deep", token.line)
        if len(token.text) > MAX_BARE and token.text[0] not in QUOTES:
            yield statement
            raise Unsafe("not valid TOML: a number or name of this length", token.line)
    if statement:
        yield statement


def _tokens(text: str) -> Iterator[Token]:
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        if not match[0].startswith("#"):
            yield Token(match[0], line)


def _header(statement: list[Token], lines: dict[KeyPath, int]) -> KeyPath:
    """Open `[a.b]` or `[[a.b]]`; names of table lists on the way stand for their latest table."""
    repeated = len(statement) > 1 and statement[1].text == "["
    names = _names([token for token in statement if token.text not in ("[", "]")])
    path: KeyPath = ()
    for i, name in enumerate(names):
        path = (*path, name)
        count = _count(path, lines)
        if repeated and i == len(names) - 1:
            lines.setdefault(path, statement[0].line)
            path = (*path, count)
        elif count:
            path = (*path, count - 1)
    lines.setdefault(path, statement[0].line)
    return path


def _count(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    """How many items of the list at `path` have been seen (0 where it is no list)."""
    low, step = 0, 1
    while (*path, low + step - 1) in lines:
        low, step = low + step, step * 2
    while step > 1:
        step //= 2
        if (*path, low + step - 1) in lines:
            low += step
    return low


def _pair(statement: list[Token], here: KeyPath, lines: dict[KeyPath, int]) -> None:
    equals = next((i for i, token in enumerate(statement) if token.text == "="), len(statement))
    path = here
    for name in _names(statement[:equals]) or [""]:  # a value without a key is the mistake of an empty one
        path = (*path, name)
        lines.setdefault(path, statement[0].line)
    lines[path] = statement[0].line  # a key given twice is a mistake of the second one
    if [token.text for token in statement[equals + 1 : equals + 2]] == ["["]:
        for i, line in enumerate(_item_lines(statement[equals + 2 :])):
            lines.setdefault((*path, i), line)


def _item_lines(tokens: list[Token]) -> Iterator[int]:
    """Where each item of a list starts, given the tokens after its opening bracket."""
    depth, fresh = 0, True
    for token in tokens:
        if token.text == "]" and depth == 0:
            return
        if fresh and token.text != ",":
            yield token.line
        fresh = token.text == "," and depth == 0
        depth += (token.text in "[{") - (token.text in "]}")


def _names(tokens: list[Token]) -> list[str]:
    names = [_unquoted(token.text) for token in tokens if token.text != "."]
    if len(names) > MAX_DEPTH:
        raise Unsafe(f"nested more than {MAX_DEPTH} deep", tokens[0].line)
    return names


def _unquoted(name: str) -> str:
    if name[0] not in QUOTES:
        return name
    try:
        return str(tomllib.loads(f"name = {name}")["name"])
    except ValueError:
        return name.strip(QUOTES)
