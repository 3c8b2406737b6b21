"""The same text in another dress is the same text: apostrophes, quotation marks, blanks, line breaks and unseen characters."""

from __future__ import annotations

import json
import os
import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schemas import RECORD_TYPES
from service.extract import extract
from service.read import read_text

# Told by evidence: where the words stand, and how they stand there.
_BY_WORDS = frozenset({"id", "evidence", "start", "end", "start_time", "end_time", "about", "story"})

INVENTED = [
    "Police in the port city of Novara arrested 14 dock workers on Friday, the union's lawyer said. “We will be back on Monday,” said "
    "Ida Holt, who has led the Novara Dockers' Union since 2019. She said the men, held without charge, hadn't broken any law. The "
    "interior minister, Carla Renzi, told the newspaper that “the law is the law” and that the men would appear in court on Tuesday.",
    "Ann Rossi won Sunday's presidential election in Malta with 52.4 per cent of the vote, the electoral commission said. Her rival, "
    "Ivo Baric, took 45 per cent and accused officials in Valletta of stuffing ballot boxes. “It wasn't a fair count,” Baric told "
    "supporters. Turnout was 61 per cent, down from 70 per cent five years ago. The commission's chairman denied the claim.",
    "Thousands of teachers marched through Lisbon on Saturday to demand higher pay, while about 300 nurses rallied in Porto. Police "
    "fired tear gas at protesters outside the Ministry of Education and detained Human Rights Forum activist Rui Sena. Organisers "
    "put the crowd at 12,000; police said it was 5,000. The protests, now in their third week, have spread to Faro and Braga.",
    "A court in Turin sentenced the poet Amal Farid to six years in prison on Thursday for spreading false news. His lawyer, Nadia "
    "Conti, said that he'd appeal. Farid, 34, was arrested at the airport in May 2023. “I've done nothing but write,” he wrote from "
    "his cell in a letter that the group Pens Without Borders published on Monday. Prosecutors didn't comment.",
]  # fmt: skip

_UNSEEN = re.compile("[\u00ad\u200b]")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def curly(text: str) -> str:
    """Apostrophes as in print."""
    return text.replace("'", "’")


def straight(text: str) -> str:
    return text.translate(_STRAIGHT)


def tied(text: str) -> str:
    """No-break spaces, before figures' nouns and after titles, as editors set them, and everywhere else too."""
    return text.replace(" ", "\u00a0")


def wrapped(width: int, line_break: str = "\n") -> Callable[[str], str]:
    def wrap(text: str) -> str:
        lines = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
        return line_break.join(lines)

    return wrap


def hyphenated(text: str) -> str:
    """A soft hyphen in every long word."""
    return " ".join(f"{word[:4]}\u00ad{word[4:]}" if len(word) > 7 else word for word in text.split(" "))


def spaced(text: str) -> str:
    """A zero-width space after every third blank."""
    words = text.split(" ")
    return " ".join(f"\u200b{word}" if i % 3 == 0 else word for i, word in enumerate(words))


WIDTHS = (24, 32, 40, 56, 64, 72, 80, 100, 120)
DRESSES: dict[str, Callable[[str], str]] = {
    "curly": curly, "straight": straight, "tied": tied, "hyphenated": hyphenated, "spaced": spaced,
    **{f"wrapped_{width}": wrapped(width) for width in WIDTHS},
    **{f"crlf_{width}": wrapped(width, "\r\n") for width in (40, 72)},
}  # fmt: skip


def plain(value: Any) -> Any:
    """A record's values without where their words stand, all in one dress."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items() if key not in _BY_WORDS}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return straight(" ".join(_UNSEEN.sub("", value).split())) if isinstance(value, str) else value


@cache
def records(text: str) -> dict[str, Any]:
    """What is found in the text, by record type."""
    answer = extract(read_text(text, published="2024-06-05")).model_dump(mode="json")
    return {entry.plural: answer[entry.plural] for entry in RECORD_TYPES}


def outside_evidence(value: Any) -> list[str]:
    """All strings of a record but those that quote the transcript."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for part in value for word in outside_evidence(part)]
    if isinstance(value, dict) and "start" not in value:
        return [word for part in value.values() for word in outside_evidence(part)]
    return []


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("text", INVENTED, ids=lambda text: text[:14])
def test_another_dress_changes_no_record(text: str, dress: str) -> None:
    dressed = records(DRESSES[dress](text))
    assert plain(dressed) == plain(records(text))
    assert not [word for word in outside_evidence(dressed) if "\n" in word or "\r" in word or "  " in word]


def test_lines_that_are_no_sentence_are_not_run_together() -> None:
    """A headline above its story, the items of a list."""
    text = "Police hold Ann Rossi\nThe dock workers' leader was arrested in Novara on Friday, the union's lawyer said on Monday."
    assert [d["detainees"][0]["name"] for d in records(text)["detentions"]][-1:] != ["Ann Rossi The"]
    listed = "Arrested so far:\nAnn Rossi\nIvo Baric\nCarla Renzi\n"
    names = {a["name"] for d in records(listed)["detentions"] for a in d["detainees"]}
    assert not any("Baric" in name and "Rossi" in name for name in names)


@pytest.mark.skipif("ONRECORD_EVAL" not in os.environ, reason="ONRECORD_EVAL names no folder with real texts")
@pytest.mark.parametrize("dress", ["curly", "tied", "hyphenated"])
def test_another_dress_changes_hardly_a_real_text(dress: str) -> None:
    """Of a sample, nine in ten records at least are the same."""
    lines = Path(os.environ["ONRECORD_EVAL"], "unlabelled.texts.jsonl").read_text(encoding="utf-8").splitlines()[::20]
    same = of = 0
    for text in (json.loads(line)["text"][:4000] for line in lines):
        before, after = plain(records(text)), plain(records(DRESSES[dress](text)))
        for kind, found in before.items():
            of += len(found)
            same += sum(record in after[kind] for record in found)
    assert same >= 0.9 * of
