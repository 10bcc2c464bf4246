"""The process that looks at the preview, on pictures of a rendered head."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rehearse.analysis.framing_protocol import (
    FailedMessage,
    FramingMessage,
    ReadyMessage,
    encode_frame,
    read_message,
)
from rehearse.media.frames import read_frames

CLIP = Path(__file__).parents[1] / "data/presenter/interview_good.mp4"
Watch = subprocess.Popen[bytes]


@pytest.fixture
def watch() -> Iterator[Watch]:
    command = [sys.executable, "-m", "rehearse.analysis.framing_watch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.fixture(scope="module")
def head() -> np.ndarray:
    """(240, 320, 3) a head and shoulders."""
    picture = next(iter(read_frames(CLIP, rate=1.0))).rgb
    step = picture.shape[1] // 320
    return np.ascontiguousarray(picture[::step, ::step])


def ask(process: Watch, picture: np.ndarray, seconds: float) -> FramingMessage:
    assert process.stdin and process.stdout
    height, width = picture.shape[:2]
    process.stdin.write(encode_frame(picture.tobytes(), width=width, height=height, seconds=seconds))
    process.stdin.flush()
    answer = read_message(process.stdout.readline())
    assert isinstance(answer, FramingMessage)
    return answer


def ready(process: Watch) -> None:
    assert process.stdout
    assert read_message(process.stdout.readline()) == ReadyMessage()


def test_it_answers_frame_by_frame_and_ends_when_its_input_closes(watch: Watch, head: np.ndarray) -> None:
    ready(watch)
    answers = [ask(watch, head, i * 0.33) for i in range(6)]
    assert [answer.seconds for answer in answers] == [i * 0.33 for i in range(6)]
    last = answers[-1]
    assert last.faces == 1
    assert last.face_offset == pytest.approx(0, abs=12)
    assert last.face_height == pytest.approx(31, abs=6)
    assert last.towards_lens is True
    empty = [ask(watch, np.full_like(head, 90), 2.0 + i * 0.33) for i in range(8)][-1]
    assert (empty.faces, empty.face_height, empty.towards_lens) == (0, None, None)
    assert empty.hint == "No face is seen in the picture."
    assert watch.stdin
    watch.stdin.close()
    assert watch.wait(10) == 0


def test_it_sees_two_faces_and_a_dark_one(watch: Watch, head: np.ndarray) -> None:
    ready(watch)
    narrow = head[:, 70:250]
    two = [ask(watch, np.ascontiguousarray(np.hstack([narrow, narrow])), i * 0.33) for i in range(6)][-1]
    assert two.faces == 2
    assert two.hint_key == "several_faces"
    dark = [ask(watch, (head * 0.18).astype(np.uint8), 3.0 + i * 0.33) for i in range(12)][-1]
    assert dark.hint_key == "face_light"


@pytest.mark.parametrize("damage", [b"nothing like a frame at all", b"RFRM\x04\x00"])
def test_damaged_input_ends_it_with_a_sentence(watch: Watch, damage: bytes) -> None:
    ready(watch)
    said, chatter = watch.communicate(damage, timeout=20)
    assert isinstance(read_message(said), FailedMessage)
    assert watch.returncode == 65
    assert b"Traceback" not in chatter


def test_it_ends_quietly_when_nobody_listens(watch: Watch, head: np.ndarray) -> None:
    ready(watch)
    assert watch.stdin and watch.stdout and watch.stderr
    watch.stdout.close()
    watch.stdin.write(encode_frame(head.tobytes(), width=320, height=240, seconds=0.0))
    watch.stdin.flush()
    assert watch.wait(10) == 0
    assert b"Traceback" not in watch.stderr.read()
