"""The wheel lives beside packages named service, schemas and prompts, in two sizes, with its types."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT, Onrecord
from tests.valkey import free_port
from tests.wheel.conftest import THEIRS, Installed

BROADCAST = ROOT / "examples" / "broadcast.txt"
STRIKE = ROOT / "examples" / "strike.expected.json"
MOST_BYTES = 40_000_000
CONSUMER = """
import schemas
import service
from onrecord.schemas import Detention

import onrecord

found: onrecord.Extraction = onrecord.extract("Police in Oslo arrested 14 dock workers on Friday.", published="2031-06-02")
held: list[Detention] = found.detentions
print(service.NAME, schemas.NAME, held[0].stage, held[0].when.edtf if held[0].when else None)
print(onrecord.extract(b"WEBVTT\\n\\n00:01.000 --> 00:02.000\\nPolice arrested two men.\\n", records=["detentions"]).transcript.form)
"""


def test_all_of_the_wheel_is_onrecord_and_imports_itself_as_that(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        names = [name for name in held.namelist() if ".dist-info/" not in name]
        assert {name.partition("/")[0] for name in names} == {"onrecord"}
        assert {"onrecord/py.typed", "onrecord/prompts/preamble.md", "onrecord/schemas/v1/openapi.json"} <= set(names)
        for name in names:
            if name.endswith(".py"):
                imported = {
                    module.partition(".")[0]
                    for node in ast.walk(ast.parse(held.read(name)))
                    if isinstance(node, ast.Import | ast.ImportFrom)
                    for module in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
                }  # fmt: skip
                assert not imported & set(THEIRS), name


def test_the_program_gives_the_bytes_that_the_checkout_gives(full: Installed, onrecord: Onrecord) -> None:
    """The fingerprint of the rules among them."""
    done = full.run("onrecord", "extract", BROADCAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == onrecord("extract", BROADCAST).out


def test_a_consumer_is_typed_and_runs(full: Installed, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER)
    python = str(full.folder / "bin" / "python")
    typed = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", tmp_path / "c", "consumer.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert typed.stdout.startswith("Success"), typed.stdout + typed.stderr
    done = full.run("python", tmp_path / "consumer.py")
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == "theirs theirs arrested 2031-05-30"
    assert "name='vtt'" in done.stdout


def test_it_serves(full: Installed) -> None:
    port = free_port()
    arguments = [full.onrecord, "serve", "--port", str(port), "--processes", "1"]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL, cwd="/") as serving:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=httpx.HTTPTransport(retries=8)) as client:
                answer = client.post("/v1/extractions", json={"text": "Police arrested two men in Oslo."}, timeout=60)
                assert answer.json()["detentions"]
                assert client.get("/").status_code == client.get("/v1/schemas/extraction").status_code == 200
        finally:
            serving.terminate()


def test_the_small_one_validates_and_checks(small: Installed, tmp_path: Path) -> None:
    good = small.run("onrecord", "schemas", "validate", STRIKE)
    assert (good.returncode, good.stderr) == (0, "")
    bad = json.loads(STRIKE.read_text())
    bad["protests"][0]["forms"] = ["picnic"]
    (tmp_path / "bad.json").write_text(json.dumps(bad))
    told = small.run("onrecord", "schemas", "validate", tmp_path / "bad.json")
    assert (told.returncode, "/protests/0/forms/0" in told.stdout) == (1, True)
    checked = small.run("onrecord", "schemas", "check", "--against", ROOT / "schemas" / "v1")
    assert (checked.returncode, checked.stdout) == (0, f"against {ROOT}/schemas/v1: no difference; nothing changed\n")
    assert "schemas --help" in small.run("onrecord").stdout
    typed = small.run("python", "-c", "import onrecord; print(onrecord.Extraction is onrecord.schemas.Extraction)")
    assert typed.stdout == "True\n"


@pytest.mark.parametrize(
    "command", [("extract", BROADCAST), ("serve",), ("schemas", "validate", STRIKE, "--transcript", BROADCAST)]
)
def test_the_small_one_says_in_a_line_what_to_install(command: tuple[str | Path, ...], small: Installed) -> None:
    done = small.run("onrecord", *command)
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.endswith("pip install 'onrecord[service]'")
    called = small.run("python", "-c", "import onrecord; onrecord.extract('Nothing.')")
    assert called.stderr.splitlines()[-1].endswith("pip install 'onrecord[service]'")


def test_the_small_one_is_small(small: Installed) -> None:
    """Compiled as pip leaves it; less pip itself, which was there before."""
    subprocess.run([small.folder / "bin" / "python", "-m", "compileall", "-q", small.site / "onrecord"], check=True)
    parts = [path for path in small.site.iterdir() if not path.name.startswith(("pip", "setuptools", "pkg_resources"))]
    files = {file for part in parts for file in ([part] if part.is_file() else part.rglob("*")) if file.is_file()}
    # What is linked to may lie there uncompiled: code counts twice.
    size = sum(file.stat().st_size * (2 if file.suffix == ".py" else 1) for file in files if file.suffix != ".pyc")
    assert size < MOST_BYTES
    assert size > MOST_BYTES / 4  # it is measured at all
