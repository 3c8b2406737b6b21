"""``--format plover``, ``csv`` and ``jsonld``: what each holds of an extraction."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas import RECORD_TYPES, Extraction
from service.exports.flat import tables
from service.exports.media import MediaUrl
from service.exports.plover import events
from service.read.suffixes import media_id
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


def csv_table(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_table_a_record_type_with_a_row_a_record(asked: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    folder = tmp_path / "tables"
    assert onrecord("extract", asked, "--format", "csv", "-o", folder).status == 0
    answers = [json.loads(line)["extraction"] for line in onrecord("extract", asked).out.splitlines()]
    named = {table.name: table.columns for table in tables(())}
    assert {path.stem for path in folder.iterdir()} == named.keys()
    for name, columns in named.items():
        rows = csv_table(folder / f"{name}.csv")
        assert all(row.keys() == set(columns) and None not in row.values() for row in rows)
        assert len(set(columns)) == len(columns)
    for entry in RECORD_TYPES:
        rows = csv_table(folder / f"{entry.plural}.csv")
        assert [row["id"] for row in rows] == [record["id"] for answer in answers for record in answer[entry.plural]]
        assert set(entry.model.model_fields) <= set(named[entry.plural])
    [arrest] = csv_table(folder / "detentions.csv")
    told = (arrest["transcript"], arrest["counts"], arrest["counts_low"], arrest["place_country"], arrest["published"])
    assert told == ("a", "14", "14", "NO", "2031-06-02")


def test_a_transcript_without_an_answer_stands_in_the_tables_with_the_reason(
    tmp_path: Path, onrecord: Onrecord
) -> None:
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "good.txt").write_text(TEXT)
    (talks / "none.txt").write_text(" ")
    ended = onrecord("extract", talks, "--format", "csv", "-o", tmp_path / "tables")
    assert ended.status == 1
    assert "2 transcripts, 1 without an answer: 1 election, 1 protest, 1 detention, 1 statement" in ended.err
    good, none = csv_table(tmp_path / "tables" / "transcripts.csv")
    assert (good["transcript"], good["detentions"], good["problem"]) == (str(talks / "good.txt"), "1", "")
    assert (none["transcript"], none["detentions"], none["problem"]) == (
        str(talks / "none.txt"),
        "",
        "there are no words in it",
    )


def test_half_of_a_surrogate_pair_stands_in_no_address() -> None:
    for template in ("https://media.example/{id}", "{id}"):
        link = MediaUrl(template).link({"id": "https://media.example/\ud800"}, None)
        assert link is not None
        assert link.encode()


def test_links_are_filled_from_the_columns_of_a_line(tmp_path: Path, onrecord: Onrecord) -> None:
    """An address that stands in a column is taken as it is; what stands within one is escaped; no other scheme is a link."""
    vtt = "WEBVTT\n\n00:07.500 --> 00:09.000\nPolice in Oslo arrested 14 dock workers.\n"
    lines = [
        {"id": "a/b?c", "vtt": vtt, "at": "https://media.example/x"},
        {"id": 2, "vtt": vtt, "at": "javascript:alert(1)"},
        {"id": 3, "vtt": vtt},
        {"id": 4, "text": "Police in Oslo arrested 14 dock workers.", "at": "https://media.example/y"},
    ]
    asked = tmp_path / "in.jsonl"
    asked.write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    said: list[str] = []

    def links(template: str) -> list[str]:
        ended = onrecord("extract", asked, "--format", "csv", "-o", tmp_path / "t", "--media-url", template)
        assert "passed over" not in ended.err or "{at}" not in template
        said.append(ended.err)
        return [row["link"] for row in csv_table(tmp_path / "t" / "detentions.csv")]

    assert links("{at}#t={t}") == ["https://media.example/x#t=7", "", "", ""]
    by_id = [
        "https://media.example/a%2Fb%3Fc.mp4?t=7",
        "https://media.example/2.mp4?t=7",
        "https://media.example/3.mp4?t=7",
    ]
    assert links("https://media.example/{id}.mp4?t={seconds}") == [*by_id, ""]
    assert links("https://media.example/{id}/{chapter}") == ["", "", "", ""]
    assert "--media-url: no transcript has a 'chapter', so no row has a link" in said[-1]
    assert not any("no row has a link" in told for told in said[:-1])
    assert links("https://media.example/{id}")[3] == "https://media.example/4"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("talks/abc.vtt", "abc"), ("abc.en.vtt", "abc"), ("abc.en-orig.srt.gz", "abc"), ("A talk [x-1_Y].de.vtt", "x-1_Y"),
        ("v1.2.txt", "v1.2"), ("-", "-"), ("talk", "talk"), (".vtt", ".vtt"),
    ],
)  # fmt: skip
def test_a_recording_is_called_after_its_file(name: str, called: str) -> None:
    assert media_id(name) == called


def test_a_workbook_is_the_same_bytes_for_the_same_answers(asked: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert onrecord("extract", asked, "-o", tmp_path / name).status == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert onrecord("extract", asked, "--format", "xlsx").out == (tmp_path / "a.xlsx").read_bytes()


def test_a_folder_is_read_whole_less_what_is_no_transcript_and_what_is_written(
    tmp_path: Path, onrecord: Onrecord
) -> None:
    talks = tmp_path / "talks"
    for name in (
        "b.vtt",
        "a/z.srt",
        "a/deep/c.txt",
        "x.mp4",
        "a/y.mp4",
        "d.gold.json",
        "b.expected.json",
        "README.md",
        ".hidden.txt",
        ".git/e.txt",
        "in.jsonl",
    ):
        (talks / name).parent.mkdir(parents=True, exist_ok=True)
        (talks / name).write_text("It rained.\n" if name != "in.jsonl" else '{"id": "line", "text": "It rained."}\n')
    out = talks / "out.jsonl"
    for _ in range(2):  # what the first run has written is no transcript of the second
        ended = onrecord("extract", talks, "--kind", "text", "-o", out)
        found = [json.loads(line)["id"] for line in out.read_text().splitlines()]
        assert found[:3] == [str(talks / "a/deep/c.txt"), str(talks / "a/z.srt"), str(talks / "b.vtt")]
        assert len(found) == 4
    assert "passed over in folders, as no transcripts by their names: .mp4 (2), .json (2), .md (1)" in ended.err


def test_csv_writes_the_types_asked_for_and_needs_a_folder(asked: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    folder = tmp_path / "one"
    onrecord("extract", asked, "--format", "csv", "-o", folder, "--records", "detentions")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["detainees.csv", "detentions.csv", "further_evidence.csv", "transcripts.csv"]
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
