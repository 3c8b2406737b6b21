"""Captions that roll, grow or mark word after word, with and without gaps, in short files: the words once, until the last cue's end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from service.read import Transcript, read_any

ROWS = ["The pilots of the", "ferry marched to the", "harbour on Friday. Hundreds", "came from Tann.", "We march."]
Shown = list[tuple[float, float, str]]


def words_of(row: str) -> list[str]:
    return row.split()


def marked(rows: list[str], tag: str) -> list[str]:
    return [
        " ".join(f"<{tag}>{w}</{tag[:4].split()[0]}>" if i == at else w for i, w in enumerate(words_of(row)))
        for row in rows
        for at in range(len(words_of(row)))
    ]


def grown(row: str) -> list[str]:
    words = words_of(row)
    return [" ".join(words[:n]) for n in range(1, len(words) + 1)]


def two_rows(rows: list[str], between: str) -> list[str]:
    return [rows[0], *(f"{a}{between}{b}" for a, b in pairwise(rows))]


WAYS = {
    "rolling on two rows": lambda rows: two_rows(rows, "\n"),
    "rolling on one": lambda rows: two_rows(rows, " "),
    "rolling on three": lambda rows: ["\n".join(rows[max(0, i - 2) : i + 1]) for i in range(len(rows))],
    "growing by rows": lambda rows: [" ".join(rows[: i + 1]) for i in range(len(rows))],
    "growing by words": lambda rows: grown(" ".join(rows)),
    "each row growing": lambda rows: [cue for row in rows for cue in grown(row)],
    "growing below the last row": lambda rows: [
        f"{rows[i - 1]}\n{cue}" if i else cue for i, row in enumerate(rows) for cue in grown(row)
    ],
    "underlined": lambda rows: marked(rows, "u"),
    "coloured": lambda rows: marked(rows, 'font color="#00ff00"'),
    "each cue twice": lambda rows: [row for row in rows for _ in range(2)],
}


def shown(cues: list[str], length: float, gap: float) -> Shown:
    return [(1 + i * (length + gap), 1 + i * (length + gap) + length, words) for i, words in enumerate(cues)]


def clock(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{seconds % 60:06.3f}"


def srt(cues: Shown) -> str:
    return "\n".join(f"{i}\n{clock(a)} --> {clock(b)}\n{words}\n" for i, (a, b, words) in enumerate(cues, 1))


def check(transcript: Transcript, rows: list[str], cues: Shown) -> None:
    assert " ".join(transcript.text.split()) == " ".join(rows)
    assert transcript.segments[0].start_time == 1.0
    assert transcript.segments[-1].end_time == pytest.approx(cues[-1][1], abs=0.001)
    assert len(transcript.warnings) == 1


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("gap", [0.0, 0.04, 0.2, 0.9])
@pytest.mark.parametrize("way", WAYS)
def test_words_are_read_once(way: str, gap: float, count: int) -> None:
    for length in (0.4, 2.0):
        cues = shown(WAYS[way](ROWS[:count]), length, gap)
        check(read_any(srt(cues)), ROWS[:count], cues)


@pytest.mark.parametrize(
    ("way", "length", "gap"),
    [
        ("rolling on one", 1.0, 0.2),
        ("growing by rows", 1.0, 0),
        ("each row growing", 0.15, 0.05),
        ("each cue twice", 0.5, 0.2),
    ],
)
def test_so_they_are_in_segments_and_in_timed_lines(way: str, length: float, gap: float) -> None:
    cues = shown(WAYS[way](ROWS), length, gap)
    check(read_any([{"text": words, "start": a, "end": b} for a, b, words in cues]), ROWS, cues)
    check(read_any("".join(f"[{clock(a)} --> {clock(b)}] {words}\n" for a, b, words in cues)), ROWS, cues)


@pytest.mark.parametrize(
    "cues",
    [
        ["We want new elections.", "We want new elections.", "So they shouted.", "Nobody came.", "Then it rained."],
        ["No.", "No more.", "They had enough of it."],
        ["Nine pilots were held.", "Nine pilots were freed."],
    ],
)
def test_what_is_said_again_stays(cues: list[str]) -> None:
    assert read_any(srt(shown(cues, 2.0, 0.5))).text == " ".join(cues)
