"""The timeline of a take: lanes with a playhead, and the same marks as a list."""

from ui.widgets.timeline.span_list import SpanList
from ui.widgets.timeline.spans import TimelineSpan, spans
from ui.widgets.timeline.timeline import Timeline

__all__ = ["SpanList", "Timeline", "TimelineSpan", "spans"]
