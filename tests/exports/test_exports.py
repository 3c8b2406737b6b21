"""``--format plover``, ``csv`` and ``jsonld``: what each holds of an extraction."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas import RECORD_TYPES, Extraction
from service.exports.flat import columns
from service.exports.plover import events
from service.words import load_words
from tests.conftest import ROOT, Onrecord

TEXT = (
    "Thousands of nurses marched through Oslo on Friday against the government. Police in Oslo arrested 14 dock workers on Friday. "
    "“The minister lied,” said Ida Holt. Voters in Norway will elect a new parliament on June 9."
)
EVENT_TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
}  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [{"id": "a", "text": TEXT, "published": "2031-06-02"}, {"id": 7, "text": "The soup, it said, was good."}]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def lines(onrecord: Onrecord, asked: Path, form: str) -> list[dict[str, Any]]:
    ended = onrecord("extract", asked, "--format", form)
    assert ended.status == 0, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def test_plover_has_an_event_for_what_happened(asked: Path, onrecord: Onrecord) -> None:
    found = {(event["event_type"], event["event_mode"]): event for event in lines(onrecord, asked, "plover")}
    arrest = found["COERCE", "arrest"]
    assert (arrest["actor"], arrest["recipient"], arrest["country"]) == (["Police"], ["14 dock workers"], "NO")
    assert arrest["date"] == "2031-05-30"
    assert found["PROTEST", "demo"]["location"] == ["Oslo"]
    assert arrest["text"] == "Police in Oslo arrested 14 dock workers on Friday"
    assert arrest["transcript"] == "a"


def test_plover_leaves_out_what_did_not_happen() -> None:
    value = json.loads((ROOT / "examples" / "strike.expected.json").read_text(encoding="utf-8"))
    before = len(list(events(Extraction.model_validate_json(json.dumps(value)), None)))
    value["detentions"][0]["factuality"] = "denied"
    assert len(list(events(Extraction.model_validate_json(json.dumps(value)), None))) == before - 1


def test_the_table_of_events_names_fields_values_and_types_that_exist() -> None:
    codings = {entry: load_words(f"rules/{entry.plural}").get("plover") for entry in RECORD_TYPES}
    assert [entry.plural for entry, coding in codings.items() if coding] == ["protests", "detentions", "statements"]
    for entry, coding in ((entry, coding) for entry, coding in codings.items() if coding):
        plural, fields = entry.plural, entry.model.model_fields
        assert {coding[part] for part in coding.keys() - {"events"}} <= fields.keys()
        annotation = fields[coding["by"]].annotation
        values = set(get_args(get_args(annotation)[0]) or get_args(annotation))
        assert coding["events"].keys() <= values
        assert plural == "statements" or coding["events"].keys() == values
        assert {event_type for event_type, _ in coding["events"].values()} <= EVENT_TYPES


def test_csv_has_a_table_a_record_type_with_a_row_a_record(asked: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    assert onrecord("extract", asked, "--format", "csv", "-o", tmp_path / "tables").status == 0
    answers = [json.loads(line)["extraction"] for line in onrecord("extract", asked).out.splitlines()]
    for entry in RECORD_TYPES:
        with (tmp_path / "tables" / f"{entry.plural}.csv").open(newline="", encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        assert [row["id"] for row in table] == [record["id"] for answer in answers for record in answer[entry.plural]]
        assert all(row.keys() == set(columns(entry.model)) and None not in row.values() for row in table)
        assert columns(entry.model)[1:] == list(dict.fromkeys(columns(entry.model)[1:]))
    with (tmp_path / "tables" / "detentions.csv").open(newline="", encoding="utf-8") as file:
        [arrest] = csv.DictReader(file)
    assert (arrest["transcript"], arrest["counts"], arrest["counts_low"], arrest["place_country"]) == (
        "a",
        "14",
        "14",
        "NO",
    )


def test_csv_writes_the_types_asked_for_and_needs_a_folder(asked: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    folder = tmp_path / "one"
    onrecord("extract", asked, "--format", "csv", "-o", folder, "--records", "detentions")
    assert [path.name for path in folder.iterdir()] == ["detentions.csv"]
    assert onrecord("extract", asked, "--format", "csv").status == 2
    assert onrecord("extract", asked, "--format", "csv", "-o", asked).status == 2


def test_jsonld_is_a_graph_of_quotations_claims_and_events(asked: Path, onrecord: Onrecord) -> None:
    first, second = lines(onrecord, asked, "jsonld")
    assert first["@context"] == "https://schema.org"
    article, *things = first["@graph"]
    assert (article["@type"], article["identifier"], article["datePublished"]) == ("NewsArticle", "a", "2031-06-02")
    assert all(thing["subjectOf"] == {"@id": article["@id"]} for thing in things)
    [quotation] = [thing for thing in things if thing["@type"] == "Quotation"]
    assert quotation["spokenByCharacter"] == {"@type": "Person", "name": "Ida Holt"}
    happened = {thing["additionalType"]: thing for thing in things if thing["@type"] == "Event"}
    assert happened.keys() == {"election", "protest", "detention"}
    assert happened["detention"]["startDate"] == "2031-05-30"
    assert happened["detention"]["location"][0]["address"]["addressCountry"] == "NO"
    assert second["@graph"][0]["identifier"] == 7
