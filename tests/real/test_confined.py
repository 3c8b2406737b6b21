"""As the container runs it: a user without rights and without a home, on a file system that is read-only but for /tmp."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.conftest import ROOT
from tests.valkey import free_port, valkey

USER = "10001"
# In a namespace of its own: nothing outside of it sees these mounts. What is in a folder that is covered (an interpreter in a
# home that is closed to others, an environment or a checkout in /tmp) is put back where the user may read it.
CONFINED = """
set -e
mount -t tmpfs tmpfs /mnt
for shown in "${@:1:3}"; do mkdir -p "/mnt$shown"; mount --bind "$shown" "/mnt$shown"; done
mount --bind / /
mount -o remount,ro,bind /
mount -t tmpfs -o mode=755 tmpfs /root
mount -t tmpfs -o mode=1777 tmpfs /tmp
for shown in "${@:1:3}"; do
    if [[ $shown == /root/* || $shown == /tmp/* ]]; then
        mkdir -p "$shown"; mount --bind "/mnt$shown" "$shown"; mount -o remount,ro,bind "$shown"
    fi
done
umount --lazy /mnt
cd /
exec setpriv --reuid USER --regid USER --clear-groups --no-new-privs --bounding-set -all \\
    env -i HOME=/nonexistent PATH=/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1 "${@:4}"
""".replace("USER", USER)


def confined(*command: str) -> list[str]:
    return ["unshare", "--mount", "bash", "-c", CONFINED, "confined", sys.base_prefix, sys.prefix, str(ROOT), *command]


def onrecord(*arguments: str, **settings: str) -> list[str]:
    set_here = [f"PYTHONPATH={ROOT}", *(f"ONRECORD_{name.upper()}={value}" for name, value in settings.items())]
    return confined(*set_here, sys.executable, "-m", "onrecord", *arguments)


def can_be_confined() -> bool:
    if os.geteuid() != 0 or shutil.which("unshare") is None or shutil.which("setpriv") is None:
        return False
    return subprocess.run(confined(sys.executable, "-c", ""), capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    not can_be_confined(), reason="needs root, unshare and setpriv, and an interpreter that others may read"
)


def test_the_cage_is_one() -> None:
    """Not its own user, no home, and no place to write to but /tmp."""
    code = f"""
import os
assert os.getuid() == {USER} and not os.path.exists(os.environ["HOME"])
open("/tmp/may", "w").close()
for path in ("{ROOT}/may-not", "/var/tmp/may-not"):
    try:
        open(path, "w")
    except OSError:
        continue
    raise SystemExit(path)
"""
    assert subprocess.run(confined(sys.executable, "-c", code), check=False).returncode == 0


def test_the_command_line() -> None:
    done = subprocess.run(
        onrecord("extract", "-"), input=b"Police arrested two men in Oslo.", capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["detentions"]


@contextmanager
def running(*arguments: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(onrecord(*arguments, **settings), stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)


def test_the_service_and_a_worker_that_ends_quietly() -> None:
    """A job goes through; told to stop, both end well, and write nothing but lines of JSON."""
    port = free_port()
    with valkey() as server, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        given = {"redis_url": server.url, "extract_processes": "1"}
        with (
            running("serve", "--port", str(port), "--workers", "2", **given) as serving,
            running("worker", **given) as working,
        ):
            _until(lambda: _ready(client))
            taken = client.post("/v1/jobs", json={"transcripts": [{"text": "Police arrested two men in Oslo."}]}).json()
            _until(lambda: client.get(f"/v1/jobs/{taken['id']}").json()["status"] == "done")
            assert b"detention_" in client.get(taken["results"]).content
        for process in (serving, working):
            _, written = process.communicate(timeout=60)
            assert process.returncode == 0
            lines = [json.loads(line) for line in written.splitlines()]
            assert [line for line in lines if line["level"] in ("error", "critical") or "exception" in line] == []
            assert [line for line in lines if line.get("logger") == "saq"] == []


def _ready(client: httpx.Client) -> bool:
    try:
        return client.get("/health/ready").status_code == 200
    except httpx.TransportError:
        return False


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it did not come about in time")
