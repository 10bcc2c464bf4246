"""What the worker and its parent say to each other: one JSON object a line.

The parent writes the `Request` as the first line, later perhaps {"type": "cancel"}; closing the pipe cancels too.
The worker answers with progress lines and ends with exactly one of done, failed.
"""

from __future__ import annotations

from typing import Any

import msgspec

from rehearse.analysis.request import Request


class ProgressMessage(msgspec.Struct, frozen=True, tag="progress", tag_field="type"):
    stage: str
    label: str
    fraction: float
    overall: float
    left_s: float | None


class DoneMessage(msgspec.Struct, frozen=True, tag="done", tag_field="type"):
    """The results lie in the request's `out` folder."""

    out: str


class FailedMessage(msgspec.Struct, frozen=True, tag="failed", tag_field="type"):
    """`kind` is the name of a class in rehearse.errors; `trace` is the traceback in the worker."""

    kind: str
    message: str
    hint: str
    trace: str = ""


class CancelMessage(msgspec.Struct, frozen=True, tag="cancel", tag_field="type"):
    pass


Message = ProgressMessage | DoneMessage | FailedMessage


def line(message: Any) -> bytes:
    return msgspec.json.encode(message) + b"\n"


def read_message(data: bytes) -> Message:
    message: Message = msgspec.json.decode(data, type=Message)
    return message


def read_request(data: bytes) -> Request:
    return msgspec.json.decode(data, type=Request)
