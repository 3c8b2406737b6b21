"""The README is true: its request has its answer, its commands exist, its record types are all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from schemas import RECORD_TYPES
from service.settings import Settings
from tests.conftest import ROOT, Onrecord
from tests.expected import readme_block, reviewable

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_request_has_the_answer_that_is_shown(tmp_path: Path, onrecord: Onrecord) -> None:
    path = tmp_path / "request.json"
    path.write_text(readme_block("request", README)[0], encoding="utf-8")
    answer = onrecord("extract", path).out
    assert json.loads(reviewable(answer)) == json.loads(readme_block("answer", README)[0])


def test_every_field_of_every_record_type_is_named() -> None:
    for entry in RECORD_TYPES:
        [row] = re.findall(rf"^\| {entry.name} \|.*$", README, re.MULTILINE)
        named = row.replace(" ", "_").replace("-", "")
        assert [field for field in own_fields(entry.model) if field not in named] == []


def own_fields(model: type) -> list[str]:
    """The fields that the record type has beyond those of every record."""
    return list(model.__annotations__)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)\b", README)) - {"to"}))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_every_setting_is_named_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(ONRECORD_[A-Z_]+)` \| ([^|]*) \|", OPERATING, re.MULTILINE))
    assert set(rows) == {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if field.default_factory is None:
            shown = rows[f"ONRECORD_{name.upper()}"].strip().strip("`").replace(",", "")
            assert shown == (_shown(field.default) or "none"), name


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if default is None:
        return ""
    return f"{default:g}" if isinstance(default, float) and default < 1e6 else str(default)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_every_file_that_is_linked_to_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_commands_have_options_that_exist(onrecord: Onrecord) -> None:
    lines = re.findall(r"^    onrecord (\w+) (.*)$", README, re.MULTILINE)
    assert lines
    for command, rest in lines:
        below = rest.split()[:1] if command == "schemas" else []
        page = onrecord(command, *below, "--help").out.decode()
        assert all(option in page for option in re.findall(r"(?<!\S)--?[a-z]+(?=\s)", rest)), rest


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"<!-- python -->\n```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "arrested 14.0 ['Police in Valletta arrested 14 dock workers on Friday']\n"


def commands() -> list[str]:
    """The commands of the first minutes, and those for files of one's own, as they are written."""
    first = re.search(r"<!-- first -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert first
    own = re.findall(r"^    ((?:\w+=\S+ )?onrecord .*)$", README, re.MULTILINE)
    return [*first[1].splitlines(), *own]


# What does not end, asks a model, or looks at the repository.
ELSEWHERE = re.compile(r"onrecord (?:serve|worker|mcp)\b|--model|schemas check")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README speaks of."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for name in ("talk.vtt", "talks/talk.vtt", "gold/talk.vtt"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / "strike.vtt", folder / name)
    (folder / "gold" / "talk.gold.json").write_text("{}")
    shutil.copy(ROOT / "examples" / "broadcast.txt", folder / "report.txt")
    (folder / "request.json").write_text(readme_block("request", README)[0], encoding="utf-8")
    (folder / "in.jsonl").write_text(json.dumps({"id": 1, "text": "Police arrested 14 dock workers."}) + "\n")
    answer = json.dumps(json.loads(readme_block("answer", README)[0])["detentions"][0])
    (folder / "records.jsonl").write_text(answer + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [command for command in commands() if not ELSEWHERE.search(command)])
def test_commands_run_as_they_are_written(command: str, desk: Path) -> None:
    tools = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=desk,
        env={**os.environ, "PATH": tools},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_most_commands_are_run() -> None:
    assert len([command for command in commands() if not ELSEWHERE.search(command)]) >= 12


def test_make_example_says_what_it_does() -> None:
    """On standard error, so that what it prints can be read on as JSON."""
    told = subprocess.run(["make", "-n", "example"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "echo '.venv/bin/onrecord extract examples/broadcast.txt" in told
    assert ">&2" in told
