"""Videos past the age that the person has set go at the start; their numbers stay."""

from __future__ import annotations

from datetime import datetime

from rehearse.disk import megabytes
from rehearse.store.expiry import Expired, expire
from ui.context import Context


def expire_videos(context: Context) -> None:
    """Remove what is due, in the background, and say so where anything was."""
    days = context.settings.expire_videos_days
    if days:
        context.in_background(
            lambda library: expire(library, days=days, now=datetime.now().astimezone()),
            lambda expired: _tell(context, expired, days),
        )


def _tell(context: Context, expired: Expired, days: int) -> None:
    if expired.videos:
        context.tell(expired_line(expired, days))
        context.takes_changed.emit()


def expired_line(expired: Expired, days: int) -> str:
    """ "3 videos older than 90 days were removed, which freed 1.2 GB; their numbers and transcripts stay."."""
    freed = f"removed, which freed {megabytes(expired.bytes)}"
    if expired.videos == 1:
        return f"1 video older than {days} days was {freed}; its numbers and transcript stay."
    return f"{expired.videos} videos older than {days} days were {freed}; their numbers and transcripts stay."
