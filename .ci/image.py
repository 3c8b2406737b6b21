"""The image without a container engine: the Dockerfile's steps in a Debian root, then run as compose.yaml has it run.

Usage: make image            (as root, with debootstrap; IMAGE=folder keeps the roots there: the base is made once)

The base image is made by debootstrap, with the Python that its name asks for; each step of the Dockerfile runs in that root, and what
comes out is run confined: without rights, without a home, on a file system that is read-only but for what compose.yaml lays over it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

import httpx  # noqa: E402
import yaml  # noqa: E402
from dockerfile import NotKnown, Stage, Step, sources, stages, variables  # noqa: E402

from tests.valkey import free_port, valkey  # noqa: E402

# Which Debian has the Python of python:X.Y-slim as its own.
DEBIAN = {"3.11": "bookworm", "3.13": "trixie"}
FIRST_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What this machine needs to reach its packages; none of it stays in the image.
REACH = re.compile(r"PIP_\w+|SSL_CERT_\w+|https?_proxy|no_proxy", re.IGNORECASE)
SHOWN = ("/etc/resolv.conf", "/etc/ssl/certs", *os.environ.get("PIP_FIND_LINKS", "").split())

IN_ROOT = """
set -e
root=$1; shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero random urandom; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mkdir -m 1777 "$root/dev/shm"; mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
for shown in $SHOWN; do
    if [[ -d $shown ]]; then mkdir -p "$root$shown"; else mkdir -p "$root${shown%/*}"; touch "$root$shown"; fi
    mount --bind "$shown" "$root$shown"
done
for scratch in $SCRATCH; do mkdir -p "$root$scratch"; mount -t tmpfs -o mode=1777 tmpfs "$root$scratch"; done
[[ -z $READ_ONLY ]] || mount -o remount,ro,bind "$root"
exec chroot "$root" "$@"
"""
MAY_WRITE = """
import os, pathlib
assert os.getuid() == {user} and not pathlib.Path.home().exists(), pathlib.Path.home()
pathlib.Path("/tmp/may").write_text("")
for folder in ("/", "/etc", "/opt/onrecord", "/var/tmp", "/home", "/usr"):
    try:
        (pathlib.Path(folder) / "may-not").write_text("")
    except OSError:
        continue
    raise SystemExit(f"{{folder}} can be written to")
"""


def say(words: str) -> None:
    print(f"== {words}", flush=True)


@dataclass(slots=True)
class Image:
    """A root, and how programs run in it."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": FIRST_PATH})
    folder: str = "/"
    user: str = "0"

    def inside(
        self, *command: str, read_only: bool = False, scratch: str = "", shown: str = "", **more: str
    ) -> list[str]:
        """The command line that runs a command in the root, as its user, with what its environment holds."""
        about = {"SHOWN": shown, "SCRATCH": scratch, "READ_ONLY": "1" if read_only else ""}
        rights = [
            "--reuid",
            self.user,
            "--regid",
            self.user,
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set",
            "-all",
        ]
        held = {**self.environment, "HOME": self._home(), **more}
        return [
            *("env", *(f"{name}={value}" for name, value in about.items())),
            *("unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", IN_ROOT, "image", str(self.root)),
            *(["setpriv", *rights] if self.user != "0" else []),
            *("env", "-i", "-C", self.folder, *(f"{name}={value}" for name, value in held.items())),
            *command,
        ]  # fmt: skip

    def _home(self) -> str:
        entries = (self.root / "etc/passwd").read_text().splitlines()
        return next((entry.split(":")[5] for entry in entries if entry.split(":")[2] == self.user), "/")


def base(image: str, roots: Path) -> Path:
    """The root that stands for a base image, made once."""
    root = roots / image.replace(":", "-")
    if (root / "made").exists():
        return root
    version = re.fullmatch(r"python:(\d+\.\d+)-slim", image)
    if version is None or version[1] not in DEBIAN:
        raise NotKnown(f"{image}: Debian has no such Python (expected one of: {', '.join(DEBIAN)})")
    say(f"{image}: debootstrap {DEBIAN[version[1]]}")
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", "--include=python3,python3-venv", DEBIAN[version[1]], str(root)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    (root / "made").touch()
    return root


def built(dockerfile: str, roots: Path) -> tuple[Stage, Image]:
    """The last stage, and its image, all steps done."""
    images: dict[str, Image] = {}
    for number, stage in enumerate(stages(dockerfile)):
        root = roots / f"stage-{stage.name or number}"
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", str(base(stage.image, roots)), str(root)], check=True)
        image = images[stage.name] = Image(root)
        for step in stage.steps:
            say(f"line {step.line}: {step.word} {step.rest}")
            _do(step, image, images)
    return stage, image


def _do(step: Step, image: Image, images: dict[str, Image]) -> None:
    if step.word == "RUN":
        reach = {name: value for name, value in os.environ.items() if REACH.fullmatch(name)}
        subprocess.run(image.inside("sh", "-c", step.rest, shown=" ".join(SHOWN), **reach), check=True)
    elif step.word == "COPY":
        _copy(step, image, images)
    elif step.word == "ENV":
        image.environment |= variables(step, image.environment)
    elif step.word == "WORKDIR":
        image.folder = step.rest
        _within(image.root, step.rest).mkdir(parents=True, exist_ok=True)
    else:
        image.user = step.rest


def _copy(step: Step, image: Image, images: dict[str, Image]) -> None:
    """As Docker does it: of a folder what is in it, and from the checkout only what .dockerignore lets through."""
    stage, given, to = sources(step)
    target = _within(image.root, os.path.join(image.folder, to))
    for name in given:
        source = _within(images[stage].root, name) if stage else ROOT / name
        if not stage and f"!{name}" not in (ROOT / ".dockerignore").read_text().splitlines():
            raise NotKnown(f"line {step.line}: .dockerignore keeps {name} out")
        if source.is_dir():
            shutil.copytree(
                source,
                target,
                symlinks=True,
                dirs_exist_ok=True,
                ignore=None if stage else shutil.ignore_patterns("__pycache__"),
            )
        else:
            shutil.copy(source, target)


def _within(root: Path, path: str) -> Path:
    return root / os.path.normpath(path).lstrip("/")


def composed(service: str, image: Image) -> dict[str, str]:
    """What compose.yaml says of a service: its variables go into the environment; and the folders that it may write to."""
    said = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"][service]
    assert said["user"].split(":")[0] == image.user
    assert said["read_only"]
    values = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for name, value in said["environment"].items()}
    image.environment |= values
    return {"scratch": " ".join(said["tmpfs"])}


@contextmanager
def running(command: list[str], stop: str) -> Iterator[None]:
    """A container: it has to end well, and soon, when it is told to stop."""
    process = subprocess.Popen(command)
    try:
        yield
        [first] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(first), signal.Signals[stop])
        assert process.wait(40) == 0, f"it ended with {process.returncode}"
    finally:
        process.kill()


def until(holds: Callable[[], bool], seconds: int = 60) -> None:
    """Wait for it, as long as compose.yaml's start period."""
    for _ in range(seconds * 10):
        if holds():
            return
        time.sleep(0.1)
    sys.exit("it did not come about in time")


def tried(stage: Stage, image: Image) -> None:
    """All that the image is for, each command in a container of its own."""
    scratch = composed("worker", image)
    worker = image.inside("onrecord", "worker", read_only=True, **scratch)
    assert composed("onrecord", image) == scratch
    port = str(free_port())
    may = {"read_only": True, **scratch, "ONRECORD_PORT": port}

    def ended(*command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(image.inside(*command, **may), input=given, capture_output=True, check=False)

    say("who it runs as, and where it may write")
    told = ended("python", "-c", MAY_WRITE.format(user=image.user))
    assert told.returncode == 0, told.stderr.decode()
    say("schemas validate")
    answer = json.dumps(json.loads((ROOT / "examples" / "broadcast.expected.json").read_bytes())).encode()
    told = ended("onrecord", "schemas", "validate", "-", given=answer)
    assert told.returncode == 0, told
    assert ended("onrecord", "schemas", "validate", "-", given=answer.replace(b'"city"', b'"cty"')).returncode == 1

    with valkey() as server, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        redis = {"ONRECORD_REDIS_URL": server.url}
        say(f"{' '.join(stage.command)}, and a worker")
        with (
            running(image.inside(*stage.command, **may, **redis), stage.said["STOPSIGNAL"]),
            running([word.replace("redis://redis:6379/0", server.url) for word in worker], stage.said["STOPSIGNAL"]),
        ):
            until(lambda: ended(*stage.health).returncode == 0)
            text = (ROOT / "examples" / "broadcast.txt").read_bytes()
            found = client.post("/v1/extractions", content=text, headers={"content-type": "text/plain"}).json()
            assert found["protests"] == json.loads(answer)["protests"]
            taken = client.post("/v1/jobs", json={"transcripts": [{"text": "Police arrested two men in Oslo."}]}).json()
            until(lambda: client.get(f"/v1/jobs/{taken['id']}").json()["status"] == "done")
            assert b"detention_" in client.get(taken["results"]).content
            say("health, an extraction and a job were answered; both are told to stop")
    say("both ended well")


def main() -> None:
    """Build it and try it, in the folder that IMAGE names or in one that goes away."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        sys.exit("the image is built as root, with debootstrap (apt install debootstrap)")
    with tempfile.TemporaryDirectory() as gone:
        roots = Path(os.environ.get("IMAGE", gone)).resolve()
        roots.mkdir(parents=True, exist_ok=True)
        stage, image = built((ROOT / "Dockerfile").read_text(), roots)
        kib = subprocess.run(["du", "-sk", str(image.root)], capture_output=True, text=True, check=True).stdout.split()[
            0
        ]
        say(f"{int(kib) // 1000} MB")
        tried(stage, image)


if __name__ == "__main__":
    main()
