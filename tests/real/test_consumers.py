"""docs/consuming.md is true: its examples, run as they stand against a live service, read a real answer."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "schemas" / "v1"
PAGE = (ROOT / "docs" / "consuming.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- run: (\S+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
FOUND = ["arrested | Oslo | Police in Oslo arrested 14 dock workers on Friday", "Ida Holt | said | We will be back"]

# Whoever made a reader from an earlier version goes on reading.
VERSIONS = ["v1", *(f"released/{path.name}" for path in (ROOT / "schemas" / "released").iterdir())]

pytestmark = pytest.mark.usefixtures("server")


def run(command: list[str], folder: Path, url: str) -> str:
    """What the command prints; it sees only the folder, the service, and this environment's programs."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "ONRECORD_URL": url, "PATH": path}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def example(name: str, folder: Path) -> str:
    (folder / name).write_text(EXAMPLES[name], encoding="utf-8")
    return name


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl(server: tuple[object, str], tmp_path: Path) -> None:
    answer = json.loads(run(["bash", "-e", example("curl.sh", tmp_path)], tmp_path, server[1]))
    assert [detention["stage"] for detention in answer["detentions"]] == ["arrested"]


@pytest.mark.parametrize("version", VERSIONS)
def test_python_models_made_from_the_schemas_read_a_live_answer(
    server: tuple[object, str], tmp_path: Path, version: str
) -> None:
    shutil.copy(ROOT / "schemas" / version / "extraction.schema.json", tmp_path)
    run(["bash", "-e", example("models.sh", tmp_path)], tmp_path, server[1])
    told = run([sys.executable, example("read.py", tmp_path)], tmp_path, server[1])
    assert told.splitlines() == FOUND
    later = {"a_field_of_a_later_version": 1}
    models = "import sys, json; from onrecord_models import Gap; Gap.model_validate(json.loads(sys.argv[1]))"
    gap = {"record_type": "statement", "start": 0, "end": 1, "reason": "a", "field": None, "record": None, **later}
    run([sys.executable, "-c", models, json.dumps(gap)], tmp_path, server[1])


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm here: types for TypeScript cannot be made")
@pytest.mark.parametrize("version", VERSIONS)
def test_typescript_types_compile_and_read_a_live_answer(
    server: tuple[object, str], tmp_path: Path, version: str
) -> None:
    for name in ("package-lock.json", ".npmrc"):  # the same packages of packages every time
        shutil.copy(ROOT / "tests" / "consumers" / name, tmp_path)
    for name in ("document.sh", "package.json", "tsconfig.json", "read.ts", "types.sh"):
        example(name, tmp_path)
    run(["bash", "-e", "document.sh"], tmp_path, server[1])
    served, published = (json.loads((folder / "openapi.json").read_bytes()) for folder in (tmp_path, PUBLISHED))
    assert served == published
    shutil.copy(ROOT / "schemas" / version / "openapi.json", tmp_path)
    told = run(["bash", "-e", "types.sh"], tmp_path, server[1])
    assert told.splitlines()[-2:] == [f"{FOUND[0]} | true", FOUND[1]]
