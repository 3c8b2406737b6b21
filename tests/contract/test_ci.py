"""In other people's CI: the action, the hook and the snippets of docs/ci.md fail on a bad line, name it, and pass without it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas import SCHEMA_VERSION, json_schema
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SNIPPETS = dict(re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GOOD = json_schema.build("detention")["examples"][0]
BAD = {**GOOD, "stage": "deported"}
TOLD = '/stage: "deported" is not right here (expected one of: detained, arrested'


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """A repository with nothing but a folder of JSONL, one line of it bad."""
    (tmp_path / "data" / "deep").mkdir(parents=True)
    write(tmp_path, GOOD, BAD, GOOD)
    (tmp_path / "data" / "deep" / "good.jsonl").write_text(json.dumps(GOOD))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    return tmp_path


def write(folder: Path, *records: dict[str, Any]) -> None:
    (folder / "data" / "may.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The steps of the action, as a runner would take them; ``uses`` is the runner's own."""
    given = {name: inputs.get(name, described.get("default")) for name, described in ACTION["inputs"].items()}
    assert None not in given.values()
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            values = {
                name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: str(given[found[1]]), value)
                for name, value in step.get("env", {}).items()
            }
            done = bash(step["run"], folder, GITHUB_ACTION_PATH=str(ROOT), **values)
            if done.returncode:
                break
    return done


def test_the_action_fails_on_the_bad_line_names_it_and_passes_once_it_is_mended(stranger: Path) -> None:
    done = act(stranger, files="data/**/*.jsonl")
    assert done.returncode == 1
    annotation, summary = done.stdout.splitlines()
    assert annotation.startswith("::error file=data/may.jsonl,line=2,title=not valid::data/may.jsonl:2: ")
    assert TOLD in annotation
    assert summary == "2 files: 4 checked, 1 problem"
    write(stranger, GOOD, GOOD, GOOD)
    mended = act(stranger, files="data/**/*.jsonl")
    assert (mended.returncode, mended.stdout) == (0, "2 files: 4 checked, 0 problems\n")


def test_the_other_inputs_of_the_action(stranger: Path) -> None:
    write(stranger, GOOD)
    (stranger / "text.txt").write_text("Nothing of the kind.")
    assert act(stranger, files="data/may.jsonl", kind="detention", version=SCHEMA_VERSION).returncode == 0
    assert act(stranger, files="data/may.jsonl", kind="protest").returncode == 1
    assert act(stranger, files="data/may.jsonl", version="0.9").returncode == 2
    assert "/evidence/0/text" in act(stranger, files="data/may.jsonl", transcripts="*.txt").stdout
    nothing = act(stranger, files="data/*.csv")
    assert (nothing.returncode, nothing.stderr) == (2, "no file matches: data/*.csv\n")


def test_the_hook_gets_the_files_it_asks_for(stranger: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = ["README.md", "data/may.jsonl", "data/deep/good.jsonl", "package.json"]
    asked = [name for name in names if re.search(hook["files"], name)]
    assert asked == names[1:3]
    done = bash(f"{hook['entry']} {' '.join(asked)}", stranger)
    assert done.returncode == 1
    assert f"data/may.jsonl:2: {TOLD}" in done.stdout


def test_the_snippets_of_the_page(stranger: Path) -> None:
    """They name inputs and hooks that exist, and those for a shell do what they say."""
    steps = yaml.safe_load(SNIPPETS["github"])["jobs"]["validate"]["steps"]
    assert steps[-1]["with"].keys() <= ACTION["inputs"].keys()
    assert act(stranger, **steps[-1]["with"]).returncode == 1
    [hooks] = yaml.safe_load(SNIPPETS["pre-commit"])["repos"]
    assert hooks["hooks"] == [{"id": "onrecord-validate"}]
    script = yaml.safe_load(SNIPPETS["gitlab"])["records"]["script"]
    assert script[0].startswith("pip install")
    for command in (*script[1:], SNIPPETS["shell"]):
        write(stranger, GOOD, BAD)
        assert TOLD in bash(command, stranger).stdout
        assert bash(command, stranger).returncode == 1
        write(stranger, GOOD)
        assert bash(command, stranger).returncode == 0
