import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from rehearse.cli.main import run
from rehearse.export.week import gather_week, to_html
from rehearse.store import open_library
from tests.builders import QUESTION, make_analysis
from tests.seeded.__main__ import fill_seeded

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    place = tmp_path_factory.mktemp("seeded")
    fill_seeded(place, today=TODAY, days=60)
    open_library(place).close()
    return place


def week_of(root, last):
    with open_library(root) as library:
        return gather_week(library, last=last, days_aim=5, loops_aim=1)


def test_it_holds_the_answers_of_seven_days_and_no_others(root):
    for last in (TODAY, date(2026, 10, 31)):
        week = week_of(root, last)
        with open_library(root) as library:
            rows = [row for row in library.list() if week.first <= row.created_at[:10] <= week.last and row.whole]
        assert week.takes == len(rows)
        assert week.days == len({row.created_at[:10] for row in rows})
        for watch in (week.best, week.hardest):
            assert watch is None or watch.take_id in {row.id for row in rows}


def test_a_past_week_is_told_as_it_stood_then(root, tmp_path):
    then = date(2026, 10, 31)
    kept = tmp_path / "cut"
    (kept / "takes").mkdir(parents=True)
    with open_library(root) as library:
        ids = [row.id for row in library.list() if row.created_at[:10] <= then.isoformat()]
        patches = [patch.take.id for take_id in ids for patch in library.patches(take_id)]
    for take_id in (*ids, *patches):
        (kept / "takes" / take_id).symlink_to(root / "takes" / take_id)
    (kept / "loops").symlink_to(root / "loops")
    assert week_of(kept, then) == week_of(root, then)


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not {name for name, _ in attrs} & {"href", "src", "onclick", "onload", "style"}
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_stands_alone_and_everything_said_is_escaped(tmp_path):
    evil = "</b><script>alert(1)</script>"
    asked = QUESTION.__class__("p/x", f"Why {evil}?", "x")
    analysis = make_analysis()
    cost = analysis.moments[0].__class__(3.0, 5.0, "fillers", f"Said {evil}", 0.9)
    with open_library(tmp_path / "library") as library:
        recording = tmp_path / "a.wav"
        recording.write_bytes(b"x")
        changed = analysis.__class__(**{**vars(analysis), "moments": (cost,)})
        library.add(recording, analysis=changed, question=asked, created_at="2026-11-20T09:00:00+00:00")
        page = to_html(gather_week(library, last=TODAY))
    read = Page()
    read.feed(page)
    assert read.open == []
    assert "script" not in read.tags
    assert page.count("&lt;script&gt;") == 2
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src &#39;none&#39;" in page


def test_every_state_has_its_page(root, tmp_path):
    with open_library(tmp_path / "empty") as library:
        empty = to_html(gather_week(library, last=TODAY))
    assert "No answer this week" in empty
    assert "What changed" not in empty
    for last in (date(2026, 9, 25), date(2026, 10, 20), TODAY):
        page = to_html(week_of(root, last))
        assert not re.search(r"\bNone\b|nan|\{\{|\{%", page)


def test_the_command_prints_writes_and_gives_json(root, tmp_path, capsys):
    call = ["--library", str(root), "week", "--last", TODAY.isoformat()]
    assert run(call) == 0
    assert "Practise next" in capsys.readouterr().out
    page = tmp_path / "week.html"
    assert run([*call, "--html", str(page)]) == 0
    assert page.read_text().startswith("<!doctype html>")
    assert run([*call, "--html", str(page)]) == 6
    assert run([*call, "--html", str(page), "--force"]) == 0
    capsys.readouterr()
    assert run([*call, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["last"] == TODAY.isoformat()
    assert {"changed", "unchanged", "best", "hardest", "practise", "next_step", "summary"} <= told.keys()
    assert run(["--library", str(tmp_path / "none"), "week"]) == 7
