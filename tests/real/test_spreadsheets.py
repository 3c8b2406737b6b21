"""A folder of 20 transcripts as tables, opened in LibreOffice: types, links, scripts, and no formula anywhere.

Skipped where there is no LibreOffice, but not in CI, which installs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# A comma, quotation marks, UTF-8, from the first line: what the mark at the beginning of the files makes it propose.
AS_CSV = "Text - txt - csv (StarCalc):44,34,76,1"
URL = "https://media.example/watch?v={id}&t={seconds}"
SENTENCES = [
    "Police in Valletta arrested 14 dock workers on Friday.",
    "“We’ll be back on Monday – all of us, 李明 too,” said Žofia Kovaľová, their lawyer.",
    "Police detained Андрей Петров and Łucja Nowak in Brno on May 28 for fraud.",
    "Nurses marched through Oslo on Friday. Hundreds of nurses joined the march, which ended in Oslo.",
    "The Harbour Party won 46 per cent in the local election in Velm on May 14.",
    "“=1+2 is what they told us,” said Ida Holt. “@SUM(A1) is not,” said Tom Vale. “-2+3 neither,” said Bo Lind.",
]
RECORDS = ("elections", "protests", "detentions", "statements")
VALUES = ("value", "date-value", "time-value")

pytestmark = pytest.mark.skipif(OFFICE is None and "ONRECORD_CI" not in os.environ, reason="no LibreOffice here")


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell as LibreOffice has it: what it shows, and its value, where that is no text."""

    words: str
    value: str | None
    kind: str | None
    formula: str | None
    links: list[str]


Rows = list[dict[str, Opened]]


def stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"


def write_talks(folder: Path) -> None:
    """Twenty subtitle files in three folders: the ninth begins after an hour."""
    for number in range(20):
        below = folder.joinpath(*["deep", "deeper"][: number % 3])
        below.mkdir(parents=True, exist_ok=True)
        cues = [
            f"{stamp(number * 450 + i * 7 + 0.5)} --> {stamp(number * 450 + i * 7 + 6.25)}\n{words}\n"
            for i, words in enumerate(SENTENCES)
        ]
        (below / f"=News {number} [vid{number:02}].en.vtt").write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The transcripts in ``talks``; their tables as ``talks.xlsx`` and in ``tables``, and what LibreOffice made of both."""
    folder = tmp_path_factory.mktemp("spreadsheets")
    write_talks(folder / "talks")
    onrecord = [sys.executable, "-c", "from service.cli import main; main()", "extract", "talks/", "--media-url", URL]
    for more in (["-o", "talks.xlsx"], ["--format", "csv", "-o", "tables"]):
        subprocess.run([*onrecord, "--published", "2031-06-02", *more], cwd=folder, check=True, timeout=120)
    assert OFFICE is not None
    office = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "fods"]
    subprocess.run([*office, "talks.xlsx"], cwd=folder, check=True, timeout=300)
    tables = sorted(map(str, (folder / "tables").iterdir()))
    subprocess.run([*office, f"--infilter={AS_CSV}", "--outdir", "csv", *tables], cwd=folder, check=True, timeout=300)
    return folder


def named(element: ET.Element, name: str) -> str | None:
    """The attribute of that name in whatever namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def parts(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (inner for inner in element.iter() if inner.tag.rpartition("}")[2] == name)


def cells(row: ET.Element) -> Iterator[Opened]:
    for cell in parts(row, "table-cell"):
        opened = Opened(
            "\n".join("".join(line.itertext()) for line in parts(cell, "p")),
            next((found for name in VALUES if (found := named(cell, name)) is not None), None),
            named(cell, "value-type"),
            named(cell, "formula"),
            [named(link, "href") or "" for link in parts(cell, "a")],
        )
        yield from [opened] * min(int(named(cell, "number-columns-repeated") or 1), 200)


def sheets(path: Path) -> dict[str, Rows]:
    """The rows of each sheet, by the names in its first row."""
    found = {}
    for table in parts(ET.parse(path).getroot(), "table"):
        head, *rows = (list(cells(row)) for row in parts(table, "table-row"))
        names = [cell.words for cell in head if cell.words]
        filled = [row for row in rows if any(cell.words for cell in row)]
        found[named(table, "name") or ""] = [dict(zip(names, row, strict=False)) for row in filled]
    return found


@pytest.fixture(scope="module", params=["xlsx", "csv"])
def opened(request: pytest.FixtureRequest, folder: Path) -> dict[str, Rows]:
    if request.param == "xlsx":
        return sheets(folder / "talks.fods")
    return {name: rows for path in (folder / "csv").iterdir() for name, rows in sheets(path).items()}


def test_there_is_a_row_a_transcript_a_record_a_detainee_and_a_result(opened: dict[str, Rows]) -> None:
    counted = {name: len(rows) for name, rows in opened.items()}
    assert counted == {
        "transcripts": 20, "elections": 20, "results": 20, "allegations": 0, "protests": 20, "detentions": 40,
        "detainees": 60, "statements": 80, "further_evidence": 100,
    }  # fmt: skip
    people = [row["detainee"].words for row in opened["detainees"]]
    assert people == ["14 dock workers", "Андрей Петров", "Łucja Nowak"] * 20


def test_no_cell_is_a_formula(opened: dict[str, Rows]) -> None:
    every = [cell for rows in opened.values() for row in rows for cell in row.values()]
    assert [cell for cell in every if cell.formula] == []
    content = {row["content"].words.removeprefix("'") for row in opened["statements"]}
    assert content >= {"=1+2 is what they told us", "@SUM(A1) is not", "-2+3 neither"}


def test_cells_have_their_types(opened: dict[str, Rows]) -> None:
    kinds = {
        "start": {"float"}, "end": {"float"}, "hh:mm:ss": {"time"}, "published": {"date"}, "when_edtf": {"date"},
        "confidence": {"float"}, "from_character": {"float"}, "detainees": {"string"},
        "evidence": {"string"}, "link": {"string"}, "stage": {"string"}, "id": {"string"}, "further_evidence": {"float"},
    }  # fmt: skip
    for column, expected in kinds.items():
        assert {row[column].kind for row in opened["detentions"]} == expected, column
    counts = [row for row in opened["detentions"] if row["counts"].words]
    assert {(row["counts_low"].kind, row["counts_low"].words) for row in counts} == {("float", "14")}
    assert {row["result_vote_share_low"].words for row in opened["results"]} == {"46"}


def test_each_row_has_its_moment_and_the_link_to_it(opened: dict[str, Rows]) -> None:
    rows = {row["transcript"].words.removeprefix("'"): row for row in opened["detentions"]}
    [late] = [row for name, row in rows.items() if "[vid09]" in name]
    assert (late["start"].value, late["end"].value, late["hh:mm:ss"].value) == ("4064.5", "4070.25", "PT01H07M44S")
    assert late["link"].words == "https://media.example/watch?v=vid09&t=4064"


def test_links_of_the_workbook_can_be_followed(folder: Path) -> None:
    found = sheets(folder / "talks.fods")
    for name in found.keys() - {"transcripts"}:
        assert all(row["link"].links == [row["link"].words] for row in found[name]), name
        assert all(row["link"].words.startswith("https://media.example/watch?v=vid") for row in found[name])


def test_curly_quotes_and_other_scripts_are_right(opened: dict[str, Rows]) -> None:
    [said] = {row["content"].words for row in opened["statements"] if "Monday" in row["content"].words}
    assert said == "We’ll be back on Monday – all of us, 李明 too"
    assert {row["speaker"].words for row in opened["statements"]} >= {"Žofia Kovaľová"}
    evidence = {row["evidence"].words for row in opened["detentions"]}
    assert any("Андрей Петров and Łucja Nowak in Brno" in words for words in evidence)


def record(row: dict[str, Opened]) -> tuple[str, str]:
    """Texts that are the same have records of the same id."""
    return row["transcript"].words, row["id"].words


def test_further_evidence_stands_by_itself(opened: dict[str, Rows]) -> None:
    counted = {record(row): row for name in RECORDS for row in opened[name]}
    told = Counter(map(record, opened["further_evidence"]))
    assert told == {
        name: int(row["further_evidence"].words)
        for name, row in counted.items()
        if row["further_evidence"].words != "0"
    }
    for row in opened["further_evidence"]:
        assert row["evidence"].words != counted[record(row)]["evidence"].words
