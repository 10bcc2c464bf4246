"""`rehearse export`: a take as a file to keep, print, subtitle with or count in."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import json_option, print_json
from rehearse.errors import ExportError

if TYPE_CHECKING:
    from rehearse.store import StoredTake

TEXTS = ("html", "vtt", "srt", "csv", "json")
FORMATS = (*TEXTS, "video", "mp4")
VIDEO_ENDINGS = ("mkv", "webm", "mov", "m4v", "avi")
STDOUT = "-"
PERCENT_A_LINE = 5


@click.command()
@click.argument("name", metavar="[TAKE]", default="last")
@click.option(
    "--format", "-f", "kind", type=click.Choice(FORMATS), help="By default as the output's name ends, or html."
)
@click.option(
    "--output", "-o", metavar="FILE", help="Where to write; - prints it. By default rehearse-<id>.<format> here."
)
@click.option("--table", type=click.Choice(["measures", "moments", "words", "pauses", "fillers"]), default="measures")
@click.option("--picture", is_flag=True, help="Put the recording's still picture into the HTML.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON format, and nothing else.")
@json_option
@click.pass_context
def export(
    ctx: click.Context,
    name: str,
    kind: str | None,
    output: str | None,
    table: str,
    picture: bool,
    force: bool,
    schema: bool,
    as_json: bool,
) -> None:
    """Write a take as an HTML report, captions (vtt, srt), a CSV table or JSON, or copy its video.

    The format video is the recording as it is; mp4 holds the same pictures, with the sound as AAC.
    """
    if schema:
        from rehearse.export.document import schema_text

        click.echo(schema_text(), nl=False)
        return
    from rehearse.cli.library import open_existing

    with open_existing(ctx) as library:
        stored = library.get(name)
        patches = library.patches(stored.take.id)
    kind = kind or _kind_of(output)
    if kind not in TEXTS:
        path, note = _copy_video(stored, kind, output, force=force)
    elif output == STDOUT:
        click.echo(_render(stored, kind, patches, table=table, picture=picture), nl=False)
        return
    else:
        path, note = Path(output or _name(stored, f"-{table}" if kind == "csv" else "", f".{kind}")), ""
        _write(path, _render(stored, kind, patches, table=table, picture=picture), force=force)
    if as_json:
        print_json({"take": stored.take.id, "format": kind, "file": str(path.absolute()), "note": note})
    else:
        click.echo(f"Wrote {path}." + (f"\n{note}" if note else ""))


def _name(stored: StoredTake, detail: str, suffix: str) -> str:
    return f"rehearse-{stored.take.id}{detail}{suffix}"


def _copy_video(stored: StoredTake, kind: str, output: str | None, *, force: bool) -> tuple[Path, str]:
    """Copy the recording; returns where to, and who may not be able to play it."""
    from rehearse.export.video import copy_video

    if output == STDOUT:
        raise click.UsageError("A video cannot be printed; name a file with --output.")
    if stored.take.state == "recording":
        raise ExportError(f"Take {stored.take.id} is being recorded.", "Try again when the recording has ended.")
    suffix = ".mp4" if kind == "mp4" else stored.recording.suffix
    path = Path(output or _name(stored, "", suffix))
    if path.suffix.lower() != suffix.lower():
        raise ExportError(f"{path} does not end in {suffix}, as this video does.", f"Name it {path.stem}{suffix}.")
    with _progress("Copying the video") as tell:
        return path, copy_video(stored.recording, path, force=force, progress=tell).note


@contextmanager
def _progress(label: str) -> Iterator[Callable[[float], None]]:
    """A bar on stderr where it is a terminal, else a line every few percent; SIGTERM cancels as Ctrl-C does."""
    from rehearse.cli.listing import progress_bar

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if sys.stderr.isatty():
        with progress_bar(label) as tell:
            yield tell
        return
    told = -1

    def tell_line(fraction: float) -> None:
        nonlocal told
        percent = int(fraction * 100) // PERCENT_A_LINE * PERCENT_A_LINE
        if percent > told:
            told = percent
            click.echo(f"{label}: {percent} %", err=True)

    yield tell_line


def _kind_of(output: str | None) -> str:
    """The format that a file's name asks for; html where it asks for none."""
    suffix = Path(output or "").suffix.lower().removeprefix(".")
    suffix = {"htm": "html", **dict.fromkeys(VIDEO_ENDINGS, "video")}.get(suffix, suffix)
    if suffix and suffix not in FORMATS:
        raise click.UsageError(f"{output} ends in none of {', '.join(TEXTS)}, mkv, mp4; say which with --format.")
    return suffix or "html"


def _render(stored: StoredTake, kind: str, patches: Sequence[StoredTake], *, table: str, picture: bool) -> str:
    analysis = stored.analysis
    if analysis is None:
        from rehearse.cli.library import why_no_report

        message, hint = why_no_report(stored)
        raise ExportError(message, hint)
    told = [(patch.take, patch.analysis) for patch in patches]
    if kind == "html":
        from rehearse.export.html import to_html

        return to_html(
            analysis,
            take=stored.take,
            peaks=stored.peaks,
            thumbnail=stored.thumbnail if picture else None,
            patches=told,
        )
    if kind in ("vtt", "srt"):
        from rehearse.export import captions

        return (captions.to_vtt if kind == "vtt" else captions.to_srt)(analysis.transcript)
    if kind == "csv":
        from rehearse.export.tables import to_csv

        return to_csv(analysis, table)  # type: ignore[arg-type]
    from rehearse.export.document import to_json_text

    return to_json_text(stored.take, analysis, told)


def _write(path: Path, text: str, *, force: bool) -> None:
    from rehearse.export.files import write_export

    write_export(path, text, force=force)
