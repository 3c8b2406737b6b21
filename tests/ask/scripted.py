"""A real HTTP server that speaks as much of OpenAI's protocol as is asked of it, and can be told to misbehave."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Edits = list[dict[str, Any]]
Script = Callable[[dict[str, Any]], Edits | dict[str, Any]]  # the edits, the answer around them, or the completion
FAULTS = ("stall", "drop", "429", "500", "truncated", "length", "refusal", "prose", "lies")
_LIES = [
    {
        "do": "add",
        "type": "detention",
        "on": ["The moon was arrested by nobody at all"],
        "values": {"stage": "arrested"},
    }
]


class Scripted(ThreadingHTTPServer):
    """``script`` gives the edits to answer a request's body with; ``fault`` is what to do instead, ``faults`` the same, one a request.

    ``bodies`` and ``keys`` are what came in, ``usages`` the tokens that it says its completions took; ``finish`` is why it
    says that they ended.
    """

    daemon_threads = True

    def __init__(self, script: Script, fault: str | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script, self.fault = script, fault
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.faults: list[str | None] = []
        self.usages: list[dict[str, int]] = []
        self.finish = "stop"

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Scripted
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers.get("authorization", ""))
        fault = self.server.faults.pop(0) if self.server.faults else self.server.fault
        if fault == "stall":
            time.sleep(60)
        elif fault == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)  # to close it is not enough while the handler's files are open
            self.close_connection = True
        elif fault in ("429", "500"):
            self._send(int(fault), {"error": {"message": "no", "type": "server_error"}})
        else:
            completion = _completion(body, fault, self.server.script, self.server.finish)
            self.server.usages.append(completion["usage"])
            self._send(200, completion)

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _completion(body: dict[str, Any], fault: str | None, script: Script, finish: str) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None}
    if fault in ("refusal", "prose"):
        message["content"] = "I would rather not." if fault == "refusal" else "There were, I think, two arrests."
        message["refusal"] = message["content"] if fault == "refusal" else None
    else:
        said = _LIES if fault == "lies" else script(body)
        if isinstance(said, dict) and "choices" in said:
            return said
        arguments = json.dumps(said if isinstance(said, dict) else {"edits": said})
        arguments = arguments[: len(arguments) // 2] if fault in ("truncated", "length") else arguments
        name = body["tools"][0]["function"]["name"]
        message["tool_calls"] = [{"id": "1", "type": "function", "function": {"name": name, "arguments": arguments}}]
    sent = sum(len(m["content"]) for m in body["messages"]) + len(json.dumps(body["tools"]))
    made = body["max_tokens"] if fault == "length" else 10
    usage = {"prompt_tokens": sent // 4, "completion_tokens": made, "total_tokens": sent // 4 + made}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
        "usage": usage,
    }


@contextmanager
def scripted(script: Script = lambda _: [], fault: str | None = None) -> Iterator[Scripted]:
    """The server, running, for as long as the block lasts."""
    server = Scripted(script, fault)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
