"""The map in CONTRIBUTING is complete, and what is counted in the pages is so."""

import re
from pathlib import Path

from rehearse.questions import builtin_packs, find_question

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = re.findall(r"`([\w/.]+(?:/|\.py|\.toml))`", GUIDE)


def test_every_package_is_on_the_map():
    packages = {
        f"{place.parent.relative_to(ROOT)}/"
        for top in ("rehearse", "ui")
        for place in ROOT.glob(f"{top}/*/__init__.py")
    }
    assert packages <= set(MAP)


def test_the_changelog_counts_the_questions_that_there_are():
    told = re.search(r"question packs with (\d+) questions", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert int(told[1]) == sum(len(pack.questions) for pack in builtin_packs())


def test_the_demo_asks_a_question_that_exists():
    script = (ROOT / "packaging" / "demo.sh").read_text(encoding="utf-8")
    assert find_question(re.search(r"--question (\S+)", script)[1])
