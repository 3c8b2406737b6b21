"""Texts on other subjects, full of words that tempt: strikes and marches, races and votes, what is held, charged and released."""

from __future__ import annotations

import json
from pathlib import Path

from service.extract import Options, extract
from service.read import read_text

TEXTS = [json.loads(line) for line in Path(__file__).with_name("off_subject.jsonl").read_text().splitlines()]
EVENTS = frozenset({"elections", "protests", "detentions"})
MOST = 3


def test_texts_of_other_subjects_report_next_to_no_events() -> None:
    """On a hundred passages of sport, weather, markets, medicine, science, culture and the like, three false events at most."""
    found = []
    for text in TEXTS:
        extraction = extract(read_text(text["text"]), Options(records=EVENTS))
        for plural in sorted(EVENTS):
            found += [(plural, record.evidence[0].text) for record in getattr(extraction, plural)]
    assert len(found) <= MOST, found


def test_there_are_a_hundred_such_texts_of_the_length_of_a_news_item() -> None:
    assert len(TEXTS) >= 100
    assert len({text["text"] for text in TEXTS}) == len(TEXTS)
    assert len({text["subject"] for text in TEXTS}) >= 10
    assert all(60 <= len(text["text"].split()) <= 150 for text in TEXTS)
