"""Recognising opens no connection and looks nothing up in a hub's cache, in its child processes neither."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

# Python runs this at the start of every process that sees its folder, children of children included.
GUARD = """
import os, sys

LOG, CACHE = os.environ["GUARD_LOG"], os.environ["HF_HOME"]
FORBIDDEN = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}

def note(line):
    handle = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, (line + "\\n").encode())
    os.close(handle)

def guard(event, args):
    looks_up = event in {"open", "os.listdir", "os.scandir"} and str(args[0]).startswith(CACHE)
    if event in FORBIDDEN or looks_up:
        note(f"{event} {args}")
        raise PermissionError(f"{event} is forbidden here")

note(f"guarded {os.getpid()}")
sys.addaudithook(guard)
"""

LISTEN = """
import sys
from pathlib import Path
from spoken import read_spoken
from rehearse.signals.recognisers import open_recogniser

def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    model = data / "whisper-synthetic" if sys.argv[3] == "whisper" else None
    spoken = read_spoken(data, "flite-slt", out)
    words = open_recogniser(sys.argv[3], model=model).transcribe(
        spoken.samples, speech=spoken.speech, progress=lambda _: None
    ).words
    print(len(words))

if __name__ == "__main__":
    main()
"""

PROBE = "import socket; socket.create_connection(('127.0.0.1', 9))"


@pytest.fixture
def guarded(tmp_path):
    """Runs Python with the guard and a hub's cache that holds the model; gives its result and what the guard noted."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    cache = tmp_path / "hub-cache"
    snapshot = cache / "hub" / "models--openai--whisper-tiny.en" / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "tokenizer.json").write_text("{}")
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("0" * 40)
    log = tmp_path / "guard.log"
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parent)])
    env = os.environ | {"PYTHONPATH": path, "GUARD_LOG": str(log), "HF_HOME": str(cache)}

    def run(*args):
        done = subprocess.run([sys.executable, *args], env=env, capture_output=True, text=True, check=False)
        return done, log.read_text().splitlines()

    return run


@pytest.mark.parametrize(("name", "processes"), [("sphinx", 3), ("whisper", 1)])
def test_recognising_opens_no_socket_and_looks_nothing_up(guarded, data, tmp_path, name, processes):
    script = tmp_path / "listen.py"
    script.write_text(textwrap.dedent(LISTEN))
    done, noted = guarded(script, data, tmp_path, name)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
    assert [line for line in noted if not line.startswith("guarded")] == []
    assert len(noted) >= processes


def test_the_guard_would_have_seen_it(guarded):
    done, noted = guarded("-c", PROBE)
    assert done.returncode != 0 and any("socket.getaddrinfo" in line or "socket.connect" in line for line in noted)
