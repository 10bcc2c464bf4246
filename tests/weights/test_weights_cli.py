import json

import pytest

from rehearse.cli import main as cli_main
from rehearse.weights import catalogue, fetch
from tests.weights.fake_hub import CONTENT, FakeHub, weights_of


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.setattr(catalogue, "CATALOGUE", (weights_of(),))
    monkeypatch.setattr(fetch, "PAUSE_S", 0.0)
    with FakeHub() as hub:
        monkeypatch.setenv("REHEARSE_WEIGHTS_ENDPOINT", hub.url)
        yield hub


def run(capsys, *args):
    code = cli_main.run(["weights", *args])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_nothing_is_fetched_without_consent(hub, capsys, monkeypatch):
    code, _, err = run(capsys, "install", "toy.en")
    assert code == 2 and "--yes" in err and "licence MIT" in err and hub.url in err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", lambda *_, **__: (_ for _ in ()).throw(__import__("click").Abort()))
    assert run(capsys, "install", "toy.en")[0] == 130
    assert hub.requests == []


def test_install_list_verify_remove(hub, capsys):
    assert run(capsys, "install", "toy.en", "--yes")[0] == 0
    (row,) = json.loads(run(capsys, "list", "--json")[1])
    assert (row["name"], row["state"]) == ("toy.en", "in use")
    assert run(capsys, "verify")[:2] == (0, "toy.en: whole\n")
    code, out, _ = run(capsys, "remove", "toy.en", "--yes", "--json")
    assert code == 0 and json.loads(out)["freed"] > weights_of().size
    assert json.loads(run(capsys, "list", "--json")[1])[0]["state"] == ""


def test_ctrl_c_keeps_what_was_fetched_and_says_so(hub, capsys, monkeypatch, home):
    save = fetch._save

    def interrupted(response, part, *rest):
        if part.name == "model.bin.part":
            part.write_bytes(CONTENT["model.bin"][:1000])
            raise KeyboardInterrupt
        save(response, part, *rest)

    monkeypatch.setattr(fetch, "_save", interrupted)
    code, _, err = run(capsys, "install", "toy.en", "--yes")
    assert code == 130 and "kept" in err and "again" in err
    monkeypatch.setattr(fetch, "_save", save)
    assert "partly fetched" in run(capsys, "list")[1]
    assert run(capsys, "install", "toy.en", "--yes")[0] == 0
    assert hub.ranges()[-1] == "bytes=1000-"


def test_damage_is_told_with_an_exit_code(hub, capsys, home):
    run(capsys, "install", "toy.en", "--yes")
    (home / "weights" / "toy.en" / "config.json").write_bytes(b"x")
    code, out, _ = run(capsys, "verify", "toy.en")
    assert code == 4 and "config.json holds 1 bytes" in out


def test_add_and_its_refusal(hub, capsys, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    code, _, err = run(capsys, "add", str(folder))
    assert code == 4 and "lacks model.bin" in err
    for name, data in CONTENT.items():
        (folder / name).write_bytes(data)
    code, out, _ = run(capsys, "add", str(folder), "--name", "other", "--json")
    assert code == 0 and json.loads(out)["name"] == "other"
