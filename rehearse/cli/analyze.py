"""`rehearse analyze`: recordings in; reports out, and takes in the library."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rehearse.cli.console import debugging, json_option, library_path
from rehearse.types import Question, Span


class SpanParam(click.ParamType[Span]):
    name = "START-END"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        if isinstance(value, Span):
            return value
        try:
            start, end = (float(part) for part in str(value).split("-"))
        except ValueError:
            self.fail(f"{value!r} is not two times in seconds, such as 0-1.")
        if not 0 <= start < end:
            self.fail(f"{value!r} does not end after it starts.")
        return Span(start, end)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--question", "-q", metavar="KEY|TEXT", help="The question that was answered: pack/id, or its words.")
@click.option("--recogniser", type=click.Choice(["auto", "whisper", "sphinx"]), default="auto", show_default=True)
@click.option("--model", type=click.Path(path_type=Path), metavar="FOLDER", help="A folder of Whisper weights.")
@click.option("--language", default="en", show_default=True, help="What is spoken (Whisper only).")
@click.option("--baseline", type=SpanParam(), help="Seconds in which you looked at the lens, such as 0-1.")
@click.option("--no-store", is_flag=True, help="Report only; keep nothing in the library.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Files analysed at a time.")
@click.option("--signals", type=click.Path(path_type=Path), metavar="FOLDER", help="Write the arrays as npz there.")
@click.option("--force", is_flag=True, help="Write over what --signals wrote before.")
@json_option
@click.pass_context
def analyze(
    ctx: click.Context,
    files: tuple[Path, ...],
    question: str | None,
    recogniser: str,
    model: Path | None,
    language: str,
    baseline: Span | None,
    no_store: bool,
    jobs: int,
    signals: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """Analyse recorded answers (video or sound): words, pace, pauses, fillers, voice, eye contact, story.

    Each FILE becomes a take in the library, unless --no-store is given. With --json one object is printed a file:
    the analysis with the take's id, or what went wrong.
    """
    from rehearse.analysis.request import Request
    from rehearse.cli.batch import Manner, run_batch
    from rehearse.cli.signal_files import signal_files
    from rehearse.store.library import open_library

    asked = _question(question)
    arrays = signal_files(signals, files, force=force) if signals else None
    library = None if no_store else open_library(library_path(ctx))
    requests = [
        Request(
            file=str(file),
            out="",
            question=asked,
            baseline=baseline,
            recogniser=recogniser,  # type: ignore[arg-type]
            model=str(model) if model else None,
            language=language,
            signals=str(arrays[number]) if arrays else None,
            processes=max(1, (os.cpu_count() or 1) // jobs),
        )
        for number, file in enumerate(files)
    ]
    manner = Manner(as_json=as_json, several=len(files) > 1, debug=debugging(ctx))
    return run_batch(requests, jobs=jobs, library=library, manner=manner)


def _question(asked: str | None) -> Question | None:
    """A pack's question by its key, or one made of the words given."""
    from rehearse.questions import find_question

    if asked is None or not asked.strip():
        return None
    is_key = "/" in asked and " " not in asked
    return find_question(asked) if is_key else Question(key="", text=asked)
