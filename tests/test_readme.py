"""The README is true: its request has its answer, its commands exist, its record types are all of them."""

from __future__ import annotations

import json
import re
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
