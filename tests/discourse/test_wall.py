"""A story is a wall for records and values; one event that two stories name is one record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Extraction
from service.extract import explain, extract
from service.read import read_text
from service.read.transcript import StoryMark, Transcript
from tests.discourse.bulletins import ALL

POLAND = "Farmers in Poland have marched through Warsaw over cheap grain. About 900 of them blocked the main bridge."
PERU = "In Peru, miners marched through Lima on Friday over fuel. Police arrested the miners' leader Rosa Quiroz."
CHILE = "In other news, the Peruvian union leader Rosa Quiroz, who was arrested on Friday, has asked Chile for help."


def answer(*stories: str) -> Extraction:
    return extract(read_text(" ".join(stories)))


def test_a_protest_has_nothing_of_the_story_beside_it() -> None:
    warsaw, lima = answer(POLAND, PERU).protests
    assert [p.name for p in warsaw.places] == ["Warsaw"]
    assert [q.low for q in warsaw.participants] == [900]
    assert [p.name for p in lima.places] == ["Lima"]
    assert lima.participants == []
    assert (warsaw.story, lima.story) == ("story_1", "story_2")


def test_an_arrest_that_two_stories_tell_is_one_record_and_explain_says_by_which_words() -> None:
    told = explain(read_text(f"{PERU} {CHILE}"))
    (arrest,) = told.extraction.detentions
    assert arrest.story == "story_1"
    assert {told.extraction.report.stories[i].start for i in (0, 1)} == {0, len(PERU) + 1}
    joined = [step for step in told.traces[arrest.id] if step.rule == "told_in_two_stories"]
    assert [step.start < len(PERU) for step in joined] == [True, False]


def test_two_people_held_in_two_stories_are_two_records() -> None:
    assert len(answer(PERU, CHILE.replace("Rosa Quiroz", "Ana Lund")).detentions) == 2


def test_a_headline_is_evidence_of_its_story() -> None:
    headlines = "I'm Petra Voss and these are our main stories. Miners have marched in Lima over fuel. A cat has crossed the Atlantic."
    (protest,) = answer(headlines, "We begin in Peru.", PERU).protests
    assert min(e.start for e in protest.evidence) < len(headlines)
    assert protest.story == "story_2"


def test_the_callers_stories_are_the_stories() -> None:
    text = f"{POLAND} {PERU}"
    at = text.index("About 900")
    known = Transcript(text, stories=(StoryMark(0, "link"), StoryMark(at, title="The bridge")))
    told = extract(known).report.stories
    assert [(s.start, s.end, s.kind, s.title) for s in told] == [
        (0, at, "link", None),
        (at, len(text), "story", "The bridge"),
    ]


@pytest.mark.parametrize("told", ALL.values(), ids=ALL)
def test_no_event_has_words_of_two_stories_but_for_its_headline(told: object) -> None:
    found = extract(read_text(told.text))  # type: ignore[attr-defined]
    stories = found.report.stories
    for record in (*found.elections, *found.protests, *found.detentions):
        touched = {s.id for s in stories for e in record.evidence if s.start <= e.start < s.end and s.kind != "menu"}
        assert len(touched) <= 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([POLAND, PERU, CHILE]), min_size=1, max_size=6))
def test_every_record_has_the_story_of_some_of_its_words(told: list[str]) -> None:
    found = answer(*told)
    spans = {s.id: (s.start, s.end) for s in found.report.stories}
    for record in (*found.protests, *found.detentions, *found.statements):
        if not spans:
            assert record.story is None
            continue
        start, end = spans[record.story or ""]
        assert any(start <= e.start and e.end <= end for e in record.evidence)
