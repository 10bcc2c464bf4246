"""The JSON export: a take and its analysis under a version, described by a JSON Schema that lies in `schema/`.

`rehearse export --schema` prints the schema.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from rehearse import __version__
from rehearse.serial import schema, to_json
from rehearse.story.patched import PatchedStory, check_with_patches
from rehearse.types import Analysis, Take

EXPORT_SCHEMA = 1


@dataclass(frozen=True)
class Patch:
    """A short answer that completes the story of the take."""

    take: Take
    analysis: Analysis | None


@dataclass(frozen=True)
class Document:
    """A take and what was found in it. `schema` is raised whenever a reader would have to change.

    `whole_story` is the story of the take together with its `patches`, oldest first; None where none was analysed.
    """

    schema: int
    app_version: str
    take: Take | None
    analysis: Analysis | None
    patches: tuple[Patch, ...] = ()
    whole_story: PatchedStory | None = None


Patches = Sequence[tuple[Take, Analysis | None]]


def make_document(take: Take | None, analysis: Analysis | None, patches: Patches = ()) -> Document:
    """The export of a take with its short answers; the folders that the recordings came from are left out."""
    listed = tuple(Patch(each, _without_folder(found)) for each, found in patches)
    return Document(
        EXPORT_SCHEMA, __version__, take, _without_folder(analysis), listed, _whole_story(analysis, patches)
    )


def _without_folder(analysis: Analysis | None) -> Analysis | None:
    if analysis is None:
        return None
    return replace(analysis, recording=replace(analysis.recording, path=PurePath(analysis.recording.path).name))


def _whole_story(analysis: Analysis | None, patches: Patches) -> PatchedStory | None:
    told = [(take.id, found.transcript) for take, found in patches if found is not None]
    if analysis is None or analysis.story is None or not told:
        return None
    return check_with_patches(analysis.transcript, told)


def to_json_text(take: Take | None, analysis: Analysis | None, patches: Patches = ()) -> str:
    return to_json(make_document(take, analysis, patches)).decode() + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Document`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Rehearse export, {EXPORT_SCHEMA}"}
    return head | schema(Document)


def schema_text() -> str:
    """What `schema/analysis.schema.json` holds."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
