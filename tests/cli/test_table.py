"""The table for people: everything of a record at its place, on any width, and nothing that steers a terminal."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from schemas import Actor, Election, Evidence, Extraction, Gap, Place, Quantity, Result, Statement, When
from service.cli.table import render
from service.explain.plain import clean
from service.explain.wording import quantity, quoted, timecode
from tests.conftest import Onrecord

TEXT = "Norvik voted on June 9. “We have won,” said Ida Holt."


def evidence(start: int, end: int, time: float | None = None) -> Evidence:
    return Evidence(start=start, end=end, text=TEXT[start:end], start_time=time, end_time=time)


@pytest.fixture
def extraction() -> Extraction:
    answer = {
        "transcript": {"sha256": "0" * 64, "characters": len(TEXT), "language": "en"},
        "report": {
            "rules_version": "x",
            "coverage": {"characters": 1, "skipped": [{"start": 3, "end": 9, "reason": "not in English"}]},
            "warnings": ["line 3: odd"],
        },
    }
    election = Election(
        id="election_" + "0" * 16,
        evidence=[evidence(0, 22, 3671.5), evidence(7, 12, 3671.5)],
        confidence=0.9,
        source="rules",
        factuality="alleged",
        attributed_to=Actor(name="Ida Holt", kind="person", role="mayor"),
        place=Place(name="Norvik", kind="city", country="NO"),
        kinds=["by_election"],
        polling_day=When(text="June 9", edtf="XXXX-06-09"),
        results=[
            Result(contestant=Actor(name="Ida Holt", kind="person"), outcome="won"),
            Result(contestant=Actor(name="Blue List", kind="party"), seats=Quantity(text="three", low=3, high=3)),
        ],
    )
    statement = Statement(
        id="statement_" + "0" * 16,
        evidence=[evidence(25, 36), evidence(38, 42)],
        confidence=0.5,
        source="rules",
        speaker=Actor(name="Ida Holt", kind="person"),
        cue="said",
        kind="direct",
        content=[evidence(25, 36)],
        about=[election.id],
    )
    made = Extraction.model_validate_json(json.dumps(answer))
    gap = Gap(record_type="statement", start=43, end=52, reason="speaker without a role")
    report = made.report.model_copy(update={"gaps": [gap]})
    return made.model_copy(update={"elections": [election], "statements": [statement], "report": report})


def rendered(extraction: Extraction, width: int = 100) -> str:
    out = io.StringIO()
    render(Console(file=out, width=width, highlight=False), extraction, TEXT)
    return out.getvalue()


def test_a_record_is_shown_with_its_facts_and_its_words(extraction: Extraction) -> None:
    shown = " ".join(rendered(extraction).split())
    for words in (
        "ELECTIONS (1) Election 1 1:01:11-1:01:11 alleged by Ida Holt (mayor) confidence 0.90",
        "place Norvik (NO)",
        "kinds by election",
        "polling day June 9 (XXXX-06-09)",
        "results Ida Holt; outcome: won Blue List; seats: three (3)",
        "1:01:11 “Norvik voted on June 9”",
        "speaker Ida Holt cue said kind direct content “We have won” act claim about election 1",
        "NOT SETTLED (1) statement: speaker without a role: “Ida Holt”",
        "NOT READ (1) not in English: characters 3 to 9",
        "WARNINGS (1) line 3: odd",
    ):
        assert words in shown, words
    assert "protest" not in shown.lower()


def test_what_is_shown_once_is_not_repeated(extraction: Extraction) -> None:
    """Evidence inside other evidence, the content of a statement and its cue need no line of their own."""
    shown = rendered(extraction)
    assert [shown.count(words) for words in ("“voted”", "“said”", "We have won")] == [0, 0, 1]


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(extraction: Extraction, width: int) -> None:
    shown = rendered(extraction, width)
    assert max(map(len, shown.splitlines())) <= width
    assert "".join(shown.split()).count("XXXX-06-09") == 1


def test_what_is_piped_is_plain_text_without_blanks_at_line_ends(onrecord: Onrecord) -> None:
    lines = onrecord("extract", "-", "--format", "table", stdin=b"Police arrested two men.").out.decode().splitlines()
    assert "DETENTIONS (1)" in lines
    assert all(line == line.rstrip() and len(line) <= 100 and "\x1b" not in line for line in lines)


def test_a_transcript_with_nothing_in_it_says_so(onrecord: Onrecord) -> None:
    out = onrecord("extract", "-", "--format", "table", stdin=b"The soup was good.").out
    assert out == b"No elections, protests, detentions or statements found.\n"


def test_each_of_several_transcripts_stands_under_its_name(onrecord: Onrecord) -> None:
    lines = b'{"id": "soup", "text": "The soup was good."}\n{"id": "bad", "text": ""}\n'
    ended = onrecord("extract", "-", "--kind", "jsonl", "-f", "table", stdin=lines)
    assert "soup" in ended.out.decode().splitlines()[0]
    assert "bad: no answer (" in ended.out.decode()
    assert ended.status == 1


def test_words_cannot_steer_the_terminal_nor_the_markup(onrecord: Onrecord) -> None:
    text = "Police arrested two men in Norvik on Friday over a \x1b[2J\x07 sign that said [bold]stop[/bold]."
    out = onrecord("extract", "-", "--format", "table", stdin=text.encode()).out.decode()
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "DETENTIONS" in out


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, ""), (0.0, "0:00:00"), (59.99, "0:00:59"), (3600, "1:00:00"), (360_000, "100:00:00")]
)
def test_time_is_shown_in_hours_minutes_and_seconds(seconds: float | None, shown: str) -> None:
    assert timecode(seconds) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Quantity(text="dozens", low=24, high=99, by="police"), "dozens (24 to 99, police)"),
        (Quantity(text="more than 8,000", low=8001), "more than 8,000 (8,001 or more)"),
        (Quantity(text="up to ten", high=10), "up to ten (up to 10)"),
        (Quantity(text="1,500 people", low=1500, high=1500), "1,500 people"),
        (Quantity(text="roughly 46 per cent", low=46, high=46, approximate=True), "roughly 46 per cent"),
        (Quantity(text="many"), "many"),
    ],
)
def test_a_figure_shows_the_range_that_its_words_stand_for(value: Quantity, shown: str) -> None:
    assert quantity(value) == shown


def test_long_words_lose_their_middle_and_stay_on_one_line() -> None:
    shown = quoted("a" * 90 + "\n" + "b" * 200)
    assert "\n" not in shown
    assert len(shown) < 165
    assert clean("a\x1b[31m\u202eb\tc") == "a [31m b c"
