"""`rehearse export`: a take as a file to keep, print, subtitle with or count in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.console import json_option, print_json
from rehearse.errors import ExportError

if TYPE_CHECKING:
    from rehearse.store import StoredTake

FORMATS = ("html", "vtt", "srt", "csv", "json")
STDOUT = "-"


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
    """Write a take as an HTML report, captions (vtt, srt), a CSV table or JSON."""
    if schema:
        from rehearse.export.document import schema_text

        click.echo(schema_text(), nl=False)
        return
    from rehearse.cli.takes import open_existing

    with open_existing(ctx) as library:
        stored = library.get(name)
    kind = kind or _kind_of(output)
    text = _render(stored, kind, table=table, picture=picture)
    if output == STDOUT:
        click.echo(text, nl=False)
        return
    path = Path(output or f"rehearse-{stored.take.id}{f'-{table}' if kind == 'csv' else ''}.{kind}")
    _write(path, text, force=force)
    if as_json:
        print_json({"take": stored.take.id, "format": kind, "file": str(path.absolute())})
    else:
        click.echo(f"Wrote {path}.")


def _kind_of(output: str | None) -> str:
    """The format that a file's name asks for; html where it asks for none."""
    suffix = Path(output or "").suffix.lower().removeprefix(".")
    suffix = {"htm": "html"}.get(suffix, suffix)
    if suffix and suffix not in FORMATS:
        raise click.UsageError(f"{output} ends in none of {', '.join(FORMATS)}; say which with --format.")
    return suffix or "html"


def _render(stored: StoredTake, kind: str, *, table: str, picture: bool) -> str:
    analysis = stored.analysis
    if analysis is None:
        raise ExportError(
            stored.problem or f"Take {stored.take.id} has not been analysed.",
            f"Run `rehearse analyze {stored.recording}`.",
        )
    if kind == "html":
        from rehearse.export.html import to_html

        return to_html(analysis, take=stored.take, peaks=stored.peaks, thumbnail=stored.thumbnail if picture else None)
    if kind in ("vtt", "srt"):
        from rehearse.export import captions

        return (captions.to_vtt if kind == "vtt" else captions.to_srt)(analysis.transcript)
    if kind == "csv":
        from rehearse.export.tables import to_csv

        return to_csv(analysis, table)  # type: ignore[arg-type]
    from rehearse.export.document import to_json_text

    return to_json_text(stored.take, analysis)


def _write(path: Path, text: str, *, force: bool) -> None:
    from rehearse.export.files import write_export

    write_export(path, text, force=force)
