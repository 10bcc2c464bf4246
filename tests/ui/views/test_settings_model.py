"""What Settings tells is looked up, never assumed."""

from __future__ import annotations

import dataclasses
import os
import socket
from pathlib import Path

import pytest

from rehearse.settings import Settings
from rehearse.store import open_library
from rehearse.weights.shelf import installed
from tests.builders import make_analysis
from tests.ui.practised import fill_practised
from tests.ui.views.test_today_model import TODAY
from ui.views.settings import connections, model
from ui.views.settings.model import Answers

linux = pytest.mark.skipif(not Path("/proc/self/net").is_dir(), reason="asks Linux")


@linux
def test_this_process_is_seen_to_have_no_connection():
    answer = connections.look([os.getpid()], platform="linux")
    assert answer.connections == 0 and answer.headline.startswith("No")
    assert f"pid={os.getpid()}," in answer.proof


@linux
@pytest.mark.enable_socket
def test_a_connection_of_this_process_is_seen():
    with socket.create_server(("127.0.0.1", 0)):
        answer = connections.look([os.getpid()], platform="linux")
    assert answer.connections == 1 and not answer.headline.startswith("No")


def test_the_system_s_own_lines_are_read(tmp_path):
    fd, net = tmp_path / "7" / "fd", tmp_path / "7" / "net"
    fd.mkdir(parents=True)
    net.mkdir()
    (fd / "3").symlink_to("socket:[111]")
    (fd / "4").symlink_to("/dev/null")
    peer = "   0: 0100007F:1F90 0100A8C0:01BB 01 00000000:00000000 00:00000000 00000000  1000 0 {} 1\n"
    (net / "tcp").write_text("header\n" + peer.format(111) + peer.format(222))
    assert connections.look([7], proc=tmp_path, platform="linux").connections == 1
    (net / "tcp").write_text("header\n" + peer.format(222))
    assert connections.look([7, 8], proc=tmp_path, platform="linux").connections == 0


def test_other_systems_are_told_by_construction():
    answer = connections.look([1], platform="darwin")
    assert answer.connections is None and "opened no connection" in answer.sentence


def test_without_weights_the_built_in_recogniser_is_in_use_and_the_catalogue_is_offered():
    rows = model.weights_rows(Settings())
    assert {row.state for row in rows} == {"not here"} and "base.en" in {row.name for row in rows}
    assert "rough" in model.in_use_line(Settings(), rows)
    assert "installed" in model.in_use_line(Settings(recogniser="whisper"), rows)
    agreed = model.consent(rows[1])
    assert "148 MB" in agreed and "MIT" in agreed and "huggingface.co/Systran" in agreed
    assert model.downloaded(rows) == ()


def test_installed_weights_are_listed_with_the_one_in_use(data):
    from rehearse.weights.add import add

    add(data / "whisper-synthetic", name="mine")
    (own,) = [row for row in model.weights_rows(Settings()) if row.here]
    assert own.name == "mine" and own.state == "in use" and own.size == installed()[0].size
    assert "licence unknown" in own.about
    assert model.in_use_line(Settings(), [own]) == "In use: Whisper with the weights mine."
    (rough,) = [row for row in model.weights_rows(Settings(recogniser="sphinx")) if row.here]
    assert rough.state == "installed"


def test_precision_is_counted_from_answers_and_few_are_said_to_be_few(tmp_path):
    ids = fill_practised(tmp_path / "library", today=TODAY, days=12)
    with open_library(tmp_path / "library") as library:
        assert "yet" in model.precision_lines(Answers())[0]
        analysis = make_analysis()
        answered = tuple(
            dataclasses.replace(filler, confirmed=index != 0) for index, filler in enumerate(analysis.fillers)
        )
        for take_id in ids[:4]:
            library.save_analysis(take_id, dataclasses.replace(analysis, fillers=answered))
        lines = model.precision_lines(Answers().with_takes(library, model.analysed_ids(library)))
    text = [f for f in answered if f.witnesses == ("text",)]
    right = sum(bool(f.confirmed) for f in text)
    share = f"{right / len(text):.0%}"
    assert lines[0] == f"Seen in the words: right {4 * right} of {4 * len(text)} times ({share})."
    assert lines[1].endswith("4 of 4 times; too few to rely on.")


def test_storage_is_what_the_disk_says(tmp_path):
    ids = fill_practised(tmp_path / "library", today=TODAY, days=12)
    with open_library(tmp_path / "library") as library:
        found = model.storage(library)
    assert (
        found.takes == len(ids)
        and found.used == 4000 * len(ids)
        and found.room.free > 0
        and found.room.videos == found.used
    )
    assert found.sentence == f"{len(ids)} takes are kept here."
