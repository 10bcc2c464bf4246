"""The `rehearse` command: finds the subcommand, turns expected errors into one sentence and bugs into a log entry."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import NoReturn

import click

from rehearse import __version__
from rehearse.errors import RehearseError

BUG = 70
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
    "takes": ("rehearse.cli.takes:takes", "List the takes in the library."),
    "show": ("rehearse.cli.takes:show", "Show one take's report."),
    "search": ("rehearse.cli.takes:search", "Search what was said."),
    "trends": ("rehearse.cli.trends:trends", "What changed over days, and whether it can be heard."),
    "export": ("rehearse.cli.export:export", "Write a take as HTML, captions, CSV or JSON."),
    "delete": ("rehearse.cli.takes:delete", "Delete takes."),
    "rebuild": ("rehearse.cli.takes:rebuild", "Make the library's index anew from its folders."),
    "packs": ("rehearse.cli.questions:packs", "List, show and check question packs."),
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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rehearse")
@click.option("--library", type=click.Path(path_type=Path, file_okay=False), help="Use this library folder.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.pass_context
def cli(ctx: click.Context, library: Path | None, debug: bool) -> None:
    """Practise behavioural interviews offline. Nothing leaves this machine."""
    ctx.obj = {"library": library, "debug": debug}


def main() -> NoReturn:
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run the command line and return its exit code; never raises, except with --debug."""
    debug = "--debug" in args
    try:
        result = cli.main(args=args, prog_name="rehearse", standalone_mode=False)
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
        return _bug(error, debug)


def _expected(error: RehearseError, debug: bool) -> int:
    if debug:
        raise error
    click.echo(f"rehearse: {error.message}" + (f"\n  {error.hint}" if error.hint else ""), err=True)
    return error.exit_code


def _bug(error: Exception, debug: bool) -> int:
    from rehearse.log import record_bug

    if debug:
        raise error
    place = record_bug(error)
    click.echo(f"rehearse: something went wrong inside ({type(error).__name__}); the details are in {place}", err=True)
    return BUG
