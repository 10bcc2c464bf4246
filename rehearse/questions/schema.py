"""What a pack file may hold, and every way in which a given one does not fit."""

from __future__ import annotations

import difflib
import functools
import re
import types
import typing
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from rehearse.questions.lines import KeyPath
from rehearse.questions.loop import MOST_FOLLOW_UPS, RoundKind
from rehearse.types import Mode

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"

# Controls, formatting (what reverses the direction of writing is among it), private use, line and paragraph separators;
# but for line breaks, tabs, and the joiners that some scripts and emoji are written with.
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
ALLOWED = frozenset("\n\t\u200c\u200d")

Slug = Annotated[str, Meta(pattern=SLUG, max_length=64)]
QuestionRef = Annotated[str, Meta(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=129)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Prompt = Annotated[str, Meta(min_length=1, max_length=1500)]
Prose = Annotated[str, Meta(max_length=1500)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Seconds = Annotated[float, Meta(ge=5, le=7200)]
Ladder = Annotated[list[Line], Meta(max_length=6)]

Problem = tuple[KeyPath, str]


class QuestionRow(msgspec.Struct, frozen=True):
    id: Slug
    text: Prompt
    competency: Name | None = None
    why: Prose = ""
    strong: Prose = ""
    follow_ups: Ladder = []
    target_s: tuple[Seconds, Seconds] | None = None
    mode: Mode | None = None
    autonomy: bool | None = None


class Defaults(msgspec.Struct, frozen=True):
    """What holds for every question of the pack that does not say otherwise."""

    competency: Name = "general"
    target_s: tuple[Seconds, Seconds] = (90.0, 150.0)
    mode: Mode = "story"
    autonomy: bool = False


class RoundRow(msgspec.Struct, frozen=True):
    title: Name
    questions: Annotated[list[QuestionRef], Meta(min_length=1, max_length=20)]
    think_s: Annotated[float, Meta(ge=0, le=600)] | None = None
    kind: RoundKind | None = None
    answer_s: Annotated[float, Meta(ge=10, le=7200)] | None = None
    sceptical: bool | None = None
    follow_ups: Annotated[int, Meta(ge=0, le=MOST_FOLLOW_UPS)] | None = None


class LoopRow(msgspec.Struct, frozen=True):
    id: Slug
    title: Name
    rounds: Annotated[list[RoundRow], Meta(min_length=1, max_length=12)]
    description: Prose = ""


class PackFile(msgspec.Struct, frozen=True):
    title: Name
    questions: Annotated[list[QuestionRow], Meta(min_length=1, max_length=500)] = []
    description: Prose = ""
    language: Language = "en"
    daily: bool = True
    defaults: Defaults = Defaults()
    loops: Annotated[list[LoopRow], Meta(max_length=50)] = []


def problems(document: dict[str, Any]) -> list[Problem]:
    """Everything wrong with a parsed pack: first what does not fit by itself, then, if all fits, what clashes."""
    by_itself = [*_table(document, PackFile, ()), *_nothing_to_ask(document)]
    return by_itself or list(_clashes(msgspec.convert(document, PackFile)))


def _nothing_to_ask(document: dict[str, Any]) -> Iterator[Problem]:
    """A pack may hold loops alone, over the questions of other packs."""
    if "questions" not in document and not document.get("loops"):
        yield ("questions",), "missing; a pack needs questions, or loops over those of other packs"


# --------------------------------------------------------------------------- one value at a time


def _table(value: Any, kind: type[msgspec.Struct], at: KeyPath) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield at, f"expected a table, got {_named(value)}"
        return
    hints = _hints(kind)
    for key, item in value.items():
        if key in hints:
            yield from _value(item, hints[key], (*at, key))
        else:
            known = _did_you_mean(key, list(hints)) or f"; known keys are {', '.join(hints)}"
            yield (*at, key), f"unknown key{known}"
    for name in _required(kind):
        if name not in value:
            yield (*at, name), "missing; this key is required"


@functools.cache  # asked for every table of every pack, and slow to find
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


@functools.cache
def _required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(info.name for info in msgspec.structs.fields(kind) if info.required)


def _value(value: Any, kind: Any, at: KeyPath) -> Iterator[Problem]:
    kind = _without_none(kind)
    bare = typing.get_args(kind)[0] if typing.get_origin(kind) is Annotated else kind
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _table(value, bare, at)
        return
    parts = _item_kinds(value, bare)
    wrong = [problem for i, (item, part) in enumerate(parts) for problem in _value(item, part, (*at, i))]
    yield from wrong or _itself(value, kind, at)


def _without_none(kind: Any) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


def _item_kinds(value: Any, bare: Any) -> list[tuple[Any, Any]]:
    """Each item of a list with the type it should have; empty where value or type is no list."""
    if not isinstance(value, list) or typing.get_origin(bare) not in (list, tuple):
        return []
    kinds = typing.get_args(bare)
    return [(item, kinds[min(i, len(kinds) - 1)]) for i, item in enumerate(value)]


def _itself(value: Any, kind: Any, at: KeyPath) -> Iterator[Problem]:
    """What is wrong with a value whose items, if it has any, are right."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        yield at, _plainly(str(error), value, kind)
        return
    if isinstance(value, str):
        yield from ((at, message) for message in _text_problems(value, kind))
    if at[-1:] == ("target_s",) and not value[0] < value[1]:
        yield at, "the first number (shortest) must be smaller than the second (longest)"


def _text_problems(value: str, kind: Any) -> Iterator[str]:
    bad = sorted({c for c in value if unicodedata.category(c) in HIDDEN and c not in ALLOWED})
    if bad:
        yield f"holds invisible characters ({', '.join(f'U+{ord(c):04X}' for c in bad[:5])}); take them out"
    elif not value.strip() and any(getattr(meta, "min_length", None) for meta in getattr(kind, "__metadata__", ())):
        yield "must not be empty"


# --------------------------------------------------------------------------- in words

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


def _named(value: Any) -> str:
    names = {
        bool: "true or false",
        str: "text",
        int: "a whole number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def _plainly(message: str, value: Any, kind: Any) -> str:
    """msgspec's message in a pack author's words."""
    if message.startswith("Invalid enum value"):
        choices = [str(choice) for choice in typing.get_args(kind)]
        return f"{value!r} is not one of {', '.join(map(repr, choices))}{_did_you_mean(str(value), choices)}"
    if "matching regex" in message:
        return f"{value[:40]!r} does not fit; {_shape(kind)}"
    if limit := re.search(r"(<=|>=) ([\d.]+)$", message):
        return _out_of_bounds(value, limit[1], f"{float(limit[2]):g}")
    if sizes := re.fullmatch(r"Expected `array` of length (\d+), got (\d+)", message):
        return f"expected {sizes[1]} items, got {sizes[2]}"
    expected = re.match(r"Expected `(\w+)`", message)
    return f"expected {_KINDS[expected[1]]}, got {_named(value)}" if expected and expected[1] in _KINDS else message


def _out_of_bounds(value: Any, sign: str, limit: str) -> str:
    if isinstance(value, int | float):
        return f"{value} is out of range: at {'most' if sign == '<=' else 'least'} {limit}"
    if sign == ">=":
        return "must not be empty"
    return f"too long: {len(value)} {'characters' if isinstance(value, str) else 'items'}, at most {limit}"


def _shape(kind: Any) -> str:
    if kind == Language:
        return 'use a language code such as "en" or "pt-BR"'
    if kind == QuestionRef:
        return 'use a question\'s "id", or "pack/id" for one of another pack'
    return "use lower-case letters, digits and single hyphens"


def _did_you_mean(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


# --------------------------------------------------------------------------- one against another


def _clashes(pack: PackFile) -> Iterator[Problem]:
    yield from _repeated("questions", [row.id for row in pack.questions], "id")
    yield from _repeated("questions", [" ".join(row.text.casefold().split()) for row in pack.questions], "text")
    yield from _repeated("loops", [row.id for row in pack.loops], "id")
    ids = [row.id for row in pack.questions]
    for i, loop in enumerate(pack.loops):
        for j, part in enumerate(loop.rounds):
            for k, ref in enumerate(part.questions):
                if "/" not in ref and ref not in ids:
                    at = ("loops", i, "rounds", j, "questions", k)
                    yield at, f"this pack has no question {ref!r}{_did_you_mean(ref, ids)}"


def _repeated(table: str, values: list[str], key: Literal["id", "text"]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for i, value in enumerate(values):
        if first.setdefault(value, i) != i:
            yield (table, i, key), f"the same {key} as {table}[{first[value]}]"
