"""What the head of the review says of a take. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearse.export.wording import ELEMENTS, happened, length
from rehearse.store import StoredTake, TakeRow
from rehearse.types import Take


def title(take: Take) -> str:
    """The take's own title, else its question."""
    return take.title or (take.question.text if take.question else "An answer")


def subtitle(take: Take, siblings: Sequence[TakeRow], *, now: datetime) -> str:
    """ "Take 2 of 3, today 18:04, 1 min 58 s"; `siblings` are the takes of its question, oldest first."""
    place = place_among(take.id, siblings)
    if take.patch_of:
        place = f"Completes {ELEMENTS.get(take.patch_element, 'a story').lower()}"
    lasting = length(take.duration) if take.duration > 0 else ""
    parts = [part for part in (place, day_and_time(take.created_at, now=now), lasting) if part]
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]


def place_among(take_id: str, siblings: Sequence[TakeRow]) -> str:
    """ "Take 2 of 3"; nothing where it is the only one."""
    ids = [row.id for row in siblings]
    return f"Take {ids.index(take_id) + 1} of {len(ids)}" if len(ids) > 1 and take_id in ids else ""


def day_and_time(created_at: str, *, now: datetime) -> str:
    """ "today 18:04", "yesterday 9:15", "21 Nov 2026, 9:15": in the zone of `now`; other text as it is."""
    try:
        moment = datetime.fromisoformat(created_at)
    except ValueError:
        return created_at
    moment = moment.astimezone(now.tzinfo) if moment.tzinfo else moment
    at = f"{moment.hour}:{moment:%M}"
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'} {at}"
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}, {at}"


def events(take: Take) -> str:
    """What happened while it was recorded, in order of time; "" where nothing did."""
    ordered = sorted(take.events, key=lambda event: (event.kind == "recovered", event.at))
    return " ".join(map(happened, ordered))


def why_no_analysis(stored: StoredTake) -> tuple[str, str]:
    """A title and a sentence for a take without results: failed, damaged, or never asked for."""
    if stored.take.state == "failed":
        return "The analysis did not finish", stored.take.failure or "It ended without saying why."
    if stored.problem:
        return "The results cannot be read", f"{stored.problem} The recording is not touched by this."
    return "Not analysed yet", "The recording is here. What was said and seen in it has not been looked at."
