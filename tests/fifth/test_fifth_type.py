"""A fifth record type is a schema module, a rules folder with its word list, a prompt and a line of the registry.

The tests lay such a type over a copy of the checkout, add its line, and find it in every face. No other line is changed.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ask.scripted import scripted
from tests.conftest import ROOT
from tests.page.browser import Watch, browsing, needs_browser, watched_page
from tests.real.conftest import serving

FLOOD = Path(__file__).parent
LINE = '    _of("flood", "floods"),\n'
LAST = '    _of("statement", "statements"),\n'
TEXT = "The Tagus flooded 40 homes in Lisbon. Police arrested two men in Porto on Friday."
GAP = "The river flooded again."
COMMAND = "import sys; from service.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout with the fifth type."""
    return made(tmp_path_factory.mktemp("fifth"))


def made(home: Path) -> Path:
    for folder in ("schemas", "service", "prompts"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(FLOOD / folder, home / folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    registry = home / "schemas" / "registry.py"
    source = registry.read_text()
    assert source.count(LAST) == 1
    registry.write_text(source.replace(LAST, LAST + LINE))
    (home / "talk.txt").write_text(TEXT)
    return home


def run(home: Path, *arguments: str | Path, status: int = 0, **environment: str) -> str:
    """What ``onrecord`` with these arguments prints in that checkout."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, arguments)],
        cwd=home, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout if status == 0 else done.stderr


@pytest.fixture(scope="module")
def answer(checkout: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(run(checkout, "extract", "talk.txt"))
    return whole


def test_the_answer_has_its_records_beside_the_others(answer: dict[str, Any]) -> None:
    [flood] = answer["floods"]
    assert (flood["place"]["name"], flood["homes"][0]["low"]) == ("Lisbon", 40)
    assert flood["id"].startswith("flood_")
    assert len(answer["detentions"]) == 1
    assert list(answer)[-2:] == ["floods", "report"]


def test_only_it_where_only_it_is_asked(checkout: Path) -> None:
    alone = json.loads(run(checkout, "extract", "talk.txt", "--records", "flood"))
    assert (len(alone["floods"]), alone["detentions"]) == (1, [])
    assert "elections, protests, detentions, statements, floods" in " ".join(run(checkout, "extract", "--help").split())


def test_the_table_and_the_explanation_show_it(checkout: Path) -> None:
    table = run(checkout, "extract", "talk.txt", "--format", "table")
    assert "FLOODS (1)" in table
    assert "Lisbon" in table
    told = run(checkout, "explain", "talk.txt")
    assert "a verb that puts a place under water" in told
    (checkout / "none.txt").write_text("It rained.")
    assert "No elections, protests, detentions, statements or floods found." in run(
        checkout, "extract", "none.txt", "--format", "table"
    )


def test_the_exports_have_it(checkout: Path) -> None:
    run(checkout, "extract", "talk.txt", "--format", "csv", "-o", "tables")
    with (checkout / "tables" / "floods.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["place"], row["homes_low"], row["warning"]) == ("Lisbon", "40", "watch")
    events = [json.loads(line) for line in run(checkout, "extract", "talk.txt", "--format", "plover").splitlines()]
    assert [(event["event_type"], event["location"]) for event in events if event["id"].startswith("flood")] == [
        ("AID", ["Lisbon"])
    ]
    [graph] = map(json.loads, run(checkout, "extract", "talk.txt", "--format", "jsonld").splitlines())
    [thing] = [thing for thing in graph["@graph"] if thing.get("additionalType") == "flood"]
    assert thing["location"][0]["name"] == "Lisbon"


def test_the_contract_has_it_and_calls_it_compatible(checkout: Path, answer: dict[str, Any]) -> None:
    run(checkout, "schemas", "export", "made")
    assert (checkout / "made" / "flood.schema.json").is_file()
    assert '"Flood"' in (checkout / "made" / "openapi.json").read_text()
    assert "0 breaking" in run(checkout, "schemas", "check")
    lines = [answer, *answer["floods"], {**answer["floods"][0], "warning": "tidal"}]
    for name, values in (("good", lines[:2]), ("bad", lines)):
        (checkout / f"{name}.jsonl").write_text("".join(f"{json.dumps(value)}\n" for value in values))
    run(checkout, "schemas", "validate", "good.jsonl")
    done = run(checkout, "schemas", "validate", "good.jsonl", "--transcript", "talk.txt")
    assert "2 checked, 0 problems" in done
    run(checkout, "schemas", "validate", "bad.jsonl", status=1)


def test_it_is_evaluated_on_gold_of_its_own(checkout: Path) -> None:
    """Gold has the fields of the schema; what is not right is told."""
    folder = checkout / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    gold = {"quotes": ["flooded 40 homes"], "place": "Lisbon", "homes": [[40, 40]], "warning": "emergency"}
    (folder / "a.gold.json").write_text(json.dumps({"floods": [gold]}))
    figures = json.loads(run(checkout, "evaluate", "gold", "--format", "json"))["types"]["floods"]
    assert figures["records"]["f1"] == 1
    by_field = {name: (score["right"], score["found"], score["gold"]) for name, score in figures["by_field"].items()}
    assert by_field == {"place": (1, 1, 1), "homes": (1, 1, 1), "warning": (0, 1, 1)}
    told = run(checkout, "evaluate", "gold", "--misses", "9")
    assert "emergency" in told
    (folder / "a.gold.json").write_text(json.dumps({"floods": [{**gold, "warning": "tidal", "homes": 40}]}))
    faults = run(checkout, "evaluate", "gold", status=1)
    assert "floods[0].warning" in faults
    assert "floods[0].homes" in faults


def test_a_model_is_asked_about_it_and_what_it_says_is_held_against_the_words(checkout: Path) -> None:
    def says(_: dict[str, Any]) -> list[dict[str, Any]]:
        told = {"place": "Lisbon", "warning": "warning", "cause": "a broken dam"}
        return [
            {"do": "add", "type": "flood", "on": ["flooded 40 homes in Lisbon"], "values": told},
            {"do": "add", "type": "flood", "on": ["The Nile flooded Cairo"], "values": {"warning": "watch"}},
        ]

    with scripted(says) as server:
        given = {"ONRECORD_MODEL_BASE_URL": server.url, "ONRECORD_MODEL_NAME": "scripted"}
        answer = json.loads(run(checkout, "extract", "talk.txt", "--model", "always", **given))
        assert any("water where it does no good" in json.dumps(body) for body in server.bodies)
        (checkout / "gap.txt").write_text(GAP)
        server.bodies.clear()
        run(checkout, "extract", "gap.txt", "--records", "floods", "--model", "auto", **given)
        [body] = server.bodies
        assert "flood: " in body["messages"][0]["content"]
        assert "detention: " not in body["messages"][0]["content"]
        assert "where?" in body["messages"][1]["content"]
    [flood] = answer["floods"]
    assert (flood["source"], flood["cause"]) in {("both", None), ("rules", None)}
    assert answer["report"]["model"]["status"] == "used"
    assert answer["report"]["model"]["dropped"] >= 2


@needs_browser
def test_the_page_shows_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's own example, said of floods."""
    example = checkout / "service" / "http" / "assets" / "example_request.json"
    example.write_text(json.dumps({**json.loads(example.read_text()), "text": TEXT}))
    monkeypatch.chdir(checkout)
    with serving() as (_, url), browsing() as browser, watched_page(browser, Watch(url)) as page:
        page.goto(f"{url}/#example")
        expect(page.get_by_text("Floods (1)").first).to_be_visible()
        shown = page.locator("main").inner_text()
    assert "flood 1" in shown.lower()
    assert "Lisbon" in shown


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return made(tmp_path)


def test_what_is_missing_is_told_with_its_file(broken: Path) -> None:
    """Each part in turn: what is left, what is asked, and the words that name the file."""
    schema, rules = broken / "schemas" / "flood.py", broken / "service" / "rules" / "floods"
    words, prompt = broken / "service" / "rules" / "words" / "floods.toml", broken / "prompts" / "flood.md"
    whole = {path: path.read_text() for path in (schema, rules / "__init__.py", words, prompt)}
    url = {"ONRECORD_MODEL_BASE_URL": "http://127.0.0.1:9/v1", "ONRECORD_MODEL_NAME": "none"}
    extract = ("extract", "talk.txt")
    cases: list[tuple[Path, str | None, tuple[str, ...], str]] = [
        (schema, None, extract, "schemas/flood.py: there is no such file"),
        (schema, "class Flood: ...\n", extract, "schemas/flood.py: it has no class Flood"),
        (schema, whole[schema].replace('{"examples": [_EXAMPLE]}', "{}"), extract, "schemas/flood.py: Flood has no example"),
        (rules / "__init__.py", '""" """\n', extract, "service/rules/floods/__init__.py: it has no function find"),
        (words, None, extract, "service/rules/words/floods.toml: there is no such word list"),
        (words, "gate = ", extract, "service/rules/words/floods.toml: "),
        (words, "a = 1", extract, "service/rules/words/floods.toml: it has no `gate`"),
        (words, whole[words].replace("[rules]", "[others]"), ("explain", "talk.txt"), "floods.toml: it has no `rules`"),
        (prompt, None, (*extract, "--model", "always"), "prompts/flood.md: there is no such prompt"),
        (prompt, "No front.", (*extract, "--model", "always"), "prompts/flood.md: "),
    ]  # fmt: skip
    for path, content, command, told in cases:
        if content is None:
            path.unlink()
        else:
            path.write_text(content)
        assert told in run(broken, *command, status=1, **url), told
        path.write_text(whole[path])
    shutil.rmtree(rules)
    assert "service/rules/floods: there is no such folder" in run(broken, *extract, status=1)
