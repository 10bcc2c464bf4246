"""What the pages for people name is there: files, make targets, commands with their options, modules."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest

from rehearse.cli.main import cli

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "question_packs", "assets", "packaging", "tests/data")
PAGES = (*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md")))
SOURCES = (
    *(file for top in ("rehearse", "ui", "packaging") for file in (ROOT / top).rglob("*.*")),
    ROOT / "Makefile",
)
PATH = re.compile(
    r"(?<![\w./-])((?:rehearse|ui|tests|assets|docs|packaging|question_packs)/(?:[\w.-]+/)*(?:[\w-]+(?:\.\w+)+)?)"
)
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def code(page: Path) -> list[str]:
    """What stands as code on a page: the lines of blocks without what explains them, and what is in backticks."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"(?:^ {4}\S.*\n)+", text, re.MULTILINE)
    lines = [re.split(r"\s{2,}", line.strip())[0] for block in blocks for line in block.splitlines()]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return lines + [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", prose)]


def named(pattern: str) -> list[tuple[str, str]]:
    """What the pages name by this pattern, as (page, its first group), each once."""
    found = {
        (str(page.relative_to(ROOT)), match[1])
        for page in PAGES
        for piece in code(page)
        for match in [re.match(pattern, piece)]
        if match
    }
    return sorted(found)


def links() -> list[tuple[str, str]]:
    found = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
    return [(str(page.relative_to(ROOT)), link) for page in PAGES for link in found.findall(page.read_text("utf-8"))]


def test_there_is_something_to_check() -> None:
    assert len(PAGES) >= 7 and len(links()) >= 8
    assert len(named(r"make (\S+)")) >= 12
    assert len(named(r"(?:\.venv/bin/)?rehearse (.+)")) >= 25


@pytest.mark.parametrize(("page", "link"), links())
def test_every_link_leads_somewhere(page: str, link: str) -> None:
    assert (ROOT / page).parent.joinpath(link).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_on_a_page_is_there(page: Path) -> None:
    paths = {path for piece in code(page) for path in PATH.findall(piece)}
    assert not {path for path in paths if not (ROOT / path).exists()}


@pytest.mark.parametrize(("page", "target"), named(r"make (\S+)"))
def test_every_make_target_is_there(page: str, target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize(("page", "module"), named(r"(?:\.venv/bin/)?python -m (\S+)"))
def test_every_module_that_is_run_is_there(page: str, module: str) -> None:
    assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize(("page", "words"), named(r"(?:\.venv/bin/)?rehearse (.+)"))
def test_every_command_and_option_is_there(page: str, words: str) -> None:
    command: click.Command = cli
    options = _options(cli)
    for word in shlex.split(words):
        if word.startswith("-"):
            assert word.split("=")[0] in options, f"{command.name} has no {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            assert found is not None, f"{command.name} has no command {word}"
            command, options = found, options | _options(found)


def _options(command: click.Command) -> set[str]:
    return {"-h", "--help", *(option for parameter in command.params for option in parameter.opts)}


def test_every_path_in_a_comment_or_a_script_is_there() -> None:
    missing = [
        f"{file.relative_to(ROOT)}: {path}"
        for file in SOURCES
        if file.suffix in (".py", ".sh", ".toml", ".qss", ".md", "")
        for path in PATH.findall(file.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert not missing
