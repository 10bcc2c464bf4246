"""Names of takes: the moment of recording in UTC and four letters, so that they sort by time and never meet."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

# Crockford's digits without the vowels: nothing that looks like another, nothing that spells a word
ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz"
FORMAT = "%Y%m%d-%H%M%S"


def new_id(created_at: str) -> str:
    """A fresh id such as "20261121-091502-k3f7" for an ISO 8601 time (local where it names no zone)."""
    return f"{instant(created_at).astimezone(UTC):{FORMAT}}-" + "".join(secrets.choice(ALPHABET) for _ in range(4))


def instant(created_at: str) -> datetime:
    """The moment as an aware datetime. Raises ValueError where the text is no time."""
    return datetime.fromisoformat(created_at).astimezone()


def time_of(take_id: str) -> str:
    """When a take was made, read from its id; "" where the folder has another name."""
    try:
        return datetime.strptime(take_id[:15], FORMAT).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
