"""What is wrong at the start is said in one line, with how to mend it; and the program ends, with a status that is not zero."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings.keys import new_key
from tests.conftest import Onrecord
from tests.valkey import free_port

PROGRAM = [sys.executable, "-c", "import sys; from onrecord.__main__ import main; main()"]
SECRET = "hunter2"


def started(*arguments: str, **settings: str) -> tuple[int, list[str]]:
    """The exit status, and the lines on standard error but the log's."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, **settings}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith("{")]


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ONRECORD_REDIS_URL", f"http://:{SECRET}@cache", "redis://localhost:6379/0"),
        ("ONRECORD_REDIS_URL", f"redis://:{SECRET}@cache:port", "redis://localhost:6379/0"),
        ("ONRECORD_REDIS_ULR", "redis://cache", "ONRECORD_REDIS_URL"),
        ("ONRECORD_LOGLEVEL", "debug", "ONRECORD_LOG_LEVEL"),
        ("onrecord_api_key", "x", "ONRECORD_API_KEYS"),
        ("ONRECORD_API_KEYS", f"desk:{'0' * 64}:extract,{SECRET}", "entry 2 is no API key's"),
        ("ONRECORD_RATE_LIMIT", "many", "600/minute"),
        ("ONRECORD_WEBHOOK_SECRET", SECRET, "whsec_"),
        ("ONRECORD_OTLP_ENDPOINT", "collector:4318", "http://"),
        ("ONRECORD_PORT", "web", "integer"),
    ],
)
def test_a_bad_setting_is_named_with_what_would_be_right(
    variable: str, value: str, said: str, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    for command in ("serve", "worker"):
        ended = onrecord(command)
        assert ended.status == 2
        [line] = ended.err.splitlines()
        assert variable in line
        assert said in line
        assert SECRET not in line


def test_variables_of_others_are_nobodys_fault(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster sets some of its own after the service's name; and clients have theirs."""
    for name in ("ONRECORD_SERVICE_HOST", "ONRECORD_PORT_8000_TCP_ADDR", "ONRECORD_URL", "ONRECORD_EVAL"):
        monkeypatch.setenv(name, "x")
    assert onrecord("extract", "-", stdin=b"Nothing happened.").status == 0


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, lines = started("serve", "--port", port)
    assert status == 1
    [line] = lines
    assert line.startswith(f"onrecord: cannot listen on 127.0.0.1, port {port}: Address already in use (expected ")
    assert "--port" in line


def test_an_address_of_another_machine_is_said() -> None:
    status, [line] = started("serve", "--host", "192.0.2.1", ONRECORD_AUTH="off")
    assert (status, "--host" in line) == (1, True)


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_pipeline_that_is_not_there_is_said(command: str) -> None:
    status, [line] = started(command, ONRECORD_PIPELINE="en_core_web_huge", ONRECORD_REDIS_URL="redis://127.0.0.1")
    assert status == 1
    assert line.startswith("onrecord: ONRECORD_PIPELINE: spaCy pipeline 'en_core_web_huge' is not installed (expected ")


def test_a_bad_line_of_keys_is_said_with_its_number_and_not_shown(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# the desk's\n{new_key('desk')[1]}\nonrecord_{SECRET}\n")
    status, [line] = started("serve", ONRECORD_API_KEYS_FILE=str(keys))
    assert status == 1
    assert f"{keys}, line 3: " in line
    assert "onrecord key" in line
    assert SECRET not in line
    keys.unlink()
    status, [line] = started("serve", ONRECORD_API_KEYS_FILE=str(keys))
    assert (status, str(keys) in line) == (1, True)


def test_a_worker_without_its_redis_is_told_so() -> None:
    status, [line] = started("worker", ONRECORD_REDIS_URL=f"redis://:{SECRET}@127.0.0.1:{free_port()}")
    assert status == 1
    assert line.startswith("onrecord: ONRECORD_REDIS_URL: Redis does not answer: ")
    assert SECRET not in line
