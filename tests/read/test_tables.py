"""Tables of recognisers and editors: what people and programs do to them."""

from __future__ import annotations

import pytest

from service.errors import UnreadableTranscript
from service.read import Transcript, read_any

ONE, TWO, THREE = "Police held nine.", "We will be back.", "Third, row."


def rows(transcript: Transcript) -> list[tuple[float | None, str]]:
    return [(s.start_time, transcript.text[s.start : s.end]) for s in transcript.segments]


@pytest.mark.parametrize(
    "table",
    [
        f'start,end,text\n1,4,"{ONE}\n4,8,{TWO}\n9,12,"{THREE}"\n',
        f'start,end,text\n1,4,"{ONE}\n4,8,"{TWO}"\n9,12,"{THREE}"\n',
        f'speaker,start,end,text\n"Vera,1,4,{ONE}\nJon,4,8,{TWO}\nJon,9,12,"{THREE}"\n',
        f'start;end;text\n00:01;00:04;"{ONE}\n00:04;00:08;{TWO}\n00:09;00:12;{THREE}\n',
    ],
)
def test_a_quotation_mark_that_is_not_closed_swallows_no_rows(table: str) -> None:
    transcript = read_any(table)
    assert rows(transcript) == [(1.0, ONE), (4.0, TWO), (9.0, THREE)]
    [warning] = transcript.warnings
    assert warning.startswith("line 2: ")


def test_a_cell_may_have_lines() -> None:
    transcript = read_any(f'start,end,text\n1,4,"{ONE}\nAnd so on, they said."\n4,8,{TWO}\n')
    assert rows(transcript) == [(1.0, f"{ONE} And so on, they said."), (4.0, TWO)]
    assert transcript.warnings == ()


def test_a_table_of_markdown_is_one() -> None:
    table = (
        f"| Time | Speaker | Text |\n|:---|---|---:|\n| 00:01 | Vera Lind | {ONE} |\n| 00:04 | Jon Brekke | {TWO} |\n"
    )
    transcript = read_any(table)
    assert [turn.speaker for turn in transcript.turns] == ["Vera Lind", "Jon Brekke"]
    assert [start for start, _ in rows(transcript)] == [1.0, 4.0]
    assert transcript.warnings == ()


def test_the_names_of_columns_are_no_json() -> None:
    assert read_any('"start": 1, "text": "a", "end"\nNine were held.').form == "text"


BAD = [{"start": "soon", "end": 4, "text": ONE}, {"start": 5, "end": 2, "text": TWO}]


@pytest.mark.parametrize("form", ["segments", "utterances", "captions", "table"])
def test_one_bad_time_is_a_warning_and_all_are_an_error(form: str) -> None:
    def made(*rows: dict[str, object]) -> object:
        if form != "table":
            return {form: list(rows)}
        return "start,end,text\n" + "".join(f"{row['start']},{row['end']},{row['text']}\n" for row in rows)

    transcript = read_any(made(BAD[0], {"start": 5, "end": 7, "text": TWO}))
    assert rows(transcript) == [(None, ONE), (5.0, TWO)]
    [warning] = transcript.warnings
    assert "without times" in warning
    with pytest.raises(UnreadableTranscript):
        read_any(made(*BAD))


def test_milliseconds_are_told_in_a_table_of_a_few_words() -> None:
    transcript = read_any("start\tend\ttext\n1000\t3000\tNine were held.\n3000\t5000\tThey left.\n")
    assert [(segment.start_time, segment.end_time) for segment in transcript.segments] == [(1.0, 3.0), (3.0, 5.0)]


def test_a_few_words_with_a_long_pause_stay_in_seconds() -> None:
    transcript = read_any("start\tend\ttext\n0\t60\tNine were held.\n60\t100\tThey left.\n")
    assert [segment.end_time for segment in transcript.segments] == [60.0, 100.0]


@pytest.mark.parametrize("head", ["| Time | Speaker | Text |", "| Nr | What | Words |"])
def test_a_bar_that_is_escaped_parts_no_cells(head: str) -> None:
    rows = "| 0:01 | Vera Lind | So it is. |\n| 0:06 | Jon Brekke | The law \\| was broken. |\n"
    transcript = read_any(f"{head}\n|---|---|---|\n{rows}")
    assert transcript.text.endswith("The law | was broken.")


def test_rows_of_elan_have_their_times_twice() -> None:
    """A tier, a participant who may be nobody, and each time as a clock and in seconds; the third is a length."""
    rows = [
        (
            "Ida Holt",
            "",
            "00:00:01.000",
            "1.0",
            "00:00:04.000",
            "4.0",
            "00:00:03.000",
            "3.0",
            "Police held nine pilots.",
        ),
        ("Carm Vella", "", "00:00:04.000", "4.0", "00:00:08.500", "8.5", "00:00:04.500", "4.5", "We will be back."),
    ]
    transcript = read_any("".join("\t".join(row) + "\n" for row in rows))
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [(1.0, 4.0), (4.0, 8.5)]
    assert [turn.speaker for turn in transcript.turns] == ["Ida Holt", "Carm Vella"]
    assert transcript.text == "Police held nine pilots.\nWe will be back."
    assert not transcript.warnings
