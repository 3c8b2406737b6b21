"""Where stories begin and what is no story, in bulletins of many kinds; what tells one story stays whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.discourse import discourse
from service.discourse.phrases import clues_in
from service.discourse.story import Story
from service.language.analyse import analyse
from service.read import read_text
from service.rules.registry import gate_for
from service.words import load_words
from tests.discourse.bulletins import ALL, Bulletin

EVERYTHING = frozenset({"elections", "protests", "detentions", "statements"})


def stories(text: str) -> tuple[Story, ...]:
    return discourse(analyse(read_text(text), gate_for(EVERYTHING))).stories


@pytest.mark.parametrize("told", ALL.values(), ids=ALL)
def test_the_stories_of_a_bulletin_are_told_apart(told: Bulletin) -> None:
    """Each stretch begins where it does, with a label's length to spare, and is of its kind."""
    found = [(told.text[s.start : s.start + 40], s.kind) for s in stories(told.text)]
    begins = [max((a for a, _ in told.stretches if a <= s.start), default=0) for s in stories(told.text)]
    assert [(told.text[a : a + 50], kind) for a, kind in told.stretches] == [
        (told.text[a : a + 50], kind) for a, (_, kind) in zip(begins, found, strict=True)
    ]


@pytest.mark.parametrize("cue", load_words("discourse/stories")["cue"], ids=lambda cue: cue["name"])
def test_the_phrases_of_the_word_list_hold_on_its_examples(cue: dict[str, Any]) -> None:
    def met(sentence: str) -> bool:
        return cue["name"] in {c.name for c in clues_in(sentence, 0, len(sentence), (), cased=True)}

    assert [s for s in cue["has"] if not met(s)] == []
    assert [s for s in cue["lacks"] if met(s)] == []


SENTENCES = st.sampled_from([s + "." for told in ALL.values() for s in told.text.replace("\n", " ").split(". ") if s])


@settings(max_examples=30, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=25))
def test_stories_follow_one_another_and_leave_no_sentence_out(told: list[str]) -> None:
    text = " ".join(told)
    found = stories(text)
    assert [s.first for s in found[1:]] == [s.last for s in found[:-1]]
    assert all(s.start < s.end and s.first < s.last for s in found)
    if found:
        assert found[0].first == 0
        assert found[-1].end == len(text.rstrip())
