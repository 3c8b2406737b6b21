"""Sentences end where a reader would end them, and no character is lost or read twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.sentences import LONGEST, split
from service.read import read_text
from service.read.transcript import Transcript


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(Transcript(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Hale met Gen. Orlow. They spoke.", ["Mr. Hale met Gen. Orlow.", "They spoke."]),
        ("J. Hale lives in the U.S. He votes there.", ["J. Hale lives in the U.S.", "He votes there."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("“We won.” The crowd cheered.", ["“We won.”", "The crowd cheered."]),
        ("“Who won?” he asked.", ["“Who won?” he asked."]),
        ("Turnout was 46.5 per cent. Nobody won.", ["Turnout was 46.5 per cent.", "Nobody won."]),
        ("the vote is over. they went home.", ["the vote is over.", "they went home."]),
        (
            "Harbour reopens\nThe port of Novara is open again.",
            ["Harbour reopens", "The port of Novara is open again."],
        ),
        ("the port of Novara,\nwhich was closed, is open.", ["the port of Novara,\nwhich was closed, is open."]),
        ("Wait... It moves.", ["Wait...", "It moves."]),
        ("TARN, June 9 (Wire) — Rain fell.", ["TARN, June 9 (Wire) —", "Rain fell."]),
        ("PORT TARN, Velmia - 400 people came.", ["PORT TARN, Velmia -", "400 people came."]),
        ("FILE - A clerk counts votes, Tarn, June 9.", ["FILE -", "A clerk counts votes, Tarn, June 9."]),
        ("TARN -- “We won,” she said.", ["TARN --", "“We won,” she said."]),
        ("Votes are counted\nTARN — Police came.", ["Votes are counted", "TARN —", "Police came."]),
        ("\n TARN —\nPolice came.", ["TARN —", "Police came."]),
        ("(Tarn) – Police came.", ["(Tarn) –", "Police came."]),
        ("Tarn, 3 May 2031 — Police came.", ["Tarn, 3 May 2031 —", "Police came."]),
        ("Port Tarn (Wire) - Police came.", ["Port Tarn (Wire) -", "Police came."]),
        ("The mayor, who won — He smiled.", ["The mayor, who won — He smiled."]),
        ("NATO — an alliance — met.", ["NATO — an alliance — met."]),
        ("POLICE HOLD CLERK - VOTE GOES ON", ["POLICE HOLD CLERK - VOTE GOES ON"]),
        ("Tarn won 4 - 2 at home.", ["Tarn won 4 - 2 at home."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    """Abbreviations, initials, decimals and quotations do not end a sentence; headlines and datelines do."""
    assert sentences(text) == expected


def test_a_label_is_no_part_of_a_sentence() -> None:
    """`ANNA:` and `>>` stand outside, and a sentence never runs over a change of voice."""
    transcript = read_text("ANNA: The vote is\nBORIS: Over, I think.\nANNA: Yes, it is over now.\nBORIS: Good.")
    words = [transcript.text[s.start : s.end] for s in split(transcript)]
    assert not any(label in w for w in words for label in ("ANNA", "BORIS"))
    assert "The vote is" in words


@given(st.text(alphabet="aB .!?\n\"“”'…,;:\t—(", max_size=400))
def test_nothing_but_white_space_lies_between_sentences(text: str) -> None:
    """Sentences are in order, do not overlap, and together hold every printed character."""
    spans = split(Transcript(text))
    at = 0
    for span in spans:
        assert span.start >= at
        assert not text[at : span.start].strip()
        assert span.end > span.start
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["a" * 50_000, "word " * 20_000, "." * 30_000])
def test_unpunctuated_text_is_cut(text: str) -> None:
    """No sentence is longer than the limit, so that parsing stays linear."""
    assert max(s.end - s.start for s in split(Transcript(text))) <= LONGEST
