import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rehearse.errors import Cancelled, RecogniserError
from rehearse.signals.crew import work_through


def make_worker():
    return work


def work(job):
    what, value = job
    if what == "sleep":
        time.sleep(value)
    elif what == "fail":
        raise ValueError(value)
    elif what == "die":
        os._exit(value)
    return os.getpid(), value


def make_nothing():
    raise OSError("no model")


def run(jobs, tick=lambda: None, make=make_worker):
    return dict(work_through(jobs, make, processes=2, tick=tick))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def test_every_job_is_done_once_in_other_processes():
    done = run([("echo", i) for i in range(7)])
    assert {i: value for i, (_, value) in done.items()} == {i: i for i in range(7)}
    assert os.getpid() not in {pid for pid, _ in done.values()}


def test_no_jobs_no_processes():
    assert run([]) == {}


def test_a_failing_job_raises_here_and_a_dying_process_is_told():
    with pytest.raises(ValueError, match="bad"):
        run([("fail", "bad"), ("sleep", 30)])
    with pytest.raises(RecogniserError, match="exit code 3"):
        run([("die", 3), ("sleep", 30)])
    with pytest.raises(OSError, match="no model"):
        run([("echo", 1)], make=make_nothing)


def test_stopping_ends_the_processes_at_once():
    began = time.monotonic()
    pids = []

    def tick():
        if pids:
            raise Cancelled

    results = work_through([("echo", 1), ("sleep", 60), ("sleep", 60)], make_worker, processes=2, tick=tick)
    pids.append(next(results)[1][0])
    with pytest.raises(Cancelled):
        list(results)
    assert time.monotonic() - began < 10 and not alive(pids[0])


PARENT = """
import sys
sys.path.insert(0, {folder!r})
from test_crew import make_worker
from rehearse.signals.crew import work_through
if __name__ == "__main__":
    for _, (pid, _) in work_through([("echo", 1), ("echo", 2), ("sleep", 1.0)], make_worker, processes=2, tick=int):
        print(pid, flush=True)
"""


def test_a_killed_parent_leaves_no_process_behind(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(folder=str(Path(__file__).parent)))
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    pids = {int(parent.stdout.readline()) for _ in range(2)}
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not any(map(alive, pids)):
            return
        time.sleep(0.1)
    pytest.fail("workers outlive their parent")
