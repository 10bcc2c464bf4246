"""What a take can be exported as, and what the texts among them hold. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rehearse.errors import ExportError
from rehearse.store import Library, StoredTake


@dataclass(frozen=True)
class Kind:
    """A format: what the menu calls it, the file's ending (of the recording's own where ""), and what it needs."""

    name: str
    suffix: str
    about: str
    table: str = ""
    analysed: bool = True


REPORT = Kind("Report to read or print", ".html", "Web page (*.html)")
CAPTIONS = (
    Kind("Captions, WebVTT", ".vtt", "WebVTT captions (*.vtt)"),
    Kind("Captions, SRT", ".srt", "SubRip captions (*.srt)"),
)
TABLES = (
    Kind("Numbers, CSV", ".csv", "Table (*.csv)", "measures"),
    Kind("Moments, CSV", ".csv", "Table (*.csv)", "moments"),
    Kind("Words, CSV", ".csv", "Table (*.csv)", "words"),
    Kind("Everything, JSON", ".json", "JSON (*.json)"),
)
VIDEOS = (
    Kind("Recording as it is", "", "Video", analysed=False),
    Kind("Recording as MP4", ".mp4", "MP4 video (*.mp4)", analysed=False),
)


def text_of(kind: Kind, stored: StoredTake, library: Library) -> str:
    """What the file of a take holds. Raises ExportError where the take has no analysis."""
    from rehearse.export import captions, document, html, tables

    analysis = stored.analysis
    if analysis is None:
        raise ExportError("This take has no results to export.", "Analyse it first.")
    patches = [(patch.take, patch.analysis) for patch in library.patches(stored.take.id)]
    if kind.suffix == ".html":
        return html.to_html(analysis, take=stored.take, peaks=stored.peaks, thumbnail=stored.thumbnail, patches=patches)
    if kind.suffix in (".vtt", ".srt"):
        return (captions.to_vtt if kind.suffix == ".vtt" else captions.to_srt)(analysis.transcript)
    if kind.table:
        return tables.to_csv(analysis, kind.table)  # type: ignore[arg-type]
    return document.to_json_text(stored.take, analysis, patches)


def file_name(kind: Kind, take_id: str, recording: Path) -> str:
    detail = f"-{kind.table}" if kind.table else ""
    return f"rehearse-{take_id}{detail}{kind.suffix or recording.suffix}"
