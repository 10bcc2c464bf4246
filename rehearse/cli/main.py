"""The `rehearse` command: finds the subcommand, turns expected errors into one sentence and bugs into a log entry."""

from __future__ import annotations

import errno
import importlib
import sys
from pathlib import Path
from typing import NoReturn

import click

from rehearse import __version__
from rehearse.cli.console import abandon_stdout, prepare_streams, say_failure
from rehearse.errors import BugError, ExportError, RehearseError

BUG = BugError.exit_code
OUTPUT_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
EXIT_CODES = (
    ("0", "done"),
    ("1", "failed"),
    ("2", "wrong usage"),
    ("3", "a recording cannot be read"),
    ("4", "a recogniser or its weights cannot be used"),
    ("5", "a question pack is wrong"),
    ("6", "the library or an export cannot be written"),
    ("7", "there is no such take, question or pack"),
    (str(BUG), "a bug; its traceback is in the log file"),
    ("130", "cancelled"),
)

# name: (module:attribute, one line for --help), in the order that help shows them
COMMANDS: dict[str, tuple[str, str]] = {
    "analyze": ("rehearse.cli.analyze:analyze", "Analyse recorded answers: words, delivery, story."),
    "story": ("rehearse.cli.story:story", "Check written answers for a decision, a trade-off and a cost."),
    "question": ("rehearse.cli.questions:question", "Today's question."),
    "bank": ("rehearse.cli.bank:bank", "Your stories: what each serves, and what changed between tellings."),
    "loops": ("rehearse.cli.loops:loops", "Mock interviews of several rounds, and what was heard in yours."),
    "ask": ("rehearse.cli.ask:ask", "Follow-ups by a language model on this machine (optional)."),
    "takes": ("rehearse.cli.takes:takes", "List the takes in the library."),
    "show": ("rehearse.cli.takes:show", "Show one take's report."),
    "search": ("rehearse.cli.takes:search", "Search what was said."),
    "trends": ("rehearse.cli.trends:trends", "What changed over days, and whether it can be heard."),
    "export": ("rehearse.cli.export:export", "Write a take as HTML, captions, CSV, JSON or video."),
    "week": ("rehearse.cli.week:week", "Your week: what changed audibly, what did not, what to practise."),
    "delete": ("rehearse.cli.housekeeping:delete", "Delete takes."),
    "rebuild": ("rehearse.cli.housekeeping:rebuild", "Make the library's index anew from its folders."),
    "backup": ("rehearse.cli.backup:backup", "Write the library, loops and own packs into one archive."),
    "restore": ("rehearse.cli.backup:restore", "Bring back what a backup holds, over nothing that is there."),
    "move": ("rehearse.cli.backup:move", "Move the library to another folder: copy, verify, switch."),
    "packs": ("rehearse.cli.packs:packs", "List, show and check question packs."),
    "weights": ("rehearse.cli.weights:weights", "Recogniser weights: list, install, add, remove, verify."),
    "doctor": ("rehearse.cli.doctor:doctor", "Check this machine, and say what to do."),
}


class LazyGroup(click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])
        with formatter.section("Exit codes"):
            formatter.write_dl(EXIT_CODES)


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rehearse")
@click.option("--library", type=click.Path(path_type=Path, readable=False), help="Use this library folder.")
@click.option("--camera", metavar="clip:FILE", default="", help="Open the app with a video file as its camera.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.pass_context
def cli(ctx: click.Context, library: Path | None, camera: str, debug: bool) -> int | None:
    """Practise behavioural interviews offline. Nothing leaves this machine.

    Without a command, opens the app.
    """
    ctx.obj = {"library": library, "debug": debug}
    if ctx.invoked_subcommand is None:
        from rehearse.cli.window import open_app

        return open_app(library, camera)
    if camera:
        raise click.UsageError(f"--camera is for the app; {ctx.invoked_subcommand} takes no picture.")
    return None


def main() -> NoReturn:
    prepare_streams()
    code = run(sys.argv[1:])
    abandon_stdout()
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run the command line and return its exit code."""
    debug = "--debug" in args
    try:
        result = cli.main(args=args, prog_name="rehearse", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        click.echo("Cancelled.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        return 0
    except RehearseError as error:
        return _expected(error, debug)
    except Exception as error:
        return _expected(_unprintable(error) or _bug(error), debug)


def _expected(error: RehearseError, debug: bool) -> int:
    say_failure(error, debug=debug)
    return error.exit_code


def _unprintable(error: Exception) -> ExportError | None:
    """What stdout refuses names no file, unlike what the file system refuses."""
    if not isinstance(error, OSError) or error.filename or error.errno not in OUTPUT_REFUSED:
        return None
    refused = ExportError(f"The output cannot be written ({error.strerror}).", "Send it to another place.")
    refused.__cause__ = error
    return refused


def _bug(error: Exception) -> BugError:
    from rehearse.log import record_bug

    place = record_bug(error)
    bug = BugError(f"something went wrong inside ({type(error).__name__}).", f"The details are in {place}.")
    bug.__cause__ = error
    return bug
