"""A small model hub on this machine, honest by default, with the faults that real ones show."""

import hashlib
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rehearse.weights.catalogue import Weights, WeightsFile

MODEL = b"\x06\0\0\0\x0c\0WhisperSpec\0" + bytes(range(256)) * 3000
CONTENT = {
    "config.json": b'{"alignment_heads": []}',
    "tokenizer.json": b'{"version": "1.0"}',
    "vocabulary.json": b'["a", "b"]',
    "model.bin": MODEL,
}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def weights_of(content=None, *, name="toy.en", pinned=True):
    content = content or CONTENT
    files = tuple(WeightsFile(n, len(c), sha256(c) if pinned else None) for n, c in content.items())
    return Weights(name, "Toy/toy", "0" * 40, "en", "For tests.", files)


@dataclass
class FakeHub:
    """`faults` for model.bin: ignore-range, lie-range, other-part, chunked. `drop_after` breaks off the next answer."""

    content: dict = field(default_factory=lambda: dict(CONTENT))
    etag: str = '"one"'
    linked_etag: str = ""
    redirect: bool = False
    status: int = 200
    fault: str = ""
    drop_after: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    sent: int = 0
    url: str = ""

    def __enter__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def ranges(self):
        return [range_ for name, range_ in self.requests if name == "model.bin"]


def _handler(hub):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            name = self.path.rpartition("/")[2]
            if hub.redirect and not self.path.startswith("/cdn/"):
                self.send_response(302)
                self.send_header("Location", f"/cdn/{name}")
                if name == "model.bin" and hub.linked_etag:
                    self.send_header("X-Linked-Etag", f'"{hub.linked_etag}"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            hub.requests.append((name, self.headers.get("Range", "")))
            if hub.status != 200 or name not in hub.content:
                self.send_error(hub.status if hub.status != 200 else 404)
                return
            self._answer(name, hub.content[name])

        def _answer(self, name, content):
            fault = hub.fault if name == "model.bin" else ""
            start = self._start()
            partial = start > 0 and fault != "ignore-range"
            if partial and fault == "other-part":
                start //= 2
            body = content[start:] if partial else content
            self.send_response(206 if partial else 200)
            if partial:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            if partial and fault == "lie-range":
                body = content[: len(body)]
            self.send_header("ETag", hub.etag)
            if fault != "chunked":
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if name == "model.bin" and hub.drop_after:
                body = body[: hub.drop_after.pop(0)]
            hub.sent += len(body)
            self.wfile.write(body)
            self.close_connection = True

        def _start(self):
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if not asked or self.headers.get("If-Range", hub.etag) != hub.etag:
                return 0
            return int(asked[1])

    return Handler
