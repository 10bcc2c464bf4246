import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.analysis.protocol import (
    CancelMessage,
    DoneMessage,
    FailedMessage,
    Message,
    ProgressMessage,
    line,
    read_message,
    read_request,
)
from rehearse.analysis.request import Request
from rehearse.types import Question, Span

fractions = st.floats(0, 1)
messages = st.one_of(
    st.builds(ProgressMessage, st.text(), st.text(), fractions, fractions, st.none() | st.floats(0, 1e6)),
    st.builds(DoneMessage, st.text()),
    st.builds(FailedMessage, st.text(), st.text(), st.text()),
)


@given(messages)
def test_messages_survive_the_pipe_as_one_line(message: Message):
    data = line(message)
    assert data.count(b"\n") == 1 and data.endswith(b"\n")
    assert read_message(data) == message


def test_request_survives_the_pipe():
    request = Request("a b.mp4", "/tmp/out", question=Question("p/q", "Why?"), baseline=Span(0, 1), model="/m")
    assert read_request(line(request)) == request


@pytest.mark.parametrize("data", [b"", b"{}\n", b'{"type":"hello"}\n', b"not json\n", line(CancelMessage())])
def test_anything_else_is_refused(data: bytes):
    with pytest.raises(msgspec.DecodeError):
        read_message(data)
