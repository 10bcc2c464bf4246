"""Written answers in a file: one as plain text, or one a line as JSON."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearse.errors import MediaError, NotFoundError


@dataclass(frozen=True)
class Answer:
    id: str
    text: str


def read_answers(file: Path) -> list[Answer]:
    """The answers in a file. Raises RehearseError subclasses that name the file and the line."""
    name = "standard input" if str(file) == "-" else file.name
    text = _decode(_read(file, name), name)
    if not text.strip():
        raise MediaError(f"{name} holds no text.", "Give a text file with one answer, or JSON lines with id and text.")
    if file.suffix in {".jsonl", ".ndjson"} or text.lstrip().startswith("{"):
        lines = enumerate(text.split("\n"), start=1)
        return [_answer(line, number, name) for number, line in lines if line.strip()]
    return [Answer(file.stem if str(file) != "-" else "stdin", text.strip())]


def _read(file: Path, name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {file}.", "Check the path.") from None
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}.", "Give a readable text file.") from error


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = "Give a UTF-8 text file; recordings go to `rehearse analyze`."
        raise MediaError(f"{name} is not text.", hint)
    return text


def _answer(line: str, number: int, name: str) -> Answer:
    import msgspec

    try:
        value: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MediaError(
            f"{name}, line {number} is not JSON: {error}.", 'Each line is {"id": ..., "text": ...}.'
        ) from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise MediaError(f'{name}, line {number} has no "text".', 'Each line is {"id": ..., "text": ...}.')
    return Answer(str(value.get("id", f"line {number}")), value["text"])
