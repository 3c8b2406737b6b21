"""CONTRIBUTING.md is true: its walkthroughs, done as they stand there in a copy of the checkout, give what it says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.fifth.test_fifth_type import run

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = re.findall(r"<!-- in: (\S+?)(?:, after: (.*?))? -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
GIVES = {
    name: json.loads(block) for name, block in re.findall(r"<!-- gives: (\w+) -->\n```json\n(.*?)```", PAGE, re.DOTALL)
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, in which all steps have been done."""
    home = tmp_path_factory.mktemp("walked")
    for folder in ("schemas", "service", "prompts"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert len(STEPS) == 12
    for name, after, block in STEPS:
        path = home / name
        source = path.read_text() if path.exists() else ""
        if after:
            assert source.count(f"{after}\n") == 1, (name, after)
            path.write_text(source.replace(f"{after}\n", f"{after}\n{block}"))
        else:
            path.write_text(f"{source}\n{block}" if source else block)
    return home


def answered(checkout: Path, text: str, name: str = "talk.txt") -> Any:
    (checkout / name).write_text(text)
    return json.loads(run(checkout, "extract", name))


def test_a_cue_verb(checkout: Path) -> None:
    [expected] = GIVES["cue"]["statements"]
    [statement] = answered(checkout, "“The vote is over,” semaphored Ida Holt.")["statements"]
    assert statement["speaker"]["name"] == expected["speaker"]


def test_a_form_of_protest(checkout: Path) -> None:
    text = "Hundreds of nurses held a lampwalk in Lisbon on Friday to protest against cuts."
    assert text in PAGE
    [protest] = answered(checkout, text)["protests"]
    assert protest["forms"] == GIVES["form"]["protests"][0]["forms"]


def test_a_form_of_protest_that_has_no_name_yet(checkout: Path) -> None:
    text = "Hundreds of tenants held a clangabout in Porto on Friday."
    assert text in PAGE
    [protest] = answered(checkout, text)["protests"]
    assert protest["forms"] == GIVES["new_form"]["protests"][0]["forms"]
    assert answered(checkout, "They clanged about Porto on their old bicycles.")["protests"] == []


def test_a_place(checkout: Path) -> None:
    [detention] = answered(checkout, "Police in Vila Ardente arrested two men.")["detentions"]
    assert f"{detention['place']['name']}, {detention['place']['country']}" == GIVES["place"]["detentions"][0]["place"]


def test_a_form_of_transcript(checkout: Path) -> None:
    told = answered(checkout, "@1-4.5 Police in Oslo arrested two men.\n@5-9 It rained.\n", "talk.knots")
    assert told["transcript"]["form"] == {"name": "knots", "cues": 2, "speakers": 0, "times": 2}
    assert told["detentions"][0]["evidence"][0]["end_time"] == 4.5


def test_every_file_that_the_pages_name_exists() -> None:
    for page in (
        ROOT / "CONTRIBUTING.md",
        ROOT / "docs" / "architecture.md",
        ROOT / "SECURITY.md",
        ROOT / "docs" / "upgrading.md",
    ):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
