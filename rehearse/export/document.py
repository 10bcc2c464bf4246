"""The JSON export: a take and its analysis under a version, described by a JSON Schema that lies in `schema/`.

`rehearse export --schema` prints the schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from rehearse import __version__
from rehearse.serial import schema, to_json
from rehearse.types import Analysis, Take

EXPORT_SCHEMA = 1


@dataclass(frozen=True)
class Document:
    """A take and what was found in it. `schema` is raised whenever a reader would have to change."""

    schema: int
    app_version: str
    take: Take | None
    analysis: Analysis | None


def make_document(take: Take | None, analysis: Analysis | None) -> Document:
    """The export of a take; the folder that the recording came from is left out."""
    if analysis is not None:
        recording = replace(analysis.recording, path=PurePath(analysis.recording.path).name)
        analysis = replace(analysis, recording=recording)
    return Document(EXPORT_SCHEMA, __version__, take, analysis)


def to_json_text(take: Take | None, analysis: Analysis | None) -> str:
    return to_json(make_document(take, analysis)).decode() + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Document`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Rehearse export, {EXPORT_SCHEMA}"}
    return head | schema(Document)


def schema_text() -> str:
    """What `schema/analysis.schema.json` holds."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
