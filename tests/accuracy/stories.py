"""The labelled answers in tests/data/stories (see its GUIDE.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rehearse.language.tokens import tokenise

STORIES = Path(__file__).parents[1] / "data/stories"


def load(name: str) -> list[dict[str, Any]]:
    """The rows of `name`.jsonl."""
    return [json.loads(line) for line in (STORIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def stripped(text: str) -> str:
    """`text` as a recogniser without case and punctuation writes it."""
    return " ".join(token.text for token in tokenise(text))
