"""The worker as a real process: results, failures, cancel, crash, and a parent that dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rehearse.analysis.client import AnalysisProcess, analyse_in_worker
from rehearse.analysis.protocol import FailedMessage, ProgressMessage, line, read_message
from rehearse.analysis.request import Request
from rehearse.errors import Cancelled, MediaError, RehearseError

DATA = Path(__file__).parents[1] / "data"
CLIP = DATA / "presenter/interview_good.mp4"
WORKER = [sys.executable, "-m", "rehearse.analysis.worker"]


def request(out: Path, file: Path = CLIP) -> Request:
    return Request(str(file), str(out), recogniser="whisper", model=str(DATA / "whisper-synthetic"), gaze_rate=5.0)


def test_outcome_comes_back_with_progress_on_the_way(tmp_path):
    told: list[ProgressMessage] = []
    outcome = analyse_in_worker(request(tmp_path), on_progress=told.append)
    assert outcome.analysis.transcript.words
    assert told[-1].overall == pytest.approx(1.0) and all(message.label for message in told)


def test_expected_errors_cross_the_pipe_as_themselves(tmp_path):
    with pytest.raises(MediaError, match=r"nowhere\.mp4") as caught:
        analyse_in_worker(request(tmp_path, tmp_path / "nowhere.mp4"), on_progress=lambda _: None)
    assert caught.value.hint


def test_stop_ends_the_worker_within_two_seconds_and_leaves_nothing(tmp_path):
    process, begun = AnalysisProcess(request(tmp_path)), threading.Event()
    errors: list[BaseException] = []

    def follow() -> None:
        try:
            process.run(lambda _: begun.set())
        except RehearseError as error:
            errors.append(error)

    thread = threading.Thread(target=follow)
    thread.start()
    assert begun.wait(30)
    began = time.monotonic()
    process.stop()
    thread.join(5)
    assert time.monotonic() - began < 2.5
    assert isinstance(errors[0], Cancelled)
    assert list(tmp_path.iterdir()) == []


def test_crash_of_the_worker_is_one_sentence(tmp_path):
    process = AnalysisProcess(request(tmp_path))

    def kill(_: ProgressMessage) -> None:
        os.kill(process.pid, signal.SIGSEGV)

    with pytest.raises(RehearseError, match="stopped without a word") as caught:
        process.run(kill)
    assert caught.value.hint


def test_worker_ends_when_its_parent_is_gone(tmp_path):
    worker = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert worker.stdin and worker.stdout
    worker.stdin.write(line(request(tmp_path)))
    worker.stdin.flush()
    worker.stdout.readline()
    worker.stdin.close()
    last = [read_message(data) for data in worker.stdout][-1]
    assert isinstance(last, FailedMessage) and last.kind == "Cancelled"
    assert worker.wait(10) == Cancelled.exit_code
    worker.stdout.close()


def test_chatter_on_stdout_never_reaches_the_protocol(tmp_path):
    shout = "import os, threading; from rehearse.analysis import worker; import rehearse.analysis.pipeline as p"
    inner = "run = p.Job.run; p.Job.run = lambda job: (os.write(1, b'native chatter'), print('chatter'), run(job))[-1]"
    worker = subprocess.run(
        [sys.executable, "-c", f"{shout}; {inner}; worker.main()"],
        input=line(request(tmp_path)),
        capture_output=True,
        check=False,
    )
    assert b"native chatter" in worker.stderr
    assert all(read_message(data) for data in worker.stdout.splitlines())
