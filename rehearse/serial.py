"""Values to JSON and back, checked against their types."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object, *, indent: int = 2) -> bytes:
    """JSON bytes of any value made of the project's dataclasses; NaN and infinities become null."""
    return msgspec.json.format(msgspec.json.encode(value), indent=indent)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Read `kind` from JSON. Raises msgspec.ValidationError or msgspec.DecodeError where it does not fit."""
    return msgspec.json.decode(data, type=kind)


def to_plain(value: object) -> Any:
    """The same value as dictionaries, lists and numbers."""
    return msgspec.to_builtins(value)


def schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a type."""
    return msgspec.json.schema(kind)
