"""The timeline of a report, drawn as lanes of shapes."""

from rehearse.export.timeline.make import make_timeline
from rehearse.export.timeline.paths import wave_path
from rehearse.export.timeline.shapes import Timeline

__all__ = ["Timeline", "make_timeline", "wave_path"]
