"""The optional model on this machine: refused elsewhere, believed only where it quotes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from rehearse import settings
from rehearse.cli.main import run
from rehearse.errors import LocalModelError
from rehearse.local_model.endpoint import MOST_BYTES, complete, local_endpoint
from rehearse.local_model.propose import believed, propose
from rehearse.settings import Settings
from rehearse.types import Provenance, Question, Transcript, Word
from tests import builders

TEXT = "So I moved the launch by two weeks, and Tom lost his biggest deal."
WORDS = tuple(Word(word, float(place), place + 0.5) for place, word in enumerate(TEXT.split()))
SAID = Transcript(WORDS, "en", Provenance("test"))


class Fake(BaseHTTPRequestHandler):
    """A server whose next answer is set by the test, and which keeps what it was asked."""

    status, body, asked = 200, b"", []

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        Fake.asked.append((self.path, json.loads(self.rfile.read(length))))
        self.send_response(Fake.status)
        self.send_header("Location", "http://example.org/")
        self.end_headers()
        self.wfile.write(Fake.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    Fake.status, Fake.asked = 200, []
    http = HTTPServer(("127.0.0.1", 0), Fake)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}/v1"
    http.shutdown()
    thread.join()
    http.server_close()


def says(content):
    Fake.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def proposals(*rows):
    return json.dumps({"follow_ups": [{"quote": quote, "question": question} for quote, question in rows]})


# --------------------------------------------------------------------------- where it may be


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/v1", "http://192.168.0.7:11434/v1", "https://127.0.0.1/v1", "http://0.0.0.0:1/v1",
        "http://127.0.0.1.example.org/v1", "http://user@127.0.0.1/v1", "http://127.0.0.1:99999/v1", "ftp://127.0.0.1/",
        "file:///etc/passwd", "http://[::ffff:8.8.8.8]/v1", "127.0.0.1:11434", "", "http://2130706433/v1", "http://[::1",
        "http://127.0.0.1/v1?to=http://example.org",
    ],
)  # fmt: skip
def test_another_machine_is_refused(url):
    with pytest.raises(LocalModelError) as refused:
        local_endpoint(url, "small")
    assert refused.value.hint


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("http://127.0.0.9/v1", "http://127.0.0.9:80/v1"),
    ],
)
def test_this_machine_is_accepted_by_its_address(url, base):
    assert local_endpoint(url, " small ").base == base


def test_localhost_is_looked_up_once():
    base = local_endpoint("http://localhost:11434/v1", "small").base
    assert base in ("http://127.0.0.1:11434/v1", "http://[::1]:11434/v1")


def test_localhost_that_leads_elsewhere_is_refused(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: [(0, 0, 0, "", ("8.8.8.8", 0))])
    with pytest.raises(LocalModelError, match="not this machine"):
        local_endpoint("http://localhost:1/v1", "small")


def test_a_model_must_be_named():
    with pytest.raises(LocalModelError, match="No model"):
        local_endpoint("http://127.0.0.1:1/v1", "  ")


# --------------------------------------------------------------------------- what it may say


def test_what_quotes_the_transcript_is_asked(server):
    says("Sure! ```json\n" + proposals(("i moved the launch BY two weeks", "What did two weeks cost Tom?")) + "\n```")
    (found,) = propose(local_endpoint(server, "small"), SAID, question=Question("p/q", "A hard call?"))
    assert (found.element, found.question) == ("model", "What did two weeks cost Tom?")
    assert (found.quote, found.start_s) == ("I moved the launch by two weeks", 1.0)
    ((path, body),) = Fake.asked
    assert path == "/v1/chat/completions" and body["model"] == "small" and TEXT in body["messages"][1]["content"]


@pytest.mark.parametrize(
    "rows",
    [
        [("we fired the whole team", "Why did you fire them?")],
        [("the launch", "What launch?")],
        [("I moved the launch by two weeks", "That was a great decision.")],
        [("I moved the launch by two weeks", "Why?\x1b[2J?")],
        [("I moved the launch by two weeks", "Why " * 100 + "?")],
        [(7, None)],
    ],
)
def test_what_does_not_is_dropped(rows):
    assert list(believed(proposals(*rows), TEXT)) == []


def test_the_same_question_comes_once_and_at_most_three(server):
    quote = "I moved the launch by two weeks"
    says(proposals(*[(quote, f"Why {n}?") for n in (1, 1, 2, 3, 4)]))
    assert [f.question for f in propose(local_endpoint(server, "small"), SAID)] == ["Why 1?", "Why 2?", "Why 3?"]


@pytest.mark.parametrize(
    "content", ["", "no idea", "{", "[1, 2]", '{"follow_ups": 3}', '{"follow_ups": ["x"]}', "{" * 9999]
)
def test_nonsense_proposes_nothing(content):
    assert list(believed(content, TEXT)) == []


def test_without_words_nothing_is_asked(server):
    assert propose(local_endpoint(server, "small"), Transcript((), "en", Provenance("test"))) == ()
    assert Fake.asked == []


# --------------------------------------------------------------------------- what can go wrong


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_refusal_is_told_and_no_redirection_followed(server, status):
    Fake.status = status
    with pytest.raises(LocalModelError, match=str(status)):
        propose(local_endpoint(server, "small"), SAID)
    assert len(Fake.asked) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}'])
def test_an_answer_of_another_kind_is_told(server, body):
    Fake.body = body
    with pytest.raises(LocalModelError, match="did not answer"):
        propose(local_endpoint(server, "small"), SAID)


def test_a_flood_is_cut_off(server):
    Fake.body = b"x" * (MOST_BYTES + 10)
    with pytest.raises(LocalModelError, match="too long"):
        propose(local_endpoint(server, "small"), SAID)


def test_a_proxy_is_not_used(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    says("hello")
    assert complete(local_endpoint(server, "small"), []) == "hello"


def test_nobody_there_is_told():
    with pytest.raises(LocalModelError, match="can't be reached"):
        complete(local_endpoint("http://127.0.0.1:9/v1", "small"), [])


# --------------------------------------------------------------------------- in the terminal


@pytest.fixture
def library(tmp_path):
    root = tmp_path / "library"
    builders.fill_library(root, 1)
    return str(root)


def test_the_command_asks_the_model_that_is_named(server, library, capsys):
    says(proposals(("I decided to move the launch", "Who was told first?")))
    assert run(["--library", library, "ask", "--url", server, "--model", "small", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["question"] for row in told["follow_ups"]] == ["Who was told first?"] and told["model"] == "small"
    assert run(["--library", library, "ask", "--url", server, "--model", "small"]) == 0
    assert "Who was told first?" in capsys.readouterr().out


def test_the_command_uses_the_settings_and_is_off_without(server, library, capsys):
    assert run(["--library", library, "ask"]) == 4
    assert "none is needed" in capsys.readouterr().err
    settings.save(Settings(local_model_url=server, local_model="small"))
    says(proposals())
    assert run(["--library", library, "ask"]) == 0
    assert "nothing that quotes" in capsys.readouterr().out
    assert run(["--library", library, "ask", "--url", "http://8.8.8.8/v1"]) == 4
    assert "not this machine" in capsys.readouterr().err
