"""A model's server that means harm, or only babbles: it answers without end, too much, packed, or sends callers elsewhere."""

from __future__ import annotations

import contextlib
import json
import random
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What the rules' answer has to stand after, with what the answer says of the model.
HARM = {
    "endless": "longer than it was allowed", "long": "longer than it was allowed", "packed": "or packed",
    "redirect": "refused the request", "drip": "did not answer in time", "babble": "longer than it was allowed",
    "deep": "could not be read", "near": None, "ellipses": None, "copies": None,
    "numbers": None, "nested": None, "unlike": None, "joins": None,
}  # fmt: skip


class Hostile(ThreadingHTTPServer):
    """``harm`` is what it does; ``led`` are the requests that came to where it led them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.harm = ""
        self.led: list[bytes] = []

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Hostile
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if not self.path.startswith("/v1/"):
            self.server.led.append(body)
        with contextlib.suppress(OSError):
            self._harm(self.server.harm, json.loads(body)["messages"][-1]["content"])

    def _harm(self, harm: str, shown: str) -> None:
        if harm in ("endless", "drip"):
            self._without_end(b" " * 65536 if harm == "endless" else b" ", 0.0005 if harm == "endless" else 0.2)
        elif harm == "packed":
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            self._send(b"".join(packer.compress(b" " * 2_000_000) for _ in range(100)) + packer.flush(), "gzip")
        elif harm == "redirect":
            self.send_response(307)
            self.send_header("location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()
        else:
            self._send(_completion(_SAID[harm](shown)))

    def _without_end(self, piece: bytes, pause_s: float) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            time.sleep(pause_s)

    def _send(self, data: bytes, packed: str = "identity") -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-encoding", packed)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _completion(said: str) -> bytes:
    message = {"role": "assistant", "content": said}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    made = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    return json.dumps(made).encode()


def _edit(*words: str) -> dict[str, Any]:
    return {"do": "add", "type": "detention", "on": words, "values": {"stage": "arrested", "reason": words[0]}}


def _said(*words: str) -> dict[str, Any]:
    return {"do": "add", "type": "statement", "on": words, "values": {"content": words, "kind": "direct"}}


def _edits(*edits: dict[str, Any]) -> str:
    return json.dumps({"edits": edits}, separators=(",", ":"))


def _near(shown: str) -> str:
    """As many quotations as it may give, each nearly there."""
    rng = random.Random(1)
    start = (rng.randrange(max(1, len(shown) - 400)) for _ in range(240))
    return _edits(*(_said("".join(c if rng.random() > 0.11 else "q" for c in shown[s : s + 400])) for s in start))


_SAID = {
    "long": lambda _: json.dumps({"edits": [], "more": ["a" * 5_000_000]}),
    "babble": lambda _: _edits(*[_edit("Police")] * 3_000),
    "deep": lambda _: "[" * 100_000,
    "near": _near,
    "ellipses": lambda _: _edits(_said("... ".join(["the", "of"] * 9_000))),
    "copies": lambda shown: _edits(*[_said(shown)] * 20),
    "numbers": lambda _: _edits(
        {"do": "add", "type": "statement", "on": [*range(-50, 9_000)], "values": {"content": [1] * 9_000}}
    ),
    "nested": lambda _: _edits({"do": "correct", "ids": ["d1"], "on": [1], "values": {"detainees": _nested(90)}}),
    "unlike": lambda _: _edits({"do": "correct", "ids": ["d1"], "on": [1], "values": {"charges": [{}] * 9_000}}),
    "joins": lambda _: _edits(*[{"do": "join", "ids": [f"d{n}" for n in range(200)]}] * 200),
}


def _nested(depth: int) -> Any:
    return [_nested(depth - 1)] if depth else "two bargemen"


@contextmanager
def hostile() -> Iterator[Hostile]:
    """The server, running, for as long as the block lasts."""
    server = Hostile()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
