"""A hyphenated word is one phrase, and its last part heads it."""

from __future__ import annotations

import pytest

from service.extract import Options, extract
from service.language.parse import parse
from service.read import read_text

EVENTS = Options(records=frozenset({"detentions", "protests"}))


@pytest.mark.parametrize(
    ("text", "last", "label", "above"),
    [
        ("About 600 neo-Nazis marched.", "Nazis", "nsubj", "marched"),
        ("Leftist counter-demonstrators marched in Dorn.", "demonstrators", "nsubj", "marched"),
        ("An ex-minister and two vice-chancellors were detained in Dorn.", "chancellors", "conj", "minister"),
    ],
)
def test_the_last_part_heads_the_others(text: str, last: str, label: str, above: str) -> None:
    (doc,) = parse([text])
    token = next(t for t in doc if t.text == last)
    assert (token.dep_, token.head.text) == (label, above)
    assert [token.nbor(-2).head, token.nbor(-1).head] == [token, token]


def test_who_is_named_with_a_hyphen_is_named_whole() -> None:
    found = extract(
        read_text(
            "About 600 neo-Nazis marched through Dorn on Saturday; two communists and two neo-Nazis were arrested."
        ),
        EVENTS,
    )
    assert [actor.name for actor in found.protests[0].actors] == ["About 600 neo-Nazis"]
    assert [detainee.name for detainee in found.detentions[0].detainees] == ["two communists", "two neo-Nazis"]


def test_words_that_a_dash_parts_stay_apart() -> None:
    (doc,) = parse(["The ministers - both of them - were jailed."])
    assert [t.head.text for t in doc if t.text == "ministers"] == ["jailed"]
